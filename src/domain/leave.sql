-- Statements of domain/leave.c

-- name: leave_write
INSERT INTO leave (id, account, kind, from_day, until_day, entered_at, entered_by, ended_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0);

-- name: leave_write_post
INSERT INTO leave_post (leave_id, post, account, until_day) VALUES (?1, ?2, ?3, ?4);

-- name: leave_set_ended         index: primary key
UPDATE leave SET ended_at = ?2 WHERE id = ?1;

-- name: leave_read              index: primary key
SELECT l.id, l.account, a.name, l.kind, l.from_day, l.until_day, l.entered_at, l.entered_by, l.ended_at
  FROM leave l JOIN account a ON a.id = l.account WHERE l.id = ?1;

-- name: leave_by_person         index: leave_by_account
SELECT l.id, l.account, a.name, l.kind, l.from_day, l.until_day, l.entered_at, l.entered_by, l.ended_at
  FROM leave l JOIN account a ON a.id = l.account WHERE l.account = ?1 AND l.until_day >= ?2
 ORDER BY l.until_day DESC, l.id DESC;

-- name: leave_not_over          index: leave_by_end
SELECT l.id, l.account, a.name, l.kind, l.from_day, l.until_day, l.entered_at, l.entered_by, l.ended_at
  FROM leave l JOIN account a ON a.id = l.account WHERE l.until_day >= ?1 AND l.ended_at = 0
 ORDER BY l.until_day, l.id;

-- name: leave_stood_in_by       index: leave_post_by_account
SELECT DISTINCT l.id, l.account, a.name, l.kind, l.from_day, l.until_day, l.entered_at, l.entered_by, l.ended_at
  FROM leave_post s JOIN leave l ON l.id = s.leave_id JOIN account a ON a.id = l.account
 WHERE s.account = ?1 AND s.until_day >= ?2 AND l.ended_at = 0 ORDER BY l.id;

-- name: leave_takers_of         index: primary key
SELECT s.leave_id, s.post, s.account, a.name FROM leave_post s JOIN account a ON a.id = s.account
 WHERE s.leave_id IN LIST ?1 ORDER BY s.leave_id, s.post;

-- name: leave_posts             index: primary key
SELECT s.post, s.account, a.name FROM leave_post s JOIN account a ON a.id = s.account WHERE s.leave_id = ?1 ORDER BY s.post;
