/* SPDX-License-Identifier: MulanPSL-2.0 */
/* store - one database with its connections: many leased readers, one writer. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "store/db.h"

struct store;

struct store_options {
    const char *database;       /* path of a SQLite file, or a postgresql:// address             */
    int         readers;        /* 8 to 16                                                       */
    const struct stmt *const *statements;   /* all statements of the program, by their number    */
    size_t      statement_count;
};

/*
 * Opens or creates the database and takes its lock (SQLite: a lock file beside it; PostgreSQL: a
 * session advisory lock).  why: a sentence for the operator on failure.
 * ERR_CONFLICT: another process holds it.  ERR_INTERNAL: cannot be opened.
 */
NODISCARD enum err store_open(struct arena *a, const struct store_options *options, struct store **out, struct str *why);
void store_close(struct store *s);                      /* readers first, then the writer */
bool store_is_postgres(const struct store *s);

/*
 * Leases a read-only connection, waiting for one if all are out; give it back with store_return.  On SQLite all selects
 * of a lease see the database of one moment, that of the first of them; on PostgreSQL each sees its own (a transaction
 * would cost two more round trips).
 */
struct db *store_lease(struct store *s);
void store_return(struct store *s, struct db *db);

/* ---- migrations: numbered scripts, each applied once, in one transaction, in order ---- */
struct migration { int number; const char *name, *sqlite, *postgres; };
/* What a table holds: events; what is computed from them alone; or state of its own (doc/architecture.md 4). */
enum table_kind { TABLE_EVENT, TABLE_PROJECTION, TABLE_STATE };
struct table_label { const char *name; enum table_kind kind; };

/*
 * Before the writer starts and before any lease.  ERR_STATE: the database is of a newer or another
 * program; ERR_FULL; ERR_INTERNAL: a script failed, its own changes are undone.
 */
NODISCARD enum err store_migrate(struct store *s, const struct migration *all, size_t count, struct str *why);

#endif
