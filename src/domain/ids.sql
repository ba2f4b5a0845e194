-- Statements of domain/ids.c

-- name: ids_read            index: primary key
SELECT counter, node_seq, position FROM node_state WHERE node = ?1;

-- name: ids_write           index: primary key
INSERT INTO node_state (node, counter, node_seq, position) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (node) DO UPDATE SET counter = excluded.counter, node_seq = excluded.node_seq, position = excluded.position;
