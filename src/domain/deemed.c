/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/deemed.h"

#include "base/log.h"
#include "domain/document.h"
#include "domain/legal.h"
#include "domain/step.h"
#include "feel/feel.h"

/* The acceptor's own task, where several departments look at the papers. */
static const struct task *find_accept(const struct task_list *tasks, const struct case_file *c)
{
    const struct task *found = NULL;

    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *t = &tasks->items[i];
        if (t->state != TASK_OPEN || !str_is(t->kind, "accept"))
            continue;
        if (found == NULL || str_eq(t->department, c->acceptor_department))
            found = t;
    }
    return found;
}

/* Nobody has to accept it now: the clock ends, or its timer would come due for ever. */
static enum err let_it_be(struct ctx *cx, struct step *step)
{
    struct event ev;

    log_event(LOG_ERROR, "deemed.no_task", LOG_INT("case", step->case_id));
    step->type = "case.timer";
    clock_say_end(cx, step->clocks, STR("correction"));
    return step_stay(cx, step, &ev);
}

static enum err accept(struct ctx *cx, const struct case_file *c, const struct clock *correction, struct step *step)
{
    struct arena *a = cx->arena;
    struct str accepted = STR("accepted");          /* what the process and the case read; the task says more */
    struct event ev;

    step->type = "case.deemed_accepted";
    step->outcome = STR("deemed");
    step->move = (struct flow_event){ .kind = FLOW_COMPLETE, .id = step->task->flow_item,
                                      .data = feel_put(a, feel_context(a), STR("outcome"), feel_text(a, accepted)) };
    val_set_str(a, step->payload, "state", accepted);
    val_set_int(a, step->payload, "accepted_at", c->corrected == 0 ? c->received_at : day_start(correction->started_day));
    legal_say_accepted(cx, step->item, correction->started_day, step->clocks);
    TRY(document_draw(cx, step->payload, "acceptance", c->acceptor_department, c->acceptor_place));
    return step_take(cx, step, &ev);
}

enum err deemed_accept(struct ctx *cx, int64_t case_id)
{
    const struct clock *correction;
    struct clock_list clocks;
    struct task_list tasks;
    struct case_file c;
    struct step step;

    TRY(case_get(cx, case_id, &c));
    TRY(clock_of_case(cx, case_id, &clocks));
    correction = clock_find(&clocks, STR("correction"));
    if (correction == NULL || correction->ended_day > 0 || correction->due_at > cx->now)
        return OK;
    TRY(step_of_case(cx, &c, &step));
    TRY(task_of_case(cx, case_id, &tasks));
    step.task = find_accept(&tasks, &c);
    return step.task != NULL ? accept(cx, &c, correction, &step) : let_it_be(cx, &step);
}
