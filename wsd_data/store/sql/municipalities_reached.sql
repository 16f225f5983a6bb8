-- one row per municipality of a presentation, row of participants or casus
WITH source AS (
    SELECT 'presentations' AS sheet, $origin, $dated, $common_but_place, municipality_then FROM e_presentations
    UNION ALL SELECT 'participants' AS sheet, $origin, $dated, $common_but_place, municipality_then FROM e_participants
    UNION ALL SELECT 'casuses' AS sheet, $origin, $dated, $common_but_place, municipality_then FROM e_casuses
), exploded AS (SELECT s.* EXCLUDE (municipality_then), u.code AS code_then FROM source s, unnest(s.municipality_then) AS u(code))
SELECT e.* EXCLUDE (code_then), $municipality FROM exploded e $municipality_joins
