/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/stepback.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/handling.h"
#include "domain/mark.h"
#include "domain/step.h"
#include "domain/tenure.h"

enum { WAYS_MAX = 32 };

static bool repeatable(struct str kind)
{
    static const char *const kinds[] = { "opinion", "record", "notice", "check" };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(kind, kinds[i]))
            return true;
    return false;
}

static enum err begin(struct ctx *cx, const struct stepback *s, struct case_file *c, struct step *step)
{
    TRY(tenure_renew(cx));
    TRY(case_see(cx, s->case_id, c));
    TRY(step_of_case(cx, c, step));
    TRY(mark_check_reason(cx, "note", s->reason));
    return OK;
}

/* ---- taking back ---- */

static const struct task *last_of(const struct task_list *tasks, int64_t account)
{
    const struct task *last = NULL;

    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *t = &tasks->items[i];
        if (t->state == TASK_DONE && t->done_by == account && (last == NULL || t->done_at >= last->done_at))
            last = t;
    }
    return last;
}

/* A task that this one opened and that is open still; NULL: somebody has acted, or the case waits for something else. */
static const struct task *opened_by(const struct task_list *tasks, const struct task *done)
{
    for (size_t i = 0; i < tasks->count; i++)
        if (tasks->items[i].state == TASK_OPEN && tasks->items[i].opened_at == done->done_at)
            return &tasks->items[i];
    return NULL;
}

const struct task *stepback_own(const struct ctx *cx, const struct case_file *c, const struct task_list *tasks)
{
    const struct task *t = cx->actor != NULL && c->state == CASE_ACCEPTED ? last_of(tasks, cx->actor->account) : NULL;

    return t != NULL && repeatable(t->kind) && task_post(cx, t, c->item) != NULL && opened_by(tasks, t) != NULL ? t : NULL;
}

static enum err require_own(struct ctx *cx, const struct case_file *c, const struct task_list *tasks, const struct task **out)
{
    const struct task *t = last_of(tasks, cx->actor->account);

    *out = stepback_own(cx, c, tasks);
    if (*out != NULL)
        return OK;
    if (t == NULL || task_post(cx, t, c->item) == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.takeback.not_yours", STR(""));
    return ctx_fail(cx, ERR_STATE, repeatable(t->kind) ? "gap.takeback.acted" : "gap.takeback.told", STR(""));
}

static struct val *say_undone(struct ctx *cx, const struct task *t, struct str reason)
{
    struct arena *a = cx->arena;
    struct val *m = val_set_int(a, val_map(a), "id", t->id);

    val_set_str(a, m, "name_zh", t->name_zh);
    val_set_str(a, m, "name_en", t->name_en);
    val_set_str(a, m, "outcome", STR("taken_back"));
    val_set_str(a, m, "note", str_trim(reason));
    return m;
}

static enum err take_back(struct ctx *cx, const void *args, void *out)
{
    const struct stepback *s = args;
    struct task_list tasks;
    const struct task *t;
    struct case_file c;
    struct step step;
    struct event ev;

    TRY(begin(cx, s, &c, &step));
    TRY(task_of_case(cx, c.id, &tasks));
    TRY(require_own(cx, &c, &tasks, &t));
    step.by = task_post(cx, t, c.item);
    step.type = "case.taken_back";
    step.move = (struct flow_event){ .kind = FLOW_WITHDRAW, .id = opened_by(&tasks, t)->flow_item,
                                     .element = flow_find(step.item->process->flow, t->element) };
    val_set(cx->arena, step.payload, "undone", say_undone(cx, t, s->reason));
    TRY(step_take(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err stepback_take_back(struct ctx *cx, const struct stepback *s, struct case_file *out)
{
    return command_run(cx, take_back, s, out);
}

/* ---- sending back ---- */

static enum err find_task(struct ctx *cx, const struct case_file *c, struct task *out)
{
    struct task_list tasks;

    *out = (struct task){ .id = 0 };
    TRY(task_of_case(cx, c->id, &tasks));
    for (size_t i = 0; c->state == CASE_ACCEPTED && i < tasks.count && out->id == 0; i++)
        if (tasks.items[i].state == TASK_OPEN && task_post(cx, &tasks.items[i], c->item) != NULL)
            *out = tasks.items[i];
    return OK;
}

static void take_ways(struct ctx *cx, const struct flow *flow, const uint32_t *elements, size_t count, struct stepback_ways *out)
{
    out->items = ARENA_ARRAY(cx->arena, count, struct stepback_way);
    for (size_t i = 0; i < count; i++) {
        const struct flow_element *el = flow_element(flow, elements[i]);
        struct str english = val_str(el->more, "name_en");
        if (repeatable(val_str(el->more, "kind")))
            out->items[out->count++] = (struct stepback_way){ el->id, el->name, english.len > 0 ? english : el->name };
    }
}

enum err stepback_ways(struct ctx *cx, const struct case_file *c, struct stepback_ways *out)
{
    struct flow_state *state;
    uint32_t elements[WAYS_MAX];
    const struct flow *flow;
    struct step step;
    size_t count;

    *out = (struct stepback_ways){ .count = 0 };
    TRY(find_task(cx, c, &out->task));
    if (out->task.id == 0)
        return OK;
    TRY(step_of_case(cx, c, &step));
    flow = step.item->process->flow;
    TRY(flow_decode(cx->arena, flow, c->flow_state, &state));
    count = flow_returns(flow, state, out->task.flow_item, elements, WAYS_MAX);
    take_ways(cx, flow, elements, count < WAYS_MAX ? count : WAYS_MAX, out);
    return OK;
}

static bool leads_to(const struct stepback_ways *ways, struct str element)
{
    for (size_t i = 0; i < ways->count; i++)
        if (str_eq(ways->items[i].element, element))
            return true;
    return false;
}

static enum err send_back(struct ctx *cx, const void *args, void *out)
{
    const struct stepback *s = args;
    struct stepback_ways ways;
    struct case_file c;
    struct step step;
    struct event ev;

    TRY(begin(cx, s, &c, &step));
    TRY(stepback_ways(cx, &c, &ways));
    if (ways.task.id == 0)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    if (!leads_to(&ways, s->element))
        return ctx_gap(cx, STR("element"), "gap.sendback.element", STR(""));
    step.by = task_post(cx, &ways.task, c.item);
    step.task = &ways.task;
    step.outcome = STR("sent_back");
    step.note = str_trim(s->reason);
    step.type = "case.sent_back";
    step.move = (struct flow_event){ .kind = FLOW_RETURN, .how = FLOW_BRANCH, .id = ways.task.flow_item,
                                     .element = flow_find(step.item->process->flow, s->element) };
    TRY(step_take(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err stepback_send_back(struct ctx *cx, const struct stepback *s, struct case_file *out)
{
    return command_run(cx, send_back, s, out);
}
