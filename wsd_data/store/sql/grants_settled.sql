-- one row per grant, or project with an amount of its own that no grant names, with what was settled
SELECT $origin, unit, d_from, d_to, $common,
       settled AS amount, settled_low AS low, settled_high AS high, coalesce(settled_estimate, FALSE) AS estimate
FROM every_grant WHERE settled IS NOT NULL
