-- Statements of domain/household.c

-- name: household_write
INSERT INTO household (id, number, place, group_name, address, head, merged_into, changed_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET number = ?2, place = ?3, group_name = ?4, address = ?5, head = ?6, merged_into = ?7,
       changed_at = ?8;

-- name: household_clear_members index: primary key
DELETE FROM household_member WHERE household = ?1;

-- name: household_write_member
INSERT INTO household_member (household, n, person, relation, standing) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: household_read          index: primary key
SELECT id, number, place, group_name, address, head, merged_into, changed_at FROM household WHERE id = ?1;

-- name: household_read_members  index: primary key
SELECT person, relation, standing FROM household_member WHERE household = ?1 ORDER BY n;

-- name: household_of_person     index: member_by_person
SELECT household FROM household_member WHERE person = ?1 AND standing = 0;

-- name: household_find_number   index: household_by_number
SELECT id FROM household WHERE number = ?1 AND number <> '';

-- name: household_numbers       index: primary key, member_by_person
SELECT id, number FROM household WHERE id IN LIST ?1
UNION ALL
SELECT m.person, h.number FROM household_member m JOIN household h ON h.id = m.household WHERE m.person IN LIST ?1;

-- name: household_people        index: primary key
SELECT h.id, h.place, p.id, p.birth_day, h.number, h.group_name, h.address, p.name, p.sex, m.relation, m.standing
  FROM household h JOIN household_member m ON m.household = h.id JOIN person p ON p.id = m.person
 WHERE h.id = ?1 ORDER BY m.n;

-- name: household_search_name   index: person_by_name, member_by_person
SELECT h.id, h.place, p.id, p.birth_day, h.number, h.group_name, h.address, p.name, p.sex, m.relation, m.standing
  FROM person p JOIN household_member m ON m.person = p.id JOIN household h ON h.id = m.household
 WHERE p.name >= ?1 AND p.name < ?2 AND h.place >= ?3 AND h.place <= ?4
 ORDER BY p.name, p.id LIMIT ?5;

-- name: household_search_person index: member_by_person
SELECT h.id, h.place, p.id, p.birth_day, h.number, h.group_name, h.address, p.name, p.sex, m.relation, m.standing
  FROM household_member m JOIN person p ON p.id = m.person JOIN household h ON h.id = m.household
 WHERE m.person = ?1 ORDER BY m.standing, h.id;

-- name: household_page          index: household_by_place
SELECT h.id, h.place, p.id, p.birth_day, h.number, h.group_name, h.address, p.name, p.sex, 0, 0
  FROM household h JOIN person p ON p.id = h.head
 WHERE h.place >= ?1 AND h.place <= ?2 AND (?3 = '' OR h.group_name = ?3) AND h.merged_into = 0
       AND (h.number, h.id) > (?4, ?5)
 ORDER BY h.number, h.id LIMIT ?6;

-- name: household_first         index: household_by_place
SELECT id FROM household WHERE place > ?1 LIMIT 1;

-- name: household_groups        index: household_by_place
SELECT place, group_name, COUNT(*) FROM household
 WHERE place >= ?1 AND place <= ?2 AND merged_into = 0
 GROUP BY place, group_name ORDER BY place, group_name;
