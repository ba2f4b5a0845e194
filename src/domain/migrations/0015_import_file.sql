-- 名单检查: the file of a list waits here, sealed, in pieces, until a job has read it.

CREATE TABLE register_import_file ( -- state
    import INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (import, n)
);
-- state of register_import: 5 is being looked at, 6 could not be read, or was cancelled before it was looked at.
