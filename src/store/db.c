/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/backend.h"

#include "base/buf.h"

#include "store/store_statements.h"

size_t backend_slot(const struct stmt *st)
{
    return (size_t)(st->number + (int)store_statements_count);
}

size_t backend_slots(size_t statement_count)
{
    return store_statements_count + statement_count;
}

/* PostgreSQL stores neither NUL nor broken UTF-8 in a text; refusing here keeps both databases alike. */
static enum err check(const struct db *db, const struct arg *args, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (args[i].kind == ARG_TEXT && !str_utf8(args[i].s))
            return ERR_INVALID;
    return db->failed;
}

static enum err settle(struct db *db, enum err e)
{
    if (db->writer && db->failed == OK)
        db->failed = e;
    return e;
}

struct arg arg_list(struct arena *a, const int64_t *numbers, size_t count)
{
    struct buf b = buf_in(a);

    buf_char(&b, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_char(&b, ',');
        buf_int(&b, numbers[i]);
    }
    buf_char(&b, ']');
    return arg_text(buf_str(&b));
}

enum err db_select(struct ctx *cx, const struct stmt *st, struct row **out, const struct arg *args, size_t count)
{
    struct db *db = cx->db;
    enum err e = check(db, args, count);

    *out = NULL;
    if (e != OK)
        return e;
    cx->asked++;
    e = db->ops->select(db, cx, st, out, args, count);
    db->open_rows += e == OK;
    return settle(db, e);
}

bool row_next(struct row *r)
{
    return r->db->ops->next(r);
}

int64_t row_int(struct row *r, int column)
{
    return r->db->ops->integer(r, column);
}

struct str row_str(struct row *r, int column)
{
    return r->db->ops->string(r, column);
}

bool row_null(struct row *r, int column)
{
    return r->db->ops->null(r, column);
}

enum err row_end(struct row *r)
{
    r->db->open_rows--;
    return settle(r->db, r->db->ops->end(r));
}

enum err db_change(struct ctx *cx, const struct stmt *st, size_t *changed, const struct arg *args, size_t count)
{
    enum err e = check(cx->db, args, count);

    cx->asked++;
    *changed = 0;
    return e != OK ? e : settle(cx->db, cx->db->ops->change(cx->db, st, changed, args, count));
}

enum err db_put(struct ctx *cx, const struct stmt *st, const struct arg *args, size_t count)
{
    enum err e = check(cx->db, args, count);

    cx->asked++;
    return e != OK ? e : settle(cx->db, cx->db->ops->change(cx->db, st, NULL, args, count));
}

enum err db_texts_of(struct ctx *cx, const struct stmt *st, const int64_t *ids, size_t count, struct str *out)
{
    struct row *row;

    for (size_t i = 0; i < count; i++)
        out[i] = STR("");
    TRY(db_select(cx, st, &row, ARGS(arg_list(cx->arena, ids, count))));
    while (row_next(row)) {
        int64_t id = row_int(row, 0);
        struct str text = row_str(row, 1);
        for (size_t i = 0; i < count; i++)
            if (ids[i] == id)
                out[i] = text;
    }
    return row_end(row);
}
