/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/said.h"

#include "domain/said.sql.h"
#include "store/db.h"

/* type NULL: whatever event carries the key. */
static const struct { const char *what, *type; } table[] = {
    { SAID_GAPS, "case.correction_asked" },
    { SAID_IDENTITY, NULL },
    { SAID_HEARING_RECORD, NULL },
};

enum err said_last(struct ctx *cx, int64_t case_id, const char *what, const struct val **out)
{
    struct event ev;
    int64_t seq = 0;
    struct row *row;
    enum err e;

    *out = &val_none;
    TRY(db_select(cx, &SQL_SAID_READ, &row, ARGS(arg_int(case_id), arg_text(str_of(what)))));
    if (row_next(row))
        seq = row_int(row, 0);
    TRY(row_end(row));
    if (seq == 0)
        return OK;
    e = event_at(cx, STREAM_CASE, case_id, seq, &ev);
    *out = e == OK ? val_at(ev.payload, what) : &val_none;
    return e == ERR_NOT_FOUND ? OK : e;         /* its content was destroyed when its time was over */
}

enum err apply_said(struct ctx *cx, const struct event *ev)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (val_has(ev->payload, table[i].what) && (table[i].type == NULL || str_is(ev->type, table[i].type)))
            TRY(db_put(cx, &SQL_SAID_WRITE, ARGS(arg_int(ev->stream), arg_text(str_of(table[i].what)), arg_int(ev->seq))));
    return OK;
}
