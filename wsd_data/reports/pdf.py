"""A report as PDF/UA-1: tagged, with bars drawn as vectors and described in words. No browser is needed."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import typst

from wsd_data.model.text import Text
from wsd_data.reports.paper import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")
PAGE = Text("pagina", "page")
OF = Text("van", "of")


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The typeface of the house, read once."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(files("font_source_sans_pro"))])


def pdf_of(paper: Paper) -> bytes:
    """The report as the bytes of a PDF. Typst refuses a drawing without words beside it."""
    content = asdict(paper)
    for section, made in zip(content["sections"], paper.sections, strict=True):
        section["rows"] = [[cell.text for cell in row] for row in made.rows]
    content |= {
        "page": PAGE.in_(paper.language),
        "of": OF.in_(paper.language),
        "state": ": ".join(paper.about[0]) if paper.about else "",
    }
    compiler = typst.Compiler(root=str(TEMPLATE.parent), font_paths=fonts())
    told = json.dumps(content, default=str)
    return b"".join(
        _pages(compiler.compile(str(TEMPLATE), format="pdf", sys_inputs={"paper": told}, pdf_standards="ua-1"))
    )


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    return [made] if isinstance(made, bytes) else made or []
