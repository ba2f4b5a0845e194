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

/* Who decides: the last level of the chain. */
static int64_t deciding_place(const struct case_file *c, const struct item *item)
{
    return division_at(c->place, item->chain_length > 0 ? item->chain[item->chain_length - 1] : LEVEL_COUNTY);
}

static const struct post *find_post(const struct ctx *cx, const struct case_file *c, const struct item *item, struct str by)
{
    enum role role = str_is(by, "leader") ? ROLE_LEADER : ROLE_HEAD;
    int64_t place = deciding_place(c, item);

    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++) {
        const struct post *p = &cx->actor->posts[i];
        if (p->role == role && p->place == place && post_covers(p, c->place, c->department, c->item))
            return p;
    }
    return NULL;
}

static enum err check_clock(struct ctx *cx, const struct case_file *c, const struct extension *ext)
{
    const struct clock *legal;
    struct clock_list clocks;

    if (ext->limit.days == 0)
        return ctx_fail(cx, ERR_STATE, "gap.extension.unknown", STR(""));
    TRY(clock_of_case(cx, c->id, &clocks));
    legal = clock_find(&clocks, STR("legal"));
    if (legal == NULL || legal->ended_day > 0)
        return ctx_fail(cx, ERR_STATE, "gap.extension.state", STR(""));
    if (legal->extended_days > 0)
        return ctx_fail(cx, ERR_STATE, "gap.extension.second", STR(""));
    return legal->due_at < cx->now ? ctx_fail(cx, ERR_STATE, "gap.extension.late", STR("")) : OK;
}

static void say(struct ctx *cx, const struct extension_act *act, const struct extension *ext, struct step *step)
{
    struct arena *a = cx->arena;
    struct val *m = val_map(a);

    val_set_int(a, m, "days", ext->limit.days);
    val_set_int(a, m, "unit", ext->limit.unit);
    val_set_str(a, m, "reason", str_trim(act->reason));
    val_set(a, step->payload, "extension", m);
    clock_say_extend(cx, step->clocks, STR("legal"), ext->limit.days, ext->limit.unit);
}

static enum err grant(struct ctx *cx, const void *args, void *out)
{
    const struct extension_act *act = args;
    const struct extension *ext;
    struct case_file c;
    struct step step;
    struct event ev;

    TRY(tenure_renew(cx));
    TRY(case_see(cx, act->case_id, &c));
    TRY(step_of_case(cx, &c, &step));
    ext = legal_extension(step.item);
    TRY(check_clock(cx, &c, ext));
    step.by = find_post(cx, &c, step.item, ext->by);
    if (step.by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, str_is(ext->by, "leader") ? "gap.extension.leader" : "gap.extension.head", STR(""));
    TRY(mark_check_reason(cx, "note", act->reason));
    step.type = "case.extended";
    say(cx, act, ext, &step);
    TRY(document_draw(cx, step.payload, "extension", c.department, deciding_place(&c, step.item)));
    TRY(step_stay(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err extension_grant(struct ctx *cx, const struct extension_act *act, struct case_file *out)
{
    return command_run(cx, grant, act, out);
}

enum err extension_offered(struct ctx *cx, const struct case_file *c, bool *out)
{
    const struct extension *ext;
    const struct pack *pack;
    const struct item *item;
    const struct clock *legal;
    struct clock_list clocks;

    *out = false;
    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    if (item == NULL)
        return OK;
    ext = legal_extension(item);
    TRY(clock_of_case(cx, c->id, &clocks));
    legal = clock_find(&clocks, STR("legal"));
    *out = ext->limit.days > 0 && legal != NULL && legal->ended_day == 0 && legal->extended_days == 0 &&
           legal->due_at >= cx->now && find_post(cx, c, item, ext->by) != NULL;
    return OK;
}
