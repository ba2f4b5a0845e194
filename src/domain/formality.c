/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/formality.h"

#include "base/buf.h"
#include "domain/attempt.h"
#include "domain/document.h"
#include "domain/hearing.h"
#include "domain/house.h"
#include "domain/joint.h"
#include "domain/objection.h"
#include "domain/packs.h"
#include "domain/said.h"
#include "domain/special.h"

/* The table of the header. */
static const struct formality { const char *outcome, *reads, *paper; bool organ, told; } table[] = {
    { "accepted",     "accepted",     "acceptance",   false, false },
    { "correction",   "correction",   "correction",   false, false },
    { "not_mended",   "not_accepted", "not_accepted", false, true },
    { "not_accepted", "not_accepted", "not_accepted", true,  false },
    { "not_required", "not_accepted", "not_required", false, false },
    { "granted",      "granted",      "granted",      false, false },
    { "refused",      "refused",      "refused",      false, false },
    { "told",         "told",         "summary",      false, false },
    { "delivered",    "delivered",    "delivery",     false, false },
};

static const struct formality *find(struct str outcome)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(outcome, table[i].outcome))
            return &table[i];
    return NULL;
}

bool formality_needs_organ(struct str outcome)
{
    const struct formality *f = find(outcome);

    return f != NULL && f->organ;
}

bool formality_needs_told_gaps(struct str outcome)
{
    const struct formality *f = find(outcome);

    return f != NULL && f->told;
}

struct str formality_reads(struct str outcome)
{
    const struct formality *f = find(outcome);

    return f != NULL ? str_of(f->reads) : outcome;
}

enum err formality_told(struct ctx *cx, int64_t case_id, const struct val **out)
{
    TRY(said_last(cx, case_id, SAID_GAPS, out));
    if ((*out)->kind != VAL_LIST)
        *out = val_list(cx->arena);
    return OK;
}

/* ---- checking ---- */

static enum err check_organ(struct ctx *cx, struct str competent)
{
    if (str_trim(competent).len == 0)
        return ctx_gap(cx, STR("competent"), "gap.competent.missing", STR(""));
    if (str_chars(competent) > ORGAN_CHARS_MAX)
        return ctx_gap(cx, STR("competent"), "gap.too_long", STR("60"));
    return OK;
}

static bool holds(const struct val *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(str_trim(list->items[i]->text), str_trim(text)))
            return true;
    return false;
}

static enum err check_told(struct ctx *cx, const struct act *act, const struct case_file *c)
{
    const struct val *told;

    if (c->corrected == 0)
        return ctx_gap(cx, STR("outcome"), "gap.act.unknown", act->outcome);
    if (act->gaps == NULL || act->gaps->count == 0)
        return ctx_gap(cx, STR("gaps"), "gap.unmended.empty", STR(""));
    TRY(formality_told(cx, c->id, &told));
    for (size_t i = 0; i < act->gaps->count; i++)
        if (!holds(told, act->gaps->items[i]->text))
            return ctx_fail(cx, ERR_STATE, "gap.correction.new", str_head(act->gaps->items[i]->text, GAP_CHARS_MAX));
    return OK;
}

static enum err check_nothing_open(struct ctx *cx, const struct case_file *c)
{
    bool open;

    TRY(special_is_open(cx, c->id, &open));
    if (open)
        return ctx_fail(cx, ERR_STATE, "gap.special.open", STR(""));
    TRY(objection_is_open(cx, c->id, &open));
    return open ? ctx_fail(cx, ERR_STATE, "gap.objection.open", STR("")) : OK;
}

/* 行政许可法 48: behind a hearing the decision rests on its record. */
static enum err check_decision(struct ctx *cx, const struct act *act, const struct item *item, const struct case_file *c)
{
    TRY(check_nothing_open(cx, c));
    return hearing_check_read(cx, item, c->id, act->heard);
}

enum err formality_check(struct ctx *cx, const struct act *act, const struct item *item, const struct case_file *c)
{
    TRY(hearing_check_actor(cx, item, c->id));
    if (str_is(act->outcome, "granted") || str_is(act->outcome, "refused"))
        return check_decision(cx, act, item, c);
    if (formality_needs_organ(act->outcome))
        return check_organ(cx, act->competent);
    return formality_needs_told_gaps(act->outcome) ? check_told(cx, act, c) : OK;
}

/* ---- saying ---- */

/* A code of the pack becomes its whole names of that day; what was typed stands in both languages. */
static struct val *say_organ(struct ctx *cx, struct str competent)
{
    const struct pack *pack = cx->house->pack;
    const struct department *d = pack_department(pack, str_trim(competent));
    struct str zh = str_trim(competent), en = zh;

    if (d != NULL) {
        struct str county = label_in(pack->title, LANG_EN), own = label_in(d->name, LANG_EN);
        zh = arena_join(cx->arena, pack->title.zh, d->name.zh);
        en = arena_printf(cx->arena, "%.*s %.*s", STR_ARG(county), STR_ARG(own));
    }
    return val_set_str(cx->arena, val_set_str(cx->arena, val_map(cx->arena), "zh", zh), "en", en);
}

/* Who decides speaks with the voice of the task's office, everybody else with that of the legal acceptor. */
static enum err draw(struct ctx *cx, const struct formality *f, const struct task *t, const struct case_file *c, struct val *payload)
{
    bool decides = str_is(t->kind, "decide") || str_is(t->kind, "issue") || str_is(t->kind, PART_KIND);
    bool village = division_level(t->place) == LEVEL_VILLAGE;

    return document_draw(cx, payload, f->paper, decides ? t->department : c->acceptor_department,
                         decides && !village ? t->place : c->acceptor_place);
}

/* 行政许可法 40: what was granted is open to the public, where the item's type says so. */
static enum err publish(struct ctx *cx, const struct case_file *c, struct val *payload)
{
    const struct pack *pack;
    const struct item *item;

    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    if (item != NULL && item->profile != NULL && item->profile->publish)
        document_publish(cx, payload);
    return OK;
}

enum err formality_say(struct ctx *cx, const struct act *act, const struct task *t, const struct case_file *c, struct val *payload)
{
    const struct formality *f = find(act->outcome);

    if (f == NULL)
        return OK;
    if (f->organ)
        val_set(cx->arena, payload, "competent", say_organ(cx, act->competent));
    if (f->told)
        val_set(cx->arena, payload, "unmended", val_copy(cx->arena, act->gaps));
    if (str_is(act->outcome, "granted") || str_is(act->outcome, "refused"))
        TRY(hearing_say_read(cx, c->id, payload));
    TRY(draw(cx, f, t, c, payload));
    return str_is(act->outcome, "granted") ? publish(cx, c, payload) : OK;
}

/* ---- keeping what was tried ---- */

static struct str joined(struct ctx *cx, const struct val *texts)
{
    struct buf b = buf_in(cx->arena);

    for (size_t i = 0; texts != NULL && i < texts->count; i++)
        buf_printf(&b, "%s%.*s", i > 0 ? "\n" : "", STR_ARG(str_head(texts->items[i]->text, GAP_CHARS_MAX)));
    return buf_str(&b);
}

enum err formality_refused(struct ctx *cx, const struct act *act, enum err e)
{
    static const char *const kept[] = { "gap.correction.second", "gap.correction.new" };
    struct task t;

    for (size_t i = 0; e == ERR_STATE && cx->gap_count > 0 && i < sizeof kept / sizeof *kept; i++) {
        if (!str_is(cx->gaps[cx->gap_count - 1].key, kept[i]))
            continue;
        TRY(task_get(cx, act->task, &t));
        return attempt_keep(cx, t.case_id, kept[i], joined(cx, act->gaps), e);
    }
    return e;
}
