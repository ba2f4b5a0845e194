/* SPDX-License-Identifier: MulanPSL-2.0 */
/* task - 待办: work a process waits for, with the post that answers for it and the day it is due. */
#ifndef DOMAIN_TASK_H
#define DOMAIN_TASK_H

#include "domain/clock.h"
#include "domain/post.h"
#include "pack/pack.h"

enum task_state { TASK_OPEN, TASK_DONE, TASK_CANCELLED };

struct task {
    int64_t     id, case_id;
    uint32_t    flow_item;
    struct str  element, kind;          /* kind: accept, supplement, opinion, record, notice, check, decide, deliver */
    struct str  name_zh, name_en;
    enum level  stage;
    enum role   role;
    int64_t     place;
    struct str  department;
    enum task_state state;
    int64_t     opened_at, due_at;      /* due_at DUE_NONE: no limit, or the clock stands */
    int64_t     position;
    int64_t     done_at, done_by;
    struct str  done_name, outcome, note;
    struct str  done_for;               /* whose stand-in did it; "": nobody's */
    int64_t     assignee;               /* the account it was handed to (转办), while he holds the post; 0: whoever holds it */
    bool        urgent;
};
struct task_list { struct task *items; size_t count, cap; };

/* A line of the inbox: the task and what its list shows of the case. */
struct inbox_line {
    struct task task;
    struct str  number, item, item_zh, item_en, applicant_name;
    int64_t     case_place, received_at;
    int         case_state;
};
struct inbox { struct inbox_line *items; size_t count, cap; bool more; };

/* Without asking who may see it. ERR_NOT_FOUND. */
NODISCARD enum err task_get(struct ctx *cx, int64_t id, struct task *out);
NODISCARD enum err task_of_case(struct ctx *cx, int64_t case_id, struct task_list *out);
/* Of a whole list of cases with one question, case by case; task_list_of: those of one of them, nothing copied. */
NODISCARD enum err task_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct task_list *out);
struct task_list task_list_of(const struct task_list *all, int64_t case_id);
/* Open tasks of one post of the actor, urgent ones first, then soonest due; more tells that some were left out. */
NODISCARD enum err task_inbox(struct ctx *cx, const struct post *post, size_t limit, struct inbox *out);
/* How many open tasks of the post were opened behind a position and were not handed to a colleague. */
NODISCARD enum err task_count_since(struct ctx *cx, const struct post *post, int64_t position, int64_t *out);
/* The post of the actor that answers for the task; NULL: none. item: the case's. A task that was handed to a person is his or his stand-in's. */
const struct post *task_post(const struct ctx *cx, const struct task *t, struct str item);

/* Whether an account holds today a post of the task's role, place and department. */
NODISCARD enum err task_holds(struct ctx *cx, const struct task *t, int64_t account, bool *out);

/* Carries the lists "closed" and "opened" of an event into the projection. */
NODISCARD enum err apply_tasks(struct ctx *cx, const struct event *ev);

#endif
