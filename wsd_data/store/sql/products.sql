-- one row per delivered product that is not merely a new version
SELECT $origin, $dated, $common, type, or_none(bko_area) AS bko_area FROM e_products
WHERE coalesce(lower(status), '') NOT IN ('nieuwe versie', 'new version')
