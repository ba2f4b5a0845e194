/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * feel - the Friendly Enough Expression Language of DMN 1.3 to 1.5, compliance level 3.
 *
 * Pure: no clock, database, environment or randomness; now() and today() read struct feel_env.
 * A value is immutable and may be shared by threads as long as its arena lives.  What is built from
 * other values borrows them.  Getters never fail: a NULL pointer or a value of another kind reads as
 * the empty value.  As the standard says (10.3.2), a type error while evaluating is not an error but
 * null; only limits refuse.  Source of every rule: OMG DMN 1.5, chapter 10.
 */
#ifndef FEEL_FEEL_H
#define FEEL_FEEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/val.h"

enum feel_kind {
    FEEL_NULL, FEEL_BOOL, FEEL_NUMBER, FEEL_TEXT, FEEL_DATE, FEEL_TIME, FEEL_DATE_TIME,
    FEEL_MONTHS,            /* years and months duration */
    FEEL_SECONDS,           /* days and time duration    */
    FEEL_LIST, FEEL_CONTEXT, FEEL_RANGE, FEEL_FUNCTION
};

struct feel;                /* one value                                                            */
struct feel_expr;           /* a parsed expression; immutable, shared by threads                    */

/* ---- making; texts and parts are borrowed ---- */
const struct feel *feel_null(void);
const struct feel *feel_bool(bool b);
const struct feel *feel_int(struct arena *a, int64_t n);
/* Any decimal literal of FEEL or JSON, also with exponent; null where it is none or overflows. */
const struct feel *feel_number(struct arena *a, struct str digits);
const struct feel *feel_text(struct arena *a, struct str s);
/* "2026-01-05", "09:00:00+08:00", "2026-01-05T09:00:00@Asia/Shanghai", "PT2H", "P1Y6M" with or without a
 * leading '@'; null where it is none of them. */
const struct feel *feel_temporal(struct arena *a, struct str s);
/* Date-time of a moment in a zone: "" for UTC, "+08:00" or "Asia/Shanghai"; null for an unknown zone. */
const struct feel *feel_moment(struct arena *a, int64_t unix_ms, struct str zone);
const struct feel *feel_list(struct arena *a, const struct feel *const *items, size_t count);
const struct feel *feel_context(struct arena *a);                       /* empty                 */
/* A new context with key set, in its old place or at the end; the one given is not changed. */
const struct feel *feel_put(struct arena *a, const struct feel *context, struct str key, const struct feel *v);
/* All entries of over laid upon under. */
const struct feel *feel_merge(struct arena *a, const struct feel *under, const struct feel *over);

/* ---- reading ---- */
enum feel_kind feel_kind(const struct feel *v);
bool        feel_is_true(const struct feel *v);                          /* only for boolean true */
struct str  feel_str(const struct feel *v);                              /* "" where it is no text */
/* Whole numbers within int64 only; false otherwise. */
bool        feel_to_int(const struct feel *v, int64_t *out);
size_t      feel_count(const struct feel *v);                            /* list items or context entries */
const struct feel *feel_item(const struct feel *v, size_t i);            /* list item or value of entry i */
struct str  feel_key(const struct feel *v, size_t i);                    /* key of context entry i        */
const struct feel *feel_get(const struct feel *context, struct str key); /* NULL: no such entry           */
/* Date or date-time as unix milliseconds; where it has no zone it is read in zone. */
bool        feel_to_unix_ms(const struct feel *v, struct str zone, int64_t *out);
/* Either kind of duration; ms is cut off below the millisecond. */
bool        feel_to_duration(const struct feel *v, int64_t *months, int64_t *ms);
/* As the built-in function string(): what a person reads; "null" for null. */
struct str  feel_string(struct arena *a, const struct feel *v);

bool        feel_equal(const struct feel *l, const struct feel *r);      /* deep; null equals null        */
/* Deep, texts too. A function holds its scope and cannot leave its arena: it becomes null. */
const struct feel *feel_copy(struct arena *a, const struct feel *v);

/* ---- in and out ---- */
const struct feel *feel_from_val(struct arena *a, const struct val *v);  /* texts "@..." become times     */
/* Numbers that are no integer below 2^53 become texts of their digits. */
struct val *feel_to_val(struct arena *a, const struct feel *v);

struct feel_problem { int line, column; struct str why; };   /* from 1; why: English, what was expected   */

/*
 * Reads one JSON document; real numbers keep every digit, texts "@2026-01-05" become times.
 * problem may be NULL.  ERR_INVALID: not JSON, duplicate key, bad UTF-8; ERR_LIMIT: deeper than FEEL_DEPTH_MAX.
 */
NODISCARD enum err feel_from_json(struct arena *a, struct str bytes, const struct feel **out,
                                  struct feel_problem *problem);
/* Keys in their order, no blanks; times as "@..."; a range and a function as a text of their FEEL form. */
struct str feel_to_json(struct arena *a, const struct feel *v);

/* Canonical compact bytes: the same entries give the same bytes (keys sorted, 1.0 as 1); a function gives null. */
void feel_encode(struct buf *b, const struct feel *v);
/* Decodes one value at *at and moves *at; bytes may be hostile. ERR_INVALID: not canonical. ERR_LIMIT: too deep. */
NODISCARD enum err feel_decode(struct arena *a, struct str bytes, size_t *at, const struct feel **out);

/* ---- expressions ---- */
enum { FEEL_DEPTH_MAX = 256 };      /* nesting of values and of the grammar */

/*
 * The names an expression may use, so that names with blanks and signs are found (longest match).
 * variables: names of the scope; members: names that may follow a dot or be used inside a filter.
 * A single word needs no entry: unknown, it is read as a name and evaluates to null.
 */
struct feel_names { const struct str *variables; size_t variable_count; const struct str *members; size_t member_count; };

/* The keys of a context as variables, all keys inside it at any depth as members. */
struct feel_names feel_names_of(struct arena *a, const struct feel *context);

/* ERR_INVALID: see problem (may be NULL). ERR_LIMIT: nested deeper than FEEL_DEPTH_MAX. The text is copied. */
NODISCARD enum err feel_parse(struct arena *a, struct str text, struct feel_names names,
                              const struct feel_expr **out, struct feel_problem *problem);
/* Unary tests ("> 5, [1..3], not(2)", "-"); evaluated with the input under the name "?". */
NODISCARD enum err feel_parse_unary(struct arena *a, struct str text, struct feel_names names,
                                    const struct feel_expr **out, struct feel_problem *problem);

/*
 * What one evaluation may know and use; a zero limit means the default: 10,000,000 steps, 128 MB, depth 1000.
 * The default depth needs a stack of 1 MB.
 */
struct feel_env {
    int64_t    now;                 /* unix milliseconds of now() and today()   */
    struct str zone;                /* of now() and today(), "" for UTC         */
    size_t     max_steps, max_bytes;
    int        max_depth;           /* of calls and nested expressions, at most 1000 */
};

/*
 * Evaluates over the entries of context (may be NULL).  The result lives in a and may share parts of context.
 * ERR_LIMIT: steps, depth or bytes are used up; problem (may be NULL) says which and where.
 */
NODISCARD enum err feel_eval(struct arena *a, const struct feel_expr *expr, const struct feel *context,
                             const struct feel_env *env, const struct feel **out, struct feel_problem *problem);
/* The outcome of unary tests for input: true or not. */
NODISCARD enum err feel_test(struct arena *a, const struct feel_expr *tests, const struct feel *input,
                             const struct feel *context, const struct feel_env *env, bool *out,
                             struct feel_problem *problem);

#endif
