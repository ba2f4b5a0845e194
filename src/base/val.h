/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * val - the one value tree: event payloads, request bodies, pack files, page models.
 *
 * Integers only, no floats (RFC 8785 and money forbid them here; FEEL has decimals of its own).
 * A map keeps the order in which keys were set.  line is where a value stood in its file, 0 when
 * it came from elsewhere.  Getters never fail: what is missing or of another kind reads as the
 * empty value, so a caller checks kinds once (forms, pack check) and then just reads.
 */
#ifndef BASE_VAL_H
#define BASE_VAL_H

#include "base/arena.h"

/* 2^53 - 1: the largest integer every JSON reader keeps exactly; readers refuse what lies beyond. */
#define VAL_INT_MAX INT64_C(9007199254740991)

enum val_kind { VAL_NULL, VAL_BOOL, VAL_INT, VAL_TEXT, VAL_LIST, VAL_MAP };

struct val {
    enum val_kind  kind;
    int            line;
    int64_t        num;         /* BOOL (0, 1), INT                                  */
    struct str     text;        /* TEXT                                              */
    size_t         count, cap;  /* LIST, MAP                                         */
    struct val   **items;       /* LIST: the elements; MAP: the values               */
    struct str    *keys;        /* MAP                                               */
};

extern const struct val val_none;           /* VAL_NULL; what getters return when there is nothing */

/* ---- making; keys and text are borrowed, they must live as long as the arena ---- */
struct val *val_null(struct arena *a);
struct val *val_bool(struct arena *a, bool b);
struct val *val_int(struct arena *a, int64_t n);
struct val *val_text(struct arena *a, struct str s);
struct val *val_list(struct arena *a);
struct val *val_map(struct arena *a);
void val_push(struct arena *a, struct val *list, struct val *item);
void val_put(struct arena *a, struct val *map, struct str key, struct val *value);  /* replaces */
/* The same with a literal key, the common case when a model is built; they return map. */
struct val *val_set(struct arena *a, struct val *map, const char *key, struct val *value);
struct val *val_set_int(struct arena *a, struct val *map, const char *key, int64_t n);
struct val *val_set_bool(struct arena *a, struct val *map, const char *key, bool b);
struct val *val_set_str(struct arena *a, struct val *map, const char *key, struct str s);

/* ---- reading; v may be NULL ---- */
const struct val *val_at(const struct val *v, const char *key);          /* never NULL */
const struct val *val_find(const struct val *v, struct str key);         /* NULL: no such key */
const struct val *val_path(const struct val *v, struct str path);        /* "a.b.0.c"; never NULL */
struct str val_str(const struct val *v, const char *key);                /* "" when absent */
int64_t    val_num(const struct val *v, const char *key);                /* 0 when absent  */
bool       val_has(const struct val *v, const char *key);                /* present and not null */
bool       val_truth(const struct val *v);      /* Mustache: not null, false, "" or an empty list */
bool       val_same(const struct val *a, const struct val *b);           /* deep, map order ignored */
struct val *val_copy(struct arena *a, const struct val *v);              /* deep, texts too */

#endif
