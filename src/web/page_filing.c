/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_filing - an application, one subject a page, saved at each step; the same form for village room and public. */
#include <string.h>

#include "domain/answers.h"
#include "domain/channel.h"
#include "domain/document.h"
#include "domain/draft.h"
#include "domain/exempt.h"
#include "domain/filing.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/number.h"
#include "domain/once.h"
#include "domain/prefill.h"
#include "web/draft_consent.h"
#include "web/inside.h"
#include "web/link.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/question.h"
#include "web/register_file.h"
#include "web/sheet.h"

/* ---- beginning ---- */

static bool offers_place(const struct page *p, const struct item *item, const struct division *d)
{
    enum channel ignored;
    const struct post *post;
    size_t gaps = p->cx->gap_count;
    bool mine;

    if (d->level != LEVEL_VILLAGE)
        return false;
    if (p->face == FACE_PUBLIC)
        return true;
    mine = channel_of(p->cx, item, d->code, &ignored, &post) == OK;
    p->cx->gap_count = gaps;
    return mine;
}

static struct val *places(const struct page *p, const struct item *item)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < pack->division_count; i++) {
        struct val *m = val_map(a);
        if (!offers_place(p, item, &pack->divisions[i]))
            continue;
        val_set_int(a, m, "code", pack->divisions[i].code);
        val_set_str(a, m, "name", piece_place(p, pack->divisions[i].code));
        val_push(a, list, m);
    }
    if (list->count == 1)
        val_set_bool(a, list->items[0], "on", true);
    return list;
}

static struct val *item_head(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "code", item->code);

    val_set_str(a, m, "name", page_label(p, item->name));
    val_set_str(a, m, "plain", page_label(p, item->plain));
    return val_set_str(a, m, "url", arena_join(a, STR("/items/"), item->code));
}

enum err page_apply(struct page *p)
{
    const struct item *item = pack_item(p->cx->house->pack, p->params[0]);
    struct arena *a = page_arena(p);

    if (item == NULL || item->process == NULL || (p->face == FACE_PUBLIC && !item->open_to_public))
        return ERR_NOT_FOUND;
    val_set(a, p->model, "item", item_head(p, item));
    val_set_str(a, p->model, "action", p->rq->path);
    val_set(a, p->model, "places", places(p, item));
    TRY(register_offer(p));
    page_show(p, "file_start", page_label(p, item->name));
    return OK;
}

/* One village only: it need not be asked. */
static enum err place_asked(struct page *p, const struct item *item, int64_t *out)
{
    struct val *all = places(p, item);

    if (all->count == 1 && page_field(p, "place").len == 0) {
        *out = val_num(all->items[0], "code");
        return OK;
    }
    if (str_int(page_field(p, "place"), out) != OK && (*out = val_num(p->rq->form, "place")) == 0)
        return ctx_gap(p->cx, STR("place"), "gap.place.choose", STR(""));
    return OK;
}

/* Whoever was chosen from the register lives where it says. */
static enum err place_of(struct page *p, const struct item *item, int64_t *out)
{
    struct household h;
    int64_t home;

    if (register_chosen(p) == 0)
        return place_asked(p, item, out);
    TRY(household_of_person(p->cx, register_chosen(p), &home));
    TRY(household_see(p->cx, home, &h));
    *out = h.place;
    return OK;
}

/* Each window files for its own places only; said at the first page, asked again when it is handed in. */
static enum err may_file(struct page *p, const struct item *item, int64_t place)
{
    const struct post *post;
    enum channel channel;

    return p->face == FACE_STAFF ? channel_of(p->cx, item, place, &channel, &post) : OK;
}

/* A visitor begins only so many from one address. */
static enum err begin(struct page *p, int64_t place, int64_t *id)
{
    if (p->face != FACE_STAFF)
        TRY(gate_try(p, GATE_DRAFT, STR("")));
    if (register_chosen(p) != 0)
        return prefill_begin(p->cx, p->params[0], register_chosen(p), id);
    TRY(draft_begin_with(p->cx, p->params[0], place, p->rq->form, id));
    if (p->face != FACE_STAFF)
        gate_wrong(p, GATE_DRAFT, STR(""));
    return OK;
}

enum err page_apply_begin(struct page *p)
{
    struct arena *a = page_arena(p);
    int64_t place, id;
    const struct item *item = pack_item(p->cx->house->pack, p->params[0]);
    enum err e = item != NULL ? place_of(p, item, &place) : ERR_NOT_FOUND;

    if (e == OK)
        e = may_file(p, item, place);
    if (e == OK)
        e = begin(p, place, &id);
    if (e == ERR_INVALID) {
        TRY(page_apply(p));
        return page_again(p, e, "file_start", page_word(p, "file.start"));
    }
    TRY(e);
    val_set_int(a, p->model, "draft", id);
    page_go(p, arena_printf(a, "/drafts/%lld/" PAGE_APPLICANT, (long long)id));
    return OK;
}

/* ---- the order of pages ---- */

static size_t page_count(const struct sheet *s)
{
    return 3 + (s->item->form != NULL ? s->item->form->page_count : 0);
}

static struct str page_at(const struct sheet *s, size_t n)
{
    size_t last = page_count(s) - 1;

    if (n == 0)
        return STR(PAGE_APPLICANT);
    if (n >= last)
        return STR(PAGE_CHECK);
    return n == last - 1 ? STR(PAGE_MATERIALS) : s->item->form->pages[n - 1].id;
}

static size_t page_index(const struct sheet *s, struct str name)
{
    for (size_t n = 0; n < page_count(s); n++)
        if (str_eq(page_at(s, n), name))
            return n;
    return page_count(s);
}

static struct str page_url(const struct page *p, const struct sheet *s, size_t n)
{
    return arena_join(page_arena(p), s->url, arena_join(page_arena(p), STR("/"), page_at(s, n)));
}

static struct str page_name(const struct page *p, const struct sheet *s, size_t n)
{
    const struct form_page *page = answers_page(s->item, page_at(s, n));

    if (page != NULL)
        return page_label(p, page->name);
    return page_word(p, str_is(page_at(s, n), PAGE_CHECK) ? "file.check" : "file.materials");
}

static void put_frame(struct page *p, const struct sheet *s, size_t at)
{
    struct arena *a = page_arena(p);
    struct val *steps = val_list(a), *draft = val_map(a);

    for (size_t n = 0; n < page_count(s); n++) {
        struct val *m = val_set_str(a, val_map(a), "name", page_name(p, s, n));
        val_set_str(a, m, "url", page_url(p, s, n));
        val_set_str(a, m, "state", n < at ? STR("done") : n == at ? STR("now") : STR(""));
        val_push(a, steps, m);
    }
    val_set_int(a, draft, "id", s->d.id);
    val_set_str(a, draft, "url", s->url);
    val_set_int(a, draft, "version", s->d.version);
    val_set(a, p->model, "draft", draft);
    val_set(a, p->model, "steps", steps);
    val_set(a, p->model, "item", item_head(p, s->item));
    val_set_str(a, p->model, "action", page_url(p, s, at));
    val_set_str(a, p->model, "back_url", at > 0 ? page_url(p, s, at - 1) : STR(""));
    val_set_str(a, p->model, "next_url", page_url(p, s, at + 1));
}

/* ---- what was wrong, by the name of the field and the page where it is asked ---- */

static const struct field *field_at(const struct page *p, const struct form_page *page, struct str key)
{
    int rows = page->rows > 0 ? (int)page->rows : 1;

    for (size_t i = 0; i < page->field_count; i++)
        for (int row = 1; row <= rows; row++)
            if (str_eq(answers_key(page_arena(p), page, &page->fields[i], row), key))
                return &page->fields[i];
    return NULL;
}

static void link_error(const struct page *p, const struct sheet *s, struct val *error, size_t n)
{
    struct arena *a = page_arena(p);
    struct str anchor = arena_join(a, STR("#f-"), val_str(error, "field"));

    val_set_str(a, error, "url", arena_join(a, page_url(p, s, n), anchor));
}

static void name_error(const struct page *p, const struct sheet *s, struct val *error, size_t here)
{
    struct str key = val_str(error, "field");
    size_t materials = page_count(s) - 2;
    const struct field *f = NULL;

    if (str_starts(key, STR("material.")) && here != materials && !draft_consent_slot(str_sub(key, strlen("material."), key.len)))
        link_error(p, s, error, materials);
    for (size_t n = 0; n < materials && f == NULL; n++) {
        f = field_at(p, answers_page(s->item, page_at(s, n)), key);
        if (f == NULL)
            continue;
        val_set_str(page_arena(p), error, "label", page_label(p, f->name));
        if (n != here)
            link_error(p, s, error, n);
    }
}

static void name_errors(const struct page *p, const struct sheet *s, size_t here)
{
    const struct val *errors = val_at(p->model, "errors");

    for (size_t i = 0; i < errors->count; i++)
        name_error(p, s, errors->items[i], here);
}

/* ---- a page of questions ---- */

static enum err show_form(struct page *p, const struct sheet *s, const struct form_page *page)
{
    int extra = str_is(request_query(p->rq, "add"), "1") || val_has(p->rq->form, "add");

    put_frame(p, s, page_index(s, page->id));
    name_errors(p, s, page_index(s, page->id));
    val_set(page_arena(p), p->model, "form", question_form(p, page, s->d.answers, extra));
    page_show(p, "file_page", page_label(p, page->name));
    return OK;
}

/* ---- papers ---- */

static struct val *slot_model(struct page *p, const struct sheet *s, const struct material *material,
                              const struct scan_list *scans)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "id", material->id), *list;
    struct str key = arena_join(a, STR("material."), material->id);
    const struct val *error = val_find(val_at(p->model, "gap"), key);

    list = piece_scans(p, arena_join(a, s->url, STR("/scans")), scans, material->id);
    val_set_str(a, m, "name", page_label(p, material->name));
    val_set_str(a, m, "note", page_label(p, material->note));
    val_set_bool(a, m, "required", material->required);
    val_set_str(a, m, "error", error != NULL ? error->text : STR(""));
    val_set_str(a, m, "upload_url", arena_printf(a, "%.*s/scans?slot=%.*s", STR_ARG(s->url), STR_ARG(material->id)));
    val_set_str(a, m, "drop_url", arena_printf(a, "%.*s/scans/drop", STR_ARG(s->url)));
    val_set(a, m, "scans", list);
    val_set_int(a, m, "count", (int64_t)list->count);
    val_set_bool(a, m, "missing", list->count == 0);
    val_set_bool(a, m, "asks_copy", p->face == FACE_STAFF);
    val_set_bool(a, m, "wanted", material->required && list->count == 0);
    return m;
}

static enum err put_slots(struct page *p, const struct sheet *s)
{
    struct arena *a = page_arena(p);
    struct val *slots = val_list(a);
    struct scan_list scans;

    TRY(draft_scans(p->cx, s->d.id, &scans));
    for (size_t i = 0; i < s->item->material_count; i++)
        val_push(a, slots, slot_model(p, s, &s->item->materials[i], &scans));
    TRY(register_put_held(p, &s->d, s->item, s->url, slots));
    val_set(a, p->model, "slots", slots);
    return OK;
}

/* Nothing need be applied for: that is told before any paper is asked. */
static enum err put_exempt(struct page *p, const struct sheet *s)
{
    struct label basis;
    bool exempt;

    TRY(exempt_draft(p->cx, &s->d, s->item, &exempt, &basis));
    if (exempt)
        val_set(page_arena(p), p->model, "exempt",
                val_set_str(page_arena(p), val_map(page_arena(p)), "basis", page_label(p, basis)));
    return OK;
}

static enum err show_materials(struct page *p, const struct sheet *s)
{
    struct scan_list scans;

    put_frame(p, s, page_count(s) - 2);
    TRY(put_exempt(p, s));
    TRY(put_slots(p, s));
    TRY(draft_scans(p->cx, s->d.id, &scans));
    if (p->face == FACE_STAFF)
        TRY(link_put(p, s->url, s->d.id, &scans));
    page_show(p, "file_materials", page_word(p, "file.materials"));
    return OK;
}

/* ---- check once more ---- */

static void put_sections(struct page *p, const struct sheet *s)
{
    struct arena *a = page_arena(p);
    struct val *sections = val_list(a);

    for (size_t n = 0; n + 2 < page_count(s); n++) {
        const struct form_page *page = answers_page(s->item, page_at(s, n));
        struct val *m = val_set_str(a, val_map(a), "name", page_label(p, page->name));
        val_set_str(a, m, "url", page_url(p, s, n));
        val_set(a, m, "rows", question_answers(p, page, s->d.answers, true));
        val_push(a, sections, m);
    }
    val_set(a, p->model, "sections", sections);
}

static enum err show_check(struct page *p, const struct sheet *s)
{
    struct scan_list scans;

    put_frame(p, s, page_count(s) - 1);
    name_errors(p, s, page_count(s) - 1);
    put_sections(p, s);
    TRY(put_exempt(p, s));
    TRY(put_slots(p, s));
    TRY(draft_scans(p->cx, s->d.id, &scans));
    TRY(draft_consent_put(p, &s->d, s->item, &scans));
    val_set_bool(page_arena(p), p->model, "clerk", p->face == FACE_STAFF);
    val_set_str(page_arena(p), p->model, "action", arena_join(page_arena(p), s->url, STR("/submit")));
    page_show(p, "file_check", page_word(p, "file.check"));
    return OK;
}

/* ---- the pages ---- */

static enum err show(struct page *p, const struct sheet *s, struct str name)
{
    const struct form_page *page = answers_page(s->item, name);

    if (page != NULL)
        return show_form(p, s, page);
    if (str_is(name, PAGE_MATERIALS))
        return show_materials(p, s);
    return str_is(name, PAGE_CHECK) ? show_check(p, s) : ERR_NOT_FOUND;
}

enum err page_draft(struct page *p)
{
    struct sheet s;

    TRY(sheet_load(p, &s));
    if (s.d.case_id != 0) {
        page_go(p, arena_join(page_arena(p), s.url, STR("/done")));
        return OK;
    }
    return show(p, &s, p->params[1]);
}

/* Filled in from an older version: the same page open twice. A program that names no version writes over. */
static bool stale(const struct page *p, const struct sheet *s)
{
    int64_t version = val_num(p->rq->form, "version");

    return (version != 0 || str_int(page_field(p, "version"), &version) == OK) && version != s->d.version;
}

static enum err show_newer(struct page *p, const struct sheet *s, const struct form_page *page)
{
    enum err e = ctx_fail(p->cx, ERR_CONFLICT, "gap.draft.newer", STR(""));

    model_errors(p);
    TRY(show_form(p, s, page));
    p->status = model_status(e);
    return OK;
}

/* What is typed is kept, gaps or not; only then it is looked at. */
enum err page_draft_save(struct page *p)
{
    const struct form_page *page;
    struct val *answers;
    struct sheet s;
    size_t at;
    enum err e;

    TRY(sheet_load(p, &s));
    page = answers_page(s.item, p->params[1]);
    if (page == NULL)
        return ERR_NOT_FOUND;
    at = page_index(&s, page->id);
    answers = val_copy(page_arena(p), s.d.answers);
    answers_take(p->cx, page, p->rq->form, answers);
    if (stale(p, &s) && !val_same(answers, s.d.answers))
        return show_newer(p, &s, page);
    prefill_compare(page_arena(p), s.d.answers, answers);
    s.d.answers = answers;
    TRY(draft_save(p->cx, &s.d));
    if (val_has(p->rq->form, "add")) {
        page_go(p, arena_join(page_arena(p), page_url(p, &s, at), STR("?add=1")));
        return OK;
    }
    answers_check(p->cx, page, s.d.answers);
    e = once_check(p->cx, s.item, page, s.d.answers);
    if (e != OK && e != ERR_INVALID)
        return e;
    if (p->cx->gap_count == 0) {
        page_go(p, page_url(p, &s, at + 1));
        return OK;
    }
    model_errors(p);
    TRY(show_form(p, &s, page));
    p->status = model_status(ERR_INVALID);
    return OK;
}

enum err page_draft_drop(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(draft_drop(p->cx, id));
    page_go(p, p->face == FACE_STAFF ? STR("/desk") : STR("/"));
    return OK;
}

enum err page_materials_again(struct page *p, enum err e)
{
    struct sheet s;

    TRY(sheet_load(p, &s));
    model_errors(p);
    TRY(show_materials(p, &s));
    p->status = model_status(e);
    return OK;
}

enum err page_check_again(struct page *p, enum err e)
{
    struct sheet s;

    TRY(sheet_load(p, &s));
    model_errors(p);
    TRY(show_check(p, &s));
    p->status = model_status(e);
    return OK;
}

enum err page_draft_submit(struct page *p)
{
    struct case_file c;
    struct sheet s;
    enum err e;

    TRY(sheet_load(p, &s));
    e = draft_consent_take(p, &s.d);
    if (e == OK)
        e = filing_submit(p->cx, s.d.id, &c);
    if (e == ERR_INVALID || e == ERR_FORBIDDEN)
        return page_check_again(p, e);
    TRY(e);
    TRY(piece_waiting(p, c.id));
    val_set(page_arena(p), p->model, "case", piece_case(p, &c, false));
    val_set_str(page_arena(p), p->model, "code", number_query_code(p->cx, c.number));
    page_go(p, arena_join(page_arena(p), s.url, STR("/done")));
    return OK;
}

/* Whoever handed it in keeps his receipt, also when the item has left the directory. */
static enum err filed(struct page *p, struct sheet *s, struct case_file *c)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(draft_get(p->cx, id, &s->d));
    s->url = arena_printf(page_arena(p), "/drafts/%lld", (long long)id);
    return s->d.case_id != 0 ? case_get(p->cx, s->d.case_id, c) : ERR_NOT_FOUND;
}

/* Who needs nothing goes home with that on paper. */
static enum err put_answer(struct page *p, const struct draft *draft, const struct case_file *c)
{
    const struct item *item = piece_item(p, c);
    struct label basis = { c->reason, STR("") };
    struct arena *a = page_arena(p);
    const struct document *d;
    struct document_list all;
    bool exempt;
    struct val *m;

    if (!str_is(c->outcome, "not_required"))
        return OK;
    if (item != NULL)
        TRY(exempt_draft(p->cx, draft, item, &exempt, &basis));
    TRY(document_of_case(p->cx, c->id, &all));
    d = document_last(&all, STR("not_required"));
    if (d == NULL)
        return OK;
    m = val_set_str(a, val_set_str(a, val_map(a), "basis", page_label(p, basis)), "number", d->number);
    val_set_str(a, m, "url", p->face == FACE_STAFF ? arena_printf(a, "/cases/%lld/documents/%lld", (long long)c->id, (long long)d->n)
                                                   : piece_track_paper_url(p, c, d));
    val_set(a, p->model, "exempt", m);
    return OK;
}

enum err page_draft_done(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *m, *journey;
    struct case_file c;
    struct sheet s;

    TRY(filed(p, &s, &c));
    m = piece_case(p, &c, false);
    val_set_str(a, m, "code", number_query_code(p->cx, c.number));
    TRY(journey_of_case(p, &c, &journey));
    val_set(a, p->model, "case", m);
    val_set(a, p->model, "journey", journey);
    TRY(put_answer(p, &s.d, &c));
    val_set_str(a, p->model, "receipt_url", arena_join(a, s.url, STR("/receipt")));
    val_set_str(a, p->model, "another_url", p->face == FACE_STAFF ? arena_join(a, STR("/apply/"), c.item) : STR(""));
    page_show(p, "file_done", page_word(p, "file.done"));
    return OK;
}

enum err page_draft_receipt(struct page *p)
{
    struct case_file c;
    struct sheet s;

    TRY(filed(p, &s, &c));
    return receipt_show(p, &c, s.url);
}

enum err page_draft_qr(struct page *p)
{
    struct case_file c;
    struct sheet s;

    TRY(filed(p, &s, &c));
    return qr_show(p, &c);
}
