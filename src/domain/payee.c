/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/payee.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/mark.h"
#include "domain/packs.h"
#include "domain/payee.sql.h"
#include "domain/proxy.h"
#include "domain/tenure.h"
#include "store/db.h"

enum err payee_changes(struct ctx *cx, int64_t case_id, struct payee_list *out)
{
    struct row *row;

    *out = (struct payee_list){ 0 };
    TRY(db_select(cx, &SQL_PAYEE_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct payee_change){
            .n = row_int(row, 0), .tail = row_str(row, 1), .state = row_str(row, 2), .asked_at = row_int(row, 3),
            .asked_by = row_int(row, 4), .asked_name = row_str(row, 5), .called_at = row_int(row, 6), .called_name = row_str(row, 7),
        };
    }
    return row_end(row);
}

const struct payee_change *payee_open(const struct payee_list *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_is(all->items[i].state, "asked"))
            return &all->items[i];
    return NULL;
}

static struct str tail_of(struct str account)
{
    return str_sub(account, account.len > ACCOUNT_TAIL ? account.len - ACCOUNT_TAIL : 0, ACCOUNT_TAIL);
}

static struct str account_on(const struct form_page *page, const struct val *answers)
{
    for (size_t i = 0; i < page->field_count; i++)
        if (page->fields[i].kind == FIELD_ACCOUNT && val_find(answers, page->fields[i].key) != NULL)
            return val_find(answers, page->fields[i].key)->text;
    return STR("");
}

/* The first account the form asks for; rows that repeat are members, not the payee. */
static enum err filed_account(struct ctx *cx, const struct case_file *c, struct str *out)
{
    const struct val *answers;
    const struct pack *pack;
    const struct item *item;

    *out = STR("");
    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    TRY(case_answers(cx, c->id, &answers));
    for (size_t i = 0; item != NULL && item->form != NULL && out->len == 0 && i < item->form->page_count; i++)
        *out = account_on(&item->form->pages[i], answers);
    return OK;
}

enum err payee_tail(struct ctx *cx, const struct case_file *c, struct str *out)
{
    struct payee_list all;
    struct str filed;

    TRY(payee_changes(cx, c->id, &all));
    for (size_t i = all.count; i-- > 0;)
        if (str_is(all.items[i].state, "confirmed")) {
            *out = all.items[i].tail;
            return OK;
        }
    TRY(filed_account(cx, c, &filed));
    *out = tail_of(filed);
    return OK;
}

/* ---- the change ---- */

struct calling { int64_t case_id; struct str note; bool confirmed; };

static enum err load(struct ctx *cx, int64_t id, struct case_file *c, const struct post **by, struct payee_list *all)
{
    TRY(tenure_renew(cx));
    TRY(case_see(cx, id, c));
    TRY(mark_post(cx, c, ROLES_PAYING, by));
    return payee_changes(cx, c->id, all);
}

static enum err check_account(struct ctx *cx, const struct payee_wish *w)
{
    struct str account = str_trim(w->account);

    if (!str_digits(account) || account.len < ACCOUNT_DIGITS_MIN || account.len > ACCOUNT_DIGITS_MAX)
        return ctx_gap(cx, STR("account"), "gap.no_account", STR(""));
    return mark_check_reason(cx, "note", w->reason);
}

static enum err ask(struct ctx *cx, const void *args, void *out)
{
    const struct payee_wish *w = args;
    struct proxy_wish wish = { w->case_id, w->who, "account", "who" };
    struct val *payload = val_map(cx->arena);
    const struct post *by;
    struct payee_list all;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(load(cx, w->case_id, &c, &by, &all));
    if (payee_open(&all) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.payee.open", STR(""));
    TRY(proxy_may(cx, &wish, payload));
    TRY(check_account(cx, w));
    val_set_str(cx->arena, payload, "account", str_trim(w->account));
    val_set_str(cx->arena, payload, "tail", tail_of(str_trim(w->account)));
    val_set_str(cx->arena, payload, "why", str_trim(w->reason));
    return mark_append(cx, &c, "case.account_change", by, payload, &ev);
}

enum err payee_ask(struct ctx *cx, const struct payee_wish *w)
{
    return proxy_refused(cx, w->case_id, command_run(cx, ask, w, NULL));
}

static enum err call(struct ctx *cx, const void *args, void *out)
{
    const struct calling *w = args;
    struct val *payload = val_map(cx->arena);
    const struct payee_change *open;
    const struct val *answers;
    const struct post *by;
    struct payee_list all;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(load(cx, w->case_id, &c, &by, &all));
    open = payee_open(&all);
    if (open == NULL)
        return ctx_fail(cx, ERR_STATE, "gap.payee.none", STR(""));
    if (open->asked_by == cx->actor->account)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.payee.apart", STR(""));
    TRY(mark_check_reason(cx, "note", w->note));
    TRY(case_answers(cx, c.id, &answers));
    val_set_str(cx->arena, payload, "answer", w->confirmed ? STR("confirmed") : STR("denied"));
    val_set_str(cx->arena, payload, "phone_tail", tail_of(val_str(answers, "applicant.phone")));
    val_set_str(cx->arena, payload, "said", str_trim(w->note));
    return mark_append(cx, &c, "case.account_called", by, payload, &ev);
}

enum err payee_call(struct ctx *cx, int64_t case_id, bool confirmed, struct str note)
{
    struct calling w = { case_id, note, confirmed };

    return command_run(cx, call, &w, NULL);
}

/* ---- into the projection ---- */

enum err apply_case_account_change(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_PAYEE_WRITE,
               ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_text(val_str(ev->payload, "tail")), arg_int(ev->at),
                    arg_int(ev->actor), arg_text(ev->actor_name))));
    return apply_mark(cx, ev);
}

enum err apply_case_account_called(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_PAYEE_ANSWER, ARGS(arg_int(ev->stream), arg_text(val_str(ev->payload, "answer")), arg_int(ev->at),
                                           arg_text(ev->actor_name))));
    return apply_mark(cx, ev);
}
