-- one row per completed project, dated by its end
SELECT $origin, end_from AS d_from, end_to AS d_to, $end_codes, $project_common
FROM project p
WHERE status = 'afgerond' AND end_to IS NOT NULL
