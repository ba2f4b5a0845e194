CREATE TABLE counter ( -- projection
  id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO counter (id, value) VALUES (1, 0);
CREATE TABLE line ( -- event
  id INTEGER NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (id, part)
) WITHOUT ROWID, STRICT;
-- [sqlite]
CREATE TABLE only_here ( -- state
  id INTEGER PRIMARY KEY);
-- [postgres]
CREATE TABLE only_here ( -- state
  id BIGINT PRIMARY KEY, kind TEXT);
-- [both]
