"""The only rooms of Streamlit and Plotly: page frame, filters, blocks, charts and look.

A page calls `frame.begin`, then blocks, then `frame.end`; it holds no functions and no data work.
"""
