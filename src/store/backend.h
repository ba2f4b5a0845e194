/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * backend - what a database must be able to do for the store; seen by the files of this floor alone.
 *
 * sqlite.c and postgres.c put struct db and struct row first in their own.  Once lost is set the
 * connection is useless until reopen; whatever was not committed is gone.
 */
#ifndef STORE_BACKEND_H
#define STORE_BACKEND_H

#include "store/store.h"

struct db {
    const struct db_ops *ops;
    bool       writer;          /* works inside transactions: one error fails the whole command        */
    bool       lost;            /* connection broken: reopen before anything else                      */
    bool       unwound;         /* the transaction is no longer there, or an earlier command broke it  */
    enum err   failed;          /* the first error of the running command                              */
    int        open_rows;       /* selects not yet ended                                               */
    char       trouble[256];    /* what the library said when a script failed, for the operator        */
};

struct row { struct db *db; struct ctx *cx; };

struct db_ops {
    enum err   (*select)(struct db *db, struct ctx *cx, const struct stmt *st, struct row **out,
                         const struct arg *args, size_t count);
    bool       (*next)(struct row *r);
    bool       (*null)(struct row *r, int column);
    int64_t    (*integer)(struct row *r, int column);
    struct str (*string)(struct row *r, int column);
    enum err   (*end)(struct row *r);
    /* changed NULL: the count is not needed, an error may show later. */
    enum err   (*change)(struct db *db, const struct stmt *st, size_t *changed, const struct arg *args, size_t count);

    /* Transactions: an error of any of these loses all of it, and rollback must follow unless lost is set. */
    enum err   (*begin)(struct db *db);
    enum err   (*savepoint)(struct db *db);
    enum err   (*release)(struct db *db);
    enum err   (*undo)(struct db *db);              /* back to the savepoint */
    enum err   (*commit)(struct db *db);            /* it is on the disk; an error with lost set: fate unknown */
    /*
     * A commit in two: others see it, then it is on the disk.  sync may run in another thread while this one works on the
     * next transaction, not while it commits; after an error of it only reopen is left.  NULL: the database has no such two.
     */
    enum err   (*commit_soon)(struct db *db);
    enum err   (*sync)(struct db *db);
    void       (*rollback)(struct db *db);
    /* A reader's view of one moment for all its selects; NULL: each select sees its own. */
    void       (*view)(struct db *db);
    void       (*unview)(struct db *db);
    enum err   (*script)(struct db *db, const char *sql);               /* several statements, outside batches */
    enum err   (*reopen)(struct db *db);
    void       (*tidy)(struct db *db);              /* ends forgotten selects */
    /* Whether a checkpoint should be made, and making it; called when nobody waits.  NULL: the database sees to it. */
    bool       (*due)(struct db *db);
    void       (*checkpoint)(struct db *db);
    void       (*close)(struct db *db);
};

struct backend_options {
    const char *database;
    bool        writer;
    size_t      statement_count;        /* of the program, without the store's own */
};

/* why: a sentence for the operator.  ERR_CONFLICT: another process is the writer. */
NODISCARD enum err sqlite_open(struct arena *a, const struct backend_options *o, struct db **out, struct str *why);
NODISCARD enum err postgres_open(struct arena *a, const struct backend_options *o, struct db **out, struct str *why);

/* Where a statement's handle stands in a connection's array: the store's own come first. */
size_t backend_slot(const struct stmt *st);
size_t backend_slots(size_t statement_count);

struct db *store_writer(struct store *s);
struct arena *store_arena(struct store *s);     /* the one given to store_open: for its thread, before the writer starts */

#endif
