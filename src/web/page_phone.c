/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_phone - what the holder of a one-time link sees and sends; no account, no session, the token is the key. */
#include "domain/house.h"
#include "domain/link.h"
#include "domain/packs.h"
#include "domain/paper.h"
#include "domain/slot.h"
#include "web/comer.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

struct held { struct link link; struct link_subject about; const struct item *item; struct str url; };

/* ---- the token ---- */

/* The address is the key: it goes to nobody. */
static void keep_secret(struct page *p)
{
    response_header(p->rs, "Referrer-Policy", STR("no-referrer"));
    response_header(p->rs, "X-Robots-Tag", STR("noindex"));
}

static enum err find(struct page *p, struct held *out)
{
    enum err e;

    keep_secret(p);
    TRY(gate_try(p, GATE_LINK, STR("")));
    e = link_find(p->cx, p->params[0], &out->link);
    if (e == ERR_NOT_FOUND)
        gate_wrong(p, GATE_LINK, STR(""));
    return e;
}

static enum err load(struct page *p, struct held *out)
{
    const struct pack *pack;

    TRY(find(p, out));
    TRY(link_about(p->cx, &out->link, &out->about));
    if (packs_get(p->cx, out->link.pack_version, &pack) != OK)
        pack = p->cx->house->pack;
    out->item = pack_item(pack, out->about.item);
    out->url = arena_join(page_arena(p), STR("/p/"), p->params[0]);
    return OK;
}

/* A kind page in place of an error: why it takes nothing, and whom to ask. */
static enum err show_over(struct page *p, const char *why, int status)
{
    val_set_str(page_arena(p), p->model, "why", str_of(why));
    page_show(p, "phone_over", page_word(p, "phone.over"));
    p->status = status;
    return OK;
}

/* ---- the page ---- */

static struct val *slot_model(struct page *p, const struct held *h, const struct scan_list *scans, struct str id)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "id", id), *list = val_list(a);
    const struct val *error = val_find(val_at(p->model, "gap"), arena_join(a, STR("material."), id));

    for (size_t i = 0; i < scans->count; i++) {
        long long scan = scans->items[i].id;
        struct val *s = val_set_int(a, val_map(a), "id", scan);
        if (!str_eq(scans->items[i].slot, id))
            continue;
        val_set_str(a, s, "thumb", arena_printf(a, "%.*s/scans/%lld/thumb", STR_ARG(h->url), scan));
        val_set_str(a, s, "kind", scans->items[i].type);
        val_set_int(a, s, "bytes", scans->items[i].bytes);
        val_push(a, list, s);
    }
    val_set_str(a, m, "name", page_label(p, slot_name(h->item, id)));
    val_set_str(a, m, "error", error != NULL ? error->text : STR(""));
    val_set_str(a, m, "upload_url", arena_printf(a, "%.*s/papers?slot=%.*s", STR_ARG(h->url), STR_ARG(id)));
    val_set_str(a, m, "parts_url", arena_join(a, h->url, STR("/parts")));
    val_set_str(a, m, "drop_url", arena_join(a, h->url, STR("/drop")));
    return val_set(a, m, "scans", list);
}

static enum err put_slots(struct page *p, const struct held *h)
{
    struct val *slots = val_list(page_arena(p));
    struct scan_list scans;

    TRY(link_scans(p->cx, &h->link, &scans));
    for (size_t i = 0; i < h->link.slots->count; i++)
        val_push(page_arena(p), slots, slot_model(p, h, &scans, h->link.slots->items[i]->text));
    val_set(page_arena(p), p->model, "slots", slots);
    val_set_int(page_arena(p), p->model, "count", (int64_t)scans.count);
    return OK;
}

/* The gaps as the notice said them; they name no person. */
static enum err put_gaps(struct page *p, const struct held *h)
{
    struct val *gaps;

    if (h->link.task == 0)
        return OK;
    TRY(piece_gaps(p, h->link.subject, &gaps));
    val_set(page_arena(p), p->model, "gaps", gaps);
    return comer_put(p, h->link.subject);
}

static enum err show(struct page *p, const struct held *h)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_str(a, m, "url", h->url);
    val_set_int(a, m, "until", h->link.until_at);
    val_set_str(a, m, "item", h->item != NULL ? page_label(p, h->item->plain.zh.len > 0 ? h->item->plain : h->item->name) : STR(""));
    val_set_str(a, m, "who", piece_masked(p, h->about.applicant));
    val_set_str(a, m, "place", piece_place(p, h->about.place));
    val_set_bool(a, m, "correction", h->link.task != 0);
    val_set(a, p->model, "link", m);
    TRY(put_gaps(p, h));
    TRY(put_slots(p, h));
    page_show(p, "phone", page_word(p, "phone.title"));
    return OK;
}

enum err page_phone(struct page *p)
{
    struct held h;
    enum err e = load(p, &h);
    const char *why;

    if (e == ERR_NOT_FOUND)
        return show_over(p, "unknown", 404);
    TRY(e);
    why = h.about.handed_in && h.link.ended_at == 0 ? "filed" : link_over(&h.link, p->cx->now);
    return why != NULL ? show_over(p, why, 410) : show(p, &h);
}

/* ---- papers ---- */

static enum err again(struct page *p, const struct held *h, enum err e)
{
    model_errors(p);
    TRY(show(p, h));
    p->status = model_status(e);
    return OK;
}

/* What a telephone is told when the link is over meanwhile: gone, not merely refused. */
static enum err refuse(struct page *p, const struct held *h, enum err e)
{
    const char *why = link_over(&h->link, p->cx->now);

    if (e == ERR_STATE && why != NULL && !request_wants_json(p->rq))
        return show_over(p, why, 410);
    if (e == ERR_STATE && why != NULL)
        p->status = 410;
    return e == ERR_INVALID && !request_wants_json(p->rq) ? again(p, h, e) : e;
}

static enum err take(struct page *p, const struct held *h, struct str slot, struct str bytes)
{
    struct scan s = { 0 };

    TRY(link_takes(p->cx, &h->link, slot, (int64_t)bytes.len));
    TRY(paper_take(p->cx, arena_join(page_arena(p), STR("material."), slot), bytes, &s));
    s.slot = slot;
    return link_add(p->cx, h->link.id, &s);
}

static enum err take_all(struct page *p, const struct held *h, struct str slot)
{
    if (p->rq->file_count == 0)
        return ctx_gap(p->cx, arena_join(page_arena(p), STR("material."), slot), "gap.scan.empty", STR(""));
    for (size_t i = 0; i < p->rq->file_count; i++)
        TRY(take(p, h, slot, p->rq->files[i].bytes));
    return OK;
}

enum err page_phone_add(struct page *p)
{
    struct str slot = request_query(p->rq, "slot");
    struct held h;
    enum err e = load(p, &h);

    if (e == ERR_NOT_FOUND)
        return show_over(p, "unknown", 404);
    TRY(e);
    e = take_all(p, &h, slot);
    if (e != OK)
        return refuse(p, &h, e);
    page_go(p, arena_printf(page_arena(p), "%.*s#f-material.%.*s", STR_ARG(h.url), STR_ARG(slot)));
    return OK;
}

enum err page_phone_drop(struct page *p)
{
    struct held h;
    int64_t scan;
    enum err e;

    TRY(load(p, &h));
    if (str_int(page_field(p, "scan"), &scan) != OK)
        return ERR_NOT_FOUND;
    e = link_drop(p->cx, h.link.id, scan);
    if (e != OK)
        return refuse(p, &h, e);
    page_go(p, h.url);
    return OK;
}

enum err page_phone_thumb(struct page *p)
{
    struct scan_list scans;
    struct held h;
    int64_t id;

    TRY(load(p, &h));
    TRY(page_id(p, 1, &id));
    TRY(link_scans(p->cx, &h.link, &scans));
    for (size_t i = 0; i < scans.count && link_over(&h.link, p->cx->now) == NULL; i++)
        if (scans.items[i].id == id)
            return page_send_thumb(p, scans.items[i].digest, scans.items[i].type);
    return ERR_NOT_FOUND;
}

/* ---- in pieces ---- */

static void put_part(struct page *p, int64_t id, int64_t received, bool whole)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "id", id);

    val_set_int(a, m, "received", received);
    val_set_bool(a, m, "whole", whole);
    val_set(a, p->model, "part", m);
    page_show(p, "phone_part", page_word(p, "phone.title"));
}

enum err page_part_begin(struct page *p)
{
    const struct val *sent = val_at(p->rq->form, "bytes");
    int64_t bytes = sent->kind == VAL_INT ? sent->num : 0, id;
    struct held h;
    enum err e;

    TRY(load(p, &h));
    if (sent->kind == VAL_TEXT && str_int(sent->text, &bytes) != OK)
        bytes = 0;
    e = link_part_begin(p->cx, h.link.id, page_field(p, "slot"), bytes, page_field(p, "sha256"), &id);
    if (e != OK)
        return refuse(p, &h, e);
    put_part(p, id, 0, false);
    return OK;
}

enum err page_part_show(struct page *p)
{
    struct link_part part;
    struct held h;
    int64_t id;

    TRY(load(p, &h));
    TRY(page_id(p, 1, &id));
    TRY(link_part_get(p->cx, h.link.id, id, &part));
    put_part(p, id, part.received, false);
    return OK;
}

/* The whole is a paper like any other; what is damaged begins anew. */
static enum err finish(struct page *p, const struct held *h, int64_t id)
{
    struct link_part part;
    struct str bytes;
    enum err e;

    TRY(link_part_get(p->cx, h->link.id, id, &part));
    e = link_part_bytes(p->cx, &part, &bytes);
    if (e == OK)
        e = take(p, h, part.slot, bytes);
    if (e == OK || e == ERR_INVALID)
        TRY(link_part_end(p->cx, h->link.id, id));
    return e;
}

static enum err add_piece(struct page *p, const struct held *h, int64_t id, int64_t *received)
{
    struct link_piece piece = { .link = h->link.id, .part = id, .at = page_query_int(p, "at", -1) };

    if (p->rq->file_count != 1 || piece.at < 0)
        return ctx_gap(p->cx, STR("piece"), "gap.link.piece", STR(""));
    piece.bytes = p->rq->files[0].bytes;
    return link_part_add(p->cx, &piece, received);
}

enum err page_part_add(struct page *p)
{
    struct link_part part;
    struct held h;
    int64_t id, received = 0;
    enum err e;

    TRY(load(p, &h));
    TRY(page_id(p, 1, &id));
    TRY(link_part_get(p->cx, h.link.id, id, &part));
    if (link_over(&h.link, p->cx->now) != NULL)
        return refuse(p, &h, ERR_STATE);
    e = add_piece(p, &h, id, &received);
    if (e == OK && received == part.bytes)
        e = finish(p, &h, id);
    if (e != OK && e != ERR_CONFLICT)
        return refuse(p, &h, e);
    put_part(p, id, received, e == OK && received == part.bytes);
    p->status = e == ERR_CONFLICT ? model_status(e) : 0;
    return OK;
}

/* ---- all is sent ---- */

enum err page_phone_done(struct page *p)
{
    struct held h;
    enum err e = load(p, &h);

    if (e == ERR_NOT_FOUND)
        return show_over(p, "unknown", 404);
    TRY(e);
    e = link_hand_in(p->cx, &h.link, comer_sent(p));
    if (e != OK)
        return refuse(p, &h, e);
    val_set_bool(page_arena(p), p->model, "correction", h.link.task != 0);
    return show_over(p, "thanks", 200);
}
