"""The house keeps its order: a room imports only rooms before it, and libraries stay behind their fences."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ORDER = ("model", "language", "intake", "store", "figures", "delivery", "reports", "access", "ui", "commands")
FENCES = {
    "openpyxl": {"intake", "reports"},
    "python_calamine": {"intake"},
    "duckdb": {"store", "figures", "delivery"},
    "plotly": {"ui"},
    "streamlit": {"ui"},
    "pandas": {"ui"},
    "babel": {"language"},
    "typst": {"reports"},
}
PRODUCT = sorted(p for p in (ROOT / "wsd_data").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module a file imports, at the top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "wsd_data").parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", PRODUCT, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if not room:
        return  # entry and hand-over stand beside the rooms
    allowed = set(ORDER[: ORDER.index(room) + 1])
    for module in imported(path):
        if module.startswith("wsd_data.") and module.split(".")[1] in ORDER:
            assert module.split(".")[1] in allowed, f"{room} may not import {module}"


@pytest.mark.parametrize("path", PRODUCT, ids=lambda p: str(p.relative_to(ROOT)))
def test_libraries_stay_behind_their_fence(path: Path) -> None:
    room = room_of(path)
    for module in imported(path):
        fence = FENCES.get(module.split(".")[0])
        assert fence is None or room in fence, f"{room or 'command line'} may not import {module}"


def test_the_model_imports_no_library() -> None:
    import sys

    for path in (ROOT / "wsd_data" / "model").glob("*.py"):
        for module in imported(path):
            top = module.split(".")[0]
            assert top in sys.stdlib_module_names or top == "wsd_data", f"{path.name} imports {module}"


def test_only_the_engine_connects() -> None:
    for path in PRODUCT:
        if path.relative_to(ROOT / "wsd_data").as_posix() != "store/engine.py":
            assert "duckdb.connect(" not in path.read_text("utf-8"), path


def test_no_drawers() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [p for p in PRODUCT if p.stem in drawers] == []


PAGES = sorted((ROOT / "pages").glob("*.py"))
PAGE_MAY_HOLD = (
    ast.Module, ast.Expr, ast.Import, ast.ImportFrom, ast.alias, ast.Assign, ast.With, ast.withitem, ast.Call, ast.keyword,
    ast.Attribute, ast.Name, ast.Constant, ast.Tuple, ast.Load, ast.Store,
)  # fmt: skip
"""A page file names and calls; no function, class, branch, loop, comprehension, index, sum or lookup of its own."""


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_only_calls(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    own = {type(node).__name__ for node in ast.walk(tree) if not isinstance(node, PAGE_MAY_HOLD)}
    assert own == set(), f"{path.name} works out something itself"
    assert ast.get_docstring(tree), f"{path.name} does not say what it shows"
    begun = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "frame.begin"]
    assert [ast.unparse(call) for call in begun] == [f"frame.begin('{path.stem}')"]
    for module in imported(path):
        assert module.split(".")[0] == "streamlit" or module.startswith("wsd_data.ui"), f"{path.name}: {module}"


def test_a_list_in_which_nothing_is_chosen_says_so_in_our_words() -> None:
    """Streamlit's own words are English."""
    found = []
    for path in sorted((ROOT / "wsd_data" / "ui").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ("st.selectbox", "st.multiselect"):
                given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
                if ast.unparse(call.func) == "st.multiselect" or given.get("index") == "None":
                    found.append((path.name, "placeholder" in given))
    assert len(found) >= 4 and all(own for _, own in found), found


def test_the_entry_is_short() -> None:
    assert len((ROOT / "dashboard.py").read_text("utf-8").splitlines()) < 40


def test_every_page_has_a_file_and_a_place_in_the_menu() -> None:
    from wsd_data.ui.texts import MENU, PAGES, WITHOUT_FIGURES

    files = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert files == set(PAGES)
    assert sorted(address for _, pages in MENU for address in pages) == sorted(PAGES)
    assert set(WITHOUT_FIGURES) <= set(PAGES)


def test_every_dependency_is_pinned_and_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = (ROOT / "requirements.txt").read_text("utf-8").lower()
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8").lower()
    for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = requirement.split(">")[0].split("=")[0].lower()
        assert name in reasons, f"{name} has no reason in docs/decisions"
        if requirement in project["dependencies"]:
            assert f"\n{name}==" in f"\n{locked}", f"{name} is not pinned"
