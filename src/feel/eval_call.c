/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"

#include "feel/builtin.h"

const struct feel *eval_function(struct run *r, const struct node *n, const struct scope *s)
{
    struct function *f = ARENA_NEW(r->arena, struct function);

    eval_charge(r, sizeof *f);
    *f = (struct function){ .names = n->names, .types = n->types, .count = n->name_count,
                            .body = n->count > 0 ? n->kids[0] : NULL, .scope = s };
    return value_function(r->arena, f);
}

const struct feel *eval_apply(struct run *r, const struct feel *f, const struct feel **args, size_t count)
{
    const struct function *fn;
    const struct feel **bound;
    struct scope *inner;

    if (!value_is(f, FEEL_FUNCTION))
        return feel_null();
    fn = f->function;
    if (fn->builtin != NULL)
        return builtin_call(r, fn->builtin, NULL, args, count);
    if (fn->body == NULL || count != fn->count || !eval_charge(r, count * sizeof *args))
        return feel_null();
    bound = ARENA_ARRAY(r->arena, count, const struct feel *);
    /* An argument that does not conform is null inside, the body is entered all the same (TCK 0082). */
    for (size_t i = 0; i < count; i++)
        bound[i] = type_coerce(r, fn->types[i], args[i]);
    inner = ARENA_NEW(r->arena, struct scope);
    *inner = (struct scope){ fn->scope, fn->names, bound, count };
    return eval_node(r, fn->body, inner);
}

static size_t place(const struct function *f, struct str name)
{
    size_t i = 0;

    while (i < f->count && !str_eq(f->names[i], name))
        i++;
    return i;
}

/* Named arguments in any order; every one must be known, one that is missing is null. */
static const struct feel *apply_named(struct run *r, const struct feel *f, const struct node *n, const struct feel **args)
{
    const struct function *fn = f->function;
    const struct feel **ordered;

    if (fn->builtin != NULL)
        return builtin_call(r, fn->builtin, n->names, args, n->name_count);
    ordered = ARENA_ARRAY(r->arena, fn->count, const struct feel *);
    for (size_t i = 0; i < n->name_count; i++) {
        size_t at = place(fn, n->names[i]);
        if (at == fn->count || ordered[at] != NULL)
            return feel_null();
        ordered[at] = args[i];
    }
    for (size_t i = 0; i < fn->count; i++)
        if (ordered[i] == NULL)
            ordered[i] = feel_null();
    return eval_apply(r, f, ordered, fn->count);
}

const struct feel *eval_call(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *f = eval_node(r, n->kids[0], s), **args;

    if (!value_is(f, FEEL_FUNCTION))
        return feel_null();
    args = ARENA_ARRAY(r->arena, n->count, const struct feel *);
    eval_charge(r, n->count * sizeof *args);
    for (size_t i = 1; i < n->count; i++)
        args[i - 1] = eval_node(r, n->kids[i], s);
    if (n->name_count > 0)
        return apply_named(r, f, n, args);
    return eval_apply(r, f, args, n->count - 1);
}
