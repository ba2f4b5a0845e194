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
-- Fails once as a deadlock does; a sequence is not rolled back.
CREATE SEQUENCE calls;
CREATE FUNCTION busy_once() RETURNS BIGINT LANGUAGE plpgsql AS $$
BEGIN
  IF nextval('calls') = 1 THEN RAISE EXCEPTION 'once' USING ERRCODE = '40001'; END IF;
  RETURN 0;
END $$;
-- [both]
