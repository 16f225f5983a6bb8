"""A dashboard as tutorials write them: pandas, read_excel under cache_data, and six Plotly Express charts.

Reads the workbook named by WSD_BENCH_WORKBOOK. Filters come from the address or from its two lists, so that
both apps get the same requests.
"""

import os

import pandas as pd
import plotly.express as px
import streamlit as st


@st.cache_data
def load_data(path: str) -> dict[str, pd.DataFrame]:
    sheets = {}
    for name, raw in pd.read_excel(path, sheet_name=None, header=None).items():
        heading = next((i for i, row in raw.head(15).iterrows() if row.notna().sum() >= 4), None)
        if heading is None:
            continue
        frame = raw.iloc[heading + 1 :].copy()
        frame.columns = raw.iloc[heading].astype(str).str.rstrip("* ")
        frame = frame.loc[:, ~frame.columns.duplicated()]
        for column in ("Datum", "Jaar", "Startdatum", "Periode", "Peildatum", "Van"):
            if column in frame:
                frame["Year"] = pd.to_numeric(frame[column].astype(str).str.extract(r"(\d{4})")[0])
                break
        sheets[name] = frame
    return sheets


sheets = load_data(os.environ["WSD_BENCH_WORKBOOK"])
years, regions = list(range(2016, 2027)), ["", "Twente", "Amsterdam", "Utrecht", "Friesland", "Flevoland", "Zwolle"]
asked = st.query_params.get("region", "")
st.title("Dashboard")
year = st.selectbox("Year", years, index=years.index(int(st.query_params.get("period", "2025"))))
region = st.selectbox("Region", regions, key="wsd_region").lower() or asked

counted = {}
for name in ("Presentaties", "Publicaties", "Producten", "Deelnemers", "Casussen", "Projecten"):
    frame = sheets[name]
    frame = frame.assign(Werkplaats=frame["Werkplaats"].astype(str).str.split(";")).explode("Werkplaats")
    if region:
        frame = frame[frame["Werkplaats"].str.lower().str.contains(region)]
    counted[name] = frame

for column, (name, frame) in zip(st.columns(6), counted.items(), strict=True):
    now, before = (frame["Year"] == year).sum(), (frame["Year"] == year - 1).sum()
    column.metric(name, int(now), int(now - before))

for name, frame in list(counted.items())[:3]:
    st.plotly_chart(
        px.line(frame.groupby("Year").size().reset_index(name="n"), x="Year", y="n", title=f"{name} per year")
    )
chosen = counted["Presentaties"][counted["Presentaties"]["Year"] == year]
for by in ("Werkplaats", "Thema", "Soort"):
    st.plotly_chart(px.bar(chosen.groupby(by).size().reset_index(name="n"), x=by, y="n", title=f"Per {by}"))
