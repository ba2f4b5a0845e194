/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/document.h"

#include "base/calendar.h"
#include "domain/document.sql.h"
#include "domain/house.h"
#include "domain/number.h"
#include "pack/naming.h"
#include "secure/secure.h"
#include "store/db.h"

enum { DOCUMENTS_AN_EVENT = 100 };      /* n = seq * this + place in the list */

/* ---- drawing ---- */

static struct val *list_of(struct ctx *cx, struct val *payload)
{
    struct val *list = (struct val *)(uintptr_t)val_at(payload, "documents");

    if (list->kind == VAL_LIST)
        return list;
    list = val_list(cx->arena);
    val_set(cx->arena, payload, "documents", list);
    return list;
}

static int64_t organ_place(int64_t place)
{
    return division_level(place) == LEVEL_VILLAGE ? division_at(place, LEVEL_TOWNSHIP) : place;
}

enum err document_draw(struct ctx *cx, struct val *payload, const char *kind, struct str department, int64_t place)
{
    int64_t at = organ_place(place), serial;
    struct arena *a = cx->arena;
    int year = day_civil(day_of(cx->now)).year;
    struct str organ = naming_organ(a, cx->house->pack, at, department);
    struct val *list = list_of(cx, payload), *d = val_map(a);

    if (list->count >= DOCUMENTS_AN_EVENT)
        return ERR_INTERNAL;
    TRY(number_next(cx, arena_printf(a, "document:%lld:%.*s:%s:%d", (long long)at, STR_ARG(department), kind, year), &serial));
    val_set_str(a, d, "kind", str_of(kind));
    val_set_str(a, d, "department", department);
    val_set_int(a, d, "place", at);
    val_set_int(a, d, "year", year);
    val_set_int(a, d, "serial", serial);
    val_set_str(a, d, "number", naming_number(a, cx->house->pack, organ, str_of(kind), year, serial));
    val_push(a, list, d);
    return OK;
}

void document_publish(struct ctx *cx, struct val *payload)
{
    const struct val *list = val_at(payload, "documents");

    if (list->count > 0)
        val_set_bool(cx->arena, list->items[list->count - 1], "public", true);
}

/* ---- reading ---- */

static struct document from_row(struct row *row)
{
    int64_t n = row_int(row, 1);

    return (struct document){
        .case_id = row_int(row, 0), .n = n, .seq = n / DOCUMENTS_AN_EVENT, .kind = row_str(row, 2), .number = row_str(row, 3),
        .department = row_str(row, 4), .place = row_int(row, 5), .year = row_int(row, 6), .serial = row_int(row, 7),
        .at = row_int(row, 8),
    };
}

enum err document_of_case(struct ctx *cx, int64_t case_id, struct document_list *out)
{
    struct row *row;

    *out = (struct document_list){ 0 };
    TRY(db_select(cx, &SQL_DOCUMENT_OF_CASE, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    return row_end(row);
}

enum err document_get(struct ctx *cx, int64_t case_id, int64_t n, struct document *out)
{
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_DOCUMENT_READ, &row, ARGS(arg_int(case_id), arg_int(n))));
    found = row_next(row);
    if (found)
        *out = from_row(row);
    TRY(row_end(row));
    return found ? OK : ERR_NOT_FOUND;
}

const struct document *document_last(const struct document_list *all, struct str kind)
{
    for (size_t i = all->count; i-- > 0;)
        if (str_eq(all->items[i].kind, kind))
            return &all->items[i];
    return NULL;
}

/* ---- for everybody ---- */

enum err document_published(struct ctx *cx, struct published_mark before, size_t limit, struct published_list *out)
{
    struct row *row;

    *out = (struct published_list){ .more = false };
    TRY(db_select(cx, &SQL_DOCUMENT_PUBLIC, &row, ARGS(arg_int(before.at), arg_int(before.case_id), arg_int(before.n),
                                                       arg_int((int64_t)limit + 1))));
    while (row_next(row)) {
        out->more = out->count == limit;
        if (out->more)
            break;
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct published){
            .paper = from_row(row), .item_zh = row_str(row, 9), .item_en = row_str(row, 10),
            .applicant_name = row_str(row, 11), .wall_rule = (int)row_int(row, 12),
            .corrected = row_str(row, 13), .corrected_at = row_int(row, 14),
        };
    }
    return row_end(row);
}

enum err document_is_published(struct ctx *cx, int64_t case_id, bool *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_DOCUMENT_IN_PUBLIC, &row, ARGS(arg_int(case_id))));
    *out = row_next(row);
    return row_end(row);
}

/* ---- for who holds number and query code ---- */

static struct str token_of(struct ctx *cx, struct str case_number, int64_t n, int64_t day)
{
    return secure_index(cx->house->keys, cx->arena, "document",
                        arena_printf(cx->arena, "%.*s/%lld/%lld", STR_ARG(case_number), (long long)n, (long long)day));
}

struct str document_token(struct ctx *cx, struct str case_number, int64_t n)
{
    return token_of(cx, case_number, n, day_of(cx->now));
}

bool document_token_fits(struct ctx *cx, struct str case_number, int64_t n, struct str token)
{
    int64_t today = day_of(cx->now);
    bool fits = secure_equal(token, token_of(cx, case_number, n, today));

    return secure_equal(token, token_of(cx, case_number, n, today - 1)) || fits;
}

/* ---- applying ---- */

enum err apply_documents(struct ctx *cx, const struct event *ev)
{
    const struct val *list = val_at(ev->payload, "documents");

    for (size_t i = 0; i < list->count; i++) {
        const struct val *d = list->items[i];
        TRY(db_put(cx, &SQL_DOCUMENT_WRITE,
                   ARGS(arg_int(ev->stream), arg_int(ev->seq * DOCUMENTS_AN_EVENT + (int64_t)i), arg_text(val_str(d, "kind")),
                        arg_text(val_str(d, "number")), arg_text(val_str(d, "department")), arg_int(val_num(d, "place")),
                        arg_int(val_num(d, "year")), arg_int(val_num(d, "serial")), arg_int(ev->at),
                        arg_int(val_has(d, "public")))));
    }
    return OK;
}

enum err apply_document_unpublish(struct ctx *cx, int64_t case_id)
{
    return db_put(cx, &SQL_DOCUMENT_UNPUBLISH, ARGS(arg_int(case_id)));
}
