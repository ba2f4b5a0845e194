/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/extension.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/document.h"
#include "domain/handling.h"
#include "domain/legal.h"
#include "domain/mark.h"
#include "domain/packs.h"
#include "domain/step.h"
#include "domain/tenure.h"

/* Who may extend a case as it lies now, and by how much. */
struct power {
    struct str by; int64_t place; int32_t days; enum day_unit unit;
    const char *own;                    /* clock of whoever has the case, where law gives each its own days; else NULL */
};

static enum err lies_at_county(struct ctx *cx, int64_t case_id, bool *out)
{
    struct task_list tasks;

    *out = false;
    TRY(task_of_case(cx, case_id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        *out |= tasks.items[i].state == TASK_OPEN && tasks.items[i].stage == LEVEL_COUNTY;
    return OK;
}

static enum err power_over(struct ctx *cx, const struct case_file *c, const struct item *item, struct power *out)
{
    const struct extension *ext = legal_extension(item);
    enum level last = item->chain_length > 0 ? item->chain[item->chain_length - 1] : LEVEL_COUNTY;
    bool county = true;

    *out = (struct power){ ext->by, division_at(c->place, last), ext->limit.days, ext->limit.unit, NULL };
    if (ext->township_days > 0 || item->upper.days > 0)
        TRY(lies_at_county(cx, c->id, &county));
    if (item->upper.days > 0)
        out->own = county ? "upper" : "lower";
    if (!county && ext->township_days > 0) {
        out->place = division_at(c->place, LEVEL_TOWNSHIP);
        out->days = ext->township_days;
    }
    return OK;
}

static const struct post *find_post(const struct ctx *cx, const struct case_file *c, const struct power *power)
{
    enum role role = str_is(power->by, "leader") ? ROLE_LEADER : ROLE_HEAD;

    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++) {
        const struct post *p = &cx->actor->posts[i];
        if (p->role == role && p->place == power->place && post_covers(p, c->place, c->department, c->item))
            return p;
    }
    return NULL;
}

/* Once (行政许可法 42); where a rule of its own lets township and county extend, each once. */
static bool extended_before(const struct clock_list *clocks, const struct power *power, const struct item *item)
{
    bool each = power->own != NULL && item->extension.township_days > 0;
    const struct clock *c = clock_find(clocks, each ? str_of(power->own) : STR("legal"));

    return c != NULL && c->extended_days > 0;
}

static enum err check_clock(struct ctx *cx, const struct case_file *c, const struct power *power, const struct item *item)
{
    const struct clock *legal;
    struct clock_list clocks;

    if (power->days == 0)
        return ctx_fail(cx, ERR_STATE, "gap.extension.unknown", STR(""));
    TRY(clock_of_case(cx, c->id, &clocks));
    legal = clock_find(&clocks, STR("legal"));
    if (legal == NULL || legal->ended_day > 0)
        return ctx_fail(cx, ERR_STATE, "gap.extension.state", STR(""));
    if (extended_before(&clocks, power, item))
        return ctx_fail(cx, ERR_STATE, "gap.extension.second", STR(""));
    return legal->due_at < cx->now ? ctx_fail(cx, ERR_STATE, "gap.extension.late", STR("")) : OK;
}

/* The law's clock and, where law gives each its own, that of whoever has the case; what levels and departments are given grows with it. */
static enum err say_clocks(struct ctx *cx, const struct power *power, struct step *step)
{
    struct clock_list clocks;

    TRY(clock_of_case(cx, step->case_id, &clocks));
    for (size_t i = 0; i < clocks.count; i++) {
        const struct clock *c = &clocks.items[i];
        bool own = str_is(c->kind, "legal") || (power->own != NULL && str_is(c->kind, power->own)) ||
                   str_starts(c->kind, STR("stage.")) || str_starts(c->kind, STR("part."));
        if (own && c->ended_day == 0)
            clock_say_extend(cx, step->clocks, c->kind, power->days, power->unit);
    }
    return OK;
}

static void say(struct ctx *cx, const struct extension_act *act, const struct power *power, struct step *step)
{
    struct arena *a = cx->arena;
    struct val *m = val_map(a);

    val_set_int(a, m, "days", power->days);
    val_set_int(a, m, "unit", power->unit);
    val_set_str(a, m, "reason", str_trim(act->reason));
    val_set(a, step->payload, "extension", m);
}

static enum err grant(struct ctx *cx, const void *args, void *out)
{
    const struct extension_act *act = args;
    struct power power;
    struct case_file c;
    struct step step;
    struct event ev;

    TRY(tenure_renew(cx));
    TRY(case_see(cx, act->case_id, &c));
    TRY(step_of_case(cx, &c, &step));
    TRY(power_over(cx, &c, step.item, &power));
    TRY(check_clock(cx, &c, &power, step.item));
    step.by = find_post(cx, &c, &power);
    if (step.by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, str_is(power.by, "leader") ? "gap.extension.leader" : "gap.extension.head", STR(""));
    TRY(mark_check_reason(cx, "note", act->reason));
    step.type = "case.extended";
    say(cx, act, &power, &step);
    TRY(say_clocks(cx, &power, &step));
    TRY(document_draw(cx, step.payload, "extension", c.department, power.place));
    TRY(step_stay(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err extension_grant(struct ctx *cx, const struct extension_act *act, struct case_file *out)
{
    return command_run(cx, grant, act, out);
}

enum err extension_offered(struct ctx *cx, const struct case_file *c, struct extension_offer *out)
{
    struct power power;
    const struct pack *pack;
    const struct item *item;
    const struct clock *legal;
    struct clock_list clocks;

    *out = (struct extension_offer){ 0 };
    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    if (item == NULL)
        return OK;
    TRY(power_over(cx, c, item, &power));
    TRY(clock_of_case(cx, c->id, &clocks));
    legal = clock_find(&clocks, STR("legal"));
    if (power.days > 0 && legal != NULL && legal->ended_day == 0 && !extended_before(&clocks, &power, item) &&
        legal->due_at >= cx->now && find_post(cx, c, &power) != NULL)
        *out = (struct extension_offer){ power.days, power.unit };
    return OK;
}
