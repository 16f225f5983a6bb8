"""Names of regions, lectoraten, themes, municipalities and terms: matched, proposed, never guessed."""

from __future__ import annotations

import pytest

from wsd_data.intake import Known
from wsd_data.intake import names as words
from wsd_data.model import codelists


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Twente", ["twente"]),
        ("twente", ["twente"]),
        ("WSD Twente", ["twente"]),
        ("Werkplaats Twente", ["twente"]),
        ("Saxion", ["twente"]),
        ("Den Haag & Leiden", ["den-haag-leiden"]),
        ("Twente; Regio Zwolle", ["twente", "zwolle"]),
        ("Twente\nZwolle", ["twente", "zwolle"]),
        ("Twente, Zwolle, Twente", ["twente", "zwolle"]),
        ("n.v.t.", None),
    ],
)
def test_regions(known: Known, cell: str, codes: list[str] | None) -> None:
    assert words.regions_parser(known)(cell) == (codes, None)


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        ("Twentte", "unknown_region", "Twente"),
        ("Mars", "unknown_region", None),
        ("*", "not_a_region", None),
        ("alle werkplaatsen", "not_a_region", None),
        ("netwerk", "not_a_region", None),
        ("Inholland", "ambiguous", None),
        ("Twente; Mars", "unknown_region", None),
    ],
)
def test_what_is_no_region(known: Known, cell: str, code: str, suggestion: str | None) -> None:
    found, problem = words.regions_parser(known)(cell)
    assert found is None and problem is not None
    assert (problem.code, problem.suggestion, problem.level) == (code, suggestion, "error")


def test_an_ambiguous_name_says_what_it_can_mean(known: Known) -> None:
    problem = words.regions_parser(known)("Inholland")[1]
    assert problem is not None and dict(problem.values)["options"] == "Noord-Holland; Zuid-Holland Zuid"


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Enschede", ["GM0153"]),
        ("gemeente Enschede", ["GM0153"]),
        ("GM0153", ["GM0153"]),
        ("Enschede, Hengelo; Almelo", ["GM0153", "GM0164", "GM0141"]),
        ("Den Haag", ["GM0518"]),
        ("'s-Gravenhage", ["GM0518"]),
        ("’s-Hertogenbosch", ["GM0796"]),
        ("Bergen (NH)", ["GM0373"]),
        ("Bergen (Limburg)", ["GM0893"]),
        ("Haaren", ["GM0788"]),
        ("Winsum", ["GM0053"]),
        ("De Friese Meren", ["GM1921"]),
        ("onbekend", None),
    ],
)
def test_municipalities_of_now_and_of_then(known: Known, cell: str, codes: list[str] | None) -> None:
    assert words.municipalities_parser(known)(cell) == (codes, None)


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        ("Oldenbroek", "unknown_municipality", "Oldebroek"),
        ("Enschede; Oldenbroek", "unknown_municipality", "Oldebroek"),
        ("Atlantis", "unknown_municipality", None),
        ("Bergen", "ambiguous", None),
    ],
)
def test_an_unknown_municipality_is_proposed_and_refused(
    known: Known, cell: str, code: str, suggestion: str | None
) -> None:
    found, problem = words.municipalities_parser(known)(cell)
    assert found is None and problem is not None
    assert (problem.code, problem.suggestion) == (code, suggestion)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Armoede; Eenzaamheid", ["Armoede", "Eenzaamheid"]),
        ("Armoede, Eenzaamheid", ["Armoede", "Eenzaamheid"]),
        ("Bestaanszekerheid, armoede en schulden", ["Bestaanszekerheid, armoede en schulden"]),
        ("Jeugd, onderwijs en kansengelijkheid, Armoede", ["Jeugd, onderwijs en kansengelijkheid", "Armoede"]),
        ("Bestaanszekerheid", ["Bestaanszekerheid"]),
        ("  sociale   BASIS ", ["sociale BASIS"]),
        ("-", None),
    ],
)
def test_themes_keep_their_local_names(known: Known, cell: str, names: list[str] | None) -> None:
    assert words.themes_parser(known)(cell) == (names, None)


def test_an_unknown_theme_is_kept_with_a_warning(known: Known) -> None:
    found, problem = words.themes_parser(known)("Armoede; Eenzaamhied")
    assert found == ["Armoede", "Eenzaamhied"]
    assert problem is not None and (problem.code, problem.level) == ("unknown_theme", "warning")
    assert problem.suggestion == "Eenzaamheid"


def test_an_unknown_lectoraat_is_kept_as_its_slug(known: Known) -> None:
    parse = words.lectoraten_parser(known)
    assert parse("Social Work; Lectoraat Urban Ageing") == (["social-work", "urban-ageing"], None)
    found, problem = parse("Lectoraat Zorg & Welzijn")
    assert found == ["lectoraat-zorg-welzijn"]
    assert problem is not None and problem.level == "warning"


def test_a_term_is_its_code() -> None:
    parse = words.term_parser(codelists.FUNDER)
    assert parse("  vws-BASIS ") == ("vws-basis", None)
    assert parse("Social Work Nederland")[1] is not None
    assert words.term_parser(codelists.STATUS)("running") == ("lopend", None)
    assert words.term_parser(codelists.ROLE)("n.v.t.") == (None, None)
    assert words.term_parser(codelists.ROLE)("onbekend") == ("onbekend", None)


def test_an_unknown_term_names_the_choices() -> None:
    found, problem = words.term_parser(codelists.SCALE)("lokal")
    assert found is None and problem is not None
    assert (problem.code, problem.suggestion) == ("unknown_term", "lokaal")
    assert "regionaal" in str(problem.values)


def test_several_terms_and_codes() -> None:
    parse = words.terms_parser(codelists.BKO_AREA)
    assert parse("kennisontwikkeling; onderwijs & professionalisering") == (
        ["kennisontwikkeling", "onderwijs-professionalisering"],
        None,
    )
    assert words.parse_codes("tw-1; TW-2, tw-1") == (["TW-1", "TW-2"], None)
    assert words.parse_code(12.0) == ("12", None)
    assert words.parse_names("Wijkteam, Noord; ROC") == (["Wijkteam, Noord", "ROC"], None)
