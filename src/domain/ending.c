/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/ending.h"

#include "domain/actor.h"
#include "domain/channel.h"
#include "domain/command.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "domain/formality.h"
#include "domain/handling.h"
#include "domain/mark.h"
#include "domain/step.h"
#include "domain/supplement.h"
#include "domain/tenure.h"

/* ---- who ---- */

/* The acceptor's own post of a role. */
static const struct post *acceptor_post(const struct ctx *cx, const struct case_file *c, enum role role)
{
    return actor_post(cx, role, c->acceptor_place, c->acceptor_department, c->item);
}

const struct post *ending_void_post(struct ctx *cx, const struct case_file *c, const struct item *item)
{
    static const enum role seniors[] = { ROLE_APPROVER, ROLE_HEAD };
    const struct post *post = NULL;

    if (c->state < CASE_ACCEPTED)
        post = channel_window(cx, item, c);
    if (c->state < CASE_ACCEPTED && post == NULL)
        post = acceptor_post(cx, c, ROLE_HANDLER);
    for (size_t i = 0; i < sizeof seniors / sizeof *seniors && post == NULL; i++)
        post = acceptor_post(cx, c, seniors[i]);
    return c->state < CASE_DECIDED ? post : NULL;
}

const struct post *ending_forward_post(const struct ctx *cx, const struct case_file *c, const struct item *item,
                                       const struct task_list *tasks)
{
    static const char *const kinds[] = { "opinion", "record", "notice", "check", "decide", "summary" };
    enum level last = item->chain[item->chain_length - 1];

    for (size_t i = 0; c->state == CASE_ACCEPTED && i < tasks->count; i++) {
        const struct task *t = &tasks->items[i];
        const struct post *post = t->state == TASK_OPEN && t->stage == last ? task_post(cx, t, c->item) : NULL;
        for (size_t k = 0; post != NULL && k < sizeof kinds / sizeof *kinds; k++)
            if (str_is(t->kind, kinds[k]))
                return post;
    }
    return NULL;
}

/* ---- what ---- */

/* The whole process is withdrawn; its tasks, waits and clocks go with it. */
static enum err finish(struct ctx *cx, const struct ending *e, const char *outcome, struct step *step, struct case_file *out)
{
    struct arena *a = cx->arena;
    struct event ev;

    step->move = (struct flow_event){ .kind = FLOW_WITHDRAW };
    val_set_str(a, step->payload, "state", STR("closed"));
    val_set_str(a, step->payload, "outcome", str_of(outcome));
    val_set_str(a, step->payload, "reason", str_trim(e->reason));
    clock_say_end(cx, step->clocks, STR("*"));
    TRY(supplement_clear(cx, step->case_id));
    TRY(step_take(cx, step, &ev));
    return case_get(cx, step->case_id, out);
}

/* In a joint case the decision of one department is a decision. */
static enum err begin(struct ctx *cx, const struct ending *e, const char *late, struct case_file *c, struct step *step)
{
    struct decision_list made;

    TRY(tenure_renew(cx));
    TRY(case_see(cx, e->case_id, c));
    TRY(step_of_case(cx, c, step));
    TRY(decision_of_case(cx, c->id, &made));
    return c->state < CASE_DECIDED && made.count == 0 ? OK : ctx_fail(cx, ERR_STATE, late, STR(""));
}

static enum err make_void(struct ctx *cx, const void *args, void *out)
{
    const struct ending *e = args;
    struct case_file c;
    struct step step;

    TRY(begin(cx, e, "gap.void.late", &c, &step));
    step.by = ending_void_post(cx, &c, step.item);
    if (step.by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.void.not_yours", STR(""));
    TRY(mark_check_reason(cx, "note", e->reason));
    step.type = "case.voided";
    return finish(cx, e, "void", &step, out);
}

enum err ending_void(struct ctx *cx, const struct ending *e, struct case_file *out)
{
    return command_run(cx, make_void, e, out);
}

static enum err check_organ(struct ctx *cx, struct str organ)
{
    if (str_trim(organ).len == 0)
        return ctx_gap(cx, STR("organ"), "gap.forward.organ", STR(""));
    return str_chars(organ) <= ORGAN_CHARS_MAX ? OK : ctx_gap(cx, STR("organ"), "gap.too_long", STR("60"));
}

static enum err forward_up(struct ctx *cx, const void *args, void *out)
{
    const struct ending *e = args;
    struct task_list tasks;
    struct case_file c;
    struct step step;
    enum err reason, organ;

    TRY(begin(cx, e, "gap.forward.late", &c, &step));
    if (c.state < CASE_ACCEPTED)
        return ctx_fail(cx, ERR_STATE, "gap.forward.early", STR(""));
    TRY(task_of_case(cx, c.id, &tasks));
    step.by = ending_forward_post(cx, &c, step.item, &tasks);
    if (step.by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    reason = mark_check_reason(cx, "note", e->reason);
    organ = check_organ(cx, e->organ);
    TRY(reason != OK ? reason : organ);
    step.type = "case.forwarded_up";
    val_set_str(cx->arena, step.payload, "organ", str_trim(e->organ));
    TRY(document_draw(cx, step.payload, "forwarded", c.acceptor_department, c.acceptor_place));
    return finish(cx, e, "forwarded", &step, out);
}

enum err ending_forward_up(struct ctx *cx, const struct ending *e, struct case_file *out)
{
    return command_run(cx, forward_up, e, out);
}
