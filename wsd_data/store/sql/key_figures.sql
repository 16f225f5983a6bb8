-- one row per delivered key figure; `unit` is whose figure it is, through which channel
SELECT $origin, $dated, $common, kind, coalesce(nullif(slug(channel), ''), '_none') AS channel,
       concat_ws('|', array_to_string(list_sort(region), ','), array_to_string(list_sort(lectoraat), ','), slug(coalesce(channel, ''))) AS unit,
       row_number() OVER (ORDER BY date_to, entry, row_number) AS rank,
       value AS amount, value_low AS low, value_high AS high, coalesce(value_estimate, FALSE) AS estimate
FROM e_key_figures
