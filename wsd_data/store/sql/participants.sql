-- one row per delivered row of participants: an activity and role, or a person at an activity
SELECT $dated, $common, type, role, organisation_type,
       CASE WHEN activity_code IS NOT NULL THEN deliverer || '|' || activity_code
            ELSE concat_ws('|', deliverer, date_from, date_to, lower(activity)) || '|' END AS activity,
       date_from = date_to AS on_day, person_key, hours, hours_low, hours_high, coalesce(hours_estimate, FALSE) AS hours_estimate,
       attendances AS amount, attendances_low AS low, attendances_high AS high,
       coalesce(attendances_estimate, FALSE) OR coalesce(estimated, FALSE) AS estimate,
       unique_people, unique_people_low AS unique_low, unique_people_high AS unique_high,
       coalesce(unique_people_estimate, FALSE) AS unique_estimate
FROM e_participants
