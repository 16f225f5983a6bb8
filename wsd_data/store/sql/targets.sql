-- one row per target in force, with the werkplaatsen it is about: its own, else the deliverer's
SELECT entry, row_number, deliverer, indicator, start_from, end_to, "grant",
       coalesce(region, CASE WHEN deliverer <> 'network' THEN [deliverer] END) AS region, lectoraat, theme, municipality,
       planned, planned_low, planned_high, coalesce(planned_estimate, FALSE) AS planned_estimate, explanation
FROM c_targets
