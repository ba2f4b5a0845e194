/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/once.h"

#include "base/buf.h"
#include "domain/house.h"
#include "domain/once.sql.h"
#include "secure/secure.h"
#include "store/db.h"

static const char PURPOSE[] = "once";
static const char PART = '\x1f';        /* between the parts of a value; no answer holds it */

/* ---- the values ---- */

/* A full-width form as its plain twin, the ideographic space as a blank; else the byte itself. taken: how many bytes it was. */
static char plain(struct str s, size_t at, size_t *taken)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t left = s.len - at;

    *taken = 3;
    if (left >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x81)
        return (char)(p[2] - 0x60);
    if (left >= 3 && p[0] == 0xEF && p[1] == 0xBD && p[2] <= 0x9E)
        return (char)(p[2] - 0x20);
    if (left >= 3 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
        return ' ';
    *taken = 1;
    return s.p[at];
}

static void add_folded(struct buf *b, struct str s)
{
    size_t taken;

    for (size_t i = 0; i < s.len; i += taken) {
        char c = plain(s, i, &taken);
        if (c == ' ' || c == '-' || c == '\t')
            continue;
        buf_char(b, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    buf_char(b, PART);
}

struct indexes { struct str whole, alone; };

/* false: a part is not answered yet. */
static bool index_of(struct ctx *cx, const struct item *item, const struct once *o, const struct val *answers,
                     struct indexes *out)
{
    struct buf b = buf_in(cx->arena);
    struct str value = val_str(answers, arena_cstr(cx->arena, o->field));

    buf_add(&b, item->code);
    buf_char(&b, PART);
    buf_add(&b, o->field);
    buf_char(&b, PART);
    add_folded(&b, value);
    out->alone = secure_index(cx->house->keys, cx->arena, PURPOSE, buf_str(&b));
    for (size_t i = 0; i < o->with_count && value.len > 0; i++) {
        value = val_str(answers, arena_cstr(cx->arena, o->with[i]));
        add_folded(&b, value);
    }
    out->whole = secure_index(cx->house->keys, cx->arena, PURPOSE, buf_str(&b));
    return value.len > 0;
}

void once_say(struct ctx *cx, const struct item *item, const struct val *answers, struct val *payload)
{
    struct arena *a = cx->arena;
    struct val *list = val_list(a);
    struct indexes x;

    for (size_t i = 0; i < item->once_count; i++) {
        struct val *m = val_map(a);
        if (!index_of(cx, item, &item->once[i], answers, &x))
            continue;
        val_set_str(a, m, "field", item->once[i].field);
        val_set_str(a, m, "whole", x.whole);
        val_push(a, list, val_set_str(a, m, "alone", x.alone));
    }
    if (list->count > 0)
        val_set(a, payload, "once", list);
}

/* ---- looking ---- */

static enum err find(struct ctx *cx, struct str whole, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_ONCE_FIND, &row, ARGS(arg_text(whole))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

/* Who may not see the earlier case learns that there is one, and nothing of it. */
static enum err tell(struct ctx *cx, struct str field, int64_t earlier)
{
    struct case_file c;
    bool visible;

    TRY(case_get(cx, earlier, &c));
    TRY(case_in_sight(cx, &c, &visible));
    if (!visible)
        return ctx_gap(cx, field, "gap.once.elsewhere", STR(""));
    return ctx_gap(cx, field, "gap.once.known",
                   arena_printf(cx->arena, "%.*s|%lld", STR_ARG(c.number), (long long)c.received_at));
}

static bool asks(const struct form_page *page, struct str key)
{
    for (size_t i = 0; i < page->field_count; i++)
        if (str_eq(page->fields[i].key, key))
            return true;
    return false;
}

static enum err look(struct ctx *cx, const struct item *item, const struct once *o, const struct val *answers)
{
    int64_t earlier;
    struct indexes x;

    if (!index_of(cx, item, o, answers, &x))
        return OK;
    TRY(find(cx, x.whole, &earlier));
    return earlier == 0 ? OK : tell(cx, o->field, earlier);
}

enum err once_check(struct ctx *cx, const struct item *item, const struct form_page *page, const struct val *answers)
{
    enum err all = OK;

    for (size_t i = 0; i < item->once_count; i++) {
        enum err e = page == NULL || asks(page, item->once[i].field) ? look(cx, item, &item->once[i], answers) : OK;
        if (e != OK && e != ERR_INVALID)
            return e;
        all = e != OK ? e : all;
    }
    return all;
}

enum err once_others(struct ctx *cx, int64_t case_id, struct once_list *out)
{
    struct row *row;

    *out = (struct once_list){ 0 };
    TRY(db_select(cx, &SQL_ONCE_OTHERS, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct once_other){ row_int(row, 0), row_str(row, 1), row_int(row, 2) == 1 };
    }
    return row_end(row);
}

/* ---- into the projection ---- */

enum err apply_once(struct ctx *cx, const struct event *ev)
{
    const struct val *list = val_at(ev->payload, "once");

    for (size_t i = 0; i < list->count; i++) {
        const struct val *m = list->items[i];
        TRY(db_put(cx, &SQL_ONCE_WRITE, ARGS(arg_int(ev->stream), arg_text(val_str(m, "field")),
                                             arg_text(val_str(m, "whole")), arg_text(val_str(m, "alone")))));
    }
    return OK;
}
