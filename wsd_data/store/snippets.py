"""The pieces of SQL that several views of `sql/` have in common: macros, and what stands in the place of `$name`.

Knows columns of views and of sheets; knows nothing of states of knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping

from wsd_data.model.columns import Sheet
from wsd_data.model.sheets import SHEETS

MACROS = (
    "slug(x) AS trim(regexp_replace(strip_accents(lower(x)), '[^a-z0-9]+', '-', 'g'), '-')",
    "slugs(l) AS CASE WHEN l IS NULL THEN NULL ELSE list_distinct(list_transform(l, lambda x: slug(x))) END",
    "or_none(l) AS CASE WHEN l IS NULL OR len(l) = 0 THEN ['_none'] ELSE l END",
    "all_of(ll) AS list_sort(list_distinct(flatten(list_filter(ll, lambda x: x IS NOT NULL))))",
    "united(ll) AS CASE WHEN len(all_of(ll)) > 0 THEN all_of(ll) END",
    "without_none(ll) AS or_none(list_filter(all_of(ll), lambda x: x <> '_none'))",
    "in_order(l) AS CASE WHEN len(l) = 1 AND l[1] IS NOT NULL THEN l ELSE without_none([l]) END",
    "year_code(a, b) AS CASE WHEN year(a) = year(b) THEN year(a)::VARCHAR ELSE '_unplaced' END",
    "half_code(a, b) AS CASE WHEN year(a) = year(b) AND (month(a) - 1) // 6 = (month(b) - 1) // 6 "
    "THEN concat(year(a), '-H', (month(a) - 1) // 6 + 1) ELSE '_unplaced' END",
    "quarter_code(a, b) AS CASE WHEN year(a) = year(b) AND quarter(a) = quarter(b) "
    "THEN concat(year(a), '-Q', quarter(a)) ELSE '_unplaced' END",
    "month_code(a, b) AS CASE WHEN year(a) = year(b) AND month(a) = month(b) THEN strftime(a, '%Y-%m') ELSE '_unplaced' END",
)


def _time_codes(start: str, end: str) -> str:
    return (
        f'year_code({start}, {end}) AS "year", half_code({start}, {end}) AS half_year, '
        f'quarter_code({start}, {end}) AS quarter, month_code({start}, {end}) AS "month"'
    )


_ORIGIN = ("entry", "row_number", "row_hash")
_BUT_PLACE = ("region", "lectoraat", "theme", "local_theme", "project", "programme_line", "funder", '"grant"')
_COMMON = (*_BUT_PLACE, "municipality", "province")
_PROJECT_BUT_STATUS = (
    "or_none(p.region) AS region, or_none(p.lectoraat) AS lectoraat, or_none(p.theme) AS theme, "
    "or_none(p.local_theme) AS local_theme, or_none(p.municipality) AS municipality, or_none(p.province) AS province, "
    "[p.project] AS project, or_none(p.programme_line) AS programme_line, or_none(p.funders) AS funder, "
    'or_none(p.grants) AS "grant"'
)
_GRANT_AMOUNTS = ("requested", "awarded", "settled", "own_contribution", "third_parties", "national")
_PROJECT_AMOUNTS = ("requested", "awarded", "settled", "own_contribution", "third_parties")
_PARTS_OF_AMOUNT = ("", "_low", "_high", "_estimate")
_OUTPUT = (*_ORIGIN, *_COMMON, "d_from", "d_to", '"year"', "half_year", "quarter", '"month"', "type", "bko_area")


def _fields_of(amount: str) -> str:
    """SQL for an amount with its bounds as one value."""
    return "{" + ", ".join(f"'{amount}{part}': {amount}{part}" for part in _PARTS_OF_AMOUNT) + "}"


def _network_project(sheet: Sheet) -> str:
    """SQL for the project through which a row of the network reports for regions."""
    kind = dict(sheet.fields).get("project")
    if kind is None:
        return "NULL::VARCHAR"
    # unnest gives no row for an empty list, so a row without a project gets a list of one blank.
    project = "project" if kind == "VARCHAR" else "unnest(coalesce(project, [NULL::VARCHAR]))"
    return f"CASE WHEN deliverer = 'network' THEN {project} END" if kind == "VARCHAR" else project


SNIPPETS: Mapping[str, str] = {
    "dated": f"date_from AS d_from, date_to AS d_to, {_time_codes('date_from', 'date_to')}",
    # Where a counted row comes from; row_hash tells rows with one number apart (a file may hold two sheets of one kind).
    "origin": ", ".join(_ORIGIN),
    "latest": ", ".join(f"arg_min({c}, age) AS {c}" for c in _ORIGIN),
    "latest_origin": ", ".join(f"arg_max({c}, {{'entry': entry, 'row': row_number}}) AS {c}" for c in _ORIGIN),
    "time_codes": _time_codes("d_from", "d_to"),
    "start_codes": _time_codes("start_from", "start_to"),
    "end_codes": _time_codes("end_from", "end_to"),
    "common": ", ".join(_COMMON),
    "common_but_place": ", ".join(_BUT_PLACE),
    "common_but_region": ", ".join(c for c in _COMMON if c != "region"),
    "common_united": ", ".join(f"without_none(list({c})) AS {c}" for c in _COMMON if c != "region"),
    "any_common": ", ".join(f"any_value({c}) AS {c}" for c in _COMMON),
    "alike_or_united": ", ".join(f"CASE WHEN d.alike THEN in_order(d.{c}) ELSE m.{c} END AS {c}" for c in _COMMON),
    # Lists of the rows of a grant are united; its funder is a single value, from the latest row.
    "grant_united": ", ".join(f"without_none(list({c})) AS {c}" for c in _COMMON if c != "funder")
    + ", arg_max(funder, {'entry': entry, 'row': row_number}) AS funder",
    # An amount that a later row leaves blank is not taken back: the last one given counts.
    "last_amounts": ", ".join(
        f"arg_max(CASE WHEN {a} IS NOT NULL THEN {_fields_of(a)} END, {{'entry': entry, 'row': row_number}}) AS last_{a}"
        for a in _GRANT_AMOUNTS
    ),
    "amount_names": ", ".join(f"last_{a}" for a in _GRANT_AMOUNTS),
    "given_amounts": ", ".join(
        f"u.last_{a}.{a}{part} AS {a}{part}" for a in _GRANT_AMOUNTS for part in _PARTS_OF_AMOUNT
    ),
    "project_amounts": ", ".join(f"{a}{part}" for a in _PROJECT_AMOUNTS for part in _PARTS_OF_AMOUNT),
    "project_record_amounts": ", ".join(
        f"r.{a}{part}" for a in (*_PROJECT_AMOUNTS, "spent") for part in _PARTS_OF_AMOUNT
    ),
    # By which records of publications are joined into works, beside their DOI.
    "work_keys": (
        "CASE WHEN type IN ('boek', 'rapport', 'proefschrift') THEN isbn END AS isbn_key, "
        "CASE WHEN authors_first IS NOT NULL AND authors_first <> 'onbekend' AND slug(title) <> '' "
        "THEN slug(title) || '|' || year(date_from) || '|' || slug(authors_first) END AS title_key"
    ),
    "nothing_but_region": ", ".join("['_none']" for c in _BUT_PLACE if c != "region"),
    "project_common": f"{_PROJECT_BUT_STATUS}, status, scale",
    "project_common_but_status": _PROJECT_BUT_STATUS,
    "output": ", ".join(_OUTPUT),
    "municipality": (
        "coalesce(n.present, e.code_then) AS municipality, "
        "coalesce(l.province, CASE WHEN n.present = '_split' THEN '_split' ELSE '_none' END) AS province, "
        "CASE WHEN n.present = '_split' THEN e.code_then ELSE coalesce(n.present, e.code_then) END AS counted"
    ),
    "municipality_joins": (
        "LEFT JOIN municipality_now n ON n.former = e.code_then "
        "LEFT JOIN municipality_list l ON l.code = coalesce(n.present, e.code_then)"
    ),
    "placed": (
        "place AS (SELECT k.codes, list_sort(list_distinct(list(coalesce(n.present, u.code)))) AS present, "
        "list_sort(list_distinct(list(coalesce(l.province, CASE WHEN n.present = '_split' THEN '_split' ELSE '_none' END)))) "
        "AS provinces FROM place_key k, unnest(k.codes) AS u(code) "
        "LEFT JOIN municipality_now n ON n.former = u.code "
        "LEFT JOIN municipality_list l ON l.code = coalesce(n.present, u.code) GROUP BY k.codes)"
    ),
    "themed": (
        "theme_word AS (SELECT k.id, k.regions, k.year_from, k.year_to, lower(u.name) AS name "
        "FROM theme_key k, unnest(k.theme) AS u(name)), "
        "theme_there AS (SELECT w.id, w.name, list(DISTINCT l.code) AS codes FROM theme_word w JOIN theme_local l "
        "ON l.name = w.name AND list_contains(w.regions, l.region) AND l.year_from <= w.year_to "
        "AND l.year_to >= w.year_from GROUP BY w.id, w.name), "
        "theme_coded AS (SELECT w.id, coalesce(h.codes, CASE WHEN t.code IS NOT NULL THEN [t.code] END) AS codes "
        "FROM theme_word w LEFT JOIN theme_there h ON h.id = w.id AND h.name = w.name "
        "LEFT JOIN theme_name t ON t.name = w.name), "
        "national_theme AS (SELECT id, united(list(codes)) AS national FROM theme_coded GROUP BY id)"
    ),
    "brought": " UNION ALL ".join(
        f"SELECT DISTINCT '{s.id}' AS sheet, entry, deliverer, CASE WHEN deliverer = 'network' THEN region END AS region, "
        + f"{_network_project(s)} AS project, year(first_day) AS year_from, year(last_day) AS year_to "
        + f"FROM h_{s.id} WHERE entry IN (FROM live)"
        for s in SHEETS.values()
    )
    + " UNION ALL SELECT DISTINCT 'key_figures/' || kind, entry, deliverer, "
    "CASE WHEN deliverer = 'network' THEN region END, NULL::VARCHAR, year(first_day), year(last_day) "
    "FROM h_key_figures WHERE entry IN (FROM live)"
    + " UNION ALL SELECT DISTINCT 'funding/spent', h.entry, h.deliverer, CASE WHEN h.deliverer = 'network' THEN region END, "
    f"{_network_project(SHEETS['funding'])}, year(coalesce(spent_on_from, e.received)), year(coalesce(spent_on_to, e.received)) "
    "FROM h_funding h JOIN entries e ON e.id = h.entry WHERE h.entry IN (FROM live) AND spent IS NOT NULL"
    + " UNION ALL SELECT DISTINCT 'funding/settled', entry, deliverer, CASE WHEN deliverer = 'network' THEN region END, "
    f"{_network_project(SHEETS['funding'])}, year(first_day), year(last_day) "
    "FROM h_funding WHERE entry IN (FROM live) AND settled IS NOT NULL",
}
