/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_notice - the numbered papers of a case to print: the receipt on A5, all others on A4. */
#include "domain/house.h"
#include "domain/number.h"
#include "domain/paper.h"
#include "domain/person.h"
#include "domain/slot.h"
#include "web/body.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

/* ---- the receipt ---- */

static struct val *slot_of(struct arena *a, struct val *list, struct str name)
{
    struct val *m;

    for (size_t i = 0; i < list->count; i++)
        if (str_eq(val_str(list->items[i], "name"), name))
            return list->items[i];
    m = val_set_int(a, val_set_str(a, val_map(a), "name", name), "count", 0);
    val_push(a, list, m);
    return m;
}

/* The receipt says what was filed; what came since stands apart, so that it never says more of that day than was so. */
static enum err put_materials(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *later = val_list(a);
    struct case_material_list papers;

    TRY(case_materials(p->cx, c->id, &papers));
    for (size_t i = 0; i < papers.count; i++) {
        const struct case_material *paper = &papers.items[i];
        bool since = paper->n / PAPERS_AN_EVENT > 1;
        struct val *m;
        if (str_is(paper->slot, SLOT_DELIVERY_PROOF))
            continue;
        m = slot_of(a, since ? later : list, piece_name(p, paper->name_zh, paper->name_en));
        val_set_int(a, m, "count", val_num(m, "count") + 1);
        val_set_int(a, m, "at", paper->added_at);
    }
    val_set(a, p->model, "materials", list);
    val_set(a, p->model, "later", later);
    return OK;
}

static struct str track_address(const struct page *p, const struct case_file *c)
{
    return arena_printf(page_arena(p), "%.*s/track?number=%.*s", STR_ARG(p->cx->house->public_url), STR_ARG(c->number));
}

/* Where the paper was taken in: the room or window, or on line by the applicant. */
static struct str handler_place(const struct page *p, const struct case_file *c)
{
    static const enum level levels[] = {
        [CHANNEL_VILLAGE] = LEVEL_VILLAGE, [CHANNEL_TOWNSHIP] = LEVEL_TOWNSHIP, [CHANNEL_COUNTY] = LEVEL_COUNTY,
    };

    if (c->channel == CHANNEL_PUBLIC)
        return page_word(p, "paper.online");
    return piece_place(p, division_at(c->place, levels[c->channel]));
}

static enum err put_head(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *m = piece_case(p, c, false);
    const struct val *answers;
    struct person person;

    TRY(person_get(p->cx, c->applicant, &person));
    TRY(case_answers(p->cx, c->id, &answers));
    val_set_str(a, m, "id_no", piece_hidden(p, person.id_no, 6, 4));
    val_set_str(a, m, "address", val_str(answers, "applicant.address"));
    val_set_str(a, m, "code", number_query_code(p->cx, c->number));
    val_set_str(a, m, "handler_place", handler_place(p, c));
    TRY(piece_mandate(p, c, m));
    val_set(a, p->model, "case", m);
    val_set_str(a, p->model, "track_address", arena_join(a, p->cx->house->public_url, STR("/track")));
    return OK;
}

static enum err put_received(struct page *p, const struct case_file *c)
{
    const struct document *d;
    struct document_list all;

    TRY(document_of_case(p->cx, c->id, &all));
    d = document_last(&all, STR("receipt"));
    if (d != NULL)
        val_set_str(page_arena(p), p->model, "document_number", d->number);
    return put_materials(p, c);
}

enum err receipt_show(struct page *p, const struct case_file *c, struct str back_url)
{
    struct arena *a = page_arena(p);
    struct val *journey;

    TRY(put_head(p, c));
    TRY(put_received(p, c));
    TRY(piece_originals(p, c->id, p->model));
    TRY(journey_of_case(p, c, &journey));
    val_set(a, p->model, "journey", journey);
    val_set_str(a, p->model, "back_url", back_url);
    if (back_url.len > 0)
        val_set_str(a, p->model, "qr_url", arena_join(a, back_url, STR("/qr")));
    page_show(p, "receipt", page_word(p, "paper.receipt"));
    return OK;
}

enum err page_receipt(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return receipt_show(p, &c, arena_printf(page_arena(p), "/cases/%lld", (long long)c.id));
}

enum err qr_show(struct page *p, const struct case_file *c)
{
    p->rs->type = STR("image/svg+xml");
    response_header(p->rs, "Cache-Control", STR("private, max-age=600"));
    return paper_qr(p->cx, track_address(p, c), &p->rs->body);
}

enum err page_case_qr(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return qr_show(p, &c);
}

/* ---- numbered papers ---- */

static enum err document_show(struct page *p, const struct case_file *c, const struct document *d, struct str back_url)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    TRY(put_head(p, c));
    TRY(body_fill(p, c, d, m));
    val_set(a, p->model, "notice", m);
    val_set_str(a, p->model, "back_url", back_url);
    page_show(p, "notice", val_str(m, "title"));
    return OK;
}

static struct str case_url(const struct page *p, const struct case_file *c)
{
    return arena_printf(page_arena(p), "/cases/%lld", (long long)c->id);
}

enum err page_document(struct page *p)
{
    struct document d;
    struct case_file c;
    int64_t n;

    TRY(page_id(p, 1, &n));
    TRY(page_see_case(p, 0, &c));
    TRY(document_get(p->cx, c.id, n, &d));
    if (str_is(d.kind, "receipt"))
        return receipt_show(p, &c, case_url(p, &c));
    return document_show(p, &c, &d, case_url(p, &c));
}

/* "decision" is whichever was made last: of a case that was reopened the one that stands. */
static const struct document *find_kind(const struct document_list *all, struct str kind)
{
    if (!str_is(kind, "decision"))
        return document_last(all, kind);
    for (size_t i = all->count; i-- > 0;)
        if (str_is(all->items[i].kind, "granted") || str_is(all->items[i].kind, "refused"))
            return &all->items[i];
    return NULL;
}

enum err page_notice(struct page *p)
{
    const struct document *d;
    struct document_list all;
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    TRY(document_of_case(p->cx, c.id, &all));
    d = find_kind(&all, p->params[1]);
    return d != NULL ? document_show(p, &c, d, case_url(p, &c)) : ERR_NOT_FOUND;
}

/* ---- papers of a tracking page ---- */

struct str piece_track_paper_url(const struct page *p, const struct case_file *c, const struct document *d)
{
    struct str token = document_token(p->cx, c->number, d->n);

    return arena_printf(page_arena(p), "/track/%.*s/papers/%lld/%.*s", STR_ARG(c->number), (long long)d->n, STR_ARG(token));
}

enum err piece_track_papers(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct document_list all;

    TRY(document_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct document *d = &all.items[i];
        if (c->decided_at == 0 && (str_is(d->kind, "granted") || str_is(d->kind, "refused")))
            continue;                       /* of a department in a joint case: told with the others */
        struct val *m = val_set_str(a, val_map(a), "name", body_title(p, piece_item(p, c), d->kind));
        val_set_str(a, m, "number", d->number);
        val_set_int(a, m, "at", d->at);
        val_set_str(a, m, "url", piece_track_paper_url(p, c, d));
        val_push(a, list, m);
    }
    val_set(a, p->model, "papers", list);
    return OK;
}

enum err page_track_paper(struct page *p)
{
    struct document d;
    struct case_file c;
    int64_t n;

    TRY(page_id(p, 1, &n));
    if (!document_token_fits(p->cx, p->params[0], n, p->params[2]))
        return ERR_NOT_FOUND;
    TRY(case_by_number(p->cx, p->params[0], &c));
    TRY(document_get(p->cx, c.id, n, &d));
    if (str_is(d.kind, "receipt"))
        return receipt_show(p, &c, STR(""));
    return document_show(p, &c, &d, STR(""));
}
