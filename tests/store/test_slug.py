"""The macro of the database and the function of the model must give the same code."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wsd_data.model.text import slug
from wsd_data.store.engine import open_engine
from wsd_data.store.stand import Stand

NAMES = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=40)


def test_slug_is_the_same_in_database_and_model(tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    engine = open_engine(tmp_path_factory.mktemp("slug"))
    cursor = Stand(engine).cursor()

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(NAMES)
    def same(name: str) -> None:
        row = cursor.execute("SELECT slug($name)", {"name": name}).fetchone()
        assert row is not None and row[0] == slug(name)

    same()
    engine.close()
