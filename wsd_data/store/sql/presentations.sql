-- one row per delivered presentation
SELECT $origin, $dated, $common, type, or_none(bko_area) AS bko_area FROM e_presentations
