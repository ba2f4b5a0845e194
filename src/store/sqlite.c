/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/backend.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/log.h"
#include "store/logfile.h"
#include "store/store.sql.h"

enum {
    BUSY_MS = 5000,
    CHECKPOINT_PAGES = 4000     /* 16 MB of log between two checkpoints; as many frames as one part of the log's index lists */
};

struct connection {
    struct db      db;
    const char    *path;
    sqlite3       *h;
    sqlite3_stmt **cached;      /* by backend_slot */
    size_t         slots;
    int            lock_fd;     /* writer: the lock file; else -1 */
    int            wal_fd;      /* writer: the log, to put it on the disk; else -1 */
    int            wal_pages, checkpointed_pages;
};

struct lite_row {
    struct row    row;
    sqlite3_stmt *st;
    bool          single;       /* not from the cache: to be finalized */
    enum err      failed;
};

static struct connection *lite(struct db *db)
{
    return (struct connection *)db;
}

static bool disk_full(int system_error)
{
    return system_error == ENOSPC || system_error == EDQUOT;
}

static enum err meaning(const struct connection *c, int rc)
{
    switch (rc & 0xFF) {
    case SQLITE_OK: case SQLITE_ROW: case SQLITE_DONE: return OK;
    case SQLITE_CONSTRAINT: return ERR_CONFLICT;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_BUSY: case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_IOERR: case SQLITE_CANTOPEN:
        return disk_full(sqlite3_system_errno(c->h)) ? ERR_FULL : ERR_INTERNAL;
    default: return ERR_INTERNAL;
    }
}

/*
 * After these the file and what the connection believes about it may differ.  A transaction that the
 * library rolled back by itself (it may, for these and for a full disk) is noticed by autocommit.  One it goes on with
 * behind a full disk is given up all the same: what the log's layer still held of earlier commands may be what was lost.
 */
static enum err judge(struct connection *c, int rc, const char *doing)
{
    enum err e = meaning(c, rc);
    int kind = rc & 0xFF;

    if (e == OK)
        return OK;
    c->db.lost |= kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_CANTOPEN;
    c->db.unwound |= c->db.lost || (c->db.writer && (kind == SQLITE_FULL || sqlite3_get_autocommit(c->h) != 0));
    if (e != ERR_CONFLICT)
        log_event(LOG_ERROR, "store.sqlite", LOG_TEXT("statement", str_of(doing)), LOG_INT("code", rc),
                  LOG_INT("errno", sqlite3_system_errno(c->h)), LOG_TEXT("why", str_of(sqlite3_errstr(rc))));
    return e;
}

static int bind(sqlite3_stmt *st, const struct arg *args, size_t count)
{
    int rc = sqlite3_bind_parameter_count(st) == (int)count ? SQLITE_OK : SQLITE_RANGE;

    for (int i = 0; rc == SQLITE_OK && i < (int)count; i++) {
        const struct arg *a = &args[i];
        const char *bytes = a->s.len > 0 ? a->s.p : "";
        switch (a->kind) {
        case ARG_NULL:  rc = sqlite3_bind_null(st, i + 1); break;
        case ARG_INT:   rc = sqlite3_bind_int64(st, i + 1, a->i); break;
        case ARG_TEXT:  rc = sqlite3_bind_text64(st, i + 1, bytes, a->s.len, SQLITE_STATIC, SQLITE_UTF8); break;
        case ARG_BYTES: rc = sqlite3_bind_blob64(st, i + 1, bytes, a->s.len, SQLITE_STATIC); break;
        }
    }
    return rc;
}

/* The cached statement, or a single one while the cached is being walked. */
static enum err take(struct connection *c, const struct stmt *s, sqlite3_stmt **out, bool *single)
{
    size_t slot = backend_slot(s);
    int rc = SQLITE_OK;

    *out = slot < c->slots ? c->cached[slot] : NULL;
    *single = *out != NULL && sqlite3_stmt_busy(*out);
    if (*out != NULL && !*single)
        return OK;
    rc = s->sqlite == NULL || slot >= c->slots ? SQLITE_MISUSE
       : sqlite3_prepare_v3(c->h, s->sqlite, -1, *single ? 0 : SQLITE_PREPARE_PERSISTENT, out, NULL);
    if (rc == SQLITE_OK && !*single)
        c->cached[slot] = *out;
    return judge(c, rc, s->name);
}

static void give(sqlite3_stmt *st, bool single)
{
    sqlite3_reset(st);          /* its result repeats the error of the step */
    if (single)
        sqlite3_finalize(st);
}

static enum err select_rows(struct db *db, struct ctx *cx, const struct stmt *s, struct row **out,
                            const struct arg *args, size_t count)
{
    struct connection *c = lite(db);
    struct lite_row *r;
    sqlite3_stmt *st;
    bool single;
    enum err e = take(c, s, &st, &single);

    if (e != OK)
        return e;
    e = judge(c, bind(st, args, count), s->name);
    if (e != OK) {
        give(st, single);
        return e;
    }
    r = ARENA_NEW(cx->arena, struct lite_row);
    *r = (struct lite_row){ { db, cx }, st, single, OK };
    *out = &r->row;
    return OK;
}

static bool next(struct row *row)
{
    struct lite_row *r = (struct lite_row *)row;
    int rc = r->st != NULL ? sqlite3_step(r->st) : SQLITE_DONE;

    if (rc == SQLITE_ROW)
        return true;
    if (r->st != NULL) {
        r->failed = judge(lite(row->db), rc, sqlite3_sql(r->st));
        give(r->st, r->single);
        r->st = NULL;
    }
    return false;
}

static bool null(struct row *row, int column)
{
    return sqlite3_column_type(((struct lite_row *)row)->st, column) == SQLITE_NULL;
}

static int64_t integer(struct row *row, int column)
{
    return sqlite3_column_int64(((struct lite_row *)row)->st, column);
}

static struct str string(struct row *row, int column)
{
    sqlite3_stmt *st = ((struct lite_row *)row)->st;
    const char *p = sqlite3_column_blob(st, column);

    return arena_str(row->cx->arena, (struct str){ p, (size_t)sqlite3_column_bytes(st, column) });
}

static enum err end(struct row *row)
{
    struct lite_row *r = (struct lite_row *)row;

    if (r->st != NULL)
        give(r->st, r->single);
    r->st = NULL;
    return r->failed;
}

static enum err change(struct db *db, const struct stmt *s, size_t *changed, const struct arg *args, size_t count)
{
    struct connection *c = lite(db);
    sqlite3_stmt *st;
    bool single;
    enum err e = take(c, s, &st, &single);
    int rc;

    if (e != OK)
        return e;
    rc = bind(st, args, count);
    while (rc == SQLITE_OK || rc == SQLITE_ROW)     /* rows: of RETURNING, nobody wants them here */
        rc = sqlite3_step(st);
    e = judge(c, rc, s->name);
    if (e == OK && changed != NULL)
        *changed = (size_t)sqlite3_changes(c->h);
    give(st, single);
    return e;
}

static enum err control(struct db *db, const struct stmt *s)
{
    return change(db, s, NULL, NO_ARGS);
}

static enum err begin(struct db *db)
{
    db->unwound = false;
    return control(db, &SQL_STORE_BEGIN);
}

static enum err savepoint(struct db *db)
{
    return control(db, &SQL_STORE_SAVEPOINT);
}

static enum err release(struct db *db)
{
    return control(db, &SQL_STORE_RELEASE);
}

static enum err undo(struct db *db)
{
    enum err e = db->unwound ? ERR_INTERNAL : control(db, &SQL_STORE_UNDO);

    return e != OK ? e : release(db);
}

static enum err commit_soon(struct db *db)
{
    return control(db, &SQL_STORE_COMMIT);
}

/* Touches nothing but the descriptor: the connection is at work in its own thread meanwhile. */
static enum err sync_log(struct db *db)
{
    struct connection *c = lite(db);

    if (fdatasync(c->wal_fd) == 0)
        return OK;
    log_event(LOG_ERROR, "store.sync", LOG_INT("errno", errno), LOG_TEXT("why", str_of(strerror(errno))));
    return ERR_INTERNAL;
}

static enum err commit(struct db *db)
{
    enum err e = commit_soon(db);

    if (e == OK)
        e = sync_log(db);
    db->lost |= e == ERR_INTERNAL;
    return e;
}

static void rollback(struct db *db)
{
    if (!db->lost && sqlite3_get_autocommit(lite(db)->h) == 0)
        (void)control(db, &SQL_STORE_ROLLBACK);     /* its failure sets lost */
    db->unwound = true;
}

/*
 * One transaction for all selects of a lease: without it each select takes and gives back the lock of the
 * write-ahead log by system calls of its own.  It begins with the first select, so an unused lease costs nothing.
 */
static void view(struct db *db)
{
    if (!db->lost)
        (void)control(db, &SQL_STORE_VIEW);         /* without it each select sees a moment of its own */
}

static void unview(struct db *db)
{
    if (!db->lost && sqlite3_get_autocommit(lite(db)->h) == 0)
        db->lost |= control(db, &SQL_STORE_COMMIT) != OK;       /* else the lease would never let the log begin anew */
}

static enum err script(struct db *db, const char *sql)
{
    struct connection *c = lite(db);
    int rc = sqlite3_exec(c->h, sql, NULL, NULL, NULL);

    if (rc != SQLITE_OK)
        snprintf(db->trouble, sizeof db->trouble, "%s", sqlite3_errmsg(c->h));
    return judge(c, rc, "script");
}

static int note_wal(void *connection, sqlite3 *h, const char *name, int pages)
{
    (void)h;
    (void)name;
    ((struct connection *)connection)->wal_pages = pages;
    return SQLITE_OK;
}

static void drop(struct connection *c)
{
    sqlite3_stmt *st;

    while (c->h != NULL && (st = sqlite3_next_stmt(c->h, NULL)) != NULL)    /* one forgotten would keep its locks for ever */
        sqlite3_finalize(st);
    for (size_t i = 0; i < c->slots; i++)
        c->cached[i] = NULL;
    sqlite3_close(c->h);
    c->h = NULL;
    if (c->wal_fd >= 0)
        close(c->wal_fd);
    c->wal_fd = -1;
}

/* No lock stands on that file, so that closing this descriptor takes none of the library's away. */
static enum err open_log(struct connection *c)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s-wal", c->path);

    c->wal_fd = length < (int)sizeof path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    return c->wal_fd >= 0 ? OK : ERR_INTERNAL;
}

static enum err connect(struct connection *c)
{
    int flags = SQLITE_OPEN_NOMUTEX | (c->db.writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
    int rc = sqlite3_open_v2(c->path, &c->h, flags, c->db.writer ? logfile_layer() : NULL);
    enum err e;

    c->wal_pages = c->checkpointed_pages = 0;
    c->db.lost = c->db.unwound = false;
    c->db.failed = OK;
    sqlite3_busy_timeout(c->h, BUSY_MS);
    sqlite3_extended_result_codes(c->h, 1);
    e = judge(c, rc, "open");
    if (e != OK)
        return e;
    e = script(&c->db, (c->db.writer ? SQL_STORE_SETUP_WRITER : SQL_STORE_SETUP_READER).sqlite);
    if (e != OK || !c->db.writer)
        return e;
    sqlite3_wal_hook(c->h, note_wal, c);            /* behind the script: wal_autocheckpoint takes the hook away */
    return open_log(c);
}

/*
 * What the write-ahead log holds may not be on the disk after a failed fsync, though it reads well
 * (Linux marks the pages clean).  Copying all of it into the database file writes those pages anew.
 */
static enum err reopen(struct db *db)
{
    struct connection *c = lite(db);
    enum err e;

    drop(c);
    e = connect(c);
    if (e == OK && db->writer)
        e = judge(c, sqlite3_wal_checkpoint_v2(c->h, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL), "checkpoint");
    db->lost = e != OK;
    return e;
}

static void tidy(struct db *db)
{
    for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(lite(db)->h, st)) != NULL;)
        sqlite3_reset(st);
}

static bool due(struct db *db)
{
    struct connection *c = lite(db);

    if (c->wal_pages < c->checkpointed_pages)       /* the log was begun anew */
        c->checkpointed_pages = 0;
    return !db->lost && c->wal_pages - c->checkpointed_pages >= CHECKPOINT_PAGES;
}

static void checkpoint(struct db *db)
{
    struct connection *c = lite(db);
    int pages = 0;

    if (judge(c, sqlite3_wal_checkpoint_v2(c->h, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, &pages), "checkpoint") == OK)
        c->checkpointed_pages = c->wal_pages;
}

static void close_all(struct db *db)
{
    struct connection *c = lite(db);

    drop(c);
    if (c->lock_fd >= 0)
        close(c->lock_fd);
}

static const struct db_ops ops = {
    .select = select_rows, .next = next, .null = null, .integer = integer, .string = string, .end = end,
    .change = change, .begin = begin, .savepoint = savepoint, .release = release, .undo = undo, .commit = commit,
    .commit_soon = commit_soon, .sync = sync_log, .rollback = rollback, .view = view, .unview = unview, .script = script, .reopen = reopen, .tidy = tidy,
    .due = due, .checkpoint = checkpoint, .close = close_all,
};

/* The library would make it readable for all; its log and index take over the rights. */
static enum err make_private(struct arena *a, const struct connection *c, struct str *why)
{
    int fd = open(c->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0) {
        *why = arena_printf(a, "%s: %s", c->path, strerror(errno));
        return disk_full(errno) ? ERR_FULL : ERR_INTERNAL;
    }
    close(fd);
    return OK;
}

/* A second process with a connection of its own would meet the WAL-reset bug of SQLite before 3.51.3. */
static enum err lock(struct arena *a, struct connection *c, struct str *why)
{
    struct str path = arena_printf(a, "%s.lock", c->path);

    c->lock_fd = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (c->lock_fd < 0) {
        *why = arena_printf(a, "%s: %s", path.p, strerror(errno));
        return disk_full(errno) ? ERR_FULL : ERR_INTERNAL;
    }
    if (flock(c->lock_fd, LOCK_EX | LOCK_NB) == 0)
        return OK;
    *why = arena_printf(a, "%s is open in another process; stop it first", c->path);
    close(c->lock_fd);
    c->lock_fd = -1;
    return ERR_CONFLICT;
}

enum err sqlite_open(struct arena *a, const struct backend_options *o, struct db **out, struct str *why)
{
    struct connection *c = ARENA_NEW(a, struct connection);
    enum err e;

    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);     /* a lock for each allocation; refused once started, harmless */
    *c = (struct connection){ .db = { .ops = &ops, .writer = o->writer }, .path = arena_cstr(a, str_of(o->database)),
                              .slots = backend_slots(o->statement_count), .lock_fd = -1, .wal_fd = -1 };
    c->cached = ARENA_ARRAY(a, c->slots, sqlite3_stmt *);
    e = o->writer ? lock(a, c, why) : OK;
    if (e == OK && o->writer)
        e = make_private(a, c, why);
    if (e == OK) {
        e = connect(c);
        *why = e != OK ? arena_printf(a, "%s: %s", o->database, sqlite3_errmsg(c->h)) : STR("");
    }
    if (e == OK)
        *out = &c->db;
    else
        close_all(&c->db);
    return e;
}
