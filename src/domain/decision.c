/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/decision.h"

#include "domain/decision.sql.h"
#include "domain/joint.h"
#include "pack/process.h"
#include "store/db.h"

/* ---- reading ---- */

enum err decision_of_case(struct ctx *cx, int64_t case_id, struct decision_list *out)
{
    struct row *row;

    *out = (struct decision_list){ 0 };
    TRY(db_select(cx, &SQL_DECISION_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct decision){
            .task = row_int(row, 0), .department = row_str(row, 1), .place = row_int(row, 2), .organ_zh = row_str(row, 3),
            .organ_en = row_str(row, 4), .part = row_int(row, 5) != 0, .outcome = row_str(row, 6), .reason = row_str(row, 7),
            .number = row_str(row, 8), .at = row_int(row, 9), .actor = row_int(row, 10), .actor_name = row_str(row, 11),
        };
    }
    return row_end(row);
}

enum err decision_results(struct ctx *cx, int64_t case_id, struct case_result_list *out)
{
    struct row *row;

    *out = (struct case_result_list){ 0 };
    TRY(db_select(cx, &SQL_DECISION_READ_RESULTS, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct case_result){
            .id = row_str(row, 0), .kind = row_str(row, 1), .name_zh = row_str(row, 2), .name_en = row_str(row, 3),
            .task = row_int(row, 4), .department = row_str(row, 5), .place = row_int(row, 6), .number = row_str(row, 7),
            .amount_fen = row_int(row, 8), .granted = row_int(row, 9) != 0, .at = row_int(row, 10),
        };
    }
    return row_end(row);
}

/* ---- what can be granted ---- */

static bool is_made(const struct case_result_list *made, struct str id)
{
    for (size_t i = 0; i < made->count; i++)
        if (str_eq(made->items[i].id, id))
            return true;
    return false;
}

/* A lead that also makes the common decision leaves its results to that. */
static bool issues(const struct item *item, const struct task *t, const struct result *r)
{
    bool lead = str_eq(t->department, item->department->code);

    if (!str_is(t->kind, PART_KIND))
        return true;
    return str_eq(r->organ->code, t->department) && !(lead && process_decides(item->process));
}

size_t decision_choices(const struct item *item, const struct task *t, const struct case_result_list *made,
                        const struct result **out, size_t max)
{
    size_t count = 0;

    for (size_t i = 0; i < item->result_count && count < max; i++)
        if (!is_made(made, item->results[i].id) && issues(item, t, &item->results[i]))
            out[count++] = &item->results[i];
    return count;
}

/* ---- saying ---- */

static const struct val *chosen(const struct act *act, struct str id)
{
    for (size_t i = 0; act->results != NULL && i < act->results->count; i++)
        if (str_eq(val_str(act->results->items[i], "id"), id))
            return act->results->items[i];
    return NULL;
}

static enum err check(struct ctx *cx, const struct result *const *choices, size_t count, const struct act *act)
{
    size_t granted = 0;

    for (size_t i = 0; i < count; i++) {
        const struct val *one = chosen(act, choices[i]->id);
        int64_t fen = val_num(one, "amount_fen");
        granted += one != NULL;
        if (fen < 0 || fen > RESULT_FEN_MAX)
            return ctx_gap(cx, arena_join(cx->arena, STR("amount."), choices[i]->id), "gap.result.amount", STR(""));
    }
    if (granted < act->results->count)
        return ctx_gap(cx, STR("results"), "gap.result.unknown", STR(""));
    return granted > 0 || count == 0 ? OK : ctx_gap(cx, STR("results"), "gap.result.none", STR(""));
}

static struct val *say_one(struct ctx *cx, const struct result *choice, bool granted, const struct val *one)
{
    struct arena *a = cx->arena;
    struct val *r = val_map(a);

    val_set_str(a, r, "id", choice->id);
    val_set_str(a, r, "kind", str_of(result_kind_name(choice->kind)));
    val_set_str(a, r, "name_zh", choice->name.zh);
    val_set_str(a, r, "name_en", label_in(choice->name, LANG_EN));
    val_set_int(a, r, "granted", granted);
    if (granted && val_num(one, "amount_fen") > 0)
        val_set_int(a, r, "amount_fen", val_num(one, "amount_fen"));
    return r;
}

/* The organ the county's table named when the task was opened. */
static enum err say_organ(struct ctx *cx, const struct task *t, struct val *payload)
{
    static const char *const keys[] = { "organ_zh", "organ_en", "basis_zh", "basis_en" };
    struct row *row;

    TRY(db_select(cx, &SQL_DECISION_READ_ORGAN, &row, ARGS(arg_int(t->id))));
    if (row_next(row))
        for (int k = 0; k < (int)(sizeof keys / sizeof *keys); k++)
            if (row_str(row, k).len > 0)
                val_set_str(cx->arena, payload, keys[k], row_str(row, k));
    return row_end(row);
}

enum err decision_say(struct ctx *cx, const struct item *item, const struct task *t, const struct act *act,
                      struct val *payload)
{
    bool grants = str_is(act->outcome, "granted");
    struct val *list = val_list(cx->arena);
    const struct result *choices[RESULTS_MAX];
    struct case_result_list made;
    size_t count;

    if (!str_is(t->kind, "decide") && !str_is(t->kind, "issue") && !str_is(t->kind, PART_KIND))
        return OK;
    TRY(decision_results(cx, t->case_id, &made));
    count = decision_choices(item, t, &made, choices, RESULTS_MAX);
    if (grants && act->results != NULL)
        TRY(check(cx, choices, count, act));
    for (size_t i = 0; i < count; i++) {
        const struct val *one = chosen(act, choices[i]->id);
        val_push(cx->arena, list, say_one(cx, choices[i], grants && (act->results == NULL || one != NULL), one));
    }
    val_set(cx->arena, payload, "results", list);
    return item->decider.len > 0 ? say_organ(cx, t, payload) : OK;
}

enum err decision_sum(struct ctx *cx, int64_t case_id, struct str outcome, struct str *out)
{
    size_t granted = str_is(outcome, "granted"), refused = str_is(outcome, "refused");
    struct decision_list made;

    TRY(decision_of_case(cx, case_id, &made));
    for (size_t i = 0; i < made.count; i++) {
        granted += str_is(made.items[i].outcome, "granted");
        refused += str_is(made.items[i].outcome, "refused");
    }
    *out = granted == 0 ? STR("refused") : refused == 0 ? STR("granted") : STR("partly");
    return OK;
}

/* ---- applying ---- */

/* The number of the paper that was drawn with the decision. */
static struct str number_of(const struct event *ev)
{
    const struct val *papers = val_at(ev->payload, "documents");

    struct str outcome = val_str(val_at(ev->payload, "task"), "outcome");

    for (size_t i = 0; i < papers->count; i++)
        if (str_eq(val_str(papers->items[i], "kind"), outcome))
            return val_str(papers->items[i], "number");
    return STR("");
}

/* A village room is no organ: what its clerk decides under a mandate is the township's. */
static int64_t organ_place(const struct val *by)
{
    int64_t place = val_num(by, "place");

    return division_level(place) == LEVEL_VILLAGE ? division_at(place, LEVEL_TOWNSHIP) : place;
}

static enum err write_results(struct ctx *cx, const struct event *ev, int64_t task)
{
    const struct val *list = val_at(ev->payload, "results"), *by = val_at(ev->payload, "by");

    for (size_t i = 0; i < list->count; i++) {
        const struct val *r = list->items[i];
        TRY(db_put(cx, &SQL_DECISION_WRITE_RESULT,
                   ARGS(arg_int(ev->stream), arg_text(val_str(r, "id")), arg_text(val_str(r, "kind")),
                        arg_text(val_str(r, "name_zh")), arg_text(val_str(r, "name_en")), arg_int(task),
                        arg_text(val_str(by, "department")), arg_int(organ_place(by)),
                        arg_text(number_of(ev)), arg_int(val_num(r, "amount_fen")),
                        arg_int(val_num(r, "granted")), arg_int(ev->at))));
    }
    return OK;
}

enum err apply_decision(struct ctx *cx, const struct event *ev)
{
    const struct val *task = val_at(ev->payload, "task"), *by = val_at(ev->payload, "by");
    bool part = str_is(ev->type, "case.part_decided");

    if (!part && !str_is(ev->type, "case.decided"))
        return OK;
    TRY(db_put(cx, &SQL_DECISION_WRITE,
               ARGS(arg_int(ev->stream), arg_int(val_num(task, "id")), arg_text(val_str(by, "department")),
                    arg_int(organ_place(by)), arg_text(val_str(ev->payload, "organ_zh")),
                    arg_text(val_str(ev->payload, "organ_en")), arg_int(part), arg_text(val_str(task, "outcome")),
                    arg_text(val_str(task, "note")), arg_text(number_of(ev)), arg_int(ev->at),
                    arg_int(ev->actor), arg_text(ev->actor_name))));
    return write_results(cx, ev, val_num(task, "id"));
}

enum err apply_organs(struct ctx *cx, const struct event *ev)
{
    const struct val *opened = val_at(ev->payload, "opened");

    for (size_t i = 0; i < opened->count; i++) {
        const struct val *t = opened->items[i];
        if (!val_has(t, "organ_zh") && !val_has(t, "basis_zh"))
            continue;
        TRY(db_put(cx, &SQL_DECISION_WRITE_ORGAN,
                   ARGS(arg_int(val_num(t, "id")), arg_text(val_str(t, "organ_zh")), arg_text(val_str(t, "organ_en")),
                        arg_text(val_str(t, "basis_zh")), arg_text(val_str(t, "basis_en")))));
    }
    return OK;
}

enum err apply_decision_past(struct ctx *cx, int64_t case_id)
{
    TRY(db_put(cx, &SQL_DECISION_PAST, ARGS(arg_int(case_id))));
    return db_put(cx, &SQL_DECISION_DROP_RESULTS, ARGS(arg_int(case_id)));
}
