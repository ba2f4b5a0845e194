-- Statements of domain/calendars.c

-- name: calendars_write
INSERT INTO calendar_version (version, days) VALUES (?1, ?2);

-- name: calendars_read          index: primary key
SELECT days FROM calendar_version WHERE version = ?1;
