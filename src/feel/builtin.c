/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"

#include <ctype.h>
#include <string.h>

#include "feel/eval.h"

enum { PARAMETERS_MAX = 8 };

static const struct builtin *const tables[] = {
    builtin_texts, builtin_patterns, builtin_lists, builtin_list_edits, builtin_numbers, builtin_times, builtin_ranges,
    builtin_contexts, builtin_conversions,
};

const struct builtin *builtin_find(struct str name)
{
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        for (const struct builtin *b = tables[t]; b->name != NULL; b++)
            if (b->name[0] == (name.len > 0 ? name.p[0] : '\0') && str_is(name, b->name))
                return b;
    return NULL;
}

static const struct builtin *next_signature(const struct builtin *b)
{
    return b[1].name != NULL && strcmp(b->name, b[1].name) == 0 ? b + 1 : NULL;
}

struct str builtin_long_name(size_t i)
{
    static const char *const names[] = {
        "date and time", "years and months duration", "string length", "upper case", "lower case", "substring before",
        "substring after", "starts with", "ends with", "string join", "list contains", "list replace", "insert before",
        "index of", "distinct values", "round up", "round down", "round half up", "round half down", "day of year",
        "day of week", "month of year", "week of year", "met by", "overlaps before", "overlaps after", "finished by",
        "started by", "get value", "get entries", "context put", "context merge",
    };

    return i < sizeof names / sizeof *names ? str_of(names[i]) : STR("");
}

struct parameter { struct str name; char code; bool optional; };

static size_t read_parameters(const struct builtin *b, struct parameter out[PARAMETERS_MAX])
{
    struct str rest = str_of(b->parameters), one, code;
    size_t count = 0;

    while (rest.len > 0 && count < PARAMETERS_MAX) {
        str_cut(rest, ',', &one, &rest);
        str_cut(one, ':', &out[count].name, &code);
        out[count].code = code.p[0];
        out[count].optional = code.len > 1;
        count++;
    }
    return count;
}

static enum feel_kind wanted(char code)
{
    switch (tolower((unsigned char)code)) {
    case 's': return FEEL_TEXT;
    case 'n': return FEEL_NUMBER;
    case 'b': return FEEL_BOOL;
    case 'c': return FEEL_CONTEXT;
    case 'r': return FEEL_RANGE;
    case 'f': return FEEL_FUNCTION;
    default:  return FEEL_LIST;
    }
}

static const struct feel *one_item(struct run *r, const struct feel *v)
{
    const struct feel **items = ARENA_ARRAY(r->arena, 1, const struct feel *);

    items[0] = v;
    return feel_list(r->arena, items, 1);
}

/* The argument as the parameter wants it; NULL where it does not fit. */
static const struct feel *fit(struct run *r, char code, const struct feel *v)
{
    bool lenient = isupper((unsigned char)code);

    if (value_is_null(v))
        return lenient ? feel_null() : NULL;
    if (code == 't' || code == 'T')
        return v;
    if (wanted(code) == FEEL_LIST)
        return value_is(v, FEEL_LIST) ? v : one_item(r, v);
    if (value_is(v, FEEL_LIST) && v->count == 1)
        v = v->items[0];
    return value_is(v, wanted(code)) ? v : NULL;
}

struct binding { struct parameter parameters[PARAMETERS_MAX]; size_t count; const struct feel *bound[PARAMETERS_MAX]; };

static bool bind_rest(struct run *r, struct binding *b, size_t at, const struct feel **args, size_t count)
{
    if (count == 1 && b->parameters[at].code == 'v')
        b->bound[at] = fit(r, 'l', args[0]);
    else
        b->bound[at] = feel_list(r->arena, args, count);
    return b->bound[at] != NULL;
}

static bool bind_by_place(struct run *r, struct binding *b, const struct feel **args, size_t count)
{
    size_t i;

    for (i = 0; i < b->count; i++) {
        const struct parameter *p = &b->parameters[i];
        if ((p->code == 'v' || p->code == 'w') && count > i)
            return bind_rest(r, b, i, args + i, count - i);
        if (i >= count && !p->optional)
            return false;
        if (i >= count)
            continue;
        b->bound[i] = fit(r, p->code, args[i]);
        if (b->bound[i] == NULL)
            return false;
    }
    return count <= b->count;
}

static bool bind_one(struct run *r, struct binding *b, struct str name, const struct feel *arg)
{
    for (size_t i = 0; i < b->count; i++) {
        if (!str_eq(b->parameters[i].name, name))
            continue;
        if (b->bound[i] == NULL)
            b->bound[i] = fit(r, b->parameters[i].code, arg);
        return b->bound[i] != NULL;
    }
    return false;
}

static bool bind_by_name(struct run *r, struct binding *b, const struct str *names, const struct feel **args, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!bind_one(r, b, names[i], args[i]))
            return false;
    for (size_t i = 0; i < b->count; i++)
        if (b->bound[i] == NULL && !b->parameters[i].optional)
            return false;
    return true;
}

const struct feel *builtin_call(struct run *r, const struct builtin *b, const struct str *names,
                                const struct feel **args, size_t count)
{
    for (; b != NULL; b = next_signature(b)) {
        struct binding binding = { .count = 0 };
        binding.count = read_parameters(b, binding.parameters);
        if (names != NULL ? bind_by_name(r, &binding, names, args, count) : bind_by_place(r, &binding, args, count))
            return b->call(r, binding.bound, binding.count);
    }
    return feel_null();
}
