-- Statements of domain/standin.c

-- name: standin_write
INSERT INTO standin (post, account, named_at) VALUES (?1, ?2, ?3)
ON CONFLICT (post) DO UPDATE SET account = excluded.account, named_at = excluded.named_at;

-- name: standin_read            index: primary key
SELECT account FROM standin WHERE post = ?1;

-- name: standin_read_all        index: primary key
SELECT post, account FROM standin WHERE post IN LIST ?1;

-- name: standin_holder          index: primary key
SELECT account FROM tenure WHERE id = ?1;

-- name: standin_of_place        index: tenure_by_place
SELECT t.account, a.name, t.id, t.role, t.place, t.department
  FROM tenure t JOIN account a ON a.id = t.account
 WHERE t.place >= ?1 AND t.place <= ?2 AND t.ended_at = 0 AND t.from_day <= ?3 AND (t.until_day = 0 OR t.until_day >= ?3)
   AND a.closed_at = 0
 ORDER BY t.place, t.account, t.id;
