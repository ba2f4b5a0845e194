/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * A connection is always in pipeline mode.  What is sent is remembered only as a number of answers
 * still to come (owed) and the number owed when the running command began; an error found behind
 * that mark belongs to the command, one before it to an earlier one, and then the batch is lost.
 */
#include "store/backend.h"

#include <errno.h>
#include <inttypes.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/seat.h"
#include "store/store.sql.h"

enum {
    ARGS_MAX = 64,
    INT_TEXT = 24,
    BYTEA_OID = 17,
    LEASE_TRIES = 60, LEASE_PAUSE_MS = 50,      /* a killed program's session lives a moment longer */
    ANSWER_MS = 60000                           /* a server silent for longer is taken as lost */
};

struct connection {
    struct db    db;
    const char  *address;
    PGconn      *h;
    bool        *prepared;      /* by backend_slot */
    size_t       slots;
    int64_t      owed, sent;    /* answers not yet read; statements ever sent */
    int64_t      command_from;  /* value of sent when the running command began */
    enum err     broken;        /* the pipeline refuses everything up to the next sync because of this */
};

struct pg_row { struct row row; PGresult *result; int at, count; };

static struct connection *pg(struct db *db)
{
    return (struct connection *)db;
}

/* ---- what an error means ---- */

static enum err meaning(const char *state)
{
    static const struct { const char *prefix; enum err e; } rows[] = {
        { "23", ERR_CONFLICT }, { "40001", ERR_BUSY }, { "40P01", ERR_BUSY }, { "55P03", ERR_BUSY },
        { "53100", ERR_FULL }, { "53", ERR_BUSY }, { "57P", ERR_BUSY }, { "08P01", ERR_INTERNAL }, { "08", ERR_BUSY },
        { "22021", ERR_INVALID },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strncmp(state, rows[i].prefix, strlen(rows[i].prefix)) == 0)
            return rows[i].e;
    return ERR_INTERNAL;
}

static enum err lose(struct connection *c)
{
    if (!c->db.lost)
        log_event(LOG_ERROR, "store.postgres_lost", LOG_INT("writer", c->db.writer));
    c->db.lost = c->db.unwound = true;
    c->owed = 0;
    return ERR_BUSY;
}

/* The message itself may hold values; code and constraint do not. */
static enum err read_error(const struct connection *c, const PGresult *r)
{
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const char *constraint = PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME);
    enum err e = state != NULL ? meaning(state) : ERR_BUSY;

    if (e != ERR_CONFLICT)
        log_event(LOG_ERROR, "store.postgres", LOG_TEXT("sqlstate", str_of(state != NULL ? state : "none")),
                  LOG_TEXT("constraint", str_of(constraint != NULL ? constraint : "")), LOG_INT("writer", c->db.writer));
    return e;
}

/* ---- waiting ---- */

static bool wait_socket(struct connection *c, bool writing)
{
    struct pollfd p = { PQsocket(c->h), (short)(POLLIN | (writing ? POLLOUT : 0)), 0 };
    int n;

    seat_leave();
    do
        n = poll(&p, 1, ANSWER_MS);
    while (n < 0 && errno == EINTR);
    seat_take();
    return n > 0;
}

/* Sends what is buffered and reads until one result is whole; false: the connection is gone. */
static bool await_result(struct connection *c)
{
    int unsent = PQflush(c->h);

    while (unsent >= 0 && PQisBusy(c->h)) {
        if (!wait_socket(c, unsent > 0) || !PQconsumeInput(c->h))
            return false;
        unsent = PQflush(c->h);
    }
    return unsent >= 0;
}

/* The next result of a statement, NULL at a sync point; the NULLs between statements are passed over. */
static enum err next_result(struct connection *c, PGresult **out)
{
    PGresult *r = NULL;

    *out = NULL;
    for (int nulls = 0; r == NULL && nulls < 2; nulls++) {
        if (!await_result(c))
            return lose(c);
        r = PQgetResult(c->h);
    }
    if (r == NULL || PQstatus(c->h) == CONNECTION_BAD) {
        PQclear(r);
        return lose(c);
    }
    if (PQresultStatus(r) == PGRES_PIPELINE_SYNC)
        PQclear(r);
    else
        *out = r;
    return OK;
}

/* Reads one owed answer.  An error breaks the pipeline: the rest up to the sync comes back aborted. */
static enum err read_answer(struct connection *c, PGresult **keep)
{
    int64_t number = c->sent - c->owed;
    PGresult *r;
    ExecStatusType status;
    enum err e = next_result(c, &r);

    if (e != OK)
        return e;
    status = PQresultStatus(r);
    c->owed--;
    if (status == PGRES_FATAL_ERROR) {
        c->broken = read_error(c, r);
        c->db.unwound |= c->db.writer && number < c->command_from;
    } else if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && c->broken == OK)
        c->broken = ERR_INTERNAL;
    if (c->broken == OK && keep != NULL)
        *keep = r;
    else
        PQclear(r);
    return c->broken;
}

/* Reads all answers; keep takes the last one when all went well. */
static enum err read_owed(struct connection *c, PGresult **keep)
{
    enum err e = OK;

    while (c->owed > 0 && !c->db.lost)
        e = read_answer(c, c->owed == 1 ? keep : NULL);
    return c->db.lost ? ERR_BUSY : e;
}

/* Closes the pipeline's open stretch; afterwards it accepts statements again.  keep: NULL before the call. */
static enum err sync_point(struct connection *c, PGresult **keep)
{
    PGresult *r;
    enum err e, ended;

    if (c->db.lost || PQpipelineSync(c->h) != 1)
        return lose(c);
    e = read_owed(c, keep);
    ended = c->db.lost ? ERR_BUSY : next_result(c, &r);
    if (e == OK)
        e = c->broken;
    c->broken = OK;
    e = ended != OK ? ended : e;
    if (e != OK && keep != NULL) {
        PQclear(*keep);
        *keep = NULL;
    }
    return e;
}

/* A writer's error found on the way: clears the pipeline so that ROLLBACK can be sent. */
static enum err recover(struct connection *c, enum err e)
{
    enum err ended = c->db.lost ? OK : sync_point(c, NULL);

    (void)ended;                /* it repeats e, or the connection is lost, which is noted */
    return e;
}

/* Waits for the answers of all that was sent. */
static enum err settle(struct connection *c, PGresult **keep)
{
    enum err e;

    if (!c->db.writer)          /* autocommit: each statement is a stretch of its own */
        return sync_point(c, keep);
    if (PQsendFlushRequest(c->h) != 1)
        return lose(c);
    e = read_owed(c, keep);
    return e == OK ? OK : recover(c, e);
}

/* ---- sending ---- */

struct bound { const char *values[ARGS_MAX]; int lengths[ARGS_MAX], formats[ARGS_MAX]; char ints[ARGS_MAX][INT_TEXT]; };

/* Integers as text, which fits whatever integer type the server inferred; the rest as plain bytes. */
static void bind(struct bound *b, const struct arg *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        b->values[i] = NULL;
        b->formats[i] = args[i].kind != ARG_INT;
        b->lengths[i] = 0;
        if (args[i].kind == ARG_INT) {
            snprintf(b->ints[i], INT_TEXT, "%" PRId64, args[i].i);
            b->values[i] = b->ints[i];
        } else if (args[i].kind != ARG_NULL) {
            b->values[i] = args[i].s.len > 0 ? args[i].s.p : "";
            b->lengths[i] = (int)args[i].s.len;
        }
    }
}

static void statement_name(const struct stmt *s, char name[static INT_TEXT])
{
    snprintf(name, INT_TEXT, "s%d", s->number);
}

/* Once a connection, and waited for: an error here must not be taken for one of the data. */
static enum err prepare(struct connection *c, const struct stmt *s, const char *name)
{
    enum err e;

    if (backend_slot(s) >= c->slots || s->postgres == NULL)
        return ERR_INTERNAL;
    if (c->prepared[backend_slot(s)])
        return OK;
    if (PQsendPrepare(c->h, name, s->postgres, 0, NULL) != 1)
        return lose(c);
    c->sent++;
    c->owed++;
    e = settle(c, NULL);
    c->prepared[backend_slot(s)] = e == OK;
    if (e == ERR_INTERNAL)
        log_event(LOG_ERROR, "store.postgres_prepare", LOG_TEXT("statement", str_of(s->name)));
    return e;
}

static enum err send(struct connection *c, const struct stmt *s, const struct arg *args, size_t count)
{
    struct bound b;
    char name[INT_TEXT];
    enum err e;

    if (c->db.lost)
        return ERR_BUSY;
    if (count > ARGS_MAX)
        return ERR_INTERNAL;
    statement_name(s, name);
    e = prepare(c, s, name);
    if (e != OK)
        return e;
    bind(&b, args, count);
    if (PQsendQueryPrepared(c->h, name, (int)count, b.values, b.lengths, b.formats, 0) != 1)
        return lose(c);
    c->sent++;
    c->owed++;
    return OK;
}

/* ---- connecting ---- */

static enum err script(struct db *db, const char *sql)
{
    struct connection *c = pg(db);
    PGresult *r;
    enum err e = OK;

    if (c->owed > 0)
        e = sync_point(c, NULL);
    if (e != OK || PQexitPipelineMode(c->h) != 1)
        return lose(c);
    PQsetnonblocking(c->h, 0);
    r = PQexec(c->h, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK) {
        snprintf(db->trouble, sizeof db->trouble, "%s", PQerrorMessage(c->h));
        e = read_error(c, r);
    }
    PQclear(r);
    PQsetnonblocking(c->h, 1);
    return PQstatus(c->h) == CONNECTION_OK && PQenterPipelineMode(c->h) == 1 ? e : lose(c);
}

/* One answer in the first column; 0 when it failed. */
static int64_t ask(struct connection *c, const struct stmt *s)
{
    PGresult *r = NULL;
    int64_t n = 0;

    if (send(c, s, NO_ARGS) == OK && sync_point(c, &r) == OK && PQntuples(r) == 1)
        n = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
    PQclear(r);
    return n;
}

static enum err take_lease(struct connection *c)
{
    struct timespec pause = { 0, LEASE_PAUSE_MS * 1000000L };

    for (int i = 0; i < LEASE_TRIES && !c->db.lost; i++) {
        if (ask(c, &SQL_STORE_TAKE_LEASE) == 1)
            return OK;
        nanosleep(&pause, NULL);
    }
    snprintf(c->db.trouble, sizeof c->db.trouble, "%s",
             c->db.lost ? PQerrorMessage(c->h) : "the database is in use by another process; stop it first");
    return c->db.lost ? ERR_BUSY : ERR_CONFLICT;
}

static enum err connect(struct connection *c)
{
    static const char *const keys[] = { "dbname", "client_encoding", "application_name", "connect_timeout", NULL };
    const char *const values[] = { c->address, "UTF8", "buchucun", "5", NULL };
    enum err e;

    memset(c->prepared, 0, c->slots * sizeof *c->prepared);
    c->owed = c->sent = c->command_from = 0;
    c->broken = c->db.failed = OK;
    c->db.lost = c->db.unwound = false;
    c->h = PQconnectdbParams(keys, values, 1);
    if (PQstatus(c->h) != CONNECTION_OK || PQenterPipelineMode(c->h) != 1 || PQsetnonblocking(c->h, 1) != 0) {
        snprintf(c->db.trouble, sizeof c->db.trouble, "%s", PQerrorMessage(c->h));
        return lose(c);
    }
    e = c->db.writer ? take_lease(c) : OK;
    return e == OK ? script(&c->db, (c->db.writer ? SQL_STORE_SETUP_WRITER : SQL_STORE_SETUP_READER).postgres) : e;
}

static enum err reopen(struct db *db)
{
    enum err e;

    PQfinish(pg(db)->h);
    e = connect(pg(db));
    if (e != OK)
        lose(pg(db));
    return e;
}

/* ---- statements ---- */

/* A reader's connection may have died of old age or of a restart of the server: once more on a new one. */
static enum err run(struct connection *c, const struct stmt *s, PGresult **out, const struct arg *args, size_t count)
{
    enum err e = ERR_BUSY;

    for (int tries = 0; tries < (c->db.writer ? 1 : 2); tries++) {
        if (!c->db.writer && c->db.lost && reopen(&c->db) != OK)
            return ERR_BUSY;
        e = send(c, s, args, count);
        if (e == OK)
            e = settle(c, out);
        if (!c->db.lost)
            return e;
    }
    return e;
}

static enum err select_rows(struct db *db, struct ctx *cx, const struct stmt *s, struct row **out,
                            const struct arg *args, size_t count)
{
    struct pg_row *r;
    PGresult *result = NULL;
    enum err e = run(pg(db), s, &result, args, count);

    if (e != OK)
        return e;
    r = ARENA_NEW(cx->arena, struct pg_row);
    *r = (struct pg_row){ { db, cx }, result, -1, PQntuples(result) };
    *out = &r->row;
    return OK;
}

static bool next(struct row *row)
{
    struct pg_row *r = (struct pg_row *)row;

    if (r->at + 1 >= r->count)
        return false;
    r->at++;
    return true;
}

static bool null(struct row *row, int column)
{
    struct pg_row *r = (struct pg_row *)row;

    return PQgetisnull(r->result, r->at, column) != 0;
}

static int64_t integer(struct row *row, int column)
{
    struct pg_row *r = (struct pg_row *)row;
    const char *text = PQgetvalue(r->result, r->at, column);

    return text[0] == 't' ? 1 : strtoll(text, NULL, 10);
}

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "\x00ff" as the server writes bytes. */
static struct str bytes(struct arena *a, struct str hex)
{
    size_t len = hex.len >= 2 ? (hex.len - 2) / 2 : 0;
    char *p = arena_alloc(a, len + 1);

    for (size_t i = 0; i < len; i++)
        p[i] = (char)(digit(hex.p[2 + 2 * i]) << 4 | digit(hex.p[3 + 2 * i]));
    return (struct str){ p, len };
}

static struct str string(struct row *row, int column)
{
    struct pg_row *r = (struct pg_row *)row;
    struct str text = { PQgetvalue(r->result, r->at, column), (size_t)PQgetlength(r->result, r->at, column) };

    return PQftype(r->result, column) == BYTEA_OID ? bytes(row->cx->arena, text) : arena_str(row->cx->arena, text);
}

static enum err end(struct row *row)
{
    struct pg_row *r = (struct pg_row *)row;

    PQclear(r->result);
    r->result = NULL;
    return OK;
}

static enum err change(struct db *db, const struct stmt *s, size_t *changed, const struct arg *args, size_t count)
{
    PGresult *result = NULL;
    enum err e = changed == NULL && db->writer ? send(pg(db), s, args, count) : run(pg(db), s, &result, args, count);

    if (e == OK && changed != NULL)
        *changed = (size_t)strtoull(PQcmdTuples(result), NULL, 10);
    PQclear(result);
    return e;
}

/* ---- transactions ---- */

static enum err begin(struct db *db)
{
    db->unwound = false;
    pg(db)->command_from = pg(db)->sent;
    return send(pg(db), &SQL_STORE_BEGIN, NO_ARGS);
}

static enum err savepoint(struct db *db)
{
    enum err e = send(pg(db), &SQL_STORE_SAVEPOINT, NO_ARGS);

    pg(db)->command_from = pg(db)->sent;
    return e;
}

static enum err release(struct db *db)
{
    return send(pg(db), &SQL_STORE_RELEASE, NO_ARGS);
}

static enum err undo(struct db *db)
{
    struct connection *c = pg(db);
    enum err e = settle(c, NULL);       /* puts of the failed command may fail too: that is no new loss */

    if (db->unwound)
        return e != OK ? e : ERR_BUSY;
    e = send(c, &SQL_STORE_UNDO, NO_ARGS);
    return e == OK ? release(db) : e;
}

static enum err commit(struct db *db)
{
    struct connection *c = pg(db);
    PGresult *r = NULL;
    enum err e = send(c, &SQL_STORE_COMMIT, NO_ARGS);

    if (e == OK)
        e = sync_point(c, &r);
    if (e == OK && strcmp(PQcmdStatus(r), "COMMIT") != 0)
        e = ERR_INTERNAL;               /* the server made a ROLLBACK of it */
    PQclear(r);
    return e;
}

static void rollback(struct db *db)
{
    struct connection *c = pg(db);

    if (!db->lost && c->owed > 0)
        (void)recover(c, OK);
    c->command_from = c->sent;
    if (send(c, &SQL_STORE_ROLLBACK, NO_ARGS) == OK)
        (void)recover(c, OK);           /* its failure sets lost */
    db->unwound = true;
}

static void tidy(struct db *db)
{
    (void)db;                           /* a forgotten result is memory only; it was logged */
}

static void close_all(struct db *db)
{
    PQfinish(pg(db)->h);
}

static const struct db_ops ops = {
    .select = select_rows, .next = next, .null = null, .integer = integer, .string = string, .end = end,
    .change = change, .begin = begin, .savepoint = savepoint, .release = release, .undo = undo, .commit = commit,
    .rollback = rollback, .script = script, .reopen = reopen, .tidy = tidy, .close = close_all,
};

enum err postgres_open(struct arena *a, const struct backend_options *o, struct db **out, struct str *why)
{
    struct connection *c = ARENA_NEW(a, struct connection);
    enum err e;

    *c = (struct connection){ .db = { .ops = &ops, .writer = o->writer }, .address = arena_cstr(a, str_of(o->database)),
                              .slots = backend_slots(o->statement_count) };
    c->prepared = ARENA_ARRAY(a, c->slots, bool);
    e = connect(c);
    if (e == OK) {
        *out = &c->db;
        return OK;
    }
    *why = arena_printf(a, "PostgreSQL: %s", c->db.trouble);
    PQfinish(c->h);
    return e == ERR_BUSY ? ERR_INTERNAL : e;
}
