CREATE TABLE item ( -- state
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  bytes BLOB,
  amount INTEGER NOT NULL DEFAULT 0,
  CHECK (amount >= 0)
) STRICT;
