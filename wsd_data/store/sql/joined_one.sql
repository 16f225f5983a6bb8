-- common table: one row per row of a sheet that names at most one project, with what that project gives it
joined AS (
    SELECT r.* EXCLUDE (project), CASE WHEN r.project IS NOT NULL THEN [r.project] END AS projects,
           coalesce(r.region, p.region, CASE WHEN r.deliverer <> 'network' THEN [r.deliverer] END) AS regions,
           p.lectoraat AS p_lectoraat, p.theme AS p_theme, p.local_theme AS p_local_theme, p.municipality_then AS p_municipality,
           p.programme_line AS programme_lines, p.grants, p.funders
    FROM $rows r LEFT JOIN project p ON p.project = r.project
)