/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/eval.h"

/* Items from from (counted from 0) on, at most limit of them. */
static void push_some(struct run *r, struct growing *g, const struct feel *list, size_t from, size_t limit)
{
    for (size_t i = from; i < list->count && i - from < limit && r->failed == OK; i++)
        eval_push(r, g, list->items[i]);
}

static void push_all(struct run *r, struct growing *g, const struct feel *list)
{
    push_some(r, g, list, 0, SIZE_MAX);
}

/* A position from 1, or from the end when negative, as an index from 0. */
static bool index_at(const struct feel *list, const struct feel *position, size_t *out)
{
    int64_t at, count = (int64_t)list->count;

    if (!feel_to_int(position, &at) || at == 0 || at > count || at < -count)
        return false;
    *out = (size_t)(at > 0 ? at - 1 : count + at);
    return true;
}

static const struct feel *sublist(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };
    int64_t length = INT64_MAX;
    size_t from;

    (void)count;
    if (!index_at(args[0], args[1], &from))
        return feel_null();
    if (args[2] != NULL && (!feel_to_int(args[2], &length) || length < 0 || length > (int64_t)(args[0]->count - from)))
        return feel_null();
    push_some(r, &g, args[0], from, (size_t)length);
    return eval_grown(r, &g);
}

static const struct feel *append(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };

    (void)count;
    push_all(r, &g, args[0]);
    push_all(r, &g, args[1]);
    return eval_grown(r, &g);
}

static bool holds(struct run *r, const struct growing *g, const struct feel *v)
{
    for (size_t i = 0; i < g->count && eval_weigh(r, g->items[i], v); i++)
        if (feel_equal(g->items[i], v))
            return true;
    return false;
}

static void push_new(struct run *r, struct growing *g, const struct feel *list)
{
    for (size_t i = 0; i < list->count && r->failed == OK; i++)
        if (!holds(r, g, list->items[i]))
            eval_push(r, g, list->items[i]);
}

/* The arguments are lists, a single value a list of one; null among them makes null. */
static const struct feel *join_lists(struct run *r, const struct feel *lists, bool distinct)
{
    struct growing g = { NULL, 0, 0 };

    for (size_t i = 0; i < lists->count; i++) {
        const struct feel *one = lists->items[i];
        if (value_is_null(one))
            return feel_null();
        if (!value_is(one, FEEL_LIST))
            one = feel_list(r->arena, lists->items + i, 1);
        if (distinct)
            push_new(r, &g, one);
        else
            push_all(r, &g, one);
    }
    return eval_grown(r, &g);
}

static const struct feel *concatenate(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return join_lists(r, args[0], false);
}

static const struct feel *union_of(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return join_lists(r, args[0], true);
}

static const struct feel *insert_before(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };
    size_t at;
    int64_t position;

    (void)count;
    if (!index_at(args[0], args[1], &at)) {
        if (!feel_to_int(args[1], &position) || position != (int64_t)args[0]->count + 1)
            return feel_null();
        at = args[0]->count;
    }
    push_some(r, &g, args[0], 0, at);
    eval_push(r, &g, args[2]);
    push_some(r, &g, args[0], at, SIZE_MAX);
    return eval_grown(r, &g);
}

/* The list without the item at a position, with another in its place where there is one. */
static const struct feel *splice(struct run *r, const struct feel *list, const struct feel *position,
                                 const struct feel *instead)
{
    struct growing g = { NULL, 0, 0 };
    size_t at;

    if (!index_at(list, position, &at))
        return feel_null();
    push_some(r, &g, list, 0, at);
    if (instead != NULL)
        eval_push(r, &g, instead);
    push_some(r, &g, list, at + 1, SIZE_MAX);
    return eval_grown(r, &g);
}

static const struct feel *remove_at(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return splice(r, args[0], args[1], NULL);
}

static const struct feel *replace_at(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return splice(r, args[0], args[1], args[2]);
}

/* The function is asked with each item and the new one; every answer must be a boolean. */
static const struct feel *replace_matching(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };

    (void)count;
    for (size_t i = 0; i < args[0]->count && r->failed == OK; i++) {
        const struct feel **pair = ARENA_ARRAY(r->arena, 2, const struct feel *), *hit;
        pair[0] = args[0]->items[i];
        pair[1] = args[2];
        hit = eval_apply(r, args[1], pair, 2);
        if (!value_is(hit, FEEL_BOOL))
            return feel_null();
        eval_push(r, &g, hit->truth ? args[2] : args[0]->items[i]);
    }
    return eval_grown(r, &g);
}

static const struct feel *reverse(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };

    (void)count;
    for (size_t i = args[0]->count; i-- > 0 && r->failed == OK;)
        eval_push(r, &g, args[0]->items[i]);
    return eval_grown(r, &g);
}

static const struct feel *distinct_values(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };

    (void)count;
    push_new(r, &g, args[0]);
    return eval_grown(r, &g);
}

/* The depth of a value is bounded, and so is this recursion. */
static void push_flat(struct run *r, struct growing *g, const struct feel *list)
{
    for (size_t i = 0; i < list->count && r->failed == OK; i++) {
        if (value_is(list->items[i], FEEL_LIST))
            push_flat(r, g, list->items[i]);
        else
            eval_push(r, g, list->items[i]);
    }
}

static const struct feel *flatten(struct run *r, const struct feel **args, size_t count)
{
    struct growing g = { NULL, 0, 0 };

    (void)count;
    push_flat(r, &g, args[0]);
    return eval_grown(r, &g);
}

const struct builtin builtin_list_edits[] = {
    { "sublist", "list:l,start position:n,length:n?", sublist },
    { "append", "list:l,item:w", append },
    { "concatenate", "list:w", concatenate },
    { "union", "list:w", union_of },
    { "insert before", "list:l,position:n,newItem:T", insert_before },
    { "remove", "list:l,position:n", remove_at },
    { "list replace", "list:l,position:n,newItem:T", replace_at },
    { "list replace", "list:l,match:f,newItem:T", replace_matching },
    { "reverse", "list:l", reverse },
    { "distinct values", "list:l", distinct_values },
    { "flatten", "list:l", flatten },
    { NULL, NULL, NULL },
};
