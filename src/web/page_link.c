/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_link - the officer's side of a one-time link: making it, its QR code, what has come by it, ending it. */
#include "base/calendar.h"
#include "domain/house.h"
#include "domain/identity.h"
#include "domain/link.h"
#include "domain/paper.h"
#include "domain/slot.h"
#include "domain/supplement.h"
#include "web/inside.h"
#include "web/link.h"
#include "web/pages.h"
#include "web/pieces.h"

/* Where the papers lie: a draft, or the open task of a correction. */
struct place { int64_t id, subject, task; struct str url, item, back; const struct item *what; };

static enum err draft_place(struct page *p, struct place *out)
{
    struct arena *a = page_arena(p);
    struct draft d;

    TRY(page_id(p, 0, &out->id));
    TRY(draft_get(p->cx, out->id, &d));
    out->subject = out->id;
    out->task = 0;
    out->url = arena_printf(a, "/drafts/%lld", (long long)out->id);
    out->back = arena_join(a, out->url, STR("/materials"));
    out->what = pack_item(p->cx->house->pack, d.item);
    out->item = d.item;
    return d.case_id == 0 ? OK : ctx_fail(p->cx, ERR_STATE, "gap.draft.submitted", STR(""));
}

static enum err task_place(struct page *p, struct place *out)
{
    struct arena *a = page_arena(p);
    struct case_file c;
    struct task t;

    TRY(page_id(p, 0, &out->id));
    TRY(task_get(p->cx, out->id, &t));
    TRY(page_see(p, t.case_id, &c));
    out->subject = c.id;
    out->task = t.id;
    out->url = arena_printf(a, "/tasks/%lld", (long long)t.id);
    out->back = arena_join(a, out->url, STR("/supplied"));
    out->what = piece_item(p, &c);
    out->item = c.item;
    return OK;
}

/* ---- what the pages with slots show ---- */

static void add_link(struct page *p, const struct link *l, struct val *list)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "id", l->id), *slots = val_list(a);
    const char *why = link_over(l, p->cx->now);

    for (size_t i = 0; i < l->slots->count; i++)
        val_push(a, slots, val_text(a, l->slots->items[i]->text));
    val_set_int(a, m, "until", l->until_at);
    val_set_int(a, m, "files", l->files);
    val_set_str(a, m, "by", l->made_name);
    val_set_int(a, m, "made_at", l->made_at);
    val_set_str(a, m, "over", str_of(why != NULL ? why : ""));
    val_push(a, list, m);
}

static struct val *ways(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; identity_ways[i] != NULL; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(identity_ways[i]));
        val_push(a, list, val_set_bool(a, m, "on", str_is(page_field(p, "identity.how"), identity_ways[i])));
    }
    return list;
}

static int64_t last_scan(const struct scan_list *scans)
{
    int64_t last = 0;

    for (size_t i = 0; i < scans->count; i++)
        last = scans->items[i].id > last ? scans->items[i].id : last;
    return last;
}

enum err link_put(struct page *p, struct str url, int64_t subject, const struct scan_list *scans)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *list = val_list(a);
    struct link_list all;

    TRY(link_of_subject(p->cx, subject, &all));
    for (size_t i = 0; i < all.count; i++)
        add_link(p, &all.items[i], list);
    val_set_str(a, m, "make_url", arena_join(a, url, STR("/links")));
    val_set_str(a, m, "end_url", arena_join(a, url, STR("/links/end")));
    val_set_str(a, m, "arrivals_url", arena_join(a, url, STR("/arrivals")));
    val_set_int(a, m, "since", last_scan(scans));
    val_set(a, m, "all", list);
    val_set(a, m, "ways", ways(p));
    val_set(a, p->model, "phone", m);
    return OK;
}

/* ---- making ---- */

/* A box ticked once is a text, several are a list. */
static struct val *chosen(struct page *p)
{
    const struct val *sent = val_at(p->rq->form, "slots");
    struct val *list = val_list(page_arena(p));

    if (sent->kind == VAL_TEXT)
        val_push(page_arena(p), list, val_text(page_arena(p), sent->text));
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        if (sent->items[i]->kind == VAL_TEXT)
            val_push(page_arena(p), list, val_text(page_arena(p), sent->items[i]->text));
    return list;
}

static enum err scans_of(struct page *p, const struct place *at, struct scan_list *out)
{
    return at->task == 0 ? draft_scans(p->cx, at->subject, out) : supplement_scans(p->cx, at->subject, out);
}

/* The token is told here, this once. */
static enum err show_made(struct page *p, const struct place *at, const struct link_wish *w, struct str token)
{
    struct arena *a = page_arena(p);
    struct str address = arena_printf(a, "%.*s/p/%.*s", STR_ARG(p->cx->house->public_url), STR_ARG(token)), qr;
    struct val *m = val_map(a), *slots = val_list(a);
    struct scan_list scans;

    TRY(paper_qr(p->cx, address, &qr));
    TRY(scans_of(p, at, &scans));
    TRY(link_put(p, at->url, at->subject, &scans));
    for (size_t i = 0; i < w->slots->count; i++) {
        struct str id = w->slots->items[i]->text;
        struct val *s = val_set_str(a, val_map(a), "id", id);
        val_push(a, slots, val_set_str(a, s, "name", page_label(p, slot_name(at->what, id))));
    }
    val_set_str(a, m, "address", address);
    val_set_str(a, m, "qr", qr);
    val_set_int(a, m, "until", p->cx->now + LINK_DAYS * DAY_MS);
    val_set(a, p->model, "made", m);
    val_set(a, p->model, "slots", slots);
    val_set_str(a, p->model, "back_url", at->back);
    page_show(p, "phone_link", page_word(p, "phone.made"));
    return OK;
}

static enum err make(struct page *p, const struct place *at)
{
    struct link_wish w = { .id = at->id, .slots = chosen(p), .how = page_field(p, "identity.how"),
                           .note = page_field(p, "identity.note") };
    struct str token;

    TRY(at->task == 0 ? link_make(p->cx, &w, &token) : link_make_supplement(p->cx, &w, &token));
    return show_made(p, at, &w, token);
}

enum err page_link_make(struct page *p)
{
    struct place at;
    enum err e;

    TRY(draft_place(p, &at));
    e = make(p, &at);
    return e == ERR_INVALID ? page_materials_again(p, e) : e;
}

enum err page_link_make_supplement(struct page *p)
{
    struct place at;

    TRY(task_place(p, &at));
    return make(p, &at);
}

/* ---- ending ---- */

static enum err end(struct page *p, const struct place *at)
{
    int64_t id;

    if (str_int(page_field(p, "link"), &id) != OK)
        return ERR_NOT_FOUND;
    TRY(link_revoke(p->cx, at->subject, id));
    page_go(p, at->back);
    return OK;
}

enum err page_link_end(struct page *p)
{
    struct place at;

    TRY(draft_place(p, &at));
    return end(p, &at);
}

enum err page_link_end_supplement(struct page *p)
{
    struct place at;

    TRY(task_place(p, &at));
    return end(p, &at);
}

/* ---- what came meanwhile ---- */

static enum err arrivals(struct page *p, const struct place *at, struct str scans_url)
{
    int64_t since = page_query_int(p, "since", 0);
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct scan_list scans;

    TRY(scans_of(p, at, &scans));
    for (size_t i = 0; i < scans.count; i++) {
        const struct scan *s = &scans.items[i];
        struct val *m = val_set_int(a, val_map(a), "id", s->id);
        if (s->id <= since)
            continue;
        val_set_str(a, m, "slot", s->slot);
        val_set_str(a, m, "url", arena_printf(a, "%.*s/%lld", STR_ARG(scans_url), (long long)s->id));
        val_set_str(a, m, "thumb", arena_printf(a, "%.*s/%lld/thumb", STR_ARG(scans_url), (long long)s->id));
        val_set_str(a, m, "kind", s->type);
        val_set_int(a, m, "bytes", s->bytes);
        val_push(a, list, m);
    }
    val_set(a, p->model, "arrived", list);
    val_set_int(a, p->model, "since", last_scan(&scans) > since ? last_scan(&scans) : since);
    val_set_str(a, p->model, "back_url", at->back);
    page_show(p, "phone_arrivals", page_word(p, "phone.arrived"));
    return OK;
}

enum err page_arrivals(struct page *p)
{
    struct place at;

    TRY(draft_place(p, &at));
    return arrivals(p, &at, arena_join(page_arena(p), at.url, STR("/scans")));
}

enum err page_arrivals_supplement(struct page *p)
{
    struct place at;

    TRY(task_place(p, &at));
    return arrivals(p, &at, arena_join(page_arena(p), at.url, STR("/papers")));
}
