/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * value - how a FEEL value lies in memory; for the feel floor only.
 *
 * depth and weight are kept with every value, so that nothing built by sharing (a list of itself
 * twice, forty times) can make a later walk over the tree endless: the evaluator refuses the value
 * at the moment it is built.
 */
#ifndef FEEL_VALUE_H
#define FEEL_VALUE_H

#include "feel/feel.h"
#include "feel/number.h"

enum zone { ZONE_NONE, ZONE_OFFSET, ZONE_NAMED };

/* A date (no clock), a time (no day) or both; offset_s is resolved when the value is made. */
struct moment {
    int32_t    year;
    uint8_t    month, day, hour, minute, second;
    enum zone  zone;
    int32_t    nanos, offset_s;
    struct str zone_name;
};

struct span { int64_t seconds; int32_t nanos; };     /* nanos 0 to 999,999,999, also for negative spans */

struct run;
struct node;
struct scope;
struct type;

typedef const struct feel *native_fn(struct run *r, const struct feel **args, size_t count);

/* A builtin has a table row, a user function a body with the scope it was made in. */
struct function {
    const struct builtin  *builtin;
    const struct str      *names;
    const struct type    **types;
    size_t                 count;
    const struct node     *body;
    const struct scope    *scope;
};

struct range { const struct feel *low, *high; bool low_open, high_open; };  /* FEEL_NULL end: without bound */

struct feel {
    enum feel_kind kind;
    int            depth;
    size_t         weight;
    union {
        bool                  truth;
        struct decimal        number;
        struct str            text;
        struct moment         at;
        int64_t               months;
        struct span           span;
        struct range          range;
        const struct function *function;
        struct { const struct feel *const *items; const struct str *keys; size_t count; };
    };
};

const struct feel *value_number(struct arena *a, struct decimal d);
const struct feel *value_moment(struct arena *a, enum feel_kind kind, const struct moment *m);
const struct feel *value_months(struct arena *a, int64_t months);
const struct feel *value_span(struct arena *a, struct span s);
const struct feel *value_range(struct arena *a, struct range range);
const struct feel *value_function(struct arena *a, const struct function *f);
/* keys must differ from each other. */
const struct feel *value_context(struct arena *a, const struct str *keys, const struct feel *const *items, size_t count);

bool value_is(const struct feel *v, enum feel_kind kind);
bool value_is_null(const struct feel *v);

/* Equality with three outcomes: null for values of different kinds. */
const struct feel *value_equal(const struct feel *l, const struct feel *r);
/* Below 0, 0, above 0; false where the kinds have no common order. */
bool value_compare(const struct feel *l, const struct feel *r, int *out);
/* True where v lies in the range; *known false where it cannot be compared. */
bool value_in_range(const struct range *range, const struct feel *v, bool *known);

#endif
