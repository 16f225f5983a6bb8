-- one row per project, whatever its status, with the days it runs
SELECT $origin, start_from AS d_from, coalesce(end_to, DATE '9999-12-31') AS d_to, $project_common, partners
FROM project p
