-- Statements of domain/ids.c

-- name: ids_read            index: primary key
SELECT counter, node_seq, position FROM node_state WHERE node = ?1;

-- name: ids_make
INSERT INTO node_state (node, counter, node_seq, position) VALUES (?1, 0, 0, 0);

-- name: ids_write           index: primary key
UPDATE node_state SET counter = ?2, node_seq = ?3, position = ?4 WHERE node = ?1;
