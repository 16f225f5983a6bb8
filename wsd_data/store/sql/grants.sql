-- one row per grant, or project with an amount of its own that no grant names, with what was awarded
SELECT * EXCLUDE (awarded, awarded_low, awarded_high, awarded_estimate, settled, settled_low, settled_high, settled_estimate),
       awarded AS amount, awarded_low AS low, awarded_high AS high, coalesce(awarded_estimate, FALSE) AS estimate
FROM every_grant WHERE awarded IS NOT NULL
