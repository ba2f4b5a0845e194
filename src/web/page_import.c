/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_import - lists into the register and out of it: looked at first, then taken over; the same list as a file. */
#include <string.h>

#include "base/buf.h"
#include "domain/household.h"
#include "domain/person.h"
#include "domain/person_use.h"
#include "domain/register_import.h"
#include "web/choice.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/register_pieces.h"

/* ---- lists into the register ---- */

static const char *const states[] = { [IMPORT_READING] = "reading", [IMPORT_CHECKED] = "checked", [IMPORT_TAKING] = "taking",
                                      [IMPORT_DONE] = "done", [IMPORT_STOPPED] = "stopped", [IMPORT_CHECKING] = "checking",
                                      [IMPORT_UNREADABLE] = "unreadable", [IMPORT_REPLACED] = "replaced" };

static struct str import_url(const struct page *p, int64_t id)
{
    return arena_printf(page_arena(p), "/register/import/%lld", (long long)id);
}

static struct val *import_model(const struct page *p, const struct import *import)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "url", import_url(p, import->id));

    val_set_str(a, m, "name", import->name);
    val_set_int(a, m, "at", import->made_at);
    val_set_str(a, m, "state", str_of(states[import->state]));
    val_set_int(a, m, "rows", import->rows);
    val_set_int(a, m, "refused", import->refused);
    val_set_int(a, m, "fresh", import->fresh);
    val_set_int(a, m, "changed", import->changed);
    val_set_int(a, m, "same", import->same);
    val_set_int(a, m, "taken", import->done);
    val_set_int(a, m, "total", import->fresh + import->changed);
    val_set_int(a, m, "households", import->households);
    val_set_bool(a, m, "checking", import->state == IMPORT_CHECKING);
    val_set_bool(a, m, "looked", import->state != IMPORT_CHECKING && import->state != IMPORT_UNREADABLE &&
                                 import->state != IMPORT_READING);
    val_set_bool(a, m, "can_take", (import->state == IMPORT_CHECKED || import->state == IMPORT_STOPPED) &&
                                   import->fresh + import->changed > 0);
    val_set_bool(a, m, "running", import->state == IMPORT_TAKING);
    return val_set_bool(a, m, "begun", import->state == IMPORT_STOPPED);
}

static enum err show_imports(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct import_list mine;

    TRY(import_mine(p->cx, &mine));
    for (size_t i = 0; i < mine.count; i++)
        val_push(a, list, import_model(p, &mine.items[i]));
    val_set(a, p->model, "imports", list);
    page_show(p, "imports", page_word(p, "import.title"));
    return OK;
}

enum err page_imports(struct page *p)
{
    return show_imports(p);
}

enum err page_import_check(struct page *p)
{
    enum err e = ERR_INVALID;
    int64_t id = 0;

    if (p->rq->file_count == 0)
        ctx_gap(p->cx, STR("file"), "gap.table.empty", STR(""));
    else
        e = import_check(p->cx, p->rq->files[0].name, p->rq->files[0].bytes, &id);
    if (e == ERR_INVALID) {
        TRY(show_imports(p));
        return page_again(p, e, "imports", page_word(p, "import.title"));
    }
    TRY(e);
    page_go(p, import_url(p, id));
    return OK;
}

/* A message of the report: its words need the detail as any gap does. */
static struct val *fault_model(struct page *p, const struct val *fault)
{
    struct arena *a = page_arena(p);
    struct val *own = val_set_str(a, val_map(a), "detail", val_str(fault, "detail"));
    struct val *m = val_set_int(a, val_map(a), "row", val_num(fault, "row"));

    val_set_str(a, m, "column", val_str(fault, "column"));
    val_set_str(a, m, "key", val_str(fault, "key"));
    return val_set_str(a, m, "why", text_message(p->web->text, a, val_str(fault, "key"), own, p->cx->lang));
}

static enum err show_import(struct page *p, int64_t id)
{
    struct arena *a = page_arena(p);
    struct val *faults = val_list(a);
    struct import import;

    TRY(import_get(p->cx, id, &import));
    for (size_t i = 0; i < import.faults->count; i++)
        val_push(a, faults, fault_model(p, import.faults->items[i]));
    val_set(a, p->model, "import", import_model(p, &import));
    val_set(a, p->model, "faults", faults);
    val_set_bool(a, p->model, "more", import.refused > (int64_t)import.faults->count);
    if (import.state == IMPORT_TAKING || import.state == IMPORT_CHECKING)
        response_header(p->rs, "Refresh", STR("3"));        /* without scripts; the header is asked for no more when it is done */
    page_show(p, "import", import.name);
    return OK;
}

enum err page_import(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    return show_import(p, id);
}

static enum err do_and_show(struct page *p, enum err (*act)(struct ctx *, int64_t))
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(act(p->cx, id));
    page_go(p, import_url(p, id));
    return OK;
}

enum err page_import_take(struct page *p)
{
    return do_and_show(p, import_take);
}

enum err page_import_cancel(struct page *p)
{
    return do_and_show(p, import_cancel);
}

/* ---- the list out of the register ---- */

/* A text that begins like a formula would be run by a spreadsheet; long digits would be rounded. */
static void put_cell(struct buf *b, struct str text, bool digits, bool last)
{
    bool guard = text.len > 0 && (digits || strchr("=+-@", text.p[0]) != NULL);

    buf_add(b, guard ? STR("\"\t") : STR("\""));
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, text.p[i]);
    }
    buf_add(b, last ? STR("\"\r\n") : STR("\","));
}

static struct str word_of(const struct page *p, const char *prefix, const char *name)
{
    return page_word(p, arena_printf(page_arena(p), "%s.%s", prefix, name).p);
}

static enum err put_household(struct page *p, const struct register_hit *head, struct buf *b)
{
    struct ctx own = *p->cx;
    struct register_hits people;
    struct person person;
    enum err e;

    own.arena = arena_new(0);
    e = household_people(&own, head->household, &people);
    for (size_t i = 0; e == OK && i < people.count; i++) {
        const struct register_hit *hit = &people.items[i];
        const struct division *d = pack_division(p->cx->house->pack, hit->place);
        e = person_get(&own, hit->person, &person);
        if (e != OK)
            break;
        put_cell(b, hit->number, true, false);
        put_cell(b, d != NULL ? d->name.zh : STR(""), false, false);
        put_cell(b, hit->group, false, false);
        put_cell(b, hit->address, false, false);
        put_cell(b, person.name, false, false);
        put_cell(b, person.id_no, true, false);
        put_cell(b, word_of(p, "relation", relation_name(hit->relation)), false, false);
        put_cell(b, person.phone, false, false);
        put_cell(b, person.account, true, false);
        put_cell(b, word_of(p, "standing", standing_name(hit->standing)), false, true);
    }
    arena_free(own.arena);
    return e;
}

static enum err put_all(struct page *p, int64_t place, struct str group, struct buf *b)
{
    struct register_hits heads;
    struct str number = STR("");
    int64_t id = 0;

    do {
        TRY(household_list(p->cx, place, group, number, id, &heads));
        for (size_t i = 0; i < heads.count; i++) {
            TRY(put_household(p, &heads.items[i], b));
            number = heads.items[i].number;
            id = heads.items[i].household;
        }
    } while (heads.count == HOUSEHOLDS_LISTED);
    return OK;
}

/* In Chinese whatever the reader's language: the same words are read back in. */
enum err page_register_export(struct page *p)
{
    int64_t place = page_query_int(p, "place", 0);
    struct str group = request_query(p->rq, "group");
    struct buf b = buf_in(page_arena(p));

    if (!household_kept(p->cx, place))
        return ERR_NOT_FOUND;
    p->cx->lang = LANG_ZH;
    buf_add(&b, STR("\xef\xbb\xbf户号,村,村民小组,门牌,姓名,身份证号,与户主关系,联系电话,银行账号,状况\r\n"));
    TRY(put_all(p, place, group, &b));
    TRY(person_use_tell(p->cx, 0, place, "exported", group));
    p->rs->status = 200;
    p->rs->type = STR("text/csv; charset=utf-8");
    p->rs->body = buf_str(&b);
    response_header(p->rs, "Content-Disposition", arena_printf(page_arena(p), "attachment; filename=\"register-%lld.csv\"", (long long)place));
    response_header(p->rs, "Cache-Control", STR("no-store"));
    return OK;
}
