/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/lex.h"

/* Only names that a single word would not find need to be known, and so many of them at most. */
enum { MEMBERS_MAX = 4096 };

struct found { struct arena *arena; struct str *items; size_t count, cap; };

static void add(struct found *f, struct str key)
{
    if (lex_is_word(key) || f->count >= MEMBERS_MAX)
        return;
    for (size_t i = 0; i < f->count; i++)
        if (str_eq(f->items[i], key))
            return;
    f->items = arena_grow(f->arena, f->items, f->count, &f->cap, sizeof *f->items);
    f->items[f->count++] = key;
}

static void collect(struct found *f, const struct feel *v)
{
    for (size_t i = 0; i < feel_count(v); i++) {
        if (v->kind == FEEL_CONTEXT)
            add(f, v->keys[i]);
        collect(f, v->items[i]);
    }
}

struct feel_names feel_names_of(struct arena *a, const struct feel *context)
{
    struct found members = { a, NULL, 0, 0 };

    for (size_t i = 0; i < feel_count(context); i++)
        collect(&members, context->items[i]);
    if (!value_is(context, FEEL_CONTEXT))
        return (struct feel_names){ 0 };
    return (struct feel_names){ context->keys, context->count, members.items, members.count };
}
