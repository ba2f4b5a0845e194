/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_delivery - handing the result over: at the counter, by post, electronically. */
#include "domain/delivery.h"
#include "domain/paper.h"
#include "domain/proxy.h"
#include "domain/slot.h"
#include "domain/taker.h"
#include "web/acts.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

static enum err load(struct page *p, struct task *t, struct case_file *c)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(task_get(p->cx, id, t));
    TRY(page_see(p, t->case_id, c));
    return str_is(t->kind, "deliver") ? OK : ERR_NOT_FOUND;
}

static void put_ways(struct page *p, const struct case_file *c)
{
    const struct item *item = piece_item(p, c);
    struct arena *a = page_arena(p);
    struct val *ways = val_map(a);

    for (int w = 0; item != NULL && w < DELIVERY_COUNT; w++)
        val_set_bool(a, ways, delivery_name((enum delivery)w), item->delivers[w]);
    val_set(a, p->model, "ways", ways);
}

static void put_form(struct page *p, const struct case_file *c)
{
    static const char *const keys[] = { "way", "taken_by", "proof", "consent", "carrier", "tracking", "payer", "why", "note" };
    struct arena *a = page_arena(p);
    struct val *form = val_map(a), *relations = val_list(a);
    bool fresh = p->rq->form->count == 0;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        val_set_str(a, form, keys[i], page_field(p, keys[i]));
    if (fresh)
        val_set_str(a, form, "taken_by", c->applicant_name);
    for (const char *const *r = delivery_relations; *r != NULL; r++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(*r));
        val_push(a, relations, val_set_bool(a, m, "on", str_is(page_field(p, "relation"), *r)));
    }
    val_set(a, p->model, "form", form);
    val_set(a, p->model, "relations", relations);
}

/* Who may receive by letter today is named, so that nobody has to guess. */
static enum err put_letters(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct proxy_list all;

    TRY(proxy_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (proxy_allows(p->cx, &all.items[i], "receive"))
            val_push(a, list, val_set_str(a, val_map(a), "name", all.items[i].name));
    val_set(a, p->model, "letters", list);
    val_set_str(a, p->model, "letters_url", arena_printf(a, "/cases/%lld/agents", (long long)c->id));
    return OK;
}

static enum err put_members(struct page *p, const struct case_file *c)
{
    const struct item *item = piece_item(p, c);
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct register_hits home = { 0 };

    if (item != NULL)
        TRY(taker_of_household(p->cx, item, c, &home));
    for (size_t i = 0; i < home.count; i++)
        val_push(a, list, val_set_str(a, val_map(a), "name", home.items[i].name));
    val_set(a, p->model, "members", list);
    return OK;
}

/* What came back signed, and where to put more: as soon as the result is handed over. */
static enum err put_proof(struct page *p, const struct task *t, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *scans = val_list(a);
    struct case_material_list papers;

    if (t->state != TASK_DONE)
        return OK;
    TRY(case_materials(p->cx, c->id, &papers));
    for (size_t i = 0; i < papers.count; i++)
        if (str_is(papers.items[i].slot, SLOT_DELIVERY_PROOF))
            val_push(a, scans, piece_paper(p, c->id, &papers.items[i]));
    val_set_str(a, m, "print_url", arena_printf(a, "/cases/%lld/notices/delivery", (long long)c->id));
    val_set_str(a, m, "upload_url", arena_printf(a, "/tasks/%lld/delivery/proof", (long long)t->id));
    val_set(a, m, "scans", scans);
    val_set(a, p->model, "signed_proof", m);
    return OK;
}

static enum err show(struct page *p, const struct task *t, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *journey;

    TRY(journey_of_case(p, c, &journey));
    TRY(acts_deliveries(p, c, true));
    TRY(put_letters(p, c));
    TRY(put_members(p, c));
    TRY(put_proof(p, t, c));
    TRY(piece_originals(p, c->id, p->model));
    val_set_str(a, p->model, "originals_url", arena_printf(a, "/cases/%lld/originals", (long long)c->id));
    put_ways(p, c);
    put_form(p, c);
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set(a, p->model, "journey", journey);
    val_set_str(a, p->model, "action", arena_printf(a, "/tasks/%lld/delivery", (long long)t->id));
    page_show(p, "delivery", page_word(p, "delivery.title"));
    return OK;
}

enum err page_delivery_form(struct page *p)
{
    struct case_file c;
    struct task t;

    TRY(load(p, &t, &c));
    return show(p, &t, &c);
}

/* What a letter that arrived says is read by the domain as way "post". */
static enum err hand_over(struct page *p, const struct task *t, bool arrived)
{
    struct arena *a = page_arena(p);
    struct val *form = val_copy(a, p->rq->form);
    struct act act = { .task = t->id, .outcome = STR("delivered"), .note = page_field(p, "note"), .delivery = form };
    struct case_file c;

    if (arrived)
        val_set_str(a, form, "way", STR("post"));
    return handling_act(p->cx, &act, &c);
}

static enum err act(struct page *p, const struct task *t, const char **done)
{
    struct str way = page_field(p, "way");

    if (str_is(way, "came_back")) {
        *done = "post_returned";
        return delivery_came_back(p->cx, t->id, page_field(p, "why"));
    }
    if (str_is(way, "post")) {
        *done = "posted";
        return delivery_send(p->cx, t->id, p->rq->form);
    }
    *done = "delivered";
    return hand_over(p, t, str_is(way, "arrived"));
}

enum err page_delivery(struct page *p)
{
    const char *done;
    struct case_file c;
    struct task t;
    enum err e;

    TRY(load(p, &t, &c));
    e = act(p, &t, &done);
    if (e == ERR_INVALID) {
        TRY(show(p, &t, &c));
        return page_again(p, e, "delivery", page_word(p, "delivery.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=%s", (long long)c.id, done));
    return OK;
}

static enum err take_proof(struct page *p, const struct task *t)
{
    if (p->rq->file_count == 0)
        return ctx_gap(p->cx, STR("sheet"), "gap.scan.empty", STR(""));
    for (size_t i = 0; i < p->rq->file_count; i++) {
        struct scan s = { 0 };
        TRY(paper_take(p->cx, STR("sheet"), p->rq->files[i].bytes, &s));
        TRY(delivery_keep_proof(p->cx, t->id, &s));
    }
    return OK;
}

enum err page_delivery_proof(struct page *p)
{
    struct case_file c;
    struct task t;
    enum err e;

    TRY(load(p, &t, &c));
    e = take_proof(p, &t);
    if (e == ERR_INVALID) {
        TRY(show(p, &t, &c));
        return page_again(p, e, "delivery", page_word(p, "delivery.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/tasks/%lld/delivery", (long long)t.id));
    return OK;
}
