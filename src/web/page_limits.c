/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_limits - the limits of a case with what stops and lengthens them: extension, special procedure, hearing. */
#include "domain/actor.h"
#include "domain/attempt.h"
#include "domain/extension.h"
#include "domain/legal.h"
#include "domain/special.h"
#include "web/hearings.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

static struct str unit_word(enum day_unit unit)
{
    return unit == WORKING_DAYS ? STR("working") : STR("calendar");
}

/* ---- how they stand ---- */

static struct str pause_word(struct page *p, const struct item *item, struct str code)
{
    const struct special *named = item != NULL ? item_special(item, code) : NULL;

    return named != NULL ? page_label(p, named->name) : page_word(p, arena_join(page_arena(p), STR("pause."), code).p);
}

static enum err put_clock(struct page *p, const struct item *item, const struct clock *k, struct val *list)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "name", piece_clock_name(p, k->kind));
    int32_t left;

    val_set_str(a, m, "kind", k->kind);
    val_set_int(a, m, "days", k->days);
    val_set_str(a, m, "unit", unit_word(k->unit));
    val_set_int(a, m, "from", day_start(k->started_day));
    val_set_int(a, m, "extended", k->extended_days);
    val_set_int(a, m, "stood", k->stopped_days);
    if (k->due_at != DUE_NONE)
        val_set_int(a, m, "due", k->due_at);
    if (piece_clock_over(p, k))
        val_set_int(a, m, "ended", day_start(k->ended_day > 0 ? k->ended_day : day_of(k->due_at)));
    if (k->ended_day == 0 && k->stopped_since > 0)
        val_set_str(a, m, "stands", pause_word(p, item, k->stopped_why));
    if (!piece_clock_over(p, k)) {
        TRY(clock_left(p->cx, k, &left));
        val_set_int(a, m, "left", left);
        val_set_str(a, m, "level", left < 0 ? STR("over") : left <= 1 ? STR("near") : STR(""));
    }
    val_set_bool(a, m, "provisional", k->provisional);
    val_push(a, list, m);
    return OK;
}

static enum err put_clocks(struct page *p, const struct case_file *c, const struct item *item)
{
    struct val *list = val_list(page_arena(p));
    struct clock_list clocks;

    TRY(clock_of_case(p->cx, c->id, &clocks));
    for (size_t i = 0; i < clocks.count; i++)
        TRY(put_clock(p, item, &clocks.items[i], list));
    val_set(page_arena(p), p->model, "clocks", list);
    return OK;
}

/* open: for what the clocks stand, "" when for nothing. */
static enum err put_stops(struct page *p, const struct case_file *c, const struct item *item, struct str *open)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct special_list all;

    *open = STR("");
    TRY(special_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct special_stop *s = &all.items[i];
        struct val *m = val_set_str(a, val_map(a), "name", pause_word(p, item, s->reason));
        if (s->until_day == 0)
            *open = s->reason;
        val_set_int(a, m, "from", day_start(s->from_day));
        if (s->until_day > 0)
            val_set_int(a, m, "until", day_start(s->until_day));
        val_set_int(a, m, "days", s->days);
        val_set_str(a, m, "unit", unit_word(s->unit));
        val_set_bool(a, m, "limited", s->limited);
        val_push(a, list, m);
    }
    val_set(a, p->model, "stops", list);
    return OK;
}

/* What was tried against a rule is for those who watch and who lead. */
static enum err put_attempts(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct attempt_list all;

    if (!actor_has(p->cx, ROLES(ROLE_SUPERVISOR) | ROLES(ROLE_HEAD) | ROLES(ROLE_MANAGER) | ROLES(ROLE_LEADER)))
        return OK;
    TRY(attempt_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct attempt *t = &all.items[i];
        struct val *m = val_set_int(a, val_map(a), "at", t->at);
        val_set_str(a, m, "who", t->actor_name);
        val_set_str(a, m, "office", piece_office(p, t->role, t->place, t->department));
        val_set_str(a, m, "rule", page_word(p, arena_join(a, STR("tried."), t->rule).p));
        val_set_str(a, m, "what", t->what);
        val_push(a, list, m);
    }
    val_set(a, p->model, "attempts", list);
    return OK;
}

/* ---- what may be done ---- */

static void put_reasons(struct page *p, const struct item *item, struct val *can)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    const struct { const struct special *items; size_t count; } lists[] = {
        { item->profile->specials, item->profile->special_count }, { item->specials, item->special_count },
    };

    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < lists[k].count; i++) {
            if (str_is(lists[k].items[i].code, "hearing") && hearing_known(item))
                continue;                   /* it begins when somebody asks */
            struct val *m = val_set_str(a, val_map(a), "code", lists[k].items[i].code);
            val_set_str(a, m, "name", page_label(p, lists[k].items[i].name));
            val_set_bool(a, m, "on", str_eq(page_field(p, "reason"), lists[k].items[i].code));
            val_push(a, list, m);
        }
    val_set(a, can, "reasons", list);
}

static enum err holds_task(struct page *p, const struct case_file *c, bool *out)
{
    struct task_list tasks;

    *out = false;
    TRY(task_of_case(p->cx, c->id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        *out |= tasks.items[i].state == TASK_OPEN && task_post(p->cx, &tasks.items[i], c->item) != NULL;
    return OK;
}

static enum err put_can(struct page *p, const struct case_file *c, const struct item *item, struct str open)
{
    struct arena *a = page_arena(p);
    struct val *can = val_map(a);
    struct extension_offer offer;
    bool holds, waits;

    TRY(extension_offered(p->cx, c, &offer));
    if (offer.days > 0) {
        val_set_int(a, can, "extend", offer.days);
        val_set_str(a, can, "unit", unit_word(offer.unit));
    }
    TRY(holds_task(p, c, &holds));
    if (holds && c->state == CASE_ACCEPTED) {
        if (open.len == 0)
            put_reasons(p, item, can);
        TRY(hearing_waits(p->cx, c->id, &waits));
        val_set_bool(a, can, "resume", open.len > 0 && !(waits && str_is(open, "hearing")));
    }
    val_set(a, p->model, "can", can);
    return hearings_put(p, c, item, holds && c->state == CASE_ACCEPTED ? can : NULL);
}

/* What was typed, when the page is shown again. */
static void put_typed(struct page *p)
{
    static const char *const names[] = { "note", "days", "limited", "day", "hall", "host", "parties" };
    struct arena *a = page_arena(p);
    struct val *typed = val_map(a);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        val_put(a, typed, str_of(names[i]), val_text(a, page_field(p, names[i])));
    val_set(a, p->model, "typed", typed);
}

static enum err show(struct page *p, const struct case_file *c)
{
    const struct item *item = piece_item(p, c);
    struct arena *a = page_arena(p);
    struct val *journey;
    struct str open;

    if (item == NULL)
        return ERR_NOT_FOUND;
    TRY(journey_of_case(p, c, &journey));
    val_set(a, p->model, "journey", journey);
    val_set(a, p->model, "case", piece_case(p, c, false));
    TRY(put_clocks(p, c, item));
    TRY(put_stops(p, c, item, &open));
    TRY(put_attempts(p, c));
    TRY(put_can(p, c, item, open));
    put_typed(p);
    val_set_str(a, p->model, "asked", p->params[1]);
    page_show(p, "limits", page_word(p, "limits.title"));
    return OK;
}

enum err page_limits(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    p->params[1] = STR("");
    return show(p, &c);
}

/* ---- doing it ---- */

static int64_t sent_number(struct page *p, const char *name)
{
    int64_t n;

    return str_int(str_trim(page_field(p, name)), &n) == OK ? n : 0;
}

static enum err extend(struct page *p, int64_t id, struct case_file *out)
{
    return extension_grant(p->cx, &(struct extension_act){ id, page_field(p, "note") }, out);
}

static enum err begin_special(struct page *p, int64_t id, struct case_file *out)
{
    int64_t days = sent_number(p, "days");
    struct special_act act = {
        .case_id = id, .reason = page_field(p, "reason"), .days = days > SPECIAL_DAYS_MAX ? 0 : (int32_t)days,
        .unit = str_is(page_field(p, "unit"), "calendar") ? CALENDAR_DAYS : WORKING_DAYS,
        .limited = page_field(p, "limited").len > 0, .note = page_field(p, "note"),
    };

    return special_begin(p->cx, &act, out);
}

static enum err resume(struct page *p, int64_t id, struct case_file *out)
{
    return special_end(p->cx, id, page_field(p, "note"), out);
}

static const struct { const char *name; enum err (*run)(struct page *, int64_t, struct case_file *); } acts[] = {
    { "special", begin_special }, { "resume", resume }, { "hearing_tell", hearings_tell },
    { "hearing_ask", hearings_ask }, { "hearing_drop", hearings_drop }, { "hearing_set", hearings_set }, { "hearing_hold", hearings_hold },
};

static enum err run(struct page *p, int64_t id, struct case_file *out)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (str_is(p->params[1], acts[i].name))
            return acts[i].run(p, id, out);
    return ERR_NOT_FOUND;
}

static enum err act(struct page *p, enum err (*run_act)(struct page *, int64_t, struct case_file *))
{
    struct case_file c;
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    e = run_act(p, id, &c);
    if (e == ERR_INVALID) {
        TRY(page_see(p, id, &c));
        TRY(show(p, &c));
        return page_again(p, e, "limits", page_word(p, "limits.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld/limits?done=%.*s", (long long)id, STR_ARG(p->params[1])));
    return OK;
}

enum err page_limits_act(struct page *p)
{
    return act(p, run);
}

/* A door of its own: who approves an extension does nothing else here. */
enum err page_limits_extend(struct page *p)
{
    p->params[1] = STR("extend");
    return act(p, extend);
}
