/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/purge.h"

#include "domain/command.h"
#include "domain/house.h"
#include "domain/purge.sql.h"
#include "domain/session.h"
#include "store/blob.h"
#include "store/db.h"

static const int64_t MINUTE_MS = 60 * 1000, HOUR_MS = 60 * 60 * 1000, FILE_MS = PURGE_FILE_DAYS * INT64_C(86400000);

static enum err purge(struct ctx *cx, const void *args, void *out)
{
    int64_t idle_since = cx->now - SESSION_VISITOR_MINUTES * MINUTE_MS;
    int64_t left_since = cx->now - PURGE_DRAFT_HOURS * HOUR_MS, over_since = cx->now - PURGE_PART_HOURS * HOUR_MS;

    (void)args;
    (void)out;
    TRY(db_put(cx, &SQL_PURGE_SESSIONS, ARGS(arg_int(idle_since))));
    TRY(db_put(cx, &SQL_PURGE_SCANS, ARGS(arg_int(left_since))));
    TRY(db_put(cx, &SQL_PURGE_PIECES, ARGS(arg_int(over_since))));
    TRY(db_put(cx, &SQL_PURGE_PARTS, ARGS(arg_int(over_since))));
    TRY(db_put(cx, &SQL_PURGE_CONSENTS, ARGS(arg_int(left_since))));
    return db_put(cx, &SQL_PURGE_DRAFTS, ARGS(arg_int(left_since)));
}

enum err purge_run(struct ctx *cx)
{
    return command_run(cx, purge, NULL, NULL);
}

/* ---- files ---- */

static enum err is_named(struct ctx *cx, struct str file, bool *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_PURGE_NAMED, &row, ARGS(arg_text(file))));
    *out = row_next(row);
    return row_end(row);
}

/* Looked at once more where nothing can be written beside it; the small picture goes with its paper. */
static enum err forget(struct ctx *cx, const void *args, void *out)
{
    const struct str *file = args;
    bool *named = out;

    TRY(is_named(cx, *file, named));
    return *named ? OK : db_put(cx, &SQL_PURGE_THUMBNAIL, ARGS(arg_text(*file)));
}

static enum err drop(struct ctx *cx, struct str file, int64_t *removed)
{
    bool named, gone = false;

    TRY(is_named(cx, file, &named));
    if (!named)
        TRY(command_run(cx, forget, &file, &named));
    if (!named)
        TRY(blob_drop(cx->house->blobs, file, FILE_MS, &gone));
    *removed += gone;
    return OK;
}

enum err purge_files(struct ctx *cx, int branch, int64_t *removed)
{
    struct blob_names old;

    TRY(blob_old(cx->house->blobs, cx->arena, branch, FILE_MS, &old));
    for (size_t i = 0; i < old.count; i++)
        TRY(drop(cx, old.items[i], removed));
    return OK;
}
