"""The address: what it asks for is what is shown, and what it does not understand never widens the view."""

from __future__ import annotations

import pytest

from wsd_data.model.periods import parse_period
from wsd_data.ui.address import View, chosen, page_address, read_address, write_address

CODES = {
    "region": ("noord", "friesland", "twente", "zwolle"),
    "theme": ("ouderen", "eenzaamheid"),
    "project": ("TW-1", "tw-1"),
}
DEFAULT = View(parse_period("2023"))


def read(**parameters: list[str]) -> View:
    return read_address(parameters, CODES, DEFAULT)


def test_an_empty_address_is_the_default_view() -> None:
    assert read() == DEFAULT
    assert write_address(DEFAULT) == {"period": ["2023"], "lang": ["nl"], "policy": ["internal"]}


def test_codes_come_back_in_their_fixed_order_and_as_they_were_written() -> None:
    view = read(period=["2020..2022"], region=["zwolle", "noord"], theme=["ouderen"], lang=["en"], policy=["public"])
    assert view.where == (("region", ("noord", "zwolle")), ("theme", ("ouderen",)))
    assert read_address(write_address(view), CODES, DEFAULT) == view


def test_what_one_page_chooses_is_read_there_and_unknown_elsewhere() -> None:
    asked = {"kind": ["products"]}
    view = read_address(asked, CODES, DEFAULT, "outputs")
    assert chosen(view, "outputs", "kind") == "products" and not view.remarks
    assert page_address(view) == write_address(view) | asked and "kind" not in write_address(view)
    assert chosen(DEFAULT, "outputs", "kind") == "presentations"
    assert "“kind”" in read_address(asked, CODES, DEFAULT, "themes").remarks[0].nl


def test_codes_may_be_separated_by_commas_and_written_with_capitals() -> None:
    assert read(region=["Twente,NOORD"]).codes("region") == ("noord", "twente")


def test_an_unknown_region_beside_a_known_one_is_reported_and_the_known_one_stays() -> None:
    view = read(region=["twente", "atlantis"])
    assert view.codes("region") == ("twente",)
    assert not view.refused
    assert "atlantis" in view.remarks[0].nl and "atlantis" in view.remarks[0].en


@pytest.mark.parametrize("asked", [{"region": ["atlantis"]}, {"theme": ["geluk"]}, {"period": ["ooit"]}])
def test_without_anything_known_nothing_may_be_shown(asked: dict[str, list[str]]) -> None:
    view = read(**asked)
    assert view.refused and view.remarks


def test_an_unknown_policy_is_public_and_reported() -> None:
    view = read(policy=["iedereen"])
    assert view.policy == "public" and view.remarks


def test_an_unknown_language_or_parameter_is_reported() -> None:
    assert "fr" in read(lang=["fr"]).remarks[0].nl
    assert "regio" in read(regio=["twente"]).remarks[0].nl


def test_a_code_is_first_taken_as_it_is_written_and_then_whatever_its_capitals() -> None:
    assert read(project=["tw-1"]).codes("project") == ("tw-1",)
    assert read(project=["TW-1"]).codes("project") == ("TW-1",)
    assert read(project=["Tw-1"]).codes("project") in (("TW-1",), ("tw-1",))


def test_the_number_of_a_grant_may_hold_a_comma() -> None:
    codes = {"grant": ("2020/1, deel 2", "2020/1")}
    assert read_address({"grant": ["2020/1, deel 2"]}, codes, DEFAULT).codes("grant") == ("2020/1, deel 2",)
    assert read_address({"grant": ["2020/1,x"]}, codes, DEFAULT).codes("grant") == ("2020/1",)
