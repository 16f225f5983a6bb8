"""The import to compare with: every sheet through pandas and openpyxl, inserted into a DuckDB file. No checks at all."""

import sys

import duckdb
import pandas as pd

workbook, database = sys.argv[1:3]
with duckdb.connect(database) as connection:
    for number, frame in enumerate(pd.read_excel(workbook, sheet_name=None, header=None, engine="openpyxl").values()):
        text = frame.astype("string").rename(columns=str)
        connection.register("frame", text)
        connection.execute(f"CREATE TABLE sheet_{number} AS FROM frame")
        connection.unregister("frame")
