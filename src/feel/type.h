/* SPDX-License-Identifier: MulanPSL-2.0 */
/* type - the types of FEEL and of DMN item definitions: conformance and implicit conversion (10.3.2.9). */
#ifndef FEEL_TYPE_H
#define FEEL_TYPE_H

#include "feel/node.h"

enum type_kind { TYPE_ANY, TYPE_PLAIN, TYPE_LIST, TYPE_RANGE, TYPE_CONTEXT, TYPE_FUNCTION,
                 TYPE_ALIAS /* item, with allowed of its own */ };

struct type {
    enum type_kind      kind;
    enum feel_kind      base;           /* PLAIN                                            */
    const struct type  *item;           /* LIST, RANGE: of the elements; FUNCTION: result   */
    const struct str   *names;          /* CONTEXT                                          */
    const struct type **types;          /* CONTEXT: of the entries; FUNCTION: of parameters */
    size_t              count;
    const struct node  *allowed;        /* tests every value must pass, or NULL             */
};

/* Named types of a model; looked up before the built-in names. */
struct type_names { const struct str *names; const struct type *const *types; size_t count; };

extern const struct type type_any;

/* Of names (may be NULL) or built in: "number", "date and time", "dateTime" as in DMN 1.1; NULL: unknown. */
const struct type *type_named(const struct type_names *names, struct str name);

/* allowed: the allowed values count too; instance of does not look at them. */
bool type_conforms(struct run *r, const struct type *t, const struct feel *v, bool allowed);
/* What calling a function of type t gives; t itself where it is no function type. */
const struct type *type_result(const struct type *t);
/* Unwraps or wraps a single value, date to date-time; null where it still does not conform. */
const struct feel *type_coerce(struct run *r, const struct type *t, const struct feel *v);

#endif
