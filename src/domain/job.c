/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/job.h"

#include "doc/image.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/job.sql.h"
#include "secure/secure.h"
#include "store/blob.h"
#include "store/db.h"

enum { SCAN_BYTES_MAX = 25 << 20, THUMBNAIL_PX = 240 };   /* shown 136 wide */
static const int64_t PATIENCE_MS = 60000;       /* before another try, growing with each */

enum job_state { JOB_WAITING, JOB_DONE, JOB_FAILED };

enum err job_add(struct ctx *cx, const char *kind, struct str subject, int64_t not_before)
{
    return db_put(cx, &SQL_JOB_WRITE, ARGS(arg_int(ids_next(cx->house->ids)), arg_text(str_of(kind)), arg_text(subject),
                                           arg_int(not_before)));
}

enum err job_ready(struct ctx *cx, size_t limit, struct job_list *out)
{
    struct row *row;

    *out = (struct job_list){ 0 };
    TRY(db_select(cx, &SQL_JOB_READY, &row, ARGS(arg_int(cx->now), arg_int((int64_t)limit))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] =
            (struct job){ .id = row_int(row, 0), .kind = row_str(row, 1), .subject = row_str(row, 2), .tries = row_int(row, 3) };
    }
    return row_end(row);
}

static enum err mark(struct ctx *cx, const struct job *j, enum job_state state)
{
    int64_t tries = j->tries + 1;

    return db_put(cx, &SQL_JOB_MARK, ARGS(arg_int(j->id), arg_int(state), arg_int(tries), arg_int(cx->now + PATIENCE_MS * tries)));
}

static enum err fail(struct ctx *cx, const void *args, void *out)
{
    const struct job *j = args;

    (void)out;
    return mark(cx, j, j->tries + 1 >= JOB_TRIES_MAX ? JOB_FAILED : JOB_WAITING);
}

enum err job_fail(struct ctx *cx, const struct job *j)
{
    return command_run(cx, fail, j, NULL);
}

struct made { const struct job *job; struct str image; };

static enum err note_thumbnail(struct ctx *cx, const void *args, void *out)
{
    const struct made *m = args;

    (void)out;
    TRY(db_put(cx, &SQL_JOB_WRITE_THUMBNAIL, ARGS(arg_text(m->job->subject), arg_text(m->image))));
    return mark(cx, m->job, JOB_DONE);
}

enum err job_thumbnail(struct ctx *cx, const struct job *j)
{
    struct made made = { j, STR("") };
    struct str bytes, image;
    enum err e;

    TRY(blob_get(cx->house->blobs, cx->arena, j->subject, SCAN_BYTES_MAX, &bytes));
    e = image_thumbnail(cx->arena, bytes, THUMBNAIL_PX, &image);
    if (e == OK) {
        made.image = digest_sm3(cx->arena, image);
        TRY(blob_put(cx->house->blobs, made.image, image));
    } else if (e != ERR_STATE) {
        return e;
    }
    return command_run(cx, note_thumbnail, &made, NULL);
}

enum err thumbnail_of(struct ctx *cx, struct str digest, struct str *out)
{
    struct row *row;

    *out = STR("");
    TRY(db_select(cx, &SQL_JOB_READ_THUMBNAIL, &row, ARGS(arg_text(digest))));
    if (row_next(row))
        *out = row_str(row, 0);
    TRY(row_end(row));
    return out->len > 0 ? OK : ERR_NOT_FOUND;
}
