/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * step - one move of a case: the process is asked, and its answer becomes the outcome of one event.
 *
 * The event names what was opened and closed, with the post that answers for each task, so that the
 * projections need neither the process nor the pack of the day.
 */
#ifndef DOMAIN_STEP_H
#define DOMAIN_STEP_H

#include "domain/case.h"
#include "domain/task.h"
#include "flow/flow.h"

struct decided;

struct step {
    int64_t            case_id;
    int64_t            place;           /* the applicant's village: where village and township posts are found */
    enum channel       channel;
    int64_t            received_at;
    const struct val  *answers;         /* NULL: read from the case where the process or the decider asks      */
    const struct item *item;            /* of the pack the case began with                                     */
    struct str         pack;            /* version of that pack                                                */
    struct str         flow_state;      /* "" for a new case                                                   */
    const char        *type;            /* event type                                                          */
    struct flow_event  move;
    const struct task *task;            /* the task this finishes; NULL: none                                  */
    struct str         outcome, note;   /* of that task                                                        */
    const struct post *by;              /* the acting post; NULL: the applicant, or the system                 */
    int64_t            mandate;
    struct val        *payload;         /* what the act says itself; the step adds to it                       */
    struct val        *clocks;          /* what the act says of clocks; the step adds stages and pauses        */
};

/*
 * Asks the process, completes the payload, appends the event.  A command.
 * ERR_STATE: the process does not allow the move now (a gap says the rule).
 */
NODISCARD enum err step_take(struct ctx *cx, const struct step *s, struct event *out);
/*
 * Appends an event that moves nothing in the process: who, what it says, its clocks and papers.  A command.
 * s->type needs apply_case_stay behind it (apply.c).
 */
NODISCARD enum err step_stay(struct ctx *cx, const struct step *s, struct event *out);
/* Says "task" (with outcome and note) and "by" in the payload, for an event that moves nothing. */
void step_say_who(struct ctx *cx, const struct step *s);
/* A step of a case that runs, with nothing said yet: an empty payload and list of clocks. */
NODISCARD enum err step_of_case(struct ctx *cx, const struct case_file *c, struct step *out);
/*
 * The same by whoever has an open task of the case. ERR_FORBIDDEN: the actor has none; ERR_NOT_FOUND: no such case in
 * sight.
 */
NODISCARD enum err step_by_holder(struct ctx *cx, int64_t case_id, struct case_file *c, struct step *out);
/* Why the process of a case keeps its clocks standing now; "": it does not. */
NODISCARD enum err step_pause(struct ctx *cx, const struct case_file *c, struct str *out);
/*
 * What a process may ask about a case: {item, place, departments (lead and joining), joining, answers}; answers stand
 * there only where the process names them.
 */
NODISCARD enum err step_facts(struct ctx *cx, const struct step *s, const struct feel **out);

/*
 * What the county's table says of a case, or of one that is only being filled in: place, channel, received_at, answers,
 * item and pack of the step are looked at. ERR_INVALID: no row fits; ERR_NOT_FOUND: the item has no table (pack/decider.h).
 */
NODISCARD enum err step_decided(struct ctx *cx, const struct step *s, struct decided *out);

/* Starts the clock of a level before its first task: the county's beside the township's, where the item says so. */
void step_say_stage(struct ctx *cx, const struct item *item, enum level level, struct val *clocks);

/* SVG of the process with where the case is (流程跟踪); overdue steps stand out. */
NODISCARD enum err step_drawing(struct ctx *cx, const struct case_file *c, struct str *out);

#endif
