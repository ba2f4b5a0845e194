-- Statements of domain/link.c and domain/link_part.c

-- name: link_write
INSERT INTO link (id, digest, subject, task, item, pack_version, slots, keeper, made_at, made_by, made_name, until_at,
                  ended_at, ended_why, files, bytes)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL, '', 0, 0);

-- name: link_by_token           index: link_by_digest
SELECT id, subject, task, item, pack_version, slots, keeper, made_at, made_by, made_name, until_at, ended_at, ended_why, files, bytes
  FROM link WHERE digest = ?1;

-- name: link_by_id              index: primary key
SELECT id, subject, task, item, pack_version, slots, keeper, made_at, made_by, made_name, until_at, ended_at, ended_why, files, bytes
  FROM link WHERE id = ?1;

-- name: link_by_subject         index: link_by_subject
SELECT id, subject, task, item, pack_version, slots, keeper, made_at, made_by, made_name, until_at, ended_at, ended_why, files, bytes
  FROM link WHERE subject = ?1 ORDER BY id DESC LIMIT 20;

-- name: link_end                index: primary key
UPDATE link SET ended_at = ?2, ended_why = ?3 WHERE id = ?1 AND ended_at IS NULL;

-- name: link_end_subject        index: link_by_subject
UPDATE link SET ended_at = ?2, ended_why = 'filed' WHERE subject = ?1 AND ended_at IS NULL;

-- name: link_count              index: primary key
UPDATE link SET files = files + 1, bytes = bytes + ?2 WHERE id = ?1;

-- name: link_drop_scan          index: primary key
DELETE FROM scan WHERE id = ?1 AND draft_id = ?2 AND source = 'phone_link';

-- name: link_part_write
INSERT INTO link_part (id, link, slot, bytes, digest, received, made_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6);

-- name: link_part_read          index: primary key
SELECT id, link, slot, bytes, digest, received FROM link_part WHERE id = ?1 AND link = ?2;

-- name: link_part_count         index: link_part_by_link
SELECT COUNT(*) FROM link_part WHERE link = ?1;

-- name: link_part_grow          index: primary key
UPDATE link_part SET received = received + ?2 WHERE id = ?1;

-- name: link_part_remove        index: primary key
DELETE FROM link_part WHERE id = ?1 AND link = ?2;

-- name: link_piece_write
INSERT INTO link_piece (part, at, stored) VALUES (?1, ?2, ?3);

-- name: link_piece_read         index: primary key
SELECT stored FROM link_piece WHERE part = ?1 ORDER BY at;

-- name: link_piece_remove       index: primary key
DELETE FROM link_piece WHERE part = ?1;
