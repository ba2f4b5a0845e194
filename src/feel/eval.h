/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * eval - walks the nodes of an expression over a scope, within steps, depth and bytes.
 *
 * A limit sets run->failed once; from then on every function returns null quickly, so that callers
 * need to look only where they loop.
 */
#ifndef FEEL_EVAL_H
#define FEEL_EVAL_H

#include "feel/type.h"

enum { VALUE_BYTES = 192 };      /* what making one value costs, with the head the allocator puts before it */

struct scope {
    const struct scope              *up;
    const struct str                *keys;
    const struct feel *const        *items;
    size_t                           count;
};

struct run {
    struct arena          *arena;
    const struct feel_env *env;
    size_t                 steps_left, bytes_left, max_bytes;
    int                    depth, max_depth;
    enum err               failed;
    const char            *why;
    size_t                 at;              /* node where the limit was met */
};

struct run eval_run(struct arena *a, const struct feel_env *env);
void eval_refuse(struct run *r, const char *why);
/* Counts bytes and one step; false when a limit is met. */
bool eval_charge(struct run *r, size_t bytes);
/* Counts what comparing the two may cost. */
bool eval_weigh(struct run *r, const struct feel *left, const struct feel *right);
enum err eval_finish(const struct run *r, struct str text, struct feel_problem *problem);

const struct feel *eval_node(struct run *r, const struct node *n, const struct scope *s);
const struct scope *eval_scope(struct run *r, const struct scope *up, const struct feel *context);
const struct scope *eval_bind(struct run *r, const struct scope *up, struct str name, const struct feel *v);
const struct feel *eval_name(const struct scope *s, struct str name);       /* NULL: not in scope */

/* Calls a function value by position. */
const struct feel *eval_apply(struct run *r, const struct feel *f, const struct feel **args, size_t count);
/* Does input pass the test; true, false or null. */
const struct feel *eval_test(struct run *r, const struct node *test, const struct feel *input, const struct scope *s);
const struct feel *eval_arithmetic(struct run *r, int op, const struct feel *left, const struct feel *right);
const struct feel *eval_not(const struct feel *v);

/* ---- kinds of nodes in files of their own ---- */
typedef const struct feel *eval_fn(struct run *r, const struct node *n, const struct scope *s);
eval_fn eval_path, eval_filter, eval_for, eval_quantified, eval_call, eval_function, eval_table, eval_relation, eval_service;
/* What every rule of a table gives, as a list, whether it holds or not. */
eval_fn eval_table_rows;

/* A list that grows while it is made; false when a limit is met. */
struct growing { const struct feel **items; size_t count, cap; };
bool eval_push(struct run *r, struct growing *g, const struct feel *v);
const struct feel *eval_grown(struct run *r, const struct growing *g);

#endif
