"""The house keeps its order: a room imports only rooms before it, and libraries stay behind their fences."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ORDER = ("model", "language", "intake", "store", "figures", "delivery", "reports", "access", "ui")
FENCES = {
    "openpyxl": {"intake", "reports"},
    "python_calamine": {"intake"},
    "duckdb": {"store", "figures", "delivery"},
    "plotly": {"ui"},
    "streamlit": {"ui"},
    "pandas": {"ui"},
    "babel": {"language"},
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
        return  # the command line stands above all rooms
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


def test_pages_hold_no_functions_and_the_entry_is_short() -> None:
    pages = sorted((ROOT / "pages").glob("*.py"))
    assert pages
    for page in pages:
        tree = ast.parse(page.read_text("utf-8"))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda)], page
    assert len((ROOT / "dashboard.py").read_text("utf-8").splitlines()) < 40


def test_every_dependency_is_pinned_and_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = (ROOT / "requirements.txt").read_text("utf-8").lower()
    reasons = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text("utf-8").lower()
    for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = requirement.split(">")[0].split("=")[0].lower()
        assert name in reasons, f"{name} has no reason in docs/decisions"
        if requirement in project["dependencies"]:
            assert f"\n{name}==" in f"\n{locked}", f"{name} is not pinned"
