/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_reassign - handing a task to a colleague, what waits for the reader's yes. */
#include "domain/actor.h"
#include "domain/reassign.h"
#include "web/acts.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

static enum err load(struct page *p, struct task *t, struct case_file *c)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(task_get(p->cx, id, t));
    return page_see(p, t->case_id, c);
}

static enum err show(struct page *p, const struct task *t, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct colleague_list all;

    TRY(reassign_candidates(p->cx, t, &all));
    for (size_t i = 0; i < all.count; i++) {
        struct val *m = val_set_int(a, val_map(a), "id", all.items[i].account);
        val_set_str(a, m, "name", all.items[i].name);
        val_set_str(a, m, "post", piece_office(p, all.items[i].post.role, all.items[i].post.place, all.items[i].post.department));
        val_push(a, list, m);
    }
    val_set(a, p->model, "receivers", list);
    val_set_bool(a, p->model, "needs_receiver", true);
    return acts_show(p, c, "reassign", arena_printf(a, "/tasks/%lld/reassign", (long long)t->id));
}

enum err page_reassign_form(struct page *p)
{
    struct case_file c;
    struct task t;

    TRY(load(p, &t, &c));
    return show(p, &t, &c);
}

enum err page_reassign(struct page *p)
{
    int64_t receiver = 0;
    struct case_file c;
    struct task t;
    enum err e;

    TRY(load(p, &t, &c));
    if (str_int(page_field(p, "receiver"), &receiver) != OK)
        receiver = 0;
    e = reassign_offer(p->cx, t.id, receiver, page_field(p, "note"));
    if (e == ERR_INVALID) {
        TRY(show(p, &t, &c));
        return page_again(p, e, "act", page_word(p, "act.reassign"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=reassign", (long long)c.id));
    return OK;
}

/* ---- what waits for an answer ---- */

static enum err show_waiting(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct reassign_list all;
    struct case_list cases;
    int64_t *ids;

    TRY(reassign_waiting(p->cx, &all));
    ids = ARENA_ARRAY(a, all.count, int64_t);
    for (size_t i = 0; i < all.count; i++)
        ids[i] = all.items[i].case_id;
    TRY(case_get_all(p->cx, ids, all.count, &cases));
    for (size_t i = 0; i < all.count; i++) {
        const struct reassign *r = &all.items[i];
        struct val *m = val_set_int(a, val_map(a), "id", r->id);
        const struct case_file *c = case_list_find(&cases, r->case_id);
        if (c == NULL)
            return ERR_NOT_FOUND;
        val_set_str(a, m, "state", r->state);
        val_set_str(a, m, "from", r->from_name);
        val_set_str(a, m, "to", r->name);
        val_set_str(a, m, "reason", r->reason);
        val_set_int(a, m, "at", r->at);
        val_set_str(a, m, "number", c->number);
        val_set_str(a, m, "item", piece_name(p, c->item_zh, c->item_en));
        val_push(a, list, val_set_str(a, m, "url", arena_printf(a, "/reassign/%lld", (long long)r->id)));
    }
    val_set(a, p->model, "offers", list);
    page_show(p, "reassign", page_word(p, "reassign.title"));
    return OK;
}

enum err page_reassign_waiting(struct page *p)
{
    return show_waiting(p);
}

enum err page_reassign_answer(struct page *p)
{
    struct str answer = page_field(p, "answer");
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    if (!str_is(answer, "yes") && !str_is(answer, "no"))
        e = ctx_gap(p->cx, STR("answer"), "gap.no_choice", STR(""));
    else
        e = reassign_answer(p->cx, id, str_is(answer, "yes"), page_field(p, "note"));
    if (e == ERR_INVALID) {
        TRY(show_waiting(p));
        return page_again(p, e, "reassign", page_word(p, "reassign.title"));
    }
    TRY(e);
    page_go(p, STR("/reassign"));
    return OK;
}
