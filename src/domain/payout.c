/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/payout.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/decision.h"
#include "domain/mark.h"
#include "domain/payout.sql.h"
#include "domain/tenure.h"
#include "store/db.h"

enum err payout_of_case(struct ctx *cx, int64_t case_id, struct payout_list *out)
{
    struct row *row;

    *out = (struct payout_list){ 0 };
    TRY(db_select(cx, &SQL_PAYOUT_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct payout){
            .n = row_int(row, 0), .amount_fen = row_int(row, 1), .day = row_int(row, 2), .batch = row_str(row, 3),
            .tail = row_str(row, 4), .paid_name = row_str(row, 5), .came_back_at = row_int(row, 6), .why = row_str(row, 7),
        };
    }
    return row_end(row);
}

const struct payout *payout_standing(const struct payout_list *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].came_back_at == 0)
            return &all->items[i];
    return NULL;
}

enum err payout_granted(struct ctx *cx, const struct case_file *c, int64_t *fen, bool *money)
{
    struct case_result_list results;

    *fen = 0;
    *money = false;
    TRY(decision_results(cx, c->id, &results));
    for (size_t i = 0; i < results.count; i++) {
        const struct case_result *r = &results.items[i];
        if (!r->granted || !str_is(r->kind, result_kind_name(RESULT_MONEY)))
            continue;
        *money = true;
        *fen += r->amount_fen;
    }
    return OK;
}

/* ---- paid ---- */

static enum err check_state(struct ctx *cx, const struct case_file *c, int64_t *granted_fen)
{
    struct payout_list paid;
    struct payee_list changes;
    bool money;

    TRY(payout_granted(cx, c, granted_fen, &money));
    TRY(payout_of_case(cx, c->id, &paid));
    TRY(payee_changes(cx, c->id, &changes));
    if (!money || c->decided_at == 0 || str_is(c->outcome, "annulled"))
        return ctx_fail(cx, ERR_STATE, "gap.payout.not_granted", STR(""));
    if (payout_standing(&paid) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.payout.paid", STR(""));
    return payee_open(&changes) == NULL ? OK : ctx_fail(cx, ERR_STATE, "gap.payee.open", STR(""));
}

static enum err check_mark(struct ctx *cx, const struct case_file *c, const struct payout_new *p, int64_t granted_fen)
{
    size_t chars = str_chars(str_trim(p->batch));

    if (p->amount_fen <= 0 || p->amount_fen > RESULT_FEN_MAX)
        ctx_gap(cx, STR("amount"), "gap.no_money", STR(""));
    else if (granted_fen > 0 && p->amount_fen != granted_fen)
        ctx_gap(cx, STR("amount"), "gap.payout.other_amount",
                arena_printf(cx->arena, "%lld.%02lld", (long long)granted_fen / 100, (long long)granted_fen % 100));
    if (p->day > day_of(cx->now) || p->day < day_of(c->decided_at))
        ctx_gap(cx, STR("day"), "gap.payout.day", STR(""));
    if (chars < BATCH_CHARS_MIN)
        ctx_gap(cx, STR("batch"), "gap.required", STR(""));
    else if (chars > BATCH_CHARS_MAX)
        ctx_gap(cx, STR("batch"), "gap.too_long", STR("60"));
    return cx->gap_count > 0 ? ERR_INVALID : OK;
}

static enum err mark(struct ctx *cx, const void *args, void *out)
{
    const struct payout_new *p = args;
    struct val *payload = val_map(cx->arena);
    int64_t granted_fen;
    const struct post *by;
    struct case_file c;
    struct event ev;
    struct str tail;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, p->case_id, &c));
    TRY(mark_post(cx, &c, ROLES_PAYING, &by));
    TRY(check_state(cx, &c, &granted_fen));
    TRY(check_mark(cx, &c, p, granted_fen));
    TRY(payee_tail(cx, &c, &tail));
    val_set_int(cx->arena, payload, "amount_fen", p->amount_fen);
    val_set_int(cx->arena, payload, "day", p->day);
    val_set_str(cx->arena, payload, "batch", str_trim(p->batch));
    val_set_str(cx->arena, payload, "tail", tail);
    return mark_append(cx, &c, "case.paid_out", by, payload, &ev);
}

enum err payout_mark(struct ctx *cx, const struct payout_new *p)
{
    return command_run(cx, mark, p, NULL);
}

/* ---- sent back ---- */

struct back { int64_t case_id; struct str why; };

static enum err send_back(struct ctx *cx, const void *args, void *out)
{
    const struct back *w = args;
    struct val *payload = val_map(cx->arena);
    struct payout_list paid;
    const struct post *by;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, w->case_id, &c));
    TRY(mark_post(cx, &c, ROLES_PAYING, &by));
    TRY(payout_of_case(cx, c.id, &paid));
    if (payout_standing(&paid) == NULL)
        return ctx_fail(cx, ERR_STATE, "gap.payout.none", STR(""));
    TRY(mark_check_reason(cx, "why", w->why));
    val_set_str(cx->arena, payload, "why", str_trim(w->why));
    return mark_append(cx, &c, "case.payout_returned", by, payload, &ev);
}

enum err payout_return(struct ctx *cx, int64_t case_id, struct str why)
{
    struct back w = { case_id, why };

    return command_run(cx, send_back, &w, NULL);
}

/* ---- into the projection ---- */

enum err apply_case_paid_out(struct ctx *cx, const struct event *ev)
{
    const struct val *p = ev->payload;

    TRY(db_put(cx, &SQL_PAYOUT_WRITE,
               ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int(val_num(p, "amount_fen")), arg_int(val_num(p, "day")),
                    arg_text(val_str(p, "batch")), arg_text(val_str(p, "tail")), arg_text(ev->actor_name))));
    return apply_mark(cx, ev);
}

enum err apply_case_payout_returned(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_PAYOUT_SET_BACK, ARGS(arg_int(ev->stream), arg_int(ev->at), arg_text(val_str(ev->payload, "why")))));
    return apply_mark(cx, ev);
}
