-- one row per work: the records of all deliverers that report the same work joined, lists united
WITH record AS (
    SELECT *, row_number() OVER (ORDER BY entry, deliverer, row_number) AS record_id,
           $work_keys,
           CASE WHEN co_regions IS NULL THEN region ELSE united([list_filter(region, lambda x: x <> '_none'), co_regions]) END AS all_regions
    FROM e_publications
), step0 AS (
    SELECT record_id, isbn_key, title_key, record_id AS l FROM record WHERE doi IS NULL
), step1 AS (
    SELECT * REPLACE (min(l) OVER (PARTITION BY coalesce(isbn_key, '#' || record_id)) AS l) FROM step0
), step2 AS (
    SELECT * REPLACE (min(l) OVER (PARTITION BY coalesce(title_key, '#' || record_id)) AS l) FROM step1
), step3 AS (
    SELECT * REPLACE (min(l) OVER (PARTITION BY coalesce(isbn_key, '#' || record_id)) AS l) FROM step2
), step4 AS (
    SELECT * REPLACE (min(l) OVER (PARTITION BY coalesce(title_key, '#' || record_id)) AS l) FROM step3
), step5 AS (
    SELECT * REPLACE (min(l) OVER (PARTITION BY coalesce(isbn_key, '#' || record_id)) AS l) FROM step4
), linked AS (
    SELECT s.record_id, s.l, d.doi FROM step5 s JOIN record d ON d.doi IS NOT NULL AND d.isbn_key = s.isbn_key
    UNION
    SELECT s.record_id, s.l, d.doi FROM step5 s JOIN record d ON d.doi IS NOT NULL AND d.title_key = s.title_key
), group_link AS (
    SELECT l, count(DISTINCT doi) AS n, min(doi) AS doi FROM linked GROUP BY l
), record_link AS (
    SELECT record_id, count(DISTINCT doi) AS n, min(doi) AS doi FROM linked GROUP BY record_id
), named AS (
    SELECT r.*, CASE
        WHEN r.doi IS NOT NULL THEN 'd' || r.doi
        WHEN g.n = 1 THEN 'd' || g.doi
        WHEN g.n IS NULL THEN 'g' || s.l
        WHEN k.n = 1 THEN 'd' || k.doi
        ELSE 'r' || r.record_id END AS work
    FROM record r LEFT JOIN step5 s ON s.record_id = r.record_id LEFT JOIN group_link g ON g.l = s.l
    LEFT JOIN record_link k ON k.record_id = r.record_id
), aged AS (
    SELECT *, row_number() OVER (PARTITION BY work ORDER BY entry DESC, row_number DESC) AS age,
           count(*) OVER (PARTITION BY work) AS records
    FROM named
), single AS (
    SELECT $origin, 1 AS records, $dated, or_none(all_regions) AS region, $common_but_region, type, audience_type, or_none(bko_area) AS bko_area
    FROM aged WHERE records = 1
), joined AS (
    SELECT $latest, count(*)::INTEGER AS records, list({'entry': entry, 'row_number': row_number, 'row_hash': row_hash}) AS sources, arg_min(date_from, age) AS d_from, arg_min(date_to, age) AS d_to,
           without_none(list(all_regions)) AS region, $common_united,
           arg_min_null(type, age) AS type, arg_min_null(audience_type, age) AS audience_type,
           without_none(list(or_none(bko_area))) AS bko_area
    FROM aged WHERE records > 1 GROUP BY work
)
FROM single UNION ALL BY NAME (SELECT *, $time_codes FROM joined)
