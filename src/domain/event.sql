-- Statements of domain/event.c

-- name: event_stream_make
INSERT INTO stream (kind, id, seq, salt) VALUES (?1, ?2, 1, ?3);

-- name: event_stream_step       index: primary key
UPDATE stream SET seq = ?3 WHERE kind = ?1 AND id = ?2;

-- name: event_stream_read       index: primary key
SELECT seq, salt FROM stream WHERE kind = ?1 AND id = ?2;

-- name: event_write
INSERT INTO event (node, node_seq, kind, stream, seq, position, type, header)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: event_write_payload
INSERT INTO event_payload (node, node_seq, salt, sealed) VALUES (?1, ?2, ?3, ?4);

-- name: event_of_stream         index: event_in_stream
SELECT e.node, e.node_seq, e.kind, e.stream, e.seq, e.position, e.type, e.header, p.salt, p.sealed, s.salt
  FROM event e
  JOIN event_payload p ON p.node = e.node AND p.node_seq = e.node_seq
  JOIN stream s ON s.kind = e.kind AND s.id = e.stream
 WHERE e.kind = ?1 AND e.stream = ?2
 ORDER BY e.seq;

-- name: event_at                index: event_in_stream
SELECT e.node, e.node_seq, e.kind, e.stream, e.seq, e.position, e.type, e.header, p.salt, p.sealed, s.salt
  FROM event e
  JOIN event_payload p ON p.node = e.node AND p.node_seq = e.node_seq
  JOIN stream s ON s.kind = e.kind AND s.id = e.stream
 WHERE e.kind = ?1 AND e.stream = ?2 AND e.seq = ?3;

-- name: event_behind            index: event_at_position
SELECT e.node, e.node_seq, e.kind, e.stream, e.seq, e.position, e.type, e.header, p.salt, p.sealed, s.salt
  FROM event e
  JOIN event_payload p ON p.node = e.node AND p.node_seq = e.node_seq
  JOIN stream s ON s.kind = e.kind AND s.id = e.stream
 WHERE e.position > ?1
 ORDER BY e.position
 LIMIT ?2;
