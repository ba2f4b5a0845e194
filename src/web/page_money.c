/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_money - money a decision granted: marked as paid, come back, and the account it goes to. */
#include "domain/audit.h"
#include "domain/payout.h"
#include "web/acts.h"
#include "web/choice.h"
#include "web/comer.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

static enum err put_changes(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct payee_list all;

    TRY(payee_changes(p->cx, c->id, &all));
    for (size_t i = all.count; i-- > 0;) {
        struct val *m = val_set_str(a, val_map(a), "tail", all.items[i].tail);
        val_set_str(a, m, "state", all.items[i].state);
        val_set_int(a, m, "asked_at", all.items[i].asked_at);
        val_set_str(a, m, "asked_name", all.items[i].asked_name);
        val_set_int(a, m, "called_at", all.items[i].called_at);
        val_set_str(a, m, "called_name", all.items[i].called_name);
        val_push(a, list, m);
    }
    val_set(a, p->model, "changes", list);
    val_set_bool(a, p->model, "open", payee_open(&all) != NULL);
    if (payee_open(&all) != NULL)
        val_set_bool(a, p->model, "own_change", payee_open(&all)->asked_by == p->cx->actor->account);
    return OK;
}

/* The number to call is shown whole: it is what this page is for, and the reading is noted. */
static enum err put_phone(struct page *p, const struct case_file *c)
{
    const struct val *answers;

    TRY(case_answers(p->cx, c->id, &answers));
    TRY(audit_view(p->cx, c->id, "phone"));
    val_set_str(page_arena(p), p->model, "phone", val_str(answers, "applicant.phone"));
    return OK;
}

static void put_form(struct page *p, int64_t granted_fen)
{
    static const char *const keys[] = { "amount", "day", "batch", "why", "account", "note", "said" };
    struct arena *a = page_arena(p);
    struct val *form = val_map(a);

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        val_set_str(a, form, keys[i], page_field(p, keys[i]));
    if (page_field(p, "day").len == 0)
        val_set_str(a, form, "day", day_iso(a, day_of(p->cx->now)));
    if (page_field(p, "amount").len == 0 && granted_fen > 0)
        val_set_str(a, form, "amount", arena_printf(a, "%lld.%02lld", (long long)granted_fen / 100, (long long)granted_fen % 100));
    val_set(a, p->model, "form", form);
}

static enum err show(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct payout_list paid;
    struct val *journey;
    int64_t granted_fen;
    struct str tail;
    bool money;

    TRY(journey_of_case(p, c, &journey));
    TRY(payout_granted(p->cx, c, &granted_fen, &money));
    TRY(payout_of_case(p->cx, c->id, &paid));
    TRY(payee_tail(p->cx, c, &tail));
    TRY(acts_payouts(p, c));
    TRY(put_changes(p, c));
    TRY(comer_put(p, c->id));
    if (val_truth(val_at(p->model, "open")))
        TRY(put_phone(p, c));
    put_form(p, granted_fen);
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set(a, p->model, "journey", journey);
    val_set_str(a, p->model, "tail", tail);
    val_set_int(a, p->model, "granted_fen", granted_fen);
    val_set_bool(a, p->model, "can_pay", money && payout_standing(&paid) == NULL && !val_truth(val_at(p->model, "open")));
    val_set_bool(a, p->model, "can_return", payout_standing(&paid) != NULL);
    val_set_str(a, p->model, "done", choice_done(p));
    page_show(p, "money", page_word(p, "money.title"));
    return OK;
}

enum err page_money(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show(p, &c);
}

/* ---- the acts ---- */

/* "1200" or "12.50" in fen; -1: no amount. */
static int64_t fen_of(struct str text)
{
    struct str yuan, rest;
    int64_t whole, part = 0;
    bool point = str_cut(str_trim(text), '.', &yuan, &rest);

    if (!str_digits(yuan) || yuan.len == 0 || yuan.len > 9 || str_int(yuan, &whole) != OK)
        return -1;
    if (point && (!str_digits(rest) || rest.len == 0 || rest.len > 2 || str_int(rest, &part) != OK))
        return -1;
    return whole * 100 + (point && rest.len == 1 ? part * 10 : part);
}

static enum err paid(struct page *p, int64_t id)
{
    struct payout_new new = { .case_id = id, .amount_fen = fen_of(page_field(p, "amount")),
                              .day = choice_day(p, "day", 0), .batch = page_field(p, "batch") };

    return p->cx->gap_count > 0 ? ERR_INVALID : payout_mark(p->cx, &new);
}

static enum err returned(struct page *p, int64_t id)
{
    return payout_return(p->cx, id, page_field(p, "why"));
}

static enum err account(struct page *p, int64_t id)
{
    struct payee_wish w = { id, page_field(p, "account"), page_field(p, "note"), comer_sent(p) };

    return payee_ask(p->cx, &w);
}

static enum err called(struct page *p, int64_t id)
{
    struct str answer = page_field(p, "answer");

    if (!str_is(answer, "yes") && !str_is(answer, "no"))
        return ctx_gap(p->cx, STR("answer"), "gap.no_choice", STR(""));
    return payee_call(p->cx, id, str_is(answer, "yes"), page_field(p, "note"));
}

static const struct { const char *name; enum err (*run)(struct page *, int64_t); } acts[] = {
    { "paid", paid }, { "returned", returned }, { "account", account }, { "called", called },
};

enum err page_money_act(struct page *p)
{
    struct case_file c;
    enum err e = ERR_NOT_FOUND;

    TRY(page_see_case(p, 0, &c));
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (str_is(p->params[1], acts[i].name))
            e = acts[i].run(p, c.id);
    if (e == ERR_INVALID) {
        TRY(show(p, &c));
        return page_again(p, e, "money", page_word(p, "money.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld/money?done=money_%.*s", (long long)c.id, STR_ARG(p->params[1])));
    return OK;
}
