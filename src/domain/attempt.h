/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * attempt - 违规尝试: what an officer tried that a rule forbids, kept so that supervision can ask about it.
 *
 * The refused command leaves nothing behind; the attempt is an event of its own in the stream of the case, written
 * after the refusal.  What is tried before there is a case lies in a stream of the draft, until the draft is filed: then it
 * is the case's.  Applicants do not see it.
 */
#ifndef DOMAIN_ATTEMPT_H
#define DOMAIN_ATTEMPT_H

#include "domain/event.h"
#include "domain/post.h"

struct attempt {
    int64_t    case_id, seq, at;            /* seq below 0: tried before it was filed */
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
/* The same of an application that is not filed yet; of staff only: a visitor breaks no rule of an office. */
NODISCARD enum err attempt_keep_filing(struct ctx *cx, int64_t draft, const char *rule, struct str what, enum err why);
NODISCARD enum err attempt_of_case(struct ctx *cx, int64_t case_id, struct attempt_list *out);

/* Inside a command: names the draft in the first event of its case ("tried") where something was tried. */
NODISCARD enum err attempt_say_filed(struct ctx *cx, int64_t draft, struct val *payload);

NODISCARD enum err apply_attempt(struct ctx *cx, const struct event *ev);
/* A first event: what was tried before becomes the case's; others pass. */
NODISCARD enum err apply_attempt_filed(struct ctx *cx, const struct event *ev);

#endif
