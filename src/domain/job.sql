-- Statements of domain/job.c

-- name: job_write
INSERT INTO job (id, kind, subject, key, account, state, made_at, ended_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 0)
ON CONFLICT DO NOTHING;

-- name: job_running             index: job_once
SELECT id FROM job WHERE kind = ?1 AND key = ?2 AND state = 0;

-- name: job_oldest              index: job_open
SELECT id, kind, subject, account, made_at FROM job WHERE state = 0 ORDER BY id LIMIT 1;

-- name: job_set_ended           index: job_once
UPDATE job SET state = ?3, ended_at = ?4 WHERE kind = ?1 AND key = ?2 AND state = 0;
