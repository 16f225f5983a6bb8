"""Invented grants and targets: what a werkplaats was promised, spent and planned; none where money may not be invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from wsd_data.reports.examples.invent import MARK, Project
from wsd_data.reports.examples.layout import Row
from wsd_data.reports.examples.places import LAST_YEAR, Place

PROGRAMME_PERIODS = ((2016, 2018), (2019, 2019), (2020, 2022), (2023, 2026))


@dataclass(frozen=True)
class Grant:
    """One invented grant; amounts in whole euros."""

    number: str
    place: str
    funder: str
    scheme: str
    start: date
    end: date
    awarded: int
    projects: tuple[str, ...] = ()


def core_grants(place: Place, rng: Random) -> list[Grant]:
    """The VWS grants of a place per programme period; none where money may not be invented."""
    if not place.money:
        return []
    yearly = rng.randrange(140, 200) * 1000
    made = [
        Grant(f"VWS-{place.prefix}-{a}", place.code, "vws-basis", "Werkplaatsen sociaal domein", date(a, 1, 1), date(b, 12, 31), yearly * (b - a + 1))
        for a, b in PROGRAMME_PERIODS if a >= place.since
    ]  # fmt: skip
    if rng.random() < 0.5:
        made.append(Grant(f"VWSO-{place.prefix}-2023", place.code, "vws-ouderen", "Langer thuis", date(2023, 1, 1), date(2026, 12, 31), 150000))  # fmt: skip
    return made


def project_grant(made: Project) -> Grant | None:
    if not made.grant or not made.awarded or not made.funder or made.status == "afgewezen":
        return None
    start = made.start.replace(day=1)
    return Grant(made.grant, made.places[0], made.funder, "Praktijkgericht onderzoek", start, made.end, made.awarded, (made.code,))  # fmt: skip


def grant_row(grant: Grant, year: int) -> Row | None:
    """The grant with what was spent at the end of the year; None outside its years."""
    if not grant.start.year <= year <= grant.end.year:
        return None
    until = min(date(year, 12, 31) if year < LAST_YEAR else date(year, 9, 30), grant.end)
    done = (until - grant.start).days / (grant.end - grant.start).days
    share = 0.93 if until == grant.end else 0.88 if len(grant.number) % 2 else 0.97
    row: Row = {
        "grant": grant.number, "funder": grant.funder, "scheme": grant.scheme, "start": grant.start, "end": grant.end,
        "requested": round(grant.awarded * 1.1), "awarded": grant.awarded, "own_contribution": round(grant.awarded * 0.2),
        "third_parties": round(grant.awarded * 0.08), "spent": max(0, round(grant.awarded * done * share)), "spent_on": until,
        "project": grant.projects, "remark": MARK,
    }  # fmt: skip
    if grant.funder == "vws-basis":
        row["national"] = round(grant.awarded * 0.1)
    if until == grant.end:
        row["settled"] = round(grant.awarded * share)
    return row


def target(rng: Random, place: Place, year: int, indicator: str, planned: int) -> Row:
    core = next((a for a, b in PROGRAMME_PERIODS if a <= year <= b))
    row: Row = {"indicator": indicator, "year": year, "planned": planned, "remark": MARK}
    # A target without a grant has no other key than indicator and year, so network rounds always name one.
    row["grant"] = f"VWS-{place.prefix}-{core}" if place.money else None
    if rng.random() < 0.4:
        row["explanation"] = rng.choice(("Minder bijeenkomsten door ziekte.", "Meer vraag uit de regio dan verwacht.", "Verschoven naar volgend jaar."))  # fmt: skip
    return row
