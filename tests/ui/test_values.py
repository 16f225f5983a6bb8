"""Every figure on every page is the one that `python -m wsd_data figures` gives for the same selection.

A visitor opens all folds of a page and fetches all its files; each line of a file is asked for again on a copy of the
data, and what is drawn and written beside it must be that line.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.session import Visitor
from tests.browser.conftest import serving
from wsd_data.__main__ import parser
from wsd_data.delivery import open_store
from wsd_data.figures import Monitor, Selection, Value
from wsd_data.figures.answer import field_of
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.indicators import INDICATORS, Indicator
from wsd_data.model.periods import parse_period
from wsd_data.model.text import Language
from wsd_data.ui import reach, texts
from wsd_data.ui.wording import figure_text, in_large

WITH_FIGURES = [page for page in texts.PAGES if page not in texts.WITHOUT_FIGURES]
READY = {indicator.id for indicator in INDICATORS.values() if not indicator.planned}


class Chosen(NamedTuple):
    """A selection as it stands in the address."""

    period: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    policy: str
    language: Language

    @property
    def query(self) -> str:
        codes = "".join(f"&{d}={code}" for d, several in self.where for code in several)
        return f"period={self.period}{codes}&policy={self.policy}&lang={self.language}"


CHOICES = (
    Chosen("2023", (), "internal", "nl"),
    Chosen("2022", (("region", ("twente", "zwolle")),), "public", "en"),
    Chosen("2021..2023", (("theme", ("bestaanszekerheid",)),), "public", "nl"),
    Chosen("2023", (("region", ("twente",)),), "internal", "en"),
    Chosen("2019..2022", (("project", ("TW-TOEKOMST",)),), "internal", "nl"),
)
OF_A_GRANT = Chosen("2023", (("grant", ("B-AM-2017-01",)),), "public", "nl")
"""Its dossier stands on the page of funding."""


EVERY_TIME = CHOICES if os.environ.get("WSD_PROVE") else (CHOICES[0], CHOICES[1], CHOICES[3])
"""Those that every run of the tests takes; the others with WSD_PROVE."""


class Sent(NamedTuple):
    """What one page sent for one selection."""

    page: str
    chosen: Chosen
    files: tuple[tuple[str, tuple[dict[str, str], ...]], ...]
    """Per file of figures the key of its block and its lines."""
    tiles: tuple[tuple[str, str], ...]
    """Indicator and the words of each key figure."""
    drawings: tuple[tuple[str, Any], ...]
    """Block and specification of each drawing."""
    words: str
    """All HTML and markdown."""


@pytest.fixture(scope="module")
def copy(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("values") / "asked"))


@pytest.fixture(scope="module")
def received(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, Chosen], Sent]]:
    home = tmp_path_factory.mktemp("values-shown")
    shutil.copytree(demo_folder, home / "data")
    with serving(home / "data", home / "server.log") as address:

        @cache
        def sent(page: str, chosen: Chosen) -> Sent:
            with Visitor(int(address.rsplit(":", 1)[1]), page, keeps=True) as visitor:
                visitor.run_open(chosen.query)
                return read(page, chosen, visitor.last, visitor.files)

        yield sent


def read(page: str, chosen: Chosen, messages: Sequence[bytes], files: Sequence[tuple[str, bytes]]) -> Sent:
    """What stands in the messages of one run and in the files it offers."""
    tiles, drawings, words, keys = [], [], [], {}
    waiting: dict[tuple[int, ...], str] = {}
    for message in map(ForwardMsg.FromString, messages):
        path = tuple(message.metadata.delta_path)
        if tile := re.search(r"-tile_(\w+)$", message.delta.add_block.id):
            waiting[path] = tile[1]
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "html":
            words.append(element.html.body)
            if path[:-1] in waiting:
                shown = re.sub(r"<div aria-hidden.*", "", element.html.body)
                tiles.append((waiting.pop(path[:-1]), unescape(re.sub("<[^>]*>", "", shown)).strip()))
        elif kind == "markdown":
            words.append(element.markdown.body)
        elif kind == "bidi_component":
            shown = element.bidi_component
            drawings.append((shown.id.partition("-chart_")[2], json.loads(shown.json)["figure"]))
        elif kind == "download_button":
            keys[element.download_button.id] = element.download_button.id.partition("-csv_")[2]
    tables = []
    for id_, data in files:
        if data.startswith((b"%PDF", b"PK", b"PAR1")):
            # Reports and Parquet; that they say what the page says is shown by tests of their own.
            continue
        lines = list(
            csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";" if chosen.language == "nl" else ",")
        )
        if any(line.get("indicator") in INDICATORS for line in lines):
            tables.append((keys[id_], tuple(lines)))
    return Sent(page, chosen, tuple(tables), tuple(tiles), tuple(drawings), "\n".join(words))


class Command:
    """The answers of the `figures` command, as JSON objects.

    Asked of one monitor, the very call of the command; `check` runs some through the command itself.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = open_store(folder)
        self.monitor = Monitor(self.store.engine)
        self.asked: dict[tuple[Any, ...], dict[str, Any]] = {}

    def __call__(
        self, indicator: str, by: tuple[str, ...], period: str, where: tuple[tuple[str, tuple[str, ...]], ...], policy: str
    ) -> dict[str, Any]:  # fmt: skip
        question = (indicator, by, period, where, policy)
        if question not in self.asked:
            selection = Selection.of(parse_period(period) if period else None, dict(where))
            self.asked[question] = self.monitor.answer(indicator, by, selection, policy=policy).as_json()
        return self.asked[question]


@pytest.fixture(scope="module")
def command(copy: Path) -> Iterator[Command]:
    asked = Command(copy)
    yield asked
    asked.store.close()


def number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


def plain(figure: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(figure[name] for name in ("value", "low", "high", "status", "estimate"))


def of_line(line: dict[str, str]) -> tuple[Any, ...]:
    numbers = [number(line[name]) for name in ("value", "low", "high")]
    return (*numbers, line["status"], line["estimate"] == "true")


NOTHING = ("not_applicable", "not_reported", "zero")


class Asked:
    """What the command says to one line of a file, under one reading of the selection."""

    def __init__(self, command: Command, chosen: Chosen, where: tuple[tuple[str, tuple[str, ...]], ...], period: str):
        self.command, self.chosen, self.where, self.period = command, chosen, where, period

    def agrees(self, line: dict[str, str], dimensions: Sequence[str]) -> bool:
        indicator = INDICATORS[line["indicator"]]
        codes = {d: line[field_of(d)] for d in DIMENSIONS if field_of(d) in dimensions and line[field_of(d)]}
        period = line["period"] if "period" in dimensions else self.period
        if not {*codes, *dict(self.where)} <= set(indicator.dimensions):
            return line["status"] == "not_applicable"
        answer = self.command(indicator.id, tuple(codes), period, self.where, self.chosen.policy)
        found = [answer["total"]] if not codes else [
            row for row in answer["rows"]
            if [row[field_of(d)] for d in codes] == list(codes.values())
        ]  # fmt: skip
        if not found:
            return line["value"] in ("", "0") and line["status"] in NOTHING
        return plain(found[0]) == of_line(line)


def readings(
    command: Command, chosen: Chosen, lines: Sequence[dict[str, str]], dimensions: Sequence[str]
) -> list[Asked]:
    """The selection that the lines may be under: that of the address, or without it for the dimensions they show all
    parts of; in the period of the file, or over the years the lines name."""
    besides = tuple((d, codes) for d, codes in chosen.where if d not in dimensions)
    periods = [lines[0]["period"]] if lines[0].get("period") and "period" not in dimensions else [""]
    if "year" in dimensions:
        years = sorted(line["year"] for line in lines if line["year"].isdigit())
        periods += [f"{years[0]}..{years[-1]}"] if years else []
    return [
        Asked(command, chosen, where, period) for where in dict.fromkeys((chosen.where, besides)) for period in periods
    ]


def named(lines: Sequence[dict[str, str]]) -> list[str]:
    """The dimensions of a file: the columns that have a column of names beside them, as `field_of` calls them."""
    return [name for name in lines[0] if f"{name}_name" in lines[0]]


@pytest.mark.parametrize("chosen", EVERY_TIME, ids=lambda chosen: chosen.query)
@pytest.mark.parametrize("page", WITH_FIGURES)
def test_files_hold_the_figures_of_the_command(
    received: Callable[[str, Chosen], Sent], command: Command, page: str, chosen: Chosen
) -> None:
    wrong = []
    for block, lines in received(page, chosen).files:
        dimensions = named(lines)
        by_indicator = defaultdict(list)
        for line in lines:
            by_indicator[line["indicator"]].append(line)
            assert line["policy"] == chosen.policy
        for indicator, some in by_indicator.items():
            tried = readings(command, chosen, lines, dimensions)
            differing = [[line for line in some if not one.agrees(line, dimensions)] for one in tried]
            if all(differing):
                fewest = min(differing, key=len)
                wrong.append((block, indicator, len(fewest), {k: v for k, v in fewest[0].items() if v}))
    assert wrong == []


def test_the_dossier_of_a_grant_holds_the_figures_of_the_command(
    received: Callable[[str, Chosen], Sent], command: Command
) -> None:
    blocks = {block for block, _ in received("funding", OF_A_GRANT).files}
    assert blocks == {"dossier-years", "dossier-delivered"}
    test_files_hold_the_figures_of_the_command(received, command, "funding", OF_A_GRANT)
    test_drawings_and_tables_say_what_the_files_hold(received, "funding", OF_A_GRANT)


def total_of(command: Command, indicator: Indicator, chosen: Chosen, period: str) -> Value:
    """The total that the command gives; where the selection says nothing about the indicator, what a page makes of that."""
    if not set(dict(chosen.where)) <= set(indicator.dimensions):
        return Value(None, None, None, "not_applicable", "not_permitted")
    total = command(indicator.id, (), period, chosen.where, chosen.policy)["total"]
    return Value(*(total[name] for name in ("value", "low", "high", "status")), None, total["estimate"])


@pytest.mark.parametrize("chosen", EVERY_TIME, ids=lambda chosen: chosen.query)
@pytest.mark.parametrize("page", WITH_FIGURES)
def test_key_figures_are_those_of_the_command(
    received: Callable[[str, Chosen], Sent], command: Command, page: str, chosen: Chosen
) -> None:
    for indicator, shown in received(page, chosen).tiles:
        declared = INDICATORS[indicator]
        said = set()
        for period in (chosen.period, ""):
            figure = total_of(command, declared, chosen, period)
            said.add("–" if figure.status == "not_reported" else in_large(figure, declared, chosen.language))
            if dict(chosen.where).get("project") is None or page != "projects":
                break  # only the page of one project shows figures over all years
        assert shown in said, f"{indicator}: {shown} instead of {said}"


@pytest.mark.parametrize("chosen", CHOICES[:2], ids=lambda chosen: chosen.query)
@pytest.mark.parametrize("page", WITH_FIGURES)
def test_drawings_and_tables_say_what_the_files_hold(
    received: Callable[[str, Chosen], Sent], page: str, chosen: Chosen
) -> None:
    sent = received(page, chosen)
    files = dict(sent.files)
    shown = unescape(re.sub("<[^>]*>", "\n", sent.words))
    for block, lines in sent.files:
        for line in lines:
            assert core(line["shown"]) in shown or line["status"] in NOTHING, (block, line)
    for block, spec in sent.drawings:
        if block not in files:
            continue  # a drawing of rows, not of figures
        told = {core(line["shown"]) for line in files[block]}
        for trace in spec["data"]:
            for words, *_ in trace.get("customdata", ()):
                assert any(one in unescape(words) for one in told), (block, words)


def core(words: str) -> str:
    """A figure in words without the remark that it is not complete."""
    return re.sub(r" \([^)]*\)$", "", words)


def test_the_command_itself_gives_these_answers(
    received: Callable[[str, Chosen], Sent], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first question about each indicator, or with WSD_PROVE every question, through the command line."""
    for page in WITH_FIGURES:
        test_files_hold_the_figures_of_the_command(received, command, page, CHOICES[1])
    asked = list(command.asked.items())
    if not os.environ.get("WSD_PROVE"):
        asked = [next(one for one in asked if one[0][0] == id_) for id_ in {question[0] for question, _ in asked}]
    command.store.close()
    monkeypatch.setenv("WSD_DATA_DIR", str(command.folder))
    try:
        for (indicator, by, period, where, policy), answer in asked:
            words = ["figures", indicator, "--policy", policy, "--json"]
            words += ["--by", ",".join(by)] if by else []
            words += ["--period", period] if period else []
            words += [part for d, codes in where for code in codes for part in ("--where", f"{d}={code}")]
            output = io.StringIO()
            args: argparse.Namespace = parser().parse_args(words)
            with contextlib.redirect_stdout(output):
                assert args.run(args) == 0
            assert json.loads(output.getvalue()) == json.loads(json.dumps(answer, default=str)), words
    finally:
        command.store = open_store(command.folder)
        command.monitor = Monitor(command.store.engine)


IN_SENTENCES = {"municipalities_reached": reach.REACHED, "municipalities_participating": reach.PARTICIPATING}
"""Figures that the page of reach tells in a sentence: with a number, and with a kind of nothing."""


@pytest.mark.parametrize("chosen", EVERY_TIME, ids=lambda chosen: chosen.query)
@pytest.mark.parametrize("indicator", IN_SENTENCES)
def test_sentences_tell_the_figures_of_the_command(
    received: Callable[[str, Chosen], Sent], command: Command, indicator: str, chosen: Chosen
) -> None:
    declared = INDICATORS[indicator]
    words = figure_text(total_of(command, declared, chosen, chosen.period), declared, chosen.language)
    said = [text.format(words=words).in_(chosen.language) for text in IN_SENTENCES[indicator]]
    assert any(one in received("reach", chosen).words for one in said), said


def test_every_indicator_that_is_ready_stands_on_a_page(received: Callable[[str, Chosen], Sent]) -> None:
    shown = set(IN_SENTENCES)
    for page in WITH_FIGURES:
        for chosen in (CHOICES[0], CHOICES[3]):
            sent = received(page, chosen)
            shown |= {line["indicator"] for _, lines in sent.files for line in lines} | {id_ for id_, _ in sent.tiles}
    assert READY - shown == set()


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_public_files_hold_only_protected_counts(received: Callable[[str, Chosen], Sent], page: str) -> None:
    for chosen in EVERY_TIME:
        for _, lines in received(page, chosen).files if chosen.policy == "public" else ():
            for line in lines:
                if INDICATORS[line["indicator"]].people:
                    numbers = [number(line[name]) for name in ("value", "low", "high")]
                    assert all(n is None or n % 5 == 0 for n in numbers), line
