-- one row per delivered row of participants: an activity and role, or a person at an activity
WITH named AS (
    SELECT *, CASE WHEN activity_code IS NOT NULL THEN deliverer || '|' || activity_code
                   ELSE concat_ws('|', deliverer, date_from, date_to, lower(activity)) || '|' END AS activity_name
    FROM e_participants
)
SELECT $origin, $dated, $common, type, role, organisation_type,
       -- hashes, so that an activity and a person have one name in every state of knowledge
       hash(activity_name) AS activity, CASE WHEN person_key IS NOT NULL THEN hash(person_key) END AS person,
       date_from = date_to AS on_day, hours, hours_low, hours_high, coalesce(hours_estimate, FALSE) AS hours_estimate,
       attendances AS amount, attendances_low AS low, attendances_high AS high,
       coalesce(attendances_estimate, FALSE) OR coalesce(estimated, FALSE) AS estimate,
       unique_people, unique_people_low AS unique_low, unique_people_high AS unique_high,
       coalesce(unique_people_estimate, FALSE) AS unique_estimate
FROM named
