-- one row per project, dated by its start
SELECT $origin, start_from AS d_from, start_to AS d_to, $start_codes, $project_common
FROM project p
