/* SPDX-License-Identifier: MulanPSL-2.0 */
/* register_look - the part of register_import that looks at a list: the file is kept, a job reads it and compares piece by piece. */
#include "base/buf.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/job.h"
#include "domain/register_import.h"
#include "domain/register_judge.h"
#include "domain/register_look.sql.h"
#include "secure/secure.h"
#include "store/db.h"

enum { PIECE_BYTES = 512 << 10, KEPT_AT_ONCE = 200, COMPARED_AT_ONCE = 100, NAME_CHARS = 100 };
static const char JOB_KIND[] = "import_look", TAKING_KIND[] = "import";

/* ---- the file is kept ---- */

/* One list of a person at a time is looked at: twenty megabytes each would wait otherwise. */
static struct str key_of(struct ctx *cx)
{
    return arena_printf(cx->arena, "account:%lld", (long long)cx->actor->account);
}

struct keeping { int64_t id, n; struct str name, digest, piece; };

static enum err begin(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;
    int64_t account = cx->actor->account, id = ids_next(cx->house->ids);
    bool checking;

    *(int64_t *)out = id;
    TRY(job_running(cx, JOB_KIND, key_of(cx), &checking));
    if (checking)
        return ctx_gap(cx, STR("file"), "gap.import.checking", STR(""));
    TRY(db_put(cx, &SQL_LOOK_FORGET_PIECES, ARGS(arg_int(account))));
    return db_put(cx, &SQL_LOOK_BEGIN, ARGS(arg_int(id), arg_int(account), arg_text(cx->actor->name), arg_int(cx->now),
                                            arg_text(k->name), arg_bytes(register_sealed(cx, val_map(cx->arena))),
                                            arg_text(k->digest)));
}

static enum err keep_piece(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;

    (void)out;
    return db_put(cx, &SQL_LOOK_ADD_PIECE, ARGS(arg_int(k->id), arg_int(k->n), arg_bytes(k->piece)));
}

static enum err count_pieces(struct ctx *cx, int64_t id, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_LOOK_COUNT_PIECES, &row, ARGS(arg_int(id))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

/* A list sent from another window meanwhile took the place of this one. */
static enum err begin_job(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;
    int64_t there;

    (void)out;
    TRY(count_pieces(cx, k->id, &there));
    if (there != k->n || job_begin(cx, JOB_KIND, k->id, key_of(cx)) != OK)
        return ctx_gap(cx, STR("file"), "gap.import.checking", STR(""));
    return db_put(cx, &SQL_LOOK_NOTE, ARGS(arg_int(k->id), arg_int(IMPORT_CHECKING), arg_int(0), arg_int(0),
                                           arg_bytes(register_sealed(cx, val_map(cx->arena))), arg_int(0)));
}

static enum err check_file(struct ctx *cx, struct str bytes, struct str digest)
{
    bool taking, checking;

    if (bytes.len == 0 || bytes.len > TABLE_BYTES_MAX)
        return ctx_gap(cx, STR("file"), bytes.len == 0 ? "gap.table.empty" : "gap.table.too_big", STR(""));
    TRY(job_running(cx, TAKING_KIND, digest, &taking));
    TRY(job_running(cx, JOB_KIND, key_of(cx), &checking));
    if (taking || checking)
        return ctx_gap(cx, STR("file"), taking ? "gap.import.running" : "gap.import.checking", STR(""));
    return OK;
}

enum err import_check(struct ctx *cx, struct str name, struct str bytes, int64_t *out)
{
    struct keeping k = { .name = str_head(name, NAME_CHARS), .digest = digest_sm3(cx->arena, bytes) };

    TRY(check_file(cx, bytes, k.digest));
    TRY(command_run(cx, begin, &k, &k.id));
    for (size_t at = 0; at < bytes.len; at += PIECE_BYTES, k.n++) {
        k.piece = person_seal(cx, str_sub(bytes, at, bytes.len - at < PIECE_BYTES ? bytes.len - at : PIECE_BYTES));
        TRY(command_run(cx, keep_piece, &k, NULL));
    }
    *out = k.id;
    return command_run(cx, begin_job, &k, NULL);
}

/* ---- what is told of it ---- */

struct look { struct import import; size_t households; struct register_list list; };     /* list: its faults */

static struct look look_of(struct ctx *cx, const struct import *import)
{
    return (struct look){ .import = *import, .list = { .faults = val_copy(cx->arena, import->faults),
                                                       .fault_count = (size_t)import->refused } };
}

static enum err note(struct ctx *cx, const struct look *l)
{
    struct arena *a = cx->arena;
    const struct import *i = &l->import;
    struct val *report = val_set_int(a, val_map(a), "fresh", i->fresh);

    val_set_int(a, report, "changed", i->changed);
    val_set_int(a, report, "same", i->same);
    val_set_int(a, report, "households", i->households);
    val_set(a, report, "faults", l->list.faults);
    return db_put(cx, &SQL_LOOK_NOTE, ARGS(arg_int(i->id), arg_int(i->state), arg_int(i->rows), arg_int((int64_t)l->list.fault_count),
                                           arg_bytes(register_sealed(cx, report)), arg_int(i->done)));
}

/* Inside a command: it ends without a list that could be taken over; why stands as its one fault. */
static enum err end_unread(struct ctx *cx, int64_t id, struct str key, struct str detail, enum job_state how)
{
    struct look l = { .import = { .id = id, .state = IMPORT_UNREADABLE }, .list = { .faults = val_list(cx->arena) } };

    register_list_fault(cx, &l.list, NULL, 0, "", key, detail);
    TRY(db_put(cx, &SQL_LOOK_DROP_PIECES, ARGS(arg_int(id))));
    TRY(db_put(cx, &SQL_LOOK_DROP, ARGS(arg_int(id))));
    TRY(note(cx, &l));
    return job_end(cx, JOB_KIND, key_of(cx), how);
}

/* ---- it is read ---- */

static enum err read_table(struct ctx *cx, struct str bytes, struct register_list *out)
{
    struct table table;
    const char *why;
    enum err e = table_read(cx->arena, bytes, &table, &why);

    if (e == ERR_INVALID || e == ERR_LIMIT)
        return ctx_gap(cx, STR("file"), arena_printf(cx->arena, "gap.table.%s", why).p, table_place(cx->arena, &table));
    TRY(e);
    return register_list_read(cx, &table, out);
}

struct reading { int64_t id; size_t first; const struct register_list *list; struct gap why; };

static enum err still_checking(struct ctx *cx, int64_t id, struct import *out)
{
    TRY(import_get(cx, id, out));
    return out->state == IMPORT_CHECKING ? OK : ERR_STATE;
}

static enum err refuse(struct ctx *cx, const void *args, void *out)
{
    const struct reading *r = args;
    struct import import;

    (void)out;
    TRY(still_checking(cx, r->id, &import));
    return end_unread(cx, r->id, r->why.key, r->why.detail, JOB_DONE);
}

/*
 * Only now that this list was read it takes the place of an earlier one of the same person.  A kill on the way leaves
 * some of its households: they are read anew.
 */
static enum err begin_anew(struct ctx *cx, const void *args, void *out)
{
    const struct reading *r = args;

    (void)out;
    TRY(db_put(cx, &SQL_LOOK_FORGET, ARGS(arg_int(r->id))));
    TRY(db_put(cx, &SQL_LOOK_REPLACE, ARGS(arg_int(r->id))));
    return db_put(cx, &SQL_LOOK_DROP, ARGS(arg_int(r->id)));
}

static enum err keep_some(struct ctx *cx, const void *args, void *out)
{
    const struct reading *r = args;
    struct import import;

    (void)out;
    TRY(still_checking(cx, r->id, &import));
    for (size_t n = r->first; n < r->first + KEPT_AT_ONCE && n < r->list->count; n++)
        if (!r->list->items[n].refused)
            TRY(db_put(cx, &SQL_LOOK_ADD, ARGS(arg_int(r->id), arg_int((int64_t)n + 1), arg_int(UNSEEN),
                                               arg_bytes(register_sealed(cx, register_list_value(cx, &r->list->items[n]))))));
    return OK;
}

/* The file goes with the last household of it: what is left is to compare. */
static enum err end_reading(struct ctx *cx, const void *args, void *out)
{
    const struct reading *r = args;
    struct look l = { .list = *r->list };

    (void)out;
    TRY(still_checking(cx, r->id, &l.import));
    l.import.rows = (int64_t)r->list->row_count;
    l.import.households = (int64_t)r->list->count;
    TRY(db_put(cx, &SQL_LOOK_DROP_PIECES, ARGS(arg_int(r->id))));
    return note(cx, &l);
}

static enum err read_list(struct ctx *cx, int64_t id, struct str bytes)
{
    struct register_list list = { 0 };
    struct reading r = { .id = id, .list = &list };
    enum err e = read_table(cx, bytes, &list);

    if (e == ERR_INVALID && cx->gap_count > 0) {
        r.why = cx->gaps[0];
        return command_run(cx, refuse, &r, NULL);
    }
    TRY(e);
    TRY(command_run(cx, begin_anew, &r, NULL));
    for (; r.first < list.count; r.first += KEPT_AT_ONCE)
        TRY(command_run(cx, keep_some, &r, NULL));
    return command_run(cx, end_reading, &r, NULL);
}

/* ---- it is compared ---- */

struct compared { struct import import; struct list_household lists[COMPARED_AT_ONCE]; struct judged judged[COMPARED_AT_ONCE];
                  int64_t n[COMPARED_AT_ONCE]; size_t count; };

static enum err next_lists(struct ctx *cx, struct compared *c)
{
    struct str sealed[COMPARED_AT_ONCE];
    struct row *row;
    struct val *v;

    TRY(db_select(cx, &SQL_LOOK_NEXT, &row, ARGS(arg_int(c->import.id), arg_int(c->import.done), arg_int(COMPARED_AT_ONCE))));
    while (row_next(row) && c->count < COMPARED_AT_ONCE) {
        c->n[c->count] = row_int(row, 0);
        sealed[c->count++] = row_str(row, 1);
    }
    TRY(row_end(row));
    for (size_t i = 0; i < c->count; i++) {
        TRY(register_opened(cx, sealed[i], &v));
        c->lists[i] = register_list_of(cx, v);
    }
    return OK;
}

static enum err note_one(struct ctx *cx, struct look *l, const struct list_household *h, const struct judged *j, int64_t n)
{
    int64_t *const counts[] = { [FRESH] = &l->import.fresh, [CHANGED] = &l->import.changed, [SAME] = &l->import.same };

    if (j->verdict == REFUSED)
        register_list_fault(cx, &l->list, NULL, j->who != NULL ? j->who->row : h->row, j->who != NULL ? "身份证号" : "户号",
                            str_of(j->key), STR(""));
    else
        ++*counts[j->verdict];
    if (j->verdict == FRESH || j->verdict == CHANGED)
        return db_put(cx, &SQL_LOOK_JUDGE, ARGS(arg_int(l->import.id), arg_int(n), arg_int(j->verdict)));
    return db_put(cx, &SQL_LOOK_DROP_ONE, ARGS(arg_int(l->import.id), arg_int(n)));
}

/* The last piece ends the job in the same transaction. */
static enum err note_compared(struct ctx *cx, const void *args, void *out)
{
    const struct compared *c = args;
    bool last = c->count < COMPARED_AT_ONCE;
    struct import now;
    struct look l;

    (void)out;
    TRY(still_checking(cx, c->import.id, &now));
    if (now.done != c->import.done)
        return ERR_STATE;
    l = look_of(cx, &now);
    for (size_t i = 0; i < c->count; i++)
        TRY(note_one(cx, &l, &c->lists[i], &c->judged[i], c->n[i]));
    l.import.state = last ? IMPORT_CHECKED : IMPORT_CHECKING;
    l.import.done = last ? 0 : c->n[c->count - 1];
    TRY(note(cx, &l));
    return last ? job_end(cx, JOB_KIND, key_of(cx), JOB_DONE) : OK;
}

static enum err compare_some(struct ctx *cx, const struct import *import)
{
    struct compared *c = ARENA_NEW(cx->arena, struct compared);

    c->import = *import;
    TRY(next_lists(cx, c));
    for (size_t i = 0; i < c->count; i++)
        TRY(register_judge(cx, &c->lists[i], &c->judged[i]));
    return command_run(cx, note_compared, c, NULL);
}

/* ---- the job ---- */

static enum err kept_file(struct ctx *cx, int64_t id, struct str *out)
{
    struct buf b = buf_in(cx->arena);
    struct str plain;
    enum err e = OK;
    struct row *row;

    TRY(db_select(cx, &SQL_LOOK_PIECES, &row, ARGS(arg_int(id))));
    while (e == OK && row_next(row)) {
        e = person_unseal(cx, row_str(row, 0), &plain);
        if (e == OK)
            buf_add(&b, plain);
    }
    *out = buf_str(&b);
    TRY(row_end(row));
    return e == OK ? OK : ERR_INTERNAL;
}

enum err import_look_step(struct ctx *cx, int64_t id)
{
    struct import import;
    struct str bytes;
    enum err e;

    TRY(still_checking(cx, id, &import));
    TRY(kept_file(cx, id, &bytes));
    e = bytes.len > 0 ? read_list(cx, id, bytes) : compare_some(cx, &import);
    return e == ERR_STATE ? OK : e;         /* cancelled while this piece waited */
}

struct ending { int64_t id; const char *why; enum job_state how; };

static enum err stop(struct ctx *cx, const void *args, void *out)
{
    const struct ending *s = args;
    struct import import;

    (void)out;
    TRY(still_checking(cx, s->id, &import));
    return end_unread(cx, s->id, str_of(s->why), STR(""), s->how);
}

enum err import_look_cancel(struct ctx *cx, int64_t id)
{
    return command_run(cx, stop, &(struct ending){ id, "gap.import.cancelled", JOB_CANCELLED }, NULL);
}

enum err import_look_fail(struct ctx *cx, int64_t id)
{
    return command_run(cx, stop, &(struct ending){ id, "gap.import.failed", JOB_FAILED }, NULL);
}
