"""References: what was delivered, in the order and punctuation of APA and BibTeX, and nothing made up."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from wsd_data.model.codelists import PUBLICATION_TYPE, Term
from wsd_data.ui import citations
from wsd_data.ui.citations import (
    Work,
    apa,
    apa_html,
    apa_text,
    authors_of,
    bibliography,
    bibtex,
    reference_list,
    work_of,
)

HOSTILE = "\\ { } & % # _ $ ~ ^ \" ' @ <b>&amp; = , \x00\u202e\n;} @book{x, title={"


def row(**given: object) -> dict[str, object]:
    """A row of the list of publications."""
    return {
        "title": "Samen sterk in de wijk", "authors": "Jansen, P.", "type": "wetenschappelijk-artikel",
        "date_from": date(2023, 1, 1), "date_to": date(2023, 12, 31), **given,
    }  # fmt: skip


def nl(**given: object) -> str:
    return apa_text(apa(work_of(row(**given)), "nl"))


def parsed(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Entries as (type, key, fields), read the way BibTeX does: braces count, a backslash before one does not help."""
    found = []
    at = 0
    while (at := text.find("@", at)) >= 0:
        head = re.compile(r"@([a-z]+)\{([^\s,{}]+)").match(text, at)
        assert head, text[at : at + 40]
        place, fields = head.end(), {}
        while text[place] == ",":
            name = re.compile(r",\s*([a-z]+) = \{").match(text, place)
            assert name, text[place : place + 40]
            depth, place = 1, name.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[place], 0)
                place += 1
            assert name[1] not in fields
            fields[name[1]] = text[name.end() : place - 1]
        end = re.compile(r"\s*\}").match(text, place)
        assert end, text[place : place + 40]
        found.append((head[1], head[2], fields))
        at = end.end()
    return found


@pytest.mark.parametrize(
    ("typed", "authors"),
    [
        ("Jansen, P.; de Vries, K.L.", ("Jansen, P.", "de Vries, K. L.")),
        ("P. Jansen & K. de Vries", ("Jansen, P.", "de Vries, K.")),
        ("Jansen, P., de Vries, K. en Smit, J.-P.", ("Jansen, P.", "de Vries, K.", "Smit, J.-P.")),
        ("Jansen P.J.; Bakker", ("Jansen, P. J.", "Bakker")),
        ("Pieter Jansen", ("Pieter Jansen",)),
        ("Jansen, Pieter", ("Jansen, Pieter",)),
        ("Ministerie van Volksgezondheid, Welzijn en Sport", ("Ministerie van Volksgezondheid, Welzijn en Sport",)),
        ("Jansen, P., e.a.", ("Jansen, P., e.a.",)),
        ("Jansen, P. et al.", ("Jansen, P. et al.",)),
        ("Bakker, H., Jr.", ("Bakker, H., Jr.",)),
        ("Jansen, P.;; ; & Bakker, K.", ("Jansen, P.", "Bakker, K.")),
        ("onbekend", ()),
        ("", ()),
        ("-", ()),
    ],
)
def test_authors_are_told_apart_and_stay_as_delivered(typed: str, authors: tuple[str, ...]) -> None:
    assert authors_of(typed) == authors


def test_an_article() -> None:
    assert nl(authors="Jansen, P.; de Vries, K.", published_in="Tijdschrift voor Sociaal Werk", publisher="Uitgever", doi="10.1/a") == (
        "Jansen, P., & de Vries, K. (2023). Samen sterk in de wijk. Tijdschrift voor Sociaal Werk. https://doi.org/10.1/a"
    )  # fmt: skip
    pieces = apa(work_of(row(published_in="TSW")), "nl")
    assert [p.text for p in pieces if p.italic] == ["TSW"]


@pytest.mark.parametrize(
    ("given", "told", "italic"),
    [
        ({"type": "boek", "publisher": "Coutinho"}, "Jansen, P. (2023). T. Coutinho.", "T"),
        ({"type": "hoofdstuk", "published_in": "Boek", "publisher": "Boom"}, "Jansen, P. (2023). T. In Boek. Boom.", "Boek"),
        ({"type": "rapport", "authors": "Movisie", "publisher": "Movisie"}, "Movisie. (2023). T.", "T"),
        ({"type": "proefschrift", "publisher": "UvA"}, "Jansen, P. (2023). T [Proefschrift, UvA].", "T"),
        ({"type": "congrespaper", "published_in": "Congres"}, "Jansen, P. (2023). T. In Congres.", "Congres"),
        ({"type": "factsheet", "link": "www.x.nl/f"}, "Jansen, P. (2023). T [Factsheet]. https://www.x.nl/f", "T"),
        ({"type": "blog", "published_in": "Sociale Vraagstukken"}, "Jansen, P. (2023). T. Sociale Vraagstukken.", "Sociale Vraagstukken"),
        ({"type": "overig", "link": "op papier"}, "Jansen, P. (2023). T.", "T"),
    ],
)  # fmt: skip
def test_each_type_in_its_form(given: dict[str, object], told: str, italic: str) -> None:
    assert nl(**{"title": "T", **given}) == told
    pieces = apa(work_of(row(**{"title": "T", **given})), "nl")
    assert [p.text for p in pieces if p.italic] == [italic]


def test_what_is_not_known() -> None:
    assert nl(authors="onbekend", type="rapport") == "Samen sterk in de wijk. (2023)."
    assert nl(date_from=None, date_to=None).startswith("Jansen, P. (z.d.). ")
    assert apa_text(apa(work_of(row(date_from=None)), "en")).startswith("Jansen, P. (n.d.). ")
    assert nl(date_to=date(2024, 12, 31)).startswith("Jansen, P. (2023–2024). ")
    assert apa_text(apa(work_of({}), "en")) == "[untitled]. (n.d.)."


@pytest.mark.parametrize("title", ["Hoe verder?", "Nu!", "Slot."])
def test_no_second_stop_behind_a_title(title: str) -> None:
    assert nl(title=title) == f"Jansen, P. (2023). {title}"


def test_many_authors() -> None:
    names = [f"Naam{i}, A." for i in range(1, 26)]
    twenty = nl(authors="; ".join(names[:20]))
    assert twenty.startswith("Naam1, A., Naam2, A., ") and "Naam19, A., & Naam20, A. (2023)" in twenty
    more = nl(authors="; ".join(names))
    assert "Naam19, A., . . . Naam25, A. (2023)" in more and "Naam20" not in more
    ((_, _, fields),) = parsed(bibtex(work_of(row(authors="; ".join(names)))))
    assert fields["author"].split(" and ") == names


def test_works_of_one_author_and_year_get_a_letter() -> None:
    works = [work_of(row(title=t)) for t in ("Twee", "Drie", "Een")] + [work_of(row(authors="Bakker, K."))]
    assert [apa_text(line).split(" ", 2)[2][:8] for line in reference_list(works, "nl")] == [
        "(2023). ",
        "(2023a).",
        "(2023b).",
        "(2023c).",
    ]
    undated = [work_of(row(title=t, date_from=None)) for t in "ab"]
    assert "(z.d.-a)" in apa_text(reference_list(undated, "nl")[0])


def test_a_doi_becomes_an_address_that_works() -> None:
    assert nl(doi="10.1000/a b<1>(x);2-#%{}").endswith(" https://doi.org/10.1000/ab%3C1%3E(x);2-%23%25%7B%7D")


@pytest.mark.parametrize("term", PUBLICATION_TYPE.terms, ids=lambda term: term.code)
def test_every_type_has_an_entry_and_a_reference(term: Term) -> None:
    code = term.code
    work = work_of(row(type=code, published_in="P", publisher="U", doi="10.1/a", isbn="978", link="https://x.nl"))
    ((kind, _, fields),) = parsed(bibtex(work))
    assert kind == citations.ENTRY_TYPES.get(code, "misc")
    assert fields["title"] == "{Samen sterk in de wijk}" and fields["doi"] == "10.1/a" and fields["isbn"] == "978"
    told = " ".join(fields.values())
    assert " P" in told or "P " in told
    assert apa_text(apa(work, "nl")).endswith("https://doi.org/10.1/a")


def test_hostile_text_stays_text() -> None:
    fields = dict.fromkeys(("title", "authors", "published_in", "publisher", "doi", "isbn"), HOSTILE)
    text = bibtex(work_of(row(**fields, link=f"https://x.nl/{HOSTILE}")))
    ((kind, _, read),) = parsed(text)
    assert kind == "article" and "\x00" not in text and "\u202e" not in text
    for name in ("title", "journal", "publisher"):
        bare = re.sub(
            r"\\(?:text(?:backslash|braceleft|braceright|asciitilde|asciicircum)\{\}|[&%#_$])", "", read[name]
        )
        assert not set(bare.strip("{}")) & set("\\{}&%#_$~^"), name
    assert not set("{}\\ ") & set(read["doi"] + read["url"])
    assert "\n" not in apa_text(apa(work_of(row(**fields)), "nl"))


def test_italics_on_the_page_and_nothing_that_could_be_markup() -> None:
    told = apa_html(apa(work_of(row(title="<b>A</b> & B", published_in="<i>TSW</i>")), "nl"))
    assert told == "Jansen, P. (2023). &lt;b&gt;A&lt;/b&gt; &amp; B. <em>&lt;i&gt;TSW&lt;/i&gt;</em>."


def test_organisations_stay_whole_and_names_with_and_do_not_split() -> None:
    ((_, _, fields),) = parsed(bibtex(work_of(row(authors="Movisie & Co; Research and Development; Jansen, P., e.a."))))
    assert fields["author"] == r"{Movisie \& Co} and {Research and Development} and {Jansen, P., e.a.}"


def test_keys_are_unique_and_the_same_in_every_list() -> None:
    works = [work_of(row(title=f"T{i % 90}", authors="Ænes, Ö." if i % 2 else "王")) for i in range(200)]
    entries = parsed("\n\n".join(bibliography(works)))
    keys = [key for _, key, _ in entries]
    assert len(set(keys)) == 200 and all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
    alone = citations.key_of(works[7])
    assert alone in keys and alone in bibtex(works[7])


def test_any_text_at_all_can_be_read_back() -> None:
    pick = random.Random(4)
    letters = "ab {}\\%&#_$~^@,;=\"'\n\t.é漢🙂\u200b-0"
    works = []
    for _ in range(400):
        made = {
            f: "".join(pick.choices(letters, k=pick.randrange(12)))
            for f in ("title", "authors", "published_in", "publisher", "doi", "isbn", "link")
        }
        works.append(work_of(row(**made, type=pick.choice([t.code for t in PUBLICATION_TYPE.terms]))))
    assert len(parsed("\n\n".join(bibliography(works)))) == 400
    assert all("\n" not in line and "  " not in line for line in map(apa_text, reference_list(works, "nl")))


def test_a_work_without_anything_is_no_error() -> None:
    assert parsed(bibtex(Work("", (), "", "")))[0][0] == "misc"
