-- Statements of domain/packs.c

-- name: packs_write
INSERT INTO pack_version (version, published_at) VALUES (?1, ?2);

-- name: packs_known             index: primary key
SELECT published_at FROM pack_version WHERE version = ?1;
