-- one row per row in force of a sheet, with its own places, themes and project, else the project's, else (region) the deliverer's
WITH $joined, theme_key AS (
    SELECT row_number() OVER () AS id, *
    FROM (SELECT DISTINCT theme, $theme_regions AS regions, year(first_day) AS year_from, CASE WHEN open_ended THEN 9999 ELSE year(last_day) END AS year_to FROM joined j WHERE theme IS NOT NULL)
), $themed, themed AS (
    SELECT k.*, n.national, slugs(k.theme) AS local FROM theme_key k LEFT JOIN national_theme n ON n.id = k.id
), place_key AS (
    SELECT DISTINCT coalesce(municipality, p_municipality) AS codes FROM joined
), $placed
SELECT j.* EXCLUDE (region, lectoraat, theme, municipality, regions, projects, programme_lines, grants, funders,
                    p_lectoraat, p_theme, p_local_theme, p_municipality$unread),
       hash(j.key) AS row_hash,
       or_none(j.regions) AS region,
       or_none(coalesce(j.lectoraat, j.p_lectoraat)) AS lectoraat,
       or_none(CASE WHEN j.theme IS NOT NULL THEN t.national ELSE j.p_theme END) AS theme,
       or_none(CASE WHEN j.theme IS NOT NULL THEN t.local ELSE j.p_local_theme END) AS local_theme,
       coalesce(j.municipality, j.p_municipality) AS municipality_then,
       or_none(m.present) AS municipality, or_none(m.provinces) AS province,
       or_none(j.projects) AS project, or_none(j.programme_lines) AS programme_line,
       or_none(j.grants) AS "grant", or_none(j.funders) AS funder
FROM joined j
LEFT JOIN themed t ON t.theme = j.theme AND t.regions IS NOT DISTINCT FROM $theme_regions
    AND t.year_from = year(j.first_day) AND t.year_to = CASE WHEN j.open_ended THEN 9999 ELSE year(j.last_day) END
LEFT JOIN place m ON m.codes = coalesce(j.municipality, j.p_municipality)
