-- one row per record of publications and name by which it may be the same work as another: DOI, ISBN, title
WITH record AS (SELECT row_hash, doi, $work_keys FROM e_publications)
SELECT row_hash, hash('doi', doi) AS name FROM record WHERE doi IS NOT NULL
UNION ALL SELECT row_hash, hash('isbn', isbn_key) FROM record WHERE isbn_key IS NOT NULL
UNION ALL SELECT row_hash, hash('title', title_key) FROM record WHERE title_key IS NOT NULL
