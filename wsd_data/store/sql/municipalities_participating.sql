-- one row per municipality of a member of that type, and per municipality of the reference list of a werkplaats
WITH source AS (
    SELECT 'members' AS sheet, $origin, start_from AS d_from, coalesce(end_to, DATE '9999-12-31') AS d_to, $common_but_place, municipality_then
    FROM e_members WHERE organisation_type = 'gemeente'
    UNION ALL
    SELECT 'region_municipalities', entry, (row_number() OVER (ORDER BY rowid) + 1)::INTEGER, 0::UBIGINT,
           make_date(TRY_CAST(geldig_van AS INTEGER), 1, 1),
           CASE WHEN geldig_van IS NOT NULL THEN coalesce(make_date(TRY_CAST(geldig_tot AS INTEGER), 12, 31), DATE '9999-12-31') END,
           [werkplaats], $nothing_but_region, [code]
    FROM r_region_municipalities WHERE entry = $reference
), exploded AS (SELECT s.* EXCLUDE (municipality_then), u.code AS code_then FROM source s, unnest(s.municipality_then) AS u(code))
SELECT e.* EXCLUDE (code_then), $municipality FROM exploded e $municipality_joins
