-- one row per region, sheet and year that was reported, and delivery that did; how: by rows, or declared (explicit scope, nothing to report)
WITH live AS ($live), brought AS ($brought), named AS (
    SELECT DISTINCT b.sheet, b.entry, b.year_from, b.year_to,
           CASE WHEN b.deliverer <> 'network' THEN [b.deliverer] ELSE coalesce(b.region, p.region) END AS regions
    FROM brought b LEFT JOIN project p ON p.project = b.project
)
SELECT DISTINCT r.region, n.sheet, y.year, 'rows' AS how, n.entry
FROM named n, unnest(n.regions) AS r(region), unnest(range(n.year_from, n.year_to + 1)) AS y("year")
UNION
SELECT e.deliverer, n.sheet, n.year, 'declared', n.entry FROM nothing n JOIN entries e ON e.id = n.entry WHERE n.entry IN (FROM live)
UNION
SELECT e.deliverer, s.sheet, y.year, 'declared', s.entry
FROM entry_sheets s JOIN entries e ON e.id = s.entry, unnest(range(year(s.scope_from), year(s.scope_to) + 1)) AS y("year")
-- only whole years, and not from a sheet of which rows were refused: those may have been the rows of that year
WHERE s.entry IN (FROM live) AND s.explicit AND coalesce(s.refused, 0) = 0
    AND s.scope_from <= make_date(y."year", 1, 1) AND s.scope_to >= make_date(y."year", 12, 31)
