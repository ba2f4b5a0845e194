/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * leave - 休假: who is away from one day to another, and who acts with his posts meanwhile.
 *
 * The posts go over with the first minute of the first day (at once, when that is today) and come back
 * after the last day or when the return is entered: nobody has to press anything.  A leave is refused
 * where a post has neither a stand-in nor a head of the department who takes over, and where the one who
 * would stand in is away himself.  Who is moved to another office meanwhile stands in no more; a head ends the leave and
 * enters it again with somebody else.
 */
#ifndef DOMAIN_LEAVE_H
#define DOMAIN_LEAVE_H

#include "domain/standin.h"

enum { LEAVE_DAYS_MAX = 366 };

struct leave {
    int64_t    id, account;
    struct str name;                    /* of the account                                      */
    struct str kind;                    /* annual, sick, personal, duty, training, other        */
    int64_t    from_day, until_day;     /* both included                                       */
    int64_t    entered_at, entered_by;
    int64_t    ended_at;                /* came back before its end; 0: not                    */
};
struct leave_list { struct leave *items; size_t count, cap; };

/* Names of the kinds, ends with NULL. */
extern const char *const leave_kinds[];

/* Newest first. */
NODISCARD enum err leave_of_account(struct ctx *cx, int64_t account, struct leave_list *out);
/* Of everybody: those that last today or later. */
NODISCARD enum err leave_present(struct ctx *cx, struct leave_list *out);
/* Who stands in on that leave. */
NODISCARD enum err leave_takers(struct ctx *cx, int64_t leave, struct colleague_list *out);

/* The same of several leaves, with one question. */
struct leave_taker { int64_t leave; struct colleague who; };
struct leave_taker_list { struct leave_taker *items; size_t count, cap; };
NODISCARD enum err leave_takers_of(struct ctx *cx, const struct leave_list *leaves, struct leave_taker_list *out);

/*
 * Enters it for the account and fills in the id; from_day 0: today.
 * ERR_INVALID: kind or days (gaps), a post nobody takes over, a leave that overlaps with one of his own, of who
 * stands in, or of whom he stands in for (gaps name the person and the last day).
 * ERR_FORBIDDEN: for somebody else, neither head nor manager over all his posts.  ERR_NOT_FOUND: no posts.
 */
NODISCARD enum err leave_enter(struct ctx *cx, struct leave *l);
/* Back before its end.  ERR_STATE: over already; ERR_FORBIDDEN as above; ERR_NOT_FOUND. */
NODISCARD enum err leave_end(struct ctx *cx, int64_t id);

/* Takes away the posts of an actor who is on leave, adds those he stands in for. */
NODISCARD enum err leave_fill(struct ctx *cx, struct actor *actor);

NODISCARD enum err apply_leave_entered(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_leave_ended(struct ctx *cx, const struct event *ev);

#endif
