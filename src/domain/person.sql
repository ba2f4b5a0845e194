-- Statements of domain/person.c

-- name: person_find             index: person_by_id
SELECT id FROM person WHERE id_index = ?1;

-- name: person_make
INSERT INTO person (id, id_index, id_sealed, name, sex, birth_day, phone_sealed, address, place, account_sealed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: person_change           index: primary key
UPDATE person SET name = ?2, phone_sealed = ?3, address = ?4, place = ?5 WHERE id = ?1;

-- name: person_change_all       index: primary key
UPDATE person SET name = ?2, phone_sealed = ?3, address = ?4, place = ?5, account_sealed = ?6 WHERE id = ?1;

-- name: person_read             index: primary key
SELECT id_sealed, name, sex, birth_day, phone_sealed, address, place, account_sealed, id FROM person WHERE id = ?1;

-- name: person_of_ids           index: primary key
SELECT id_sealed, name, sex, birth_day, phone_sealed, address, place, account_sealed, id FROM person WHERE id IN LIST ?1;
