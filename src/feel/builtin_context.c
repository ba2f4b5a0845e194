/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/eval.h"

static const struct feel *get_value(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *v = feel_get(args[0], args[1]->text);

    (void)r;
    (void)count;
    return v != NULL ? v : feel_null();
}

static const struct feel *get_value_deep(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *v = args[0];

    (void)r;
    (void)count;
    for (size_t i = 0; i < args[1]->count; i++) {
        if (!value_is(args[1]->items[i], FEEL_TEXT))
            return feel_null();
        v = feel_get(v, args[1]->items[i]->text);
    }
    return v != NULL && args[1]->count > 0 ? v : feel_null();
}

static const struct feel *get_entries(struct run *r, const struct feel **args, size_t count)
{
    static const struct str keys[] = { { "key", 3 }, { "value", 5 } };
    struct growing g = { NULL, 0, 0 };

    (void)count;
    for (size_t i = 0; i < args[0]->count && r->failed == OK; i++) {
        const struct feel **items = ARENA_ARRAY(r->arena, 2, const struct feel *);
        eval_charge(r, 3 * VALUE_BYTES);
        items[0] = feel_text(r->arena, args[0]->keys[i]);
        items[1] = args[0]->items[i];
        eval_push(r, &g, value_context(r->arena, keys, items, 2));
    }
    return eval_grown(r, &g);
}

static const struct feel *put(struct run *r, const struct feel *context, struct str key, const struct feel *v)
{
    return eval_charge(r, (context->count + 1) * sizeof(struct str) * 2) ? feel_put(r->arena, context, key, v) : context;
}

/* Every entry is a context with exactly a text "key" and a "value"; a key twice makes null. */
static const struct feel *make_context(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *context = feel_context(r->arena);

    (void)count;
    for (size_t i = 0; i < args[0]->count && r->failed == OK; i++) {
        const struct feel *key = feel_get(args[0]->items[i], STR("key")), *v = feel_get(args[0]->items[i], STR("value"));
        if (!value_is(key, FEEL_TEXT) || v == NULL || feel_get(context, key->text) != NULL)
            return feel_null();
        context = put(r, context, key->text, v);
    }
    return context;
}

static const struct feel *context_put(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return put(r, args[0], args[1]->text, args[2]);
}

static const struct feel *put_deep(struct run *r, const struct feel *context, const struct feel *keys, size_t at,
                                   const struct feel *v)
{
    const struct feel *key = feel_item(keys, at), *inner;

    if (at == keys->count)
        return v;
    if (!value_is(key, FEEL_TEXT) || !value_is(context, FEEL_CONTEXT) || at > FEEL_DEPTH_MAX)
        return feel_null();
    inner = feel_get(context, key->text);
    inner = put_deep(r, inner != NULL ? inner : feel_context(r->arena), keys, at + 1, v);
    if (value_is_null(inner) && !value_is_null(v))
        return feel_null();
    return put(r, context, key->text, inner);
}

static const struct feel *context_put_deep(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return args[1]->count > 0 ? put_deep(r, args[0], args[1], 0, args[2]) : feel_null();
}

static const struct feel *context_merge(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *merged = feel_context(r->arena);

    (void)count;
    for (size_t i = 0; i < args[0]->count && r->failed == OK; i++) {
        const struct feel *one = args[0]->items[i];
        if (!value_is(one, FEEL_CONTEXT))
            return feel_null();
        for (size_t k = 0; k < one->count && r->failed == OK; k++)
            merged = put(r, merged, one->keys[k], one->items[k]);
    }
    return merged;
}

const struct builtin builtin_contexts[] = {
    { "get value", "m:c,key:s", get_value },
    { "get value", "context:c,key:s", get_value },
    { "get value", "m:c,keys:l", get_value_deep },
    { "get value", "context:c,keys:l", get_value_deep },
    { "get entries", "m:c", get_entries },
    { "get entries", "context:c", get_entries },
    { "context", "entries:l", make_context },
    { "context put", "context:c,key:s,value:T", context_put },
    { "context put", "context:c,keys:l,value:T", context_put_deep },
    { "context merge", "contexts:l", context_merge },
    { NULL, NULL, NULL },
};
