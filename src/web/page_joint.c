/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_joint - gaps of several departments, decisions with their results: parts of the pages of a case and of an act. */
#include "domain/decision.h"
#include "domain/joint.h"
#include "web/body.h"
#include "web/inside.h"
#include "web/offices.h"
#include "web/pieces.h"

/* ---- decisions on the case page ---- */

static struct val *results_of(const struct page *p, const struct case_result_list *results, int64_t task)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < results->count; i++) {
        const struct case_result *r = &results->items[i];
        struct val *m = val_map(a);
        if (r->task != task)
            continue;
        val_set_str(a, m, "name", piece_name(p, r->name_zh, r->name_en));
        val_set_str(a, m, "kind", r->kind);
        val_set_str(a, m, "number", r->number);
        val_set_bool(a, m, "granted", r->granted);
        if (r->amount_fen > 0)
            val_set_int(a, m, "amount", r->amount_fen);
        val_push(a, list, m);
    }
    return list;
}

enum err offices_decisions(struct page *p, const struct case_file *c, struct val **out)
{
    struct arena *a = page_arena(p);
    struct case_result_list results;
    struct decision_list made;

    *out = val_list(a);
    TRY(decision_of_case(p->cx, c->id, &made));
    TRY(decision_results(p->cx, c->id, &results));
    for (size_t i = 0; i < made.count; i++) {
        const struct decision *d = &made.items[i];
        struct str named = piece_name(p, d->organ_zh, d->organ_en);
        struct val *m = val_set_bool(a, val_map(a), "part", d->part);
        if (division_level(d->place) != LEVEL_COUNTY)       /* which township: the table only says that it is one */
            named = STR("");
        val_set_str(a, m, "organ", named.len > 0 ? named : body_organ(p, d->place, d->department));
        val_set_str(a, m, "outcome", d->outcome);
        val_set_str(a, m, "reason", d->reason);
        val_set_str(a, m, "number", d->number);
        val_set_int(a, m, "at", d->at);
        val_set(a, m, "results", results_of(p, &results, d->task));
        val_push(a, *out, m);
    }
    return OK;
}

/* ---- the act page ---- */

static enum err put_gathered(struct page *p, const struct case_file *c, struct val *m)
{
    struct val *list = val_list(page_arena(p));
    struct joint_gap_list found;

    TRY(joint_gaps(p->cx, c->id, &found));
    for (size_t i = 0; i < found.count; i++)
        val_push(page_arena(p), list, val_text(page_arena(p), joint_gap_text(p->cx, &found.items[i])));
    val_set(page_arena(p), m, "gathered", list);
    return OK;
}

static bool was_sent(const struct val *results, struct str id)
{
    for (size_t i = 0; results != NULL && i < results->count; i++)
        if (str_eq(val_str(results->items[i], "id"), id))
            return true;
    return results == NULL;
}

/* One paper needs no tick: it is granted with the decision. */
static enum err put_results(struct page *p, const struct task *t, const struct case_file *c, struct val *m)
{
    const struct val *sent = offices_sent_results(p);
    const struct result *choices[RESULTS_MAX];
    const struct item *item = piece_item(p, c);
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct case_result_list made;
    size_t count;

    TRY(decision_results(p->cx, c->id, &made));
    count = item != NULL ? decision_choices(item, t, &made, choices, RESULTS_MAX) : 0;
    for (size_t i = 0; i < count && (count > 1 || choices[0]->kind == RESULT_MONEY); i++) {
        struct val *r = val_set_str(a, val_map(a), "id", choices[i]->id);
        struct str amount = arena_join(a, STR("amount."), choices[i]->id);
        val_set_str(a, r, "name", page_label(p, choices[i]->name));
        val_set_bool(a, r, "money", choices[i]->kind == RESULT_MONEY);
        val_set_bool(a, r, "on", was_sent(sent, choices[i]->id));
        val_set_str(a, r, "amount", page_field(p, arena_cstr(a, amount)));
        val_push(a, list, r);
    }
    val_set(a, m, "results", list);
    return OK;
}

enum err offices_put_choices(struct page *p, const struct task *t, const struct case_file *c, struct str outcome, struct val *m)
{
    if (str_is(t->kind, "accept") && c->corrected == 0 && (str_is(outcome, "accepted") || str_is(outcome, "correction")))
        TRY(put_gathered(p, c, m));
    if (!str_is(outcome, "granted"))
        return OK;
    return put_results(p, t, c, m);
}

/* Yuan with at most two decimals; -1: none of that. */
static int64_t fen_of(struct str text)
{
    struct str yuan, rest;
    int64_t whole, part = 0;

    if (text.len == 0)
        return 0;
    str_cut(text, '.', &yuan, &rest);
    if (str_int(yuan, &whole) != OK || whole < 0 || whole > RESULT_FEN_MAX || rest.len > 2 ||
        (rest.len > 0 && (str_int(rest, &part) != OK || part < 0)))
        return -1;
    return whole * 100 + (rest.len == 1 ? part * 10 : part);
}

static void take_result(struct page *p, struct str id, struct val *list)
{
    struct arena *a = page_arena(p);
    struct str amount = arena_join(a, STR("amount."), id);
    int64_t fen = fen_of(str_trim(page_field(p, arena_cstr(a, amount))));
    struct val *m = val_set_str(a, val_map(a), "id", id);

    if (fen != 0)
        val_set_int(a, m, "amount_fen", fen);
    val_push(a, list, m);
}

const struct val *offices_sent_results(struct page *p)
{
    const struct val *sent = val_at(p->rq->form, "results");
    struct val *list = val_list(page_arena(p));

    if (sent->kind != VAL_TEXT && sent->kind != VAL_LIST && page_field(p, "results_asked").len == 0)
        return NULL;
    if (sent->kind == VAL_TEXT)
        take_result(p, sent->text, list);
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        if (sent->items[i]->kind == VAL_TEXT)
            take_result(p, sent->items[i]->text, list);
    return list;
}
