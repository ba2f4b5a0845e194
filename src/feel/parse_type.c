/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/parse.h"

static const struct type *make(struct parser *p, enum type_kind kind)
{
    struct type *t = ARENA_NEW(p->arena, struct type);

    t->kind = kind;
    t->item = kind == TYPE_FUNCTION ? NULL : &type_any;     /* "function" alone: any function */
    return t;
}

static const struct type *parse_item(struct parser *p, enum type_kind kind)
{
    struct type *t = ARENA_NEW(p->arena, struct type);

    *t = (struct type){ .kind = kind, .item = parse_type(p) };
    lex_need(p, ">");
    return t;
}

static void add(struct parser *p, struct type *t, struct str name, const struct type *of)
{
    struct str *names;
    const struct type **types;

    lex_work(p, t->count * 100);
    names = ARENA_ARRAY(p->arena, t->count + 1, struct str);
    types = ARENA_ARRAY(p->arena, t->count + 1, const struct type *);

    for (size_t i = 0; i < t->count; i++) {
        names[i] = t->names[i];
        types[i] = t->types[i];
    }
    names[t->count] = name;
    types[t->count] = of;
    t->names = names;
    t->types = types;
    t->count++;
}

static const struct type *parse_entries(struct parser *p)
{
    struct type *t = ARENA_NEW(p->arena, struct type);

    t->kind = TYPE_CONTEXT;
    do {
        struct str name = lex_declared(p, ":,>", NULL);
        lex_need(p, ":");
        add(p, t, name, parse_type(p));
    } while (p->failed == OK && lex_sign(p, ","));
    lex_need(p, ">");
    return t;
}

static const struct type *parse_signature(struct parser *p)
{
    struct type *t = ARENA_NEW(p->arena, struct type);

    t->kind = TYPE_FUNCTION;
    t->item = &type_any;
    if (!lex_sign(p, ">")) {
        do {
            add(p, t, STR(""), parse_type(p));
        } while (p->failed == OK && lex_sign(p, ","));
        lex_need(p, ">");
    }
    if (lex_sign(p, "->"))
        t->item = parse_type(p);
    else
        lex_fail(p, p->at, ERR_INVALID, "'->' and the type of the result");
    return t;
}

static const struct type *parse_generic(struct parser *p)
{
    static const struct { const char *word; enum type_kind kind; } generic[] = {
        { "list", TYPE_LIST }, { "range", TYPE_RANGE }, { "context", TYPE_CONTEXT }, { "function", TYPE_FUNCTION },
    };

    for (size_t i = 0; i < sizeof generic / sizeof *generic; i++) {
        if (!lex_word(p, generic[i].word))
            continue;
        if (!lex_sign(p, "<"))
            return make(p, generic[i].kind);
        switch (generic[i].kind) {
        case TYPE_CONTEXT:  return parse_entries(p);
        case TYPE_FUNCTION: return parse_signature(p);
        default:            return parse_item(p, generic[i].kind);
        }
    }
    return NULL;
}

/* Type names have blanks and dots: the longest of the known ones is taken. */
static const struct type *parse_known(struct parser *p)
{
    struct parser best = *p;
    const struct type *found = NULL;

    for (struct parser ahead = *p;;) {
        struct str name;
        const struct type *t;
        size_t next;

        ahead.quiet = true;
        lex_skip(&ahead);
        while (lex_is_part(lex_char(&ahead, ahead.at, &next)) || (lex_char(&ahead, ahead.at, &next) == '.'))
            ahead.at = next;
        if (ahead.at == best.at && found != NULL)
            break;
        name = str_sub(p->text, p->at, ahead.at - p->at);
        t = type_named(p->types, str_trim(name));
        if (t != NULL) {
            best = ahead;
            found = t;
        }
        lex_skip(&ahead);
        if (!lex_is_start(lex_char(&ahead, ahead.at, &next)))
            break;
    }
    if (found != NULL)
        p->at = best.at;
    return found;
}

const struct type *parse_type(struct parser *p)
{
    const struct type *t = NULL;

    lex_skip(p);
    if (++p->depth > FEEL_DEPTH_MAX) {
        lex_fail(p, p->at, ERR_LIMIT, "nested too deeply");
    } else {
        t = parse_known(p);
        if (t == NULL)
            t = parse_generic(p);
        if (t == NULL)
            lex_fail(p, p->at, ERR_INVALID, "the name of a type");
    }
    p->depth--;
    return t != NULL ? t : &type_any;
}
