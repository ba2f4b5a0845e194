/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * original - 原件: originals somebody handed over, who holds them at every time, and that they went back.
 *
 * Taken from the applicant by the officer who enters them; handed on from holder to holder (village room,
 * courier, township, county window); given back against a signature.  A case may close before they are back:
 * they stay open, on the case and on the desks of its village and its offices, until they are.
 */
#ifndef DOMAIN_ORIGINAL_H
#define DOMAIN_ORIGINAL_H

#include "domain/event.h"

enum { ORIGINALS_MAX = 40, ORIGINAL_NAME_CHARS_MAX = 60, ORIGINAL_PAGES_MAX = 500, ORIGINAL_PROOF_CHARS_MIN = 4,
       ORIGINAL_PROOF_CHARS_MAX = 200 };

struct original {
    int64_t    case_id, n;
    struct str name;                /* 户口簿, 发票 ...                                    */
    int64_t    pages;
    struct str owner;               /* from whom, and to whom it goes back                */
    int64_t    taken_at;
    struct str holder_kind, holder; /* village, courier, township, county; owner: back    */
    int64_t    held_since, returned_at;     /* returned_at 0: not back                    */
    struct str proof;               /* of the return: digest of the signed sheet, or words */
};
struct original_list { struct original *items; size_t count, cap; };

struct original_move { int64_t n, at; struct str from_kind, from_name, to_kind, to_name, by_name; };
struct original_move_list { struct original_move *items; size_t count, cap; };

/* Kinds of holders an original may be handed to; NULL ends them. */
extern const char *const original_holders[];

NODISCARD enum err original_of_case(struct ctx *cx, int64_t case_id, struct original_list *out);
/* Oldest first. */
NODISCARD enum err original_moves(struct ctx *cx, int64_t case_id, struct original_move_list *out);
/* How many are not back, of a case. */
NODISCARD enum err original_open(struct ctx *cx, int64_t case_id, int64_t *out);
/* Those not back though the case is decided or closed, within a place: what a desk is reminded of. */
struct original_reminder { int64_t case_id; struct str number, applicant_name; int64_t count, place; struct str department, item; };
struct original_reminder_list { struct original_reminder *items; size_t count, cap; };
NODISCARD enum err original_reminders(struct ctx *cx, int64_t place, size_t limit, struct original_reminder_list *out);

/* What is handed over: name, pages; from whom. */
struct original_new { struct str name; int64_t pages; };
struct original_taking { int64_t case_id; struct str owner; const struct original_new *items; size_t count; };
/*
 * The actor takes them: he holds them from now on.  ERR_NOT_FOUND: no such case in sight; ERR_INVALID: gaps of
 * originals, owner; ERR_LIMIT: ORIGINALS_MAX.
 */
NODISCARD enum err original_take(struct ctx *cx, const struct original_taking *t);
/* Which originals go to whom. */
struct original_handing { int64_t case_id; const int64_t *n; size_t count; struct str to_kind, to_name; };
/* ERR_INVALID: gaps of n (none chosen, one that is back already), to_kind, to_name.  Recorded as an act of its own. */
NODISCARD enum err original_hand(struct ctx *cx, const struct original_handing *h);
/* They go back to who gave them; proof: digest of the scanned signature page, or how the return was signed, in words. */
struct original_return { int64_t case_id; const int64_t *n; size_t count; struct str to_name, proof; };
/* ERR_INVALID: gaps of n, to_name, proof. */
NODISCARD enum err original_give_back(struct ctx *cx, const struct original_return *r);

NODISCARD enum err apply_originals(struct ctx *cx, const struct event *ev);

#endif
