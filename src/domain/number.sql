-- Statements of domain/number.c

-- name: number_step             index: primary key
INSERT INTO counter (name, value) VALUES (?1, 1)
ON CONFLICT (name) DO UPDATE SET value = counter.value + 1
RETURNING value;
