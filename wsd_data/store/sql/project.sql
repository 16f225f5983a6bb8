-- one row per project: the records of all deliverers joined, lists united, single values from the latest delivery
WITH record AS (
    SELECT *, coalesce(region, CASE WHEN deliverer <> 'network' THEN [deliverer] END) AS regions,
           row_number() OVER (PARTITION BY project ORDER BY entry DESC, row_number DESC) AS age
    FROM c_projects
), theme_key AS (
    SELECT row_number() OVER () AS id, *
    FROM (SELECT DISTINCT theme, theme_code, regions, year(first_day) AS year_from, CASE WHEN open_ended THEN 9999 ELSE year(last_day) END AS year_to FROM record)
), $themed, given AS (
    SELECT k.id, list(DISTINCT t.code) AS codes
    FROM theme_key k, unnest(k.theme_code) AS c(code) JOIN theme_list t ON t.code = lower(c.code) GROUP BY k.id
), classified AS (
    SELECT k.*, coalesce(g.codes, n.national) AS national
    FROM theme_key k LEFT JOIN given g ON g.id = k.id LEFT JOIN national_theme n ON n.id = k.id
), united AS (
    SELECT r.project,
           united(list(r.regions)) AS region, united(list(r.lectoraat)) AS lectoraat,
           united(list(t.national)) AS theme, united(list(slugs(r.theme))) AS local_theme,
           united(list(r.municipality)) AS municipality_then, united(list(slugs(r.programme_line))) AS programme_line,
           united(list(r.partners)) AS partners
    FROM record r
    LEFT JOIN classified t ON t.regions IS NOT DISTINCT FROM r.regions AND t.theme IS NOT DISTINCT FROM r.theme
        AND t.theme_code IS NOT DISTINCT FROM r.theme_code AND t.year_from = year(r.first_day) AND t.year_to = CASE WHEN r.open_ended THEN 9999 ELSE year(r.last_day) END
    GROUP BY r.project
), place_key AS (
    SELECT DISTINCT municipality_then AS codes FROM united
), $placed, grant_age AS (
    SELECT "grant", funder, row_number() OVER (PARTITION BY "grant" ORDER BY entry DESC, row_number DESC) AS age FROM c_funding
), granted AS (
    SELECT p AS project, united(list([f."grant"])) AS grants, united(list([a.funder])) AS grant_funders
    FROM c_funding f JOIN grant_age a ON a."grant" = f."grant" AND a.age = 1, unnest(f.project) AS u(p) GROUP BY p
)
SELECT u.project, u.region, u.lectoraat, u.theme, u.local_theme, u.municipality_then, m.present AS municipality, m.provinces AS province,
       u.programme_line, u.partners,
       g.grants, coalesce(CASE WHEN r.funder IS NOT NULL THEN [r.funder] END, g.grant_funders) AS funders,
       r.title, r.status, r.scale, r.funder, r.start_from, r.start_to, r.end_from, r.end_to, r.entry, r.row_number, hash(r.key) AS row_hash,
       $project_record_amounts
FROM united u LEFT JOIN place m ON m.codes = u.municipality_then JOIN record r ON r.project = u.project AND r.age = 1 LEFT JOIN granted g ON g.project = u.project
