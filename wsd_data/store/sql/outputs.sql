-- one row per output: presentation, publication or product
SELECT 'presentations' AS sheet, $output FROM presentations
UNION ALL BY NAME SELECT 'publications' AS sheet, $output, sources FROM publications
UNION ALL BY NAME SELECT 'products' AS sheet, $output FROM products
