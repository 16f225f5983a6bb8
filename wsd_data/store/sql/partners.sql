-- one row per organisation of a row of members, and per partner of a project
SELECT 'members' AS sheet, $origin, organisation AS name, start_from AS d_from, coalesce(end_to, DATE '9999-12-31') AS d_to, $common,
       organisation_type, partner_class, lower(organisation) AS organisation
FROM e_members
UNION ALL BY NAME
SELECT 'projects' AS sheet, $origin, u.name AS name, start_from AS d_from, coalesce(end_to, DATE '9999-12-31') AS d_to, $project_common_but_status,
       lower(u.name) AS organisation
FROM project p, unnest(p.partners) AS u(name)
