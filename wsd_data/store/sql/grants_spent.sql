-- one row per grant and spending date; and per project with spending of its own that no grant names
WITH dated AS (
    SELECT f.* REPLACE (coalesce(f.spent_on_from, e.received) AS spent_on_from, coalesce(f.spent_on_to, e.received) AS spent_on_to)
    FROM e_funding f JOIN entries e ON e.id = f.entry
), united AS (
    SELECT grant_number, $grant_united FROM e_funding GROUP BY grant_number
), both_kinds AS (
    SELECT d.spent_on_from AS d_from, d.spent_on_to AS d_to, u.* EXCLUDE (grant_number), 'g' || d.grant_number AS unit,
           'funding' AS sheet, d.entry, d.row_number, d.row_hash, d.spent AS amount, d.spent_low AS low, d.spent_high AS high, coalesce(d.spent_estimate, FALSE) AS estimate
    FROM dated d JOIN united u ON u.grant_number = d.grant_number WHERE d.spent IS NOT NULL
    UNION ALL BY NAME
    SELECT e.received AS d_from, e.received AS d_to, $project_common_but_status, 'p' || p.project AS unit,
           'projects' AS sheet, p.entry, p.row_number, p.row_hash,
           p.spent AS amount, p.spent_low AS low, p.spent_high AS high, coalesce(p.spent_estimate, FALSE) AS estimate
    FROM project p JOIN entries e ON e.id = p.entry
    WHERE p.spent IS NOT NULL AND p.grants IS NULL
)
SELECT *, $time_codes, row_number() OVER (ORDER BY d_to, entry, row_number) AS rank FROM both_kinds
