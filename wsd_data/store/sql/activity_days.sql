-- one row per activity and date: its longest duration, and all places, themes and roles of its rows
WITH day AS (
    SELECT $latest_origin, activity, d_from, d_to, any_value("year") AS "year", any_value(half_year) AS half_year, any_value(quarter) AS quarter,
           any_value("month") AS "month", $any_common,
           or_none(list_sort(list_distinct(list(type) FILTER (type <> '_none')))) AS type,
           or_none(list_sort(list_distinct(list(role) FILTER (role <> '_none')))) AS role,
           or_none(list_sort(list_distinct(list(organisation_type) FILTER (organisation_type <> '_none')))) AS organisation_type,
           sum(amount) AS attendances, sum(low) AS attendances_low,
           CASE WHEN count(high) < count(*) THEN NULL ELSE sum(high) END AS attendances_high, bool_or(estimate) AS attendances_estimate,
           max(hours) AS amount, max(hours_low) AS low,
           CASE WHEN count(hours_high) < count(hours) THEN NULL ELSE max(hours_high) END AS high, bool_or(hours_estimate) AS estimate,
           min(lists) = max(lists) AS alike
    FROM (SELECT *, hash($common) AS lists FROM participants) GROUP BY activity, d_from, d_to
), mixed AS (
    -- uniting lists costs most of the time, and nearly every activity has the same ones on all of its rows
    SELECT activity, d_from, d_to, $common_united, without_none(list(region)) AS region
    FROM participants SEMI JOIN (FROM day WHERE NOT alike) USING (activity, d_from, d_to) GROUP BY activity, d_from, d_to
)
SELECT d.* EXCLUDE (alike) REPLACE ($alike_or_united)
FROM day d LEFT JOIN mixed m ON NOT d.alike AND m.activity = d.activity AND m.d_from = d.d_from AND m.d_to = d.d_to
