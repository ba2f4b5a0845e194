/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * person_use - 使用痕迹: who used a person's data, when, for which case and why (个人信息保护法 44, 51).
 *
 * Reading pages is kept by audit.h; here stands what was done with the data.  person_use_of shows both, so that a person
 * can be told all of it.
 */
#ifndef DOMAIN_PERSON_USE_H
#define DOMAIN_PERSON_USE_H

#include "base/ctx.h"

struct person_use {
    int64_t    at;
    struct str account_name;        /* "" : the applicant on line                                              */
    int64_t    case_id;             /* 0: for no case                                                          */
    struct str what;                /* searched, filled, filed, reused, changed, exported; or a page that was read */
    struct str why;                 /* code of an item, reason given; "" none                                  */
};
struct person_use_list { struct person_use *items; size_t count, cap; };

enum { PERSON_USES_SHOWN = 100 };

/* Inside a command.  person 0: everybody of the place. */
NODISCARD enum err person_use_note(struct ctx *cx, int64_t person, int64_t place, int64_t case_id, const char *what,
                                   struct str why);
/* The same as a command of its own, for uses that change nothing else. */
NODISCARD enum err person_use_tell(struct ctx *cx, int64_t person, int64_t place, const char *what, struct str why);
/* Newest first, of a person who lives in a household at a place: uses, pages read of both, pages read of his cases. */
NODISCARD enum err person_use_of(struct ctx *cx, int64_t person, int64_t household, int64_t place,
                                 struct person_use_list *out);

#endif
