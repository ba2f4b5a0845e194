/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * household - 户籍台账: who lives together where, as clerk and township keep it; the police keep the law's own register.
 *
 * Each event of a household's stream carries the whole household as it is from then on, so that it can be read without
 * the others.  Persons are named by id; their names, numbers and accounts stand in person.h.  A person lives in one
 * household at a time; who moved away or died stays in the list.  Who may file for a village may keep its register:
 * a clerk his village, an officer of a township or the county all of it.
 */
#ifndef DOMAIN_HOUSEHOLD_H
#define DOMAIN_HOUSEHOLD_H

#include "base/citizen.h"
#include "domain/event.h"

/* 与户主关系, after GB/T 4761 made short */
enum relation { RELATION_HEAD, RELATION_SPOUSE, RELATION_CHILD, RELATION_CHILD_IN_LAW, RELATION_GRANDCHILD, RELATION_PARENT,
                RELATION_GRANDPARENT, RELATION_SIBLING, RELATION_OTHER, RELATION_COUNT };
enum standing { STANDING_HERE, STANDING_MOVED, STANDING_DEAD, STANDING_COUNT };     /* 在册, 迁出, 死亡 */

const char *relation_name(enum relation r);         /* "head", "spouse", ... */
const char *standing_name(enum standing s);         /* "here", "moved", "dead" */
NODISCARD enum err relation_of(struct str name, enum relation *out);    /* ERR_INVALID: no such relation */
NODISCARD enum err standing_of(struct str name, enum standing *out);

struct member { int64_t person; enum relation relation; enum standing standing; };

enum { HOUSEHOLD_MEMBERS_MAX = 60, HOUSEHOLDS_LISTED = 50, HOUSEHOLD_TEXT_MAX = 100 };

struct household {
    int64_t        id;
    struct str     number;          /* 户号; "" while not known          */
    int64_t        place;           /* village                           */
    struct str     group, address;  /* 村民小组; 门牌                     */
    int64_t        head;            /* person                            */
    int64_t        merged_into;     /* 0: in force                       */
    int64_t        changed_at;
    struct member *members; size_t member_count;
};

/* A line of a search: a person and the household he stands in. */
struct register_hit {
    int64_t        household, place, person, birth_day;
    struct str     number, group, address, name;
    int            sex;
    enum relation  relation;
    enum standing  standing;
};
struct register_hits { struct register_hit *items; size_t count, cap; };

struct register_group { int64_t place; struct str group; int64_t households; };
struct register_groups { struct register_group *items; size_t count, cap; };

/* ---- reading; ERR_NOT_FOUND also where no post of the actor keeps the register of the place ---- */
NODISCARD enum err household_see(struct ctx *cx, int64_t id, struct household *out);
/* Without asking who may see it. */
NODISCARD enum err household_get(struct ctx *cx, int64_t id, struct household *out);
/* 户号 of several, each id a household's or a person's in one, in the order of the ids; "": neither. One question. */
NODISCARD enum err household_numbers(struct ctx *cx, const int64_t *ids, size_t count, struct str *out);
/* Where the person lives now; 0: in no household. */
NODISCARD enum err household_of_person(struct ctx *cx, int64_t person, int64_t *out);
/* By its number; 0: none. */
NODISCARD enum err household_by_number(struct ctx *cx, struct str number, int64_t *out);
/*
 * By the whole ID number, by number of the household (all its people), else by the beginning of the name; within the
 * places of the actor.  A whole ID number that finds somebody is noted as a use of his data.
 */
NODISCARD enum err household_search(struct ctx *cx, struct str q, struct register_hits *out);
/* All people of a household as hits. */
NODISCARD enum err household_people(struct ctx *cx, int64_t id, struct register_hits *out);
/* Heads of the households of a place (village or above) and group ("" all), behind a number and id, in their order. */
NODISCARD enum err household_list(struct ctx *cx, int64_t place, struct str group, struct str number, int64_t id,
                                  struct register_hits *out);
/* True where nobody is entered at all. */
NODISCARD enum err household_none(struct ctx *cx, bool *out);
NODISCARD enum err household_groups(struct ctx *cx, int64_t place, struct register_groups *out);
/* True where a post of the actor keeps the register of the place. */
bool household_kept(const struct ctx *cx, int64_t place);

/* ---- inside commands ---- */
/* Appends the event that makes h what it is from now on. type: household.entered, .changed, .merged. */
NODISCARD enum err household_say(struct ctx *cx, const char *type, const struct household *h, struct str why, int64_t case_id);
/* The household as the value an event carries. */
struct val *household_value(struct ctx *cx, const struct household *h);

NODISCARD enum err apply_household(struct ctx *cx, const struct event *ev);
/* Writes the household an event carries: of its own stream, or of the case that brought it into the register. */
NODISCARD enum err apply_household_value(struct ctx *cx, int64_t id, const struct val *v, int64_t at);

#endif
