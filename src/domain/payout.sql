-- Statements of domain/payout.c

-- name: payout_write
INSERT INTO payout (case_id, n, amount_fen, day, batch, tail, paid_name, came_back_at, why)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, '');

-- name: payout_set_back         index: primary key
UPDATE payout SET came_back_at = ?2, why = ?3 WHERE case_id = ?1 AND came_back_at = 0;

-- name: payout_read             index: primary key
SELECT n, amount_fen, day, batch, tail, paid_name, came_back_at, why FROM payout WHERE case_id = ?1 ORDER BY n;
