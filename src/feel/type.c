/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/type.h"

#include "feel/eval.h"
#include "feel/time.h"

const struct type type_any = { .kind = TYPE_ANY };

static const struct { const char *name; struct type type; } builtin[] = {
    { "Any",     { .kind = TYPE_ANY } },
    { "Null",    { .kind = TYPE_PLAIN, .base = FEEL_NULL } },
    { "number",  { .kind = TYPE_PLAIN, .base = FEEL_NUMBER } },
    { "string",  { .kind = TYPE_PLAIN, .base = FEEL_TEXT } },
    { "boolean", { .kind = TYPE_PLAIN, .base = FEEL_BOOL } },
    { "date",    { .kind = TYPE_PLAIN, .base = FEEL_DATE } },
    { "time",    { .kind = TYPE_PLAIN, .base = FEEL_TIME } },
    { "date and time",              { .kind = TYPE_PLAIN, .base = FEEL_DATE_TIME } },
    { "dateTime",                   { .kind = TYPE_PLAIN, .base = FEEL_DATE_TIME } },
    { "years and months duration",  { .kind = TYPE_PLAIN, .base = FEEL_MONTHS } },
    { "yearMonthDuration",          { .kind = TYPE_PLAIN, .base = FEEL_MONTHS } },
    { "days and time duration",     { .kind = TYPE_PLAIN, .base = FEEL_SECONDS } },
    { "dayTimeDuration",            { .kind = TYPE_PLAIN, .base = FEEL_SECONDS } },
};

static bool same_words(struct str s, const char *z)
{
    size_t i = 0;

    for (; *z != '\0'; z++) {
        if (i >= s.len || (s.p[i] != *z && !(*z == ' ' && (s.p[i] == '\n' || s.p[i] == '\t'))))
            return false;
        i++;
        while (*z == ' ' && i < s.len && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t'))
            i++;
    }
    return i == s.len;
}

static const struct type *find_builtin(struct str name)
{
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (same_words(name, builtin[i].name))
            return &builtin[i].type;
    return NULL;
}

const struct type *type_named(const struct type_names *names, struct str name)
{
    for (size_t i = 0; names != NULL && i < names->count; i++)
        if (str_eq(names->names[i], name))
            return names->types[i];
    return find_builtin(name);
}

static bool passes(struct run *r, const struct node *tests, const struct feel *v)
{
    return feel_is_true(eval_test(r, tests, v, eval_bind(r, NULL, STR("?"), v)));
}

static bool list_conforms(struct run *r, const struct type *t, const struct feel *v, bool allowed)
{
    if (!value_is(v, FEEL_LIST))
        return false;
    for (size_t i = 0; i < v->count && eval_charge(r, 0); i++) {
        if (!value_is_null(v->items[i]) && !type_conforms(r, t->item, v->items[i], allowed))
            return false;
    }
    return true;
}

static bool range_conforms(struct run *r, const struct type *t, const struct feel *v)
{
    return value_is(v, FEEL_RANGE) && (value_is_null(v->range.low) || type_conforms(r, t->item, v->range.low, false))
        && (value_is_null(v->range.high) || type_conforms(r, t->item, v->range.high, false));
}

static bool context_conforms(struct run *r, const struct type *t, const struct feel *v, bool allowed)
{
    if (!value_is(v, FEEL_CONTEXT))
        return false;
    for (size_t i = 0; i < t->count && eval_charge(r, 0); i++) {
        const struct feel *entry = feel_get(v, t->names[i]);
        if (entry == NULL || (!value_is_null(entry) && !type_conforms(r, t->types[i], entry, allowed)))
            return false;
    }
    return true;
}

static const struct type *behind_alias(const struct type *t)
{
    for (int i = 0; t != NULL && t->kind == TYPE_ALIAS && i < FEEL_DEPTH_MAX; i++)
        t = t->item;
    return t;
}

static bool covers(const struct type *general, const struct type *special, int depth);

static bool covers_entries(const struct type *general, const struct type *special, int depth)
{
    for (size_t i = 0; i < general->count; i++) {
        size_t k = 0;
        while (k < special->count && !str_eq(special->names[k], general->names[i]))
            k++;
        if (k == special->count || !covers(general->types[i], special->types[k], depth))
            return false;
    }
    return true;
}

/* Every value of special is one of general (10.3.2.9, type conformance). */
static bool covers(const struct type *general, const struct type *special, int depth)
{
    general = behind_alias(general);
    special = behind_alias(special);
    if (general == NULL || special == NULL || general->kind == TYPE_ANY || depth > FEEL_DEPTH_MAX)
        return true;
    if (general->kind != special->kind)
        return false;
    switch (general->kind) {
    case TYPE_PLAIN:   return general->base == special->base;
    case TYPE_LIST:
    case TYPE_RANGE:   return covers(general->item, special->item, depth + 1);
    case TYPE_CONTEXT: return covers_entries(general, special, depth + 1);
    default:           return true;
    }
}

/* What can be told of a body without running it: literals and contexts of literals. */
static bool body_fits(struct run *r, const struct node *body, const struct type *result)
{
    result = behind_alias(result);
    if (body == NULL || result == NULL || result->kind == TYPE_ANY)
        return true;
    if (body->kind == NODE_LITERAL)
        return type_conforms(r, result, body->value, false);
    if (body->kind != NODE_CONTEXT || body->count > body->name_count)
        return true;
    if (result->kind != TYPE_CONTEXT)
        return false;
    for (size_t i = 0; i < result->count; i++) {
        size_t k = 0;
        while (k < body->name_count && !str_eq(body->names[k], result->names[i]))
            k++;
        if (k == body->name_count || !body_fits(r, body->kids[k], result->types[i]))
            return false;
    }
    return true;
}

/* Parameters must accept all that is handed over, the result be what is wanted. */
static bool function_conforms(struct run *r, const struct type *t, const struct feel *v)
{
    const struct function *f = v->kind == FEEL_FUNCTION ? v->function : NULL;

    if (f == NULL || f->builtin != NULL || t->item == NULL)
        return f != NULL;
    if (f->count != t->count)
        return false;
    for (size_t i = 0; i < f->count; i++)
        if (!covers(f->types[i], t->types[i], 0))
            return false;
    return body_fits(r, f->body, t->item);
}

static bool shape_conforms(struct run *r, const struct type *t, const struct feel *v, bool allowed)
{
    switch (t->kind) {
    case TYPE_ANY:      return true;
    case TYPE_PLAIN:    return feel_kind(v) == t->base;
    case TYPE_LIST:     return list_conforms(r, t, v, allowed);
    case TYPE_RANGE:    return range_conforms(r, t, v);
    case TYPE_CONTEXT:  return context_conforms(r, t, v, allowed);
    case TYPE_FUNCTION: return function_conforms(r, t, v);
    case TYPE_ALIAS:
        /* Allowed values of its own take the place of those of the type it is made from (TCK 0104). */
        return t->allowed != NULL && allowed ? shape_conforms(r, behind_alias(t->item), v, allowed)
                                             : type_conforms(r, t->item, v, allowed);
    }
    return false;
}

/* Item definitions may refer to each other in a circle: the depth of the run bounds that. */
bool type_conforms(struct run *r, const struct type *t, const struct feel *v, bool allowed)
{
    bool fits;

    if (t == NULL || t->kind == TYPE_ANY)
        return true;
    if (value_is_null(v))
        return t->kind == TYPE_PLAIN && t->base == FEEL_NULL;
    if (r->depth >= r->max_depth) {
        eval_refuse(r, "a type is nested too deeply");
        return false;
    }
    r->depth++;
    fits = shape_conforms(r, t, v, allowed) && (!allowed || t->allowed == NULL || passes(r, t->allowed, v));
    r->depth--;
    return fits;
}

static const struct feel *to_midnight(struct arena *a, const struct feel *date)
{
    struct moment m = date->at;

    m.zone = ZONE_OFFSET;
    return value_moment(a, FEEL_DATE_TIME, &m);
}

const struct type *type_result(const struct type *t)
{
    const struct type *plain = behind_alias(t);

    return plain != NULL && plain->kind == TYPE_FUNCTION ? plain->item : t;
}

static const struct feel *convert(struct run *r, const struct type *t, const struct feel *v)
{
    const struct type *plain = behind_alias(t);

    if (plain->kind == TYPE_LIST && !value_is(v, FEEL_LIST)) {
        const struct feel **one = ARENA_ARRAY(r->arena, 1, const struct feel *);
        one[0] = v;
        return feel_list(r->arena, one, 1);
    }
    if (plain->kind != TYPE_LIST && value_is(v, FEEL_LIST) && v->count == 1)
        return v->items[0];
    if (plain->kind == TYPE_PLAIN && plain->base == FEEL_DATE_TIME && value_is(v, FEEL_DATE))
        return to_midnight(r->arena, v);
    return feel_null();
}

static bool wants_something(const struct type *t)
{
    t = behind_alias(t);
    return t != NULL && t->kind != TYPE_ANY;
}

/* A function held to a function type: from now on its arguments and its result are made to fit. */
static const struct feel *bind_function(struct run *r, const struct type *t, const struct function *f)
{
    struct function *bound = ARENA_NEW(r->arena, struct function);
    struct node *body = ARENA_NEW(r->arena, struct node);
    const struct node **kid = ARENA_ARRAY(r->arena, 1, const struct node *);
    const struct type **types = ARENA_ARRAY(r->arena, f->count, const struct type *);

    eval_charge(r, sizeof *bound + sizeof *body + VALUE_BYTES);
    kid[0] = f->body;
    *body = (struct node){ .kind = NODE_COERCE, .depth = f->body->depth + 1, .count = 1, .kids = kid, .type = t->item };
    for (size_t i = 0; i < f->count; i++)
        types[i] = wants_something(f->types[i]) ? f->types[i] : t->types[i];
    *bound = *f;
    bound->types = types;
    bound->body = body;
    return value_function(r->arena, bound);
}

static const struct feel *hold(struct run *r, const struct type *t, const struct feel *v)
{
    const struct type *plain = behind_alias(t);
    bool bindable = plain != NULL && plain->kind == TYPE_FUNCTION && plain->types != NULL && value_is(v, FEEL_FUNCTION)
                 && v->function->body != NULL && v->function->count == plain->count;

    return bindable ? bind_function(r, plain, v->function) : v;
}

const struct feel *type_coerce(struct run *r, const struct type *t, const struct feel *v)
{
    const struct feel *converted;

    if (t == NULL || value_is_null(v))
        return v != NULL ? v : feel_null();
    if (type_conforms(r, t, v, true))
        return hold(r, t, v);
    converted = convert(r, t, v);
    return !value_is_null(converted) && type_conforms(r, t, converted, true) ? converted : feel_null();
}
