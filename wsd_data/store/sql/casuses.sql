-- one row per delivered row of casuses; `casus` names a casus with a code within its project
SELECT $origin, $dated, $common, CASE WHEN casus_code IS NOT NULL THEN project[1] || '|' || casus_code END AS casus,
       count AS amount, count_low AS low, count_high AS high, coalesce(count_estimate, FALSE) AS estimate
FROM e_casuses
