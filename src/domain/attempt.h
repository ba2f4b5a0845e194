/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * attempt - 违规尝试: what an officer tried that a rule forbids, kept so that supervision can ask about it.
 *
 * The refused command leaves nothing behind; the attempt is an event of its own in the stream of the case, written
 * after the refusal.  Applicants do not see it.
 */
#ifndef DOMAIN_ATTEMPT_H
#define DOMAIN_ATTEMPT_H

#include "domain/event.h"
#include "domain/post.h"

struct attempt {
    int64_t    case_id, seq, at;
    struct str rule;            /* message key of the refusal: "gap.correction.second" */
    struct str what;            /* the words that were refused */
    enum role  role; int64_t place; struct str department;      /* the post; ROLE_COUNT: none */
    int64_t    actor; struct str actor_name;
};
struct attempt_list { struct attempt *items; size_t count, cap; };

/*
 * Keeps it; waits for the commit.  The gaps already told stay told.  Returns why, so that a refusal can end with it,
 * or the error that kept it from being kept.
 */
NODISCARD enum err attempt_keep(struct ctx *cx, int64_t case_id, const char *rule, struct str what, enum err why);
NODISCARD enum err attempt_of_case(struct ctx *cx, int64_t case_id, struct attempt_list *out);

NODISCARD enum err apply_attempt(struct ctx *cx, const struct event *ev);

#endif
