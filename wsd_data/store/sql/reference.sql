-- several tables, one statement each: the reference lists as known, and look-ups made from them
CREATE TABLE region_list AS
SELECT code, min(naam) AS name, min(rowid) AS position,
       min(TRY_CAST(geldig_van AS INTEGER)) AS year_from, max(coalesce(TRY_CAST(geldig_tot AS INTEGER), 9999)) AS year_to
FROM r_regions WHERE entry = $reference GROUP BY code;

CREATE TABLE lectoraat_list AS
SELECT code, naam AS name, row_number() OVER (ORDER BY rowid) AS position, string_split(coalesce(werkplaatsen, ''), '|') AS regions
FROM r_lectoraten WHERE entry = $reference;

CREATE TABLE theme_list AS
SELECT code, nl, en, row_number() OVER (ORDER BY rowid) AS position FROM r_themes WHERE entry = $reference;

CREATE TABLE theme_name AS
SELECT lower(trim(name)) AS name, min(code) AS code
FROM (SELECT code, unnest(list_concat([code, nl, en], string_split(coalesce(lokale_namen, ''), '|'))) AS name
      FROM r_themes WHERE entry = $reference)
WHERE trim(coalesce(name, '')) <> '' GROUP BY 1;

CREATE TABLE theme_local AS
SELECT werkplaats AS region, lower(trim(lokale_naam)) AS name, code,
       coalesce(TRY_CAST(van AS INTEGER), 0) AS year_from, coalesce(TRY_CAST(tot AS INTEGER), 9999) AS year_to
FROM r_local_themes WHERE entry = $reference;

CREATE TABLE municipality_list AS
SELECT code, naam AS name, provincie AS province FROM r_municipalities WHERE entry = $reference;

CREATE TABLE municipality_former AS
SELECT oude_code AS code, max(oude_naam) AS name, bool_or(soort = 'gesplitst') AS split, max(nieuwe_code) AS next
FROM r_reforms WHERE entry = $reference AND soort <> 'grenswijziging' AND oude_code <> nieuwe_code GROUP BY 1;

CREATE TABLE municipality_now AS
WITH RECURSIVE chain AS (
    SELECT code AS former, code AS present, FALSE AS split FROM municipality_former
    UNION ALL
    SELECT c.former, CASE WHEN f.split THEN c.present ELSE f.next END, f.split
    FROM chain c JOIN municipality_former f ON f.code = c.present AND NOT c.split
)
SELECT former, CASE WHEN split THEN '_split' ELSE present END AS present
FROM chain c WHERE split OR present NOT IN (SELECT code FROM municipality_former);
