-- one row per completed project, dated by its end
SELECT end_from AS d_from, end_to AS d_to, $end_codes, $project_common
FROM project p LEFT JOIN place m ON m.codes = p.municipality_then
WHERE status = 'afgerond' AND end_to IS NOT NULL
