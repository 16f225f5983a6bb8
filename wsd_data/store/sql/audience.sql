-- one row per delivered presentation, with its audience where it was counted
SELECT $origin, $dated, $common, type, or_none(bko_area) AS bko_area,
       audience_count AS amount, audience_count_low AS low, audience_count_high AS high, audience_count_estimate AS estimate
FROM e_presentations
