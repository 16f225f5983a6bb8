"""Two clicks in quick succession: the second comes with the address of before the first, and takes nothing back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import delivered, page_of
from wsd_data.ui import texts

ADDRESS = {"period": "2023", "lang": "nl", "policy": "internal"}


@pytest.fixture
def shown(folder: Path) -> AppTest:
    delivered(folder, {"presentations": [{"title": "een"}]})
    return page_of("overview", **ADDRESS)


def addressed(shown: AppTest, **changed: str) -> AppTest:
    """The page, of which the browser will send this address with the next click."""
    shown.query_params.clear()
    for name, value in (ADDRESS | changed).items():
        shown.query_params[name] = value
    return shown


def test_a_late_address_takes_no_choice_back(shown: AppTest) -> None:
    shown.toggle("wsd_policy").set_value(True).run()
    addressed(shown).run()
    assert shown.toggle("wsd_policy").value and shown.query_params["policy"] == "public"
    assert texts.PUBLIC_CAPTION.nl in [caption.value for caption in shown.caption]


def test_nor_does_one_of_a_choice_in_between(shown: AppTest) -> None:
    shown.toggle("wsd_policy").set_value(True).run()
    addressed(shown).button("wsd_lang").click().run()
    for late in ("internal", "public"):
        addressed(shown, policy=late).run()
        assert shown.query_params["lang"] == "en" and shown.query_params["policy"] == "public"
        assert shown.title[0].value.startswith("Overview")


def test_a_new_address_is_read(shown: AppTest) -> None:
    shown.toggle("wsd_policy").set_value(True).run()
    addressed(shown, period="2022").run()
    assert shown.query_params["period"] == "2022" and not shown.toggle("wsd_policy").value
    addressed(shown).run()
    assert shown.query_params["period"] == "2023" and not shown.toggle("wsd_policy").value
