-- Statements of domain/paper.c

-- name: paper_write_thumbnail
INSERT INTO thumbnail (digest, image) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING;

-- name: paper_read_thumbnail    index: primary key
SELECT image FROM thumbnail WHERE digest = ?1;
