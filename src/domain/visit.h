/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * visit - 核查到场人员: a check on the spot is made by two officers or more (行政许可法 34; benefits: as the item says).
 *
 * The item says in which step a visit is recorded and how many must have been there (item_officers).  Who records it is one
 * of them and names who else went: colleagues of the same office by their account, others of the organ, who have none, by
 * name and 职务.  The event that records the step carries the list "officers"; a step that is done again has a list of its
 * own.  Where a step passes through several persons (turn.h) the first one, who was there, is asked.
 */
#ifndef DOMAIN_VISIT_H
#define DOMAIN_VISIT_H

#include "domain/standin.h"
#include "domain/step.h"

enum { VISIT_OFFICERS_MAX = 9, DUTY_CHARS_MIN = 2, DUTY_CHARS_MAX = 40 };

struct officer {
    int64_t    seq, task;           /* of the event that records the visit */
    int64_t    account;             /* 0: a colleague without one */
    struct str name;
    enum role  role;                /* of the account; ROLE_COUNT: none */
    int64_t    place;
    struct str department;
    struct str duty;                /* 职务 of one without account */
};
struct officer_list { struct officer *items; size_t count, cap; };

/* In the order of the events; of each the first is who recorded it. */
NODISCARD enum err visit_of_case(struct ctx *cx, int64_t case_id, struct officer_list *out);
/* How many the act on a task must name beside the actor; 0: it is no visit, or an earlier person named them. */
NODISCARD enum err visit_asks(struct ctx *cx, const struct item *item, const struct task *t, int *out);
/* The same in memory: turns of its case, or of all. */
struct turn_list;
int visit_asked(const struct item *item, const struct task *t, const struct turn_list *turns);
/* Whom the actor may name by account: officers in service of the office that has the task, one row each. */
NODISCARD enum err visit_colleagues(struct ctx *cx, const struct task *t, struct colleague_list *out);

/*
 * Inside a command: who was there into the payload of the step's act; nothing where visit_asks nobody.  form: officers (the id
 * of an account or a list), officers_other (lines or a list of them, nameline.h: name and 职务); empty ones are passed over.
 * ERR_INVALID: fewer than the item asks, no such colleague, somebody twice or the actor again, no 职务 (gaps of these fields).
 */
NODISCARD enum err visit_say(struct ctx *cx, const struct step *step, const struct val *form);

/* Carries the list "officers" of an event into the projection; other events pass. */
NODISCARD enum err apply_visit(struct ctx *cx, const struct event *ev);

#endif
