"""A declaration that is forgotten somewhere is noticed here."""

from __future__ import annotations

import pytest

from wsd_data.figures.measures import MEASURES
from wsd_data.model.codelists import CODELISTS
from wsd_data.model.columns import Sheet
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.sheets import SHEETS
from wsd_data.model.text import Text

IDS = ["projects_running", "projects_started", "projects_completed", "presentations", "publications", "products", "outputs", "activities", "activity_hours", "attendances", "unique_participants", "casuses", "audience", "municipalities_participating", "municipalities_reached", "partners", "grant_awarded", "grant_settled", "grant_spent", "cofinancing_rate", "national_share", "foreign_visits", "staff", "fte", "followers", "newsletter_readers", "students"]  # fmt: skip
DIMENSION_IDS = ["region", "lectoraat", "programme_line", "theme", "local_theme", "year", "half_year", "quarter", "month", "type", "audience_type", "role", "organisation_type", "partner_class", "municipality", "province", "funder", "grant", "bko_area", "status", "scale", "channel", "project"]  # fmt: skip


def test_all_indicators_and_dimensions_of_the_contract_are_declared() -> None:
    assert list(INDICATORS) == IDS
    assert set(DIMENSIONS) == set(DIMENSION_IDS)
    assert {i.id for i in INDICATORS.values() if i.planned} <= {"grant_settled", "cofinancing_rate", "national_share"}


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda i: i.id)
def test_an_indicator_is_whole(indicator: Indicator) -> None:
    for text in (indicator.label, indicator.definition, indicator.unit):
        assert text.nl and text.en
    assert set(indicator.dimensions) <= set(DIMENSIONS)
    assert set(indicator.sheets) <= set(SHEETS)
    assert indicator.planned or indicator.measure in MEASURES
    assert indicator.people == (indicator.id in {"attendances", "unique_participants", "casuses"})
    assert not (indicator.additive and indicator.kind in ("stock", "distinct", "ratio"))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda s: s.id)
def test_a_sheet_is_whole(sheet: Sheet) -> None:
    fields = {name for name, _ in sheet.fields}
    assert {sheet.start, sheet.end} <= fields
    assert {"region", "lectoraat", "theme", "municipality", "remark"} <= set(sheet.by_id)
    seen: dict[str, str] = {}
    for column in sheet.columns:
        assert column.heading.nl and column.heading.en and column.definition.nl and column.definition.en
        for spelling in column.spellings():
            assert seen.setdefault(spelling, column.id) == column.id, f"{spelling} means two columns"
        assert (column.kind in ("term", "terms")) == (column.codes is not None)
    for check in sheet.checks:
        assert check.column in sheet.by_id


def test_ten_sheets_with_names_of_their_own() -> None:
    assert len(SHEETS) == 10
    seen: dict[str, str] = {}
    for sheet in SHEETS.values():
        for spelling in sheet.spellings():
            assert seen.setdefault(spelling, sheet.id) == sheet.id


@pytest.mark.parametrize(
    ("codelist", "typed", "code"),
    [
        ("funder", "VWS-basis", "vws-basis"),
        ("funder", " sociaal  werk nederland ", "sociaal-werk-nederland"),
        ("status", "Lopend", "lopend"),
        ("status", "running", "lopend"),
        ("role", "Professional zorg & welzijn", "professional-zorg-welzijn"),
        ("role", "cliënt", "ervaringsdeskundige"),
        ("product_type", "film", "film"),
        ("product_type", "Infographic", "praatplaat"),
        ("organisation_type", "GGD", "ggd"),
        ("bko_area", "beroepspraktijk & samenleving", "beroepspraktijk-samenleving"),
    ],
)
def test_spellings_of_terms(codelist: str, typed: str, code: str) -> None:
    from wsd_data.model.text import fold

    assert CODELISTS[codelist].by_spelling[fold(typed)] == code


def test_every_codelist_has_other_and_unknown() -> None:
    for codelist in CODELISTS.values():
        assert {"overig", "onbekend"} <= set(codelist.by_code)


def test_a_text_within_a_text_speaks_its_own_language() -> None:
    text = Text("een {what}", "a {what}").format(what=Text("rij", "row"))
    assert (text.nl, text.en) == ("een rij", "a row")
