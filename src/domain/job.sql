-- Statements of domain/job.c

-- name: job_write
INSERT INTO job (id, kind, subject, state, tries, not_before) VALUES (?1, ?2, ?3, 0, 0, ?4)
ON CONFLICT (kind, subject) DO NOTHING;

-- name: job_ready               index: job_waiting
SELECT id, kind, subject, tries FROM job WHERE state = 0 AND not_before <= ?1 ORDER BY not_before LIMIT ?2;

-- name: job_mark                index: primary key
UPDATE job SET state = ?2, tries = ?3, not_before = ?4 WHERE id = ?1;

-- name: job_write_thumbnail
INSERT INTO thumbnail (digest, image) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING;

-- name: job_read_thumbnail      index: primary key
SELECT image FROM thumbnail WHERE digest = ?1;
