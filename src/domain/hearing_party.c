/* SPDX-License-Identifier: MulanPSL-2.0 */
/* hearing_party - the part of hearing about those who were told: who they are, when they asked, whether they signed. */
#include "domain/actor.h"
#include "domain/calendars.h"
#include "domain/hearing.h"
#include "domain/hearing.sql.h"
#include "domain/house.h"
#include "domain/nameline.h"
#include "store/db.h"

const char *const hearing_parts[] = { "signed", "refused", "absent", NULL };

/* The day of telling is not counted. */
static int64_t last_day(const struct calendar *cal, const struct item *item, int64_t told_at)
{
    const struct limit *ask = &item->profile->hearing.ask;

    return calendar_add(cal, day_of(told_at), ask->days, ask->unit, NULL);
}

enum err hearing_parties(struct ctx *cx, const struct item *item, int64_t case_id, struct hearing_party_list *out)
{
    const struct calendar *cal;
    struct row *row;

    *out = (struct hearing_party_list){ 0 };
    if (!hearing_known(item))
        return OK;
    TRY(calendars_get(cx, cx->house->calendar, &cal));
    TRY(db_select(cx, &SQL_HEARING_PARTIES, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct hearing_party){
            .n = row_int(row, 0), .name = row_str(row, 1), .interest = row_str(row, 2), .told_at = row_int(row, 3),
            .last_day = last_day(cal, item, row_int(row, 3)), .asked_at = row_int(row, 4), .part = row_str(row, 5),
        };
    }
    return row_end(row);
}

/* ---- who is told ---- */

struct naming { const struct case_file *c; const struct hearing_party_list *told; struct val *list; };

static enum err check_party(struct ctx *cx, const struct naming *n, struct str name, struct str interest)
{
    size_t words = str_chars(interest);
    bool twice = false;

    if (!nameline_is_name(name))
        return ctx_gap(cx, STR("parties"), "gap.hearing.name", name);
    if (words < INTEREST_CHARS_MIN || words > INTEREST_CHARS_MAX)
        return ctx_gap(cx, STR("parties"), "gap.hearing.interest", name);
    if (nameline_same(cx->arena, name, n->c->applicant_name))
        return ctx_gap(cx, STR("parties"), "gap.hearing.applicant", name);
    for (size_t i = 0; i < n->told->count; i++)
        twice = twice || nameline_same(cx->arena, n->told->items[i].name, name);
    for (size_t i = 0; i < n->list->count; i++)
        twice = twice || nameline_same(cx->arena, val_str(n->list->items[i], "name"), name);
    if (twice)
        return ctx_gap(cx, STR("parties"), "gap.hearing.twice", name);
    return n->told->count + n->list->count <= HEARING_PARTIES_MAX ? OK : ctx_gap(cx, STR("parties"), "gap.hearing.many", STR("30"));
}

static enum err add_party(struct ctx *cx, void *with, struct str line)
{
    struct naming *n = with;
    struct str name, interest;
    struct val *m = val_map(cx->arena);
    int64_t number = (int64_t)n->list->count + (n->told->count > 0 ? n->told->items[n->told->count - 1].n + 1 : 1);

    nameline_cut(line, &name, &interest);
    TRY(check_party(cx, n, name, interest));
    val_set_int(cx->arena, m, "n", number);
    val_set_str(cx->arena, m, "name", name);
    val_push(cx->arena, n->list, val_set_str(cx->arena, m, "interest", interest));
    return OK;
}

enum err hearing_name_parties(struct ctx *cx, const struct hearing_telling *t, const struct case_file *c,
                              const struct hearing_party_list *told, struct val **out)
{
    struct naming n = { c, told, val_list(cx->arena) };

    *out = n.list;
    return t->parties != NULL ? nameline_each(cx, t->parties, &n, add_party) : OK;
}

/* ---- who signed ---- */

static bool is_part(struct str word)
{
    for (size_t i = 0; hearing_parts[i] != NULL; i++)
        if (str_is(word, hearing_parts[i]))
            return true;
    return false;
}

enum err hearing_name_parts(struct ctx *cx, const struct hearing_record *r, const struct case_file *c,
                            const struct hearing_party_list *told, struct val **out)
{
    struct arena *a = cx->arena;
    enum err e = OK;

    *out = val_list(a);
    for (size_t i = 0; i < told->count; i++) {
        const struct hearing_party *one = &told->items[i];
        struct str part = val_str(r->form, arena_printf(a, "signed.%lld", (long long)one->n).p);
        if (is_part(part))
            val_push(a, *out, val_set_str(a, val_set_int(a, val_map(a), "n", one->n), "part", part));
        else
            e = ctx_gap(cx, STR("signed"), "gap.hearing.signed", one->n == 0 ? c->applicant_name : one->name);
    }
    return e;
}

/* ---- the decision ---- */

enum err hearing_waits(struct ctx *cx, int64_t case_id, bool *out)
{
    struct hearing_state h;

    TRY(hearing_of_case(cx, case_id, &h));
    *out = h.asked_at > 0 && h.done_at == 0;
    return OK;
}

enum err hearing_check_actor(struct ctx *cx, const struct item *item, int64_t case_id)
{
    struct hearing_state h;

    if (!hearing_known(item))
        return OK;
    TRY(hearing_of_case(cx, case_id, &h));
    return h.host != 0 && h.host == cx->actor->account ? ctx_fail(cx, ERR_STATE, "gap.hearing.hosts", STR("")) : OK;
}

/* 行政许可法 47: nobody who was told loses his days by an early decision. */
static enum err check_days_over(struct ctx *cx, const struct item *item, int64_t case_id)
{
    struct hearing_party_list told;

    TRY(hearing_parties(cx, item, case_id, &told));
    for (size_t i = 0; i < told.count; i++)
        if (hearing_may_give_up(&told.items[i], day_of(cx->now)))
            return ctx_fail(cx, ERR_STATE, "gap.hearing.waiting", day_iso(cx->arena, told.items[i].last_day));
    return OK;
}

enum err hearing_check_read(struct ctx *cx, const struct item *item, int64_t case_id, bool read)
{
    struct hearing_state h;

    TRY(hearing_of_case(cx, case_id, &h));
    if (h.told_at == 0 || (h.done_at > 0 && read))
        return OK;
    if (h.asked_at > 0 && h.done_at == 0)
        return ctx_fail(cx, ERR_STATE, "gap.hearing.pending", STR(""));
    if (h.done_at == 0)
        return check_days_over(cx, item, case_id);
    return ctx_gap(cx, STR("heard"), "gap.hearing.read", day_iso(cx->arena, h.held_on));
}

enum err hearing_say_read(struct ctx *cx, int64_t case_id, struct val *payload)
{
    struct hearing_state h;

    TRY(hearing_of_case(cx, case_id, &h));
    if (h.done_at > 0)
        val_set_int(cx->arena, payload, "heard", h.held_on);
    return OK;
}

/* ---- applying ---- */

/* When nobody is left who asked, no day is set any more and none is due. */
static enum err apply_dropped(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_HEARING_PARTY_DROPPED, ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "party")))));
    return db_put(cx, &SQL_HEARING_DROPPED, ARGS(arg_int(ev->stream)));
}

static enum err apply_told(struct ctx *cx, const struct event *ev)
{
    const struct val *parties = val_at(ev->payload, "parties");

    TRY(db_put(cx, &SQL_HEARING_PARTY_WRITE,
               ARGS(arg_int(ev->stream), arg_int(0), arg_text(STR("")), arg_text(STR("")), arg_int(ev->at))));
    for (size_t i = 0; i < parties->count; i++) {
        const struct val *m = parties->items[i];
        TRY(db_put(cx, &SQL_HEARING_PARTY_WRITE,
                   ARGS(arg_int(ev->stream), arg_int(val_num(m, "n")), arg_text(val_str(m, "name")),
                        arg_text(val_str(m, "interest")), arg_int(ev->at))));
    }
    return OK;
}

enum err apply_hearing_parties(struct ctx *cx, const struct event *ev)
{
    const struct val *parts = val_at(ev->payload, "parts");

    if (str_is(ev->type, "case.hearing_told"))
        TRY(apply_told(cx, ev));
    if (str_is(ev->type, "case.hearing_asked"))
        TRY(db_put(cx, &SQL_HEARING_PARTY_ASKED, ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "party")), arg_int(ev->at))));
    if (str_is(ev->type, "case.hearing_dropped"))
        TRY(apply_dropped(cx, ev));
    for (size_t i = 0; i < parts->count; i++)
        TRY(db_put(cx, &SQL_HEARING_PARTY_TOOK, ARGS(arg_int(ev->stream), arg_int(val_num(parts->items[i], "n")),
                                                     arg_text(val_str(parts->items[i], "part")))));
    return OK;
}
