"""Names of codes, in both languages and in the fixed order of their dimension."""

from __future__ import annotations

from collections.abc import Mapping

from wsd_data.model.codelists import CODELISTS
from wsd_data.model.dimensions import DIMENSIONS
from wsd_data.model.text import Text
from wsd_data.store.stand import Stand

_REFERENCE: Mapping[str, str] = {
    "region": "SELECT code, name, name FROM region_list ORDER BY position",
    "lectoraat": "SELECT code, name, name FROM lectoraat_list ORDER BY position",
    "theme": "SELECT code, nl, en FROM theme_list ORDER BY position",
    "municipality": "SELECT code, name, name FROM municipality_list ORDER BY name",
    "province": "SELECT DISTINCT province, province, province FROM municipality_list ORDER BY 1",
    "project": "SELECT project, title, title FROM project ORDER BY project",
    "grant": 'SELECT DISTINCT "grant", "grant", "grant" FROM c_funding WHERE "grant" IS NOT NULL ORDER BY 1',
    "channel": "SELECT slug(channel), min(channel), min(channel) FROM c_key_figures "
    "WHERE channel IS NOT NULL GROUP BY 1 ORDER BY 1",
    "programme_line": "SELECT slug(u.name), min(u.name), min(u.name) FROM c_projects, unnest(programme_line) AS u(name) "
    "GROUP BY 1 ORDER BY 1",
}
_TYPES = ("presentation_type", "publication_type", "product_type", "activity_type")
_WITH_THEMES = ("projects", "presentations", "publications", "products", "participants", "casuses", "members", "funding", "key_figures")  # fmt: skip


def labels_of(stand: Stand, dimension: str) -> Mapping[str, Text]:
    """Code → name of a dimension; empty for dimensions of time, whose codes speak for themselves."""
    declared = DIMENSIONS[dimension]
    if declared.codelist is not None:
        return {term.code: term.name for term in CODELISTS[declared.codelist].terms}
    if dimension == "type":
        return {term.code: term.name for name in _TYPES for term in CODELISTS[name].terms}
    if dimension == "local_theme":
        names = " UNION ALL ".join(f"SELECT DISTINCT unnest(theme) AS name FROM c_{s}" for s in _WITH_THEMES)
        sql = f"SELECT slug(name), min(name), min(name) FROM ({names}) GROUP BY 1 ORDER BY 1"
    elif dimension in _REFERENCE:
        sql = _REFERENCE[dimension]
    else:
        return {}
    if dimension == "project":
        stand.need("project")
    with stand.cursor() as cursor:
        return {code: Text(nl, en) for code, nl, en in cursor.execute(sql).fetchall()}
