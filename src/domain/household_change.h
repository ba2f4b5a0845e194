/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * household_change - 台账变更: what a keeper of the register does with a household, each act a command of its own.
 *
 * All: ERR_NOT_FOUND where the actor keeps no register of the place; ERR_INVALID with gaps by field; why: the paper or
 * word it rests on, kept with the event.
 */
#ifndef DOMAIN_HOUSEHOLD_CHANGE_H
#define DOMAIN_HOUSEHOLD_CHANGE_H

#include "domain/household.h"
#include "domain/person.h"

/* A person as typed in or read from a list; texts left empty stay as they are. */
struct member_entry {
    int64_t       person;           /* 0: by id_no */
    struct str    id_no, name, phone, account;
    enum relation relation;
    enum standing standing;
};
struct household_entry {
    int64_t    id;                  /* 0: new */
    struct str number, group, address;
    int64_t    place;
    struct str why;
};

/* A new household with its head. */
NODISCARD enum err household_enter(struct ctx *cx, const struct household_entry *h, const struct member_entry *head,
                                   int64_t *out);
/* Number, place (a move: both places must be the actor's), group and address. */
NODISCARD enum err household_edit(struct ctx *cx, const struct household_entry *h);
/*
 * Adds a person or changes one who is there.  Who becomes head takes it from the one before.  Refused: a person who lives
 * in another household; the head moved away or dead while others live here (choose a new head first).
 */
NODISCARD enum err household_set_member(struct ctx *cx, int64_t id, const struct member_entry *m, struct str why);
/* The same household entered twice: its people go to `into`, whose number stands, or else the number of the other. */
NODISCARD enum err household_merge(struct ctx *cx, int64_t from, int64_t into, struct str why);

/* ---- checks and pieces for register_import.h ---- */
/* Gaps under number, group, address. */
void household_check(struct ctx *cx, const struct household_entry *h);
/* Gaps under name, id_no, phone, account; fills p from m. */
void household_check_member(struct ctx *cx, const struct member_entry *m, struct person *p);
/* Inside a command: puts m into h, finding or making the person. ERR_INVALID as household_set_member. */
NODISCARD enum err household_put_member(struct ctx *cx, struct household *h, const struct member_entry *m, struct str why);

#endif
