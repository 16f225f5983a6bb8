-- one row per row in force of funding, with its own places, themes and projects, else its projects', else (region) the deliverer's
WITH named AS (
    SELECT f.entry, f.row_number, f.deliverer, united(list(p.region)) AS p_region, united(list(p.lectoraat)) AS p_lectoraat, united(list(p.theme)) AS p_theme,
           united(list(p.local_theme)) AS p_local_theme, united(list(p.municipality_then)) AS p_municipality,
           united(list(p.programme_line)) AS programme_line
    FROM c_funding f, unnest(f.project) AS u(code) JOIN project p ON p.project = u.code GROUP BY ALL
), joined AS (
    SELECT f.*, n.* EXCLUDE (entry, row_number, deliverer),
           coalesce(f.region, n.p_region, CASE WHEN f.deliverer <> 'network' THEN [f.deliverer] END) AS regions
    FROM c_funding f LEFT JOIN named n ON n.entry = f.entry AND n.row_number = f.row_number
), theme_key AS (
    SELECT row_number() OVER () AS id, *
    FROM (SELECT DISTINCT theme, regions, year(first_day) AS year_from, CASE WHEN open_ended THEN 9999 ELSE year(last_day) END AS year_to FROM joined WHERE theme IS NOT NULL)
), $themed, themed AS (
    SELECT k.*, n.national, slugs(k.theme) AS local FROM theme_key k LEFT JOIN national_theme n ON n.id = k.id
), place_key AS (
    SELECT DISTINCT coalesce(municipality, p_municipality) AS codes FROM joined
), $placed
SELECT j.* EXCLUDE (region, lectoraat, theme, municipality, project, regions, p_region, p_lectoraat, p_theme, p_local_theme, p_municipality,
                    programme_line, funder, "grant"),
       j."grant" AS grant_number,
       or_none(j.regions) AS region,
       or_none(coalesce(j.lectoraat, j.p_lectoraat)) AS lectoraat,
       or_none(CASE WHEN j.theme IS NOT NULL THEN t.national ELSE j.p_theme END) AS theme,
       or_none(CASE WHEN j.theme IS NOT NULL THEN t.local ELSE j.p_local_theme END) AS local_theme,
       coalesce(j.municipality, j.p_municipality) AS municipality_then,
       or_none(m.present) AS municipality, or_none(m.provinces) AS province,
       or_none(j.project) AS project, or_none(j.programme_line) AS programme_line,
       [j."grant"] AS "grant", [coalesce(j.funder, '_none')] AS funder
FROM joined j
LEFT JOIN themed t ON t.theme = j.theme AND t.regions IS NOT DISTINCT FROM j.regions
    AND t.year_from = year(j.first_day) AND t.year_to = CASE WHEN j.open_ended THEN 9999 ELSE year(j.last_day) END
LEFT JOIN place m ON m.codes = coalesce(j.municipality, j.p_municipality)
