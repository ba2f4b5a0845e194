/* SPDX-License-Identifier: MulanPSL-2.0 */
/* timeline - 流程跟踪: what happened to a case, in lines without personal data of the applicant. */
#ifndef DOMAIN_TIMELINE_H
#define DOMAIN_TIMELINE_H

#include "domain/event.h"
#include "domain/post.h"

struct timeline_line {
    int64_t    seq, at;
    struct str what, outcome;       /* event type; outcome of the task, "" where none */
    struct str task_zh, task_en;
    enum role  role;                /* the acting post; ROLE_COUNT: the applicant, or the system */
    int64_t    place;
    struct str department;
    int64_t    actor;
    struct str actor_name;          /* for staff; the public sees the post only */
    struct str for_name;            /* whose stand-in he was; "": nobody's       */
};
struct timeline { struct timeline_line *items; size_t count, cap; };

NODISCARD enum err timeline_of_case(struct ctx *cx, int64_t case_id, struct timeline *out);
NODISCARD enum err apply_timeline(struct ctx *cx, const struct event *ev);

#endif
