-- one row per output: presentation, publication or product
SELECT $output FROM presentations UNION ALL SELECT $output FROM publications UNION ALL SELECT $output FROM products
