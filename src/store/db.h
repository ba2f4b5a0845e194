/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * db - prepared statements on SQLite or PostgreSQL; the caller does not know which.
 *
 * Statements come from .sql files (tools/sql.py), are prepared once per connection and take bound
 * arguments only, 64 at most.  A struct db belongs to one thread at a time: a reader is leased from the store
 * (store/store.h), the only writer belongs to the writer thread (store/writer.h).
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/ctx.h"

/* number: dense, program-wide; note: what stands behind the name in its file ("index: case_by_place"). */
struct stmt { int number; const char *name, *sqlite, *postgres, *note; };
struct row;

enum arg_kind { ARG_NULL, ARG_INT, ARG_TEXT, ARG_BYTES };
struct arg { enum arg_kind kind; int64_t i; struct str s; };

static inline struct arg arg_null(void) { return (struct arg){ ARG_NULL, 0, { NULL, 0 } }; }
static inline struct arg arg_int(int64_t i) { return (struct arg){ ARG_INT, i, { NULL, 0 } }; }
static inline struct arg arg_text(struct str s) { return (struct arg){ ARG_TEXT, 0, s }; }
static inline struct arg arg_bytes(struct str s) { return (struct arg){ ARG_BYTES, 0, s }; }
/* Text, or SQL NULL where it is empty. */
static inline struct arg arg_text_or_null(struct str s) { return s.len > 0 ? arg_text(s) : arg_null(); }
/*
 * A statement that takes a list of ids (arg_list) and answers id and text: the texts in the order of the ids, "" where
 * there is none.
 */
NODISCARD enum err db_texts_of(struct ctx *cx, const struct stmt *st, const int64_t *ids, size_t count, struct str *out);
/* Whole numbers as one argument, for `IN LIST` of a statement (tools/sql.py): a list is asked for with one question. */
struct arg arg_list(struct arena *a, const int64_t *numbers, size_t count);
#define ARGS(...) (const struct arg[]){ __VA_ARGS__ }, sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg)
#define NO_ARGS NULL, 0

/*
 * All of these: ERR_CONFLICT: a unique or other constraint refused; ERR_FULL: no disk space;
 * ERR_BUSY: connection lost, the whole command may run again; ERR_INTERNAL: anything else (logged);
 * ERR_INVALID: a text is not UTF-8 or holds NUL (nothing was sent).
 *
 * Inside a command any error but ERR_INVALID is final: later calls return it again and the command
 * fails with it whatever it returns (PostgreSQL can do no other).  Where a conflict is expected,
 * write ON CONFLICT DO NOTHING and look at the count.
 */

/*
 * Runs a query; walk it with row_next and always end it with row_end.  Do not change the tables
 * being walked, and let the arguments live until row_end.
 */
NODISCARD enum err db_select(struct ctx *cx, const struct stmt *st, struct row **out, const struct arg *args, size_t count);
bool row_next(struct row *r);
int64_t row_int(struct row *r, int column);             /* NULL reads as 0 */
struct str row_str(struct row *r, int column);          /* text or bytes, copied into cx->arena; NULL reads as "" */
bool row_null(struct row *r, int column);
NODISCARD enum err row_end(struct row *r);              /* OK also when rows were left unread */

/* Runs a change and waits for its count (on PostgreSQL: for the line). */
NODISCARD enum err db_change(struct ctx *cx, const struct stmt *st, size_t *changed, const struct arg *args, size_t count);
/*
 * Runs a change nobody needs the count of.  On PostgreSQL it is sent without waiting and a failure
 * shows at the next db_select, db_change or when the command ends: the command then fails as a whole.
 */
NODISCARD enum err db_put(struct ctx *cx, const struct stmt *st, const struct arg *args, size_t count);

#endif
