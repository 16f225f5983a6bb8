-- common table: one row per row of funding, with what all the projects it names give it; its grant and funder are its own
named AS (
    SELECT f.key, united(list(p.region)) AS p_region, united(list(p.lectoraat)) AS p_lectoraat,
           united(list(p.theme)) AS p_theme, united(list(p.local_theme)) AS p_local_theme,
           united(list(p.municipality_then)) AS p_municipality, united(list(p.programme_line)) AS programme_lines
    FROM $rows f, unnest(f.project) AS u(code) JOIN project p ON p.project = u.code GROUP BY f.key
), joined AS (
    SELECT f.* EXCLUDE (project, "grant", funder), f."grant" AS grant_number, f.project AS projects,
           [f."grant"] AS grants, [coalesce(f.funder, '_none')] AS funders,
           coalesce(f.region, n.p_region, CASE WHEN f.deliverer <> 'network' THEN [f.deliverer] END) AS regions,
           n.p_lectoraat, n.p_theme, n.p_local_theme, n.p_municipality, n.programme_lines
    FROM $rows f LEFT JOIN named n ON n.key = f.key
)