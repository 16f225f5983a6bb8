"""The floor: a Streamlit app that shows one line, with the libraries loaded that every dashboard loads."""

import pandas as pd
import plotly.express as px
import streamlit as st

st.title(f"pandas {pd.__version__}, {len(px.colors.qualitative.Plotly)} colours")
