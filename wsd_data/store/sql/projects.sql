-- one row per project that was or will be carried out, with the days it runs
SELECT $origin, start_from AS d_from, coalesce(end_to, DATE '9999-12-31') AS d_to, $project_common
FROM project p
WHERE coalesce(status, '') NOT IN ('aangevraagd', 'afgewezen')
