/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * standin - B角: who acts for the holder of a post (A角) while he is on leave.
 *
 * The stand-in is an officer of the same office: the same place and department (one of them may serve all
 * of the place); for a village clerk a clerk of the same township.  While the leave lasts he holds the
 * post beside his own, marked with the holder's name, and both names stand in what he does (leave.h).
 */
#ifndef DOMAIN_STANDIN_H
#define DOMAIN_STANDIN_H

#include "domain/case.h"
#include "domain/task.h"
#include "domain/tenure.h"

/* Posts that are stood in for; the others wait until their holder is back. */
#define ROLES_STOOD_IN (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | \
                        ROLES(ROLE_HEAD))

struct colleague { int64_t account; struct str name; struct post post; };
struct colleague_list { struct colleague *items; size_t count, cap; };

/* A post of somebody.  ERR_NOT_FOUND. */
NODISCARD enum err standin_post(struct ctx *cx, int64_t post, struct tenure *out);
/* Officers in force at places and below, in service; there may be others of places between them. One question. */
NODISCARD enum err standin_colleagues(struct ctx *cx, const int64_t *places, size_t count, struct colleague_list *out);
/* Who may stand in for that post, by its office. */
NODISCARD enum err standin_candidates(struct ctx *cx, const struct tenure *t, struct colleague_list *out);
/* Whether somebody with these posts of his own is of the office of that post: who moved elsewhere stands in no more. */
bool standin_of_office(const struct tenure *t, int64_t account, const struct post *own, size_t count);
/* The account named for a post, 0: none; whose name goes into the answer. */
NODISCARD enum err standin_of(struct ctx *cx, int64_t post, int64_t *out);
/* Who takes over: the stand-in that was named, else the head of the department; account 0: nobody. */
NODISCARD enum err standin_taker(struct ctx *cx, const struct tenure *t, struct colleague *out);
/* All of that for several posts, with two questions; named: 0 none. */
struct standin { int64_t named; struct colleague_list candidates; struct colleague taker; };
NODISCARD enum err standin_all(struct ctx *cx, const struct tenure *posts, size_t count, struct standin *out);
/*
 * Names him.  ERR_NOT_FOUND: no such post; ERR_FORBIDDEN: neither its holder, nor a head or manager over it,
 * nor the security administrator; ERR_INVALID: not of the same office, or himself (gap "standin").
 */
NODISCARD enum err standin_name(struct ctx *cx, int64_t post, int64_t account);
/* True for the holder and for heads and managers whose posts cover it. */
bool standin_may_rule(const struct ctx *cx, const struct tenure *t);

/*
 * Who stands in may not decide what he handled himself (经办与批准分离).  by: the post he acts with.
 * ERR_FORBIDDEN: he did (a gap names the step).
 */
NODISCARD enum err standin_check_apart(struct ctx *cx, const struct task *t, const struct post *by);

NODISCARD enum err apply_standin_named(struct ctx *cx, const struct event *ev);

#endif
