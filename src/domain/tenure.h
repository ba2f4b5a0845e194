/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * tenure - 任职: an account holds a post from one day to another.
 *
 * The security administrator gives posts and ends them, never his own.  An administrator's account
 * holds that one post and no other (三员分立): who opens accounts, who gives rights and who reads the
 * log are three accounts, and none of them does the offices' work.
 */
#ifndef DOMAIN_TENURE_H
#define DOMAIN_TENURE_H

#include "domain/event.h"
#include "domain/post.h"

struct tenure {
    struct post post;               /* its id is that of the tenure                  */
    int64_t     account;
    int64_t     from_day;
    int64_t     until_day;          /* included; 0: open                             */
    int64_t     ended_at;           /* 0: not ended before its time                  */
};
struct tenure_list { struct tenure *items; size_t count, cap; };

enum { TENURE_ITEMS_MAX = 200 };

bool tenure_in_force(const struct tenure *t, int64_t day);
/* All an account holds or held, oldest first. */
NODISCARD enum err tenure_of_account(struct ctx *cx, int64_t account, struct tenure_list *out);
/*
 * Gives the post and fills in its id; from_day 0: today.
 * ERR_INVALID: unknown place, department or item, a role that does not exist at that level, days the
 * wrong way round (gaps).  ERR_CONFLICT: an administrator's post beside another.  ERR_FORBIDDEN: not
 * the security administrator, or for himself.  ERR_NOT_FOUND: no such account in service.
 */
NODISCARD enum err tenure_assign(struct ctx *cx, struct tenure *t);
/* ERR_NOT_FOUND; ERR_STATE: ended already; ERR_FORBIDDEN: as above. */
NODISCARD enum err tenure_end(struct ctx *cx, int64_t id);

/* Fills in the posts and roles an account holds today, those it stands in for included; none while on leave. */
struct actor;
NODISCARD enum err tenure_fill(struct ctx *cx, struct actor *actor);

/* ---- inside a command ---- */
/* Reads the posts of the actor afresh: what the gate saw may have ended while the command waited. */
NODISCARD enum err tenure_renew(struct ctx *cx);

/* OK when the actor holds a post of that role today, read afresh; else ERR_FORBIDDEN. */
NODISCARD enum err tenure_require(struct ctx *cx, enum role role);
/* Gives the post and fills in its id; asks nobody's rights.  ERR_CONFLICT as above. */
NODISCARD enum err tenure_make(struct ctx *cx, struct tenure *t);
/* Ends all posts of an account. */
NODISCARD enum err tenure_end_all(struct ctx *cx, int64_t account);

NODISCARD enum err apply_post_assigned(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_post_ended(struct ctx *cx, const struct event *ev);

#endif
