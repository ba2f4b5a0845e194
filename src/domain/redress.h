/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * redress - 更正, 撤销, 重新办理: a wrong decision is mended by an act of its own, with reason and numbered paper.
 *
 *   kind        when              what follows
 *   corrected   decided, closed   the decision stands, how it reads rightly is told (obvious errors)
 *   annulled    decided, closed   the outcome becomes annulled; what was open ends
 *   reopened    closed            the process runs from its start again, with fresh clocks; papers stay
 *
 * A decision that stands in the published list (许可公开, 行政许可法 40) leaves it when it is annulled or the case runs
 * again: what is open to the public are decisions that grant.  A corrected one stays, with a line that says how it reads
 * rightly and names nobody.
 *
 * Somebody else than who decided does it: an approver or head who sees the case.  A reopened case keeps its number, so
 * that the applicant's receipt and tracking page go on to hold; the old decision stays readable in the record.
 */
#ifndef DOMAIN_REDRESS_H
#define DOMAIN_REDRESS_H

#include "domain/case.h"
#include "domain/post.h"

#define ROLES_REDRESS (ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))

struct redress {
    int64_t    case_id, n, old_decided_at, at;
    struct str kind, reason, correct, old_outcome, old_reason, by_name, told;      /* told: for the published list */
};
struct redress_list { struct redress *items; size_t count, cap; };

NODISCARD enum err redress_of_case(struct ctx *cx, int64_t case_id, struct redress_list *out);
/* Of a whole list of cases with one question, case by case. */
NODISCARD enum err redress_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct redress_list *out);
/* True when the case is in a state for that kind. */
bool redress_fits(const struct case_file *c, struct str kind);

/*
 * ERR_INVALID: no such kind, no reason, a correction without how it reads rightly, of a published decision without the
 * line for everybody, or with a name or a long number in that (gaps); ERR_STATE: not decided, or
 * annulled already, or to reopen while it is open; ERR_FORBIDDEN: the actor decided it himself, or is neither approver
 * nor head; ERR_NOT_FOUND.
 */
struct redress_new { int64_t case_id; struct str kind, reason, correct, told; };
NODISCARD enum err redress_make(struct ctx *cx, const struct redress_new *r);

NODISCARD enum err apply_case_redress(struct ctx *cx, const struct event *ev);

#endif
