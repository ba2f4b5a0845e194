/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/audit.h"

#include "domain/actor.h"
#include "domain/audit.sql.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "store/db.h"

static const int64_t HOUR_MS = 3600000;

struct look { int64_t case_id; struct str page; };

static enum err noted(struct ctx *cx, const struct look *l, bool *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_AUDIT_RECENT, &row, ARGS(arg_int(cx->actor->account), arg_int(l->case_id),
                                                    arg_int(cx->now - HOUR_MS), arg_text(l->page))));
    *out = row_next(row);
    return row_end(row);
}

static enum err note(struct ctx *cx, const void *args, void *out)
{
    const struct look *l = args;

    (void)out;
    return db_put(cx, &SQL_AUDIT_WRITE,
                  ARGS(arg_int(ids_next(cx->house->ids)), arg_int(cx->now), arg_int(cx->actor->account),
                       arg_text(cx->actor->name), arg_int(l->case_id), arg_text(l->page)));
}

enum err audit_view(struct ctx *cx, int64_t case_id, const char *page)
{
    struct look look = { case_id, str_of(page) };
    bool already;

    if (cx->actor == NULL || cx->actor->account == 0)
        return OK;
    TRY(noted(cx, &look, &already));
    return already ? OK : command_run(cx, note, &look, NULL);
}

struct looks { int64_t *ids; size_t count; struct str page; };

static void forget(struct looks *l, int64_t id)
{
    size_t kept = 0;

    for (size_t i = 0; i < l->count; i++)
        if (l->ids[i] != id)
            l->ids[kept++] = l->ids[i];
    l->count = kept;
}

static enum err leave_fresh(struct ctx *cx, struct looks *l)
{
    struct row *row;

    TRY(db_select(cx, &SQL_AUDIT_RECENT_OF, &row, ARGS(arg_int(cx->actor->account), arg_list(cx->arena, l->ids, l->count),
                                                       arg_int(cx->now - HOUR_MS), arg_text(l->page))));
    while (row_next(row))
        forget(l, row_int(row, 0));
    return row_end(row);
}

static enum err note_all(struct ctx *cx, const void *args, void *out)
{
    const struct looks *l = args;

    for (size_t i = 0; i < l->count; i++)
        TRY(note(cx, &(struct look){ l->ids[i], l->page }, out));
    return OK;
}

enum err audit_view_all(struct ctx *cx, const int64_t *case_ids, size_t count, const char *page)
{
    struct looks looks = { ARENA_ARRAY(cx->arena, count, int64_t), count, str_of(page) };

    if (cx->actor == NULL || cx->actor->account == 0 || count == 0)
        return OK;
    for (size_t i = 0; i < count; i++)
        looks.ids[i] = case_ids[i];
    TRY(leave_fresh(cx, &looks));
    return looks.count > 0 ? command_run(cx, note_all, &looks, NULL) : OK;
}

enum err audit_refused(struct ctx *cx, int64_t case_id)
{
    struct case_file c;
    enum err e = case_get(cx, case_id, &c);

    return e == OK ? audit_view(cx, case_id, "refused") : OK;
}

enum err audit_list(struct ctx *cx, int64_t at, int64_t id, size_t limit, struct view_list *out)
{
    struct row *row;

    *out = (struct view_list){ 0 };
    TRY(db_select(cx, &SQL_AUDIT_LIST, &row, ARGS(arg_int(at), arg_int(id), arg_int((int64_t)limit))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct view){
            .id = row_int(row, 0), .at = row_int(row, 1), .account = row_int(row, 2), .account_name = row_str(row, 3),
            .case_id = row_int(row, 4), .page = row_str(row, 5),
        };
    }
    return row_end(row);
}
