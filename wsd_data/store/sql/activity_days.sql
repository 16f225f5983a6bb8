-- one row per activity and date: its longest duration, and all places, themes and roles of its rows
SELECT $latest_origin, activity, d_from, d_to, any_value("year") AS "year", any_value(half_year) AS half_year, any_value(quarter) AS quarter,
       any_value("month") AS "month", $common_united,
       without_none(list([coalesce(type, '_none')])) AS type, without_none(list([coalesce(role, '_none')])) AS role,
       without_none(list([coalesce(organisation_type, '_none')])) AS organisation_type,
       without_none(list(region)) AS region,
       sum(amount) AS attendances, sum(low) AS attendances_low,
       CASE WHEN count(high) < count(*) THEN NULL ELSE sum(high) END AS attendances_high, bool_or(estimate) AS attendances_estimate,
       max(hours) AS amount, max(hours_low) AS low,
       CASE WHEN count(hours_high) < count(hours) THEN NULL ELSE max(hours_high) END AS high, bool_or(hours_estimate) AS estimate
FROM participants GROUP BY activity, d_from, d_to
