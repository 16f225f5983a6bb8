-- one row per grant: each amount once, the last one given; and per project with an amount of its own that no grant names
WITH aged AS (
    SELECT *, row_number() OVER (PARTITION BY grant_number ORDER BY entry DESC, row_number DESC) AS age FROM e_funding
), united AS (
    SELECT grant_number, $grant_united, $last_amounts FROM aged GROUP BY grant_number
)
SELECT 'funding' AS sheet, a.entry, a.row_number, a.row_hash, 'g' || a.grant_number AS unit,
       a.start_from AS d_from, a.end_to AS d_to, a.scheme, u.* EXCLUDE (grant_number, $amount_names), $given_amounts
FROM aged a JOIN united u ON u.grant_number = a.grant_number WHERE a.age = 1
UNION ALL BY NAME
SELECT 'projects' AS sheet, $origin, 'p' || project AS unit, start_from AS d_from, end_to AS d_to, $project_common_but_status, $project_amounts
FROM project p
WHERE (awarded IS NOT NULL OR settled IS NOT NULL) AND grants IS NULL
