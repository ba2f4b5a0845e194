/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_notice - the papers of a case to print: receipt on A5; acceptance, correction, refusal, decision on A4. */
#include "domain/house.h"
#include "domain/number.h"
#include "domain/paper.h"
#include "domain/person.h"
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

static enum err put_materials(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct case_material_list papers;

    TRY(case_materials(p->cx, c->id, &papers));
    for (size_t i = 0; i < papers.count; i++) {
        struct val *m = slot_of(a, list, piece_name(p, papers.items[i].name_zh, papers.items[i].name_en));
        val_set_int(a, m, "count", val_num(m, "count") + 1);
    }
    val_set(a, p->model, "materials", list);
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

enum err receipt_show(struct page *p, const struct case_file *c, struct str back_url)
{
    struct arena *a = page_arena(p);
    struct val *journey;

    TRY(put_head(p, c));
    TRY(put_materials(p, c));
    TRY(journey_of_case(p, c, &journey));
    val_set(a, p->model, "journey", journey);
    val_set_str(a, p->model, "back_url", back_url);
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

/* ---- notices ---- */

/* Which event of the case a notice tells of. */
static const struct kind { const char *name, *event; } kinds[] = {
    { "acceptance",   "case.accepted" },
    { "correction",   "case.correction_asked" },
    { "not_accepted", "case.not_accepted" },
    { "decision",     "case.decided" },
};

static const struct kind *find_kind(struct str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(name, kinds[i].name))
            return &kinds[i];
    return NULL;
}

static enum err find_event(struct page *p, const struct case_file *c, const char *type, struct event *out)
{
    struct event_list events;

    TRY(event_stream(p->cx, STREAM_CASE, c->id, &events));
    for (size_t i = events.count; i-- > 0;)
        if (str_is(events.items[i].type, type)) {
            *out = events.items[i];
            return OK;
        }
    return ERR_NOT_FOUND;
}

/* The organ that speaks: the acceptor before the decision, the deciding office in it. */
static struct str organ(const struct page *p, const struct case_file *c, const struct event *ev)
{
    const struct val *by = val_at(ev->payload, "by");

    if (str_is(ev->type, "case.decided") && val_has(by, "place"))
        return piece_organ(p, val_num(by, "place"), c->department);
    return piece_organ(p, c->acceptor_place, c->acceptor_department);
}

static enum err put_limits(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    const struct clock *promise;
    struct clock_list clocks;
    struct val *m = val_map(a);

    TRY(clock_of_case(p->cx, c->id, &clocks));
    promise = clock_find(&clocks, STR("promise"));
    if (promise == NULL)
        return OK;
    val_set_int(a, m, "days", promise->days);
    val_set_str(a, m, "unit", promise->unit == WORKING_DAYS ? STR("working") : STR("calendar"));
    if (promise->due_at != DUE_NONE)
        val_set_int(a, m, "due", promise->due_at);
    val_set(a, p->model, "promise", m);
    return OK;
}

static enum err put_notice(struct page *p, const struct case_file *c, const struct kind *kind, const struct event *ev)
{
    const struct item *item = piece_item(p, c);
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "kind", str_of(kind->name));

    val_set_int(a, m, "at", ev->at);
    val_set_str(a, m, "organ", organ(p, c, ev));
    val_set_str(a, m, "outcome", c->outcome);
    val_set_str(a, m, "reason", val_str(val_at(ev->payload, "task"), "note"));
    val_set(a, m, "gaps", val_copy(a, val_at(ev->payload, "gaps")));
    val_set_str(a, m, "result", item != NULL ? page_label(p, item->result) : STR(""));
    val_set_str(a, m, "remedy", item != NULL ? page_label(p, item->remedy) : STR(""));
    val_set_bool(a, m, "licence", item != NULL && str_is(item->type, "01"));
    val_set(a, p->model, "notice", m);
    return put_limits(p, c);
}

enum err page_notice(struct page *p)
{
    const struct kind *kind = find_kind(p->params[1]);
    struct case_file c;
    struct event ev;
    struct str title;

    if (kind == NULL)
        return ERR_NOT_FOUND;
    TRY(page_see_case(p, 0, &c));
    TRY(find_event(p, &c, kind->event, &ev));
    TRY(put_head(p, &c));
    TRY(put_notice(p, &c, kind, &ev));
    val_set_str(page_arena(p), p->model, "back_url", arena_printf(page_arena(p), "/cases/%lld", (long long)c.id));
    title = arena_join(page_arena(p), STR("paper."), str_of(kind->name));
    page_show(p, "notice", page_word(p, title.p));
    return OK;
}
