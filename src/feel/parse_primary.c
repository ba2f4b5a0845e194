/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "feel/builtin.h"
#include "feel/parse.h"

typedef const struct node *keyword_fn(struct parser *p, size_t at);

/* Room doubles whenever the count is a power of two, as that of the kids does. */
static void keep_names(struct parser *p, struct node *n, struct str name, const struct type *type)
{
    size_t count = n->name_count, room = count == 0 ? 1 : count * 2;
    struct str *names = (struct str *)(uintptr_t)n->names;
    const struct type **types = n->types;

    if ((count & (count - 1)) == 0) {
        names = ARENA_ARRAY(p->arena, room, struct str);
        types = ARENA_ARRAY(p->arena, room, const struct type *);
        if (count > 0) {
            memcpy(names, n->names, count * sizeof *names);
            memcpy(types, n->types, count * sizeof *types);
        }
    }
    names[count] = name;
    types[count] = type;
    n->names = names;
    n->types = types;
    n->name_count++;
}

static const struct node *literal(struct parser *p, size_t at, const struct feel *value)
{
    struct node *n = parse_node(p, NODE_LITERAL, at);

    n->value = value;
    return n;
}

static const struct node *parse_if(struct parser *p, size_t at)
{
    struct node *n = parse_node(p, NODE_IF, at);

    parse_kid(p, n, parse_expression(p));
    lex_need_word(p, "then");
    parse_kid(p, n, parse_expression(p));
    lex_need_word(p, "else");
    parse_kid(p, n, parse_expression(p));
    return n;
}

static const struct node *parse_domain(struct parser *p)
{
    size_t at = p->at;
    const struct node *from = parse_expression(p);
    struct node *n;

    if (!lex_sign(p, ".."))
        return from;
    n = parse_node(p, NODE_STEPS, at);
    parse_kid(p, n, from);
    parse_kid(p, n, parse_expression(p));
    return n;
}

/* The iterations of for, some and every; a variable is known to those behind it. */
static const struct node *parse_iterations(struct parser *p, enum node_kind kind, size_t at, const char *end)
{
    struct node *n = parse_node(p, kind, at);
    const struct name_link *outer = p->locals;

    do {
        struct str name = lex_declared(p, ",", "in");
        lex_need_word(p, "in");
        parse_kid(p, n, parse_domain(p));
        keep_names(p, n, name, NULL);
        parse_declare(p, name);
    } while (p->failed == OK && lex_sign(p, ","));
    if (kind == NODE_FOR)
        parse_declare(p, STR("partial"));
    lex_need_word(p, end);
    parse_kid(p, n, parse_expression(p));
    p->locals = outer;
    return n;
}

static const struct node *parse_for(struct parser *p, size_t at)
{
    return parse_iterations(p, NODE_FOR, at, "return");
}

static const struct node *parse_some(struct parser *p, size_t at)
{
    return parse_iterations(p, NODE_SOME, at, "satisfies");
}

static const struct node *parse_every(struct parser *p, size_t at)
{
    return parse_iterations(p, NODE_EVERY, at, "satisfies");
}

static void parse_parameters(struct parser *p, struct node *n)
{
    lex_need(p, "(");
    if (lex_sign(p, ")"))
        return;
    do {
        struct str name = lex_declared(p, ",:)", NULL);
        keep_names(p, n, name, lex_sign(p, ":") ? parse_type(p) : &type_any);
        parse_declare(p, name);
    } while (p->failed == OK && lex_sign(p, ","));
    lex_need(p, ")");
}

/* A function defined elsewhere (Java, PMML) has no body here: calling it gives null. */
static const struct node *parse_function(struct parser *p, size_t at)
{
    struct node *n = parse_node(p, NODE_FUNCTION, at);
    const struct name_link *outer = p->locals;
    bool external;

    parse_parameters(p, n);
    external = lex_word(p, "external");
    parse_kid(p, n, parse_expression(p));
    n->count = external ? 0 : 1;
    p->locals = outer;
    return n;
}

static const struct node *parse_true(struct parser *p, size_t at)
{
    return literal(p, at, feel_bool(true));
}

static const struct node *parse_false(struct parser *p, size_t at)
{
    return literal(p, at, feel_bool(false));
}

static const struct node *parse_null(struct parser *p, size_t at)
{
    return literal(p, at, feel_null());
}

static const struct { const char *word; keyword_fn *parse; } keywords[] = {
    { "if", parse_if },     { "for", parse_for },           { "some", parse_some },   { "every", parse_every },
    { "true", parse_true }, { "function", parse_function }, { "false", parse_false }, { "null", parse_null },
};

static bool has_key(struct parser *p, const struct node *n, struct str key)
{
    lex_work(p, n->name_count);
    for (size_t i = 0; i < n->name_count; i++)
        if (str_eq(n->names[i], key))
            return true;
    return false;
}

static void parse_entry(struct parser *p, struct node *n)
{
    struct name_link *seen = ARENA_NEW(p->arena, struct name_link);
    struct str key;

    lex_skip(p);
    if (!lex_string(p, &key))
        key = lex_declared(p, ":,}", NULL);
    lex_need(p, ":");
    parse_kid(p, n, parse_expression(p));
    if (has_key(p, n, key))
        n->op = 1;      /* a key twice makes the whole context null (TCK 0057) */
    keep_names(p, n, key, NULL);
    parse_declare(p, key);
    *seen = (struct name_link){ key, p->seen };
    p->seen = seen;
}

static const struct node *parse_context(struct parser *p, size_t at)
{
    struct node *n = parse_node(p, NODE_CONTEXT, at);
    const struct name_link *outer = p->locals;

    if (!lex_sign(p, "}")) {
        do {
            parse_entry(p, n);
        } while (p->failed == OK && lex_sign(p, ","));
        lex_need(p, "}");
    }
    p->locals = outer;
    return n;
}

static const struct node *parse_range_end(struct parser *p, size_t at, bool low_open, const struct node *low)
{
    struct node *n = parse_node(p, NODE_RANGE, at);

    parse_kid(p, n, low);
    parse_kid(p, n, parse_expression(p));
    n->op = low_open ? ENDS_LOW_OPEN : 0;
    if (lex_sign(p, "]"))
        return n;
    n->op |= ENDS_HIGH_OPEN;
    if (!lex_sign(p, ")") && !lex_sign(p, "["))
        lex_fail(p, p->at, ERR_INVALID, "']', ')' or '[' behind a range");
    return n;
}

static const struct node *parse_list(struct parser *p, size_t at)
{
    struct node *n = parse_node(p, NODE_LIST, at);
    const struct node *first;

    if (lex_sign(p, "]"))
        return n;
    first = parse_positive_test(p);
    if (lex_sign(p, ".."))
        return parse_range_end(p, at, false, first);
    parse_kid(p, n, first);
    while (lex_sign(p, ","))
        parse_kid(p, n, parse_positive_test(p));
    lex_need(p, "]");
    return n;
}

/* Only among tests: "(1, 2)" is any of them, as a list would be. */
static const struct node *parse_test_group(struct parser *p, size_t at, const struct node *first)
{
    struct node *n = parse_node(p, NODE_LIST, at);

    parse_kid(p, n, first);
    while (lex_sign(p, ","))
        parse_kid(p, n, parse_positive_test(p));
    lex_need(p, ")");
    return n;
}

static const struct node *parse_group(struct parser *p, size_t at)
{
    const struct node *inside = parse_positive_test(p);

    if (lex_sign(p, ".."))
        return parse_range_end(p, at, true, inside);
    if (p->in_tests && lex_sees(p, ","))
        return parse_test_group(p, at, inside);
    lex_need(p, ")");
    return inside;
}

static const struct node *parse_open_range(struct parser *p, size_t at)
{
    const struct node *low = parse_expression(p);

    lex_need(p, "..");
    return parse_range_end(p, at, true, low);
}

static const struct node *parse_at_literal(struct parser *p, size_t at)
{
    struct str text;
    const struct feel *v;

    lex_skip(p);
    if (!lex_string(p, &text)) {
        lex_fail(p, p->at, ERR_INVALID, "a text behind '@'");
        return NULL;
    }
    v = feel_temporal(p->arena, text);
    return literal(p, at, v);
}

static const struct { const char *sign; keyword_fn *parse; } signs[] = {
    { "(", parse_group }, { "[", parse_list }, { "{", parse_context }, { "]", parse_open_range }, { "@", parse_at_literal },
};

static const struct node *parse_named(struct parser *p, size_t at)
{
    struct str name;
    struct node *n;

    if (!lex_name(p, false, &name)) {
        lex_fail(p, at, ERR_INVALID, "an expression");
        return NULL;
    }
    n = parse_node(p, NODE_NAME, at);
    n->name = name;
    n->builtin = builtin_find(name);
    return n;
}

/* A longer known name wins over the keyword it begins with ("if applicable"). */
static const struct node *parse_word(struct parser *p, size_t at)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        struct str name;
        if (!lex_sees_word(p, keywords[i].word))
            continue;
        if (lex_name(p, false, &name) && name.len > str_of(keywords[i].word).len) {
            p->at = at;
            break;
        }
        p->at = at;
        lex_word(p, keywords[i].word);
        return keywords[i].parse(p, at);
    }
    return parse_named(p, at);
}

static const struct node *parse_plain(struct parser *p)
{
    size_t at;
    struct str text;

    lex_skip(p);
    at = p->at;
    if (lex_number(p, &text))
        return literal(p, at, feel_number(p->arena, text));
    if (lex_sees(p, ".") && !lex_sees(p, "..")) {
        p->at++;
        if (lex_number(p, &text))
            return literal(p, at, feel_number(p->arena, arena_join(p->arena, STR("0."), text)));
    }
    if (lex_string(p, &text))
        return literal(p, at, feel_text(p->arena, text));
    if (parse_sees_side(p))
        return parse_positive_test(p);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (lex_sign(p, signs[i].sign))
            return signs[i].parse(p, at);
    return parse_word(p, at);
}

/* ---- what follows: paths, filters, calls ---- */

static const struct node *parse_path(struct parser *p, size_t at, const struct node *left)
{
    struct node *n = parse_node(p, NODE_PATH, at);

    parse_kid(p, n, left);
    if (!lex_name(p, true, &n->name))
        lex_fail(p, p->at, ERR_INVALID, "a name behind '.'");
    return n;
}

static const struct node *parse_filter(struct parser *p, size_t at, const struct node *left)
{
    struct node *n = parse_node(p, NODE_FILTER, at);
    const struct name_link *outer = p->locals;

    parse_kid(p, n, left);
    parse_declare(p, STR("item"));
    p->in_filter++;
    parse_kid(p, n, parse_expression(p));
    p->in_filter--;
    p->locals = outer;
    lex_need(p, "]");
    return n;
}

static bool argument_name(struct parser *p, struct str *out)
{
    struct parser ahead = *p;
    struct str name;

    ahead.quiet = true;
    name = lex_declared(&ahead, ":,()[]{}", NULL);
    if (ahead.failed != OK || !lex_sign(&ahead, ":"))
        return false;
    p->at = ahead.at;
    *out = name;
    return true;
}

static void parse_argument(struct parser *p, struct node *n)
{
    struct str name;
    bool first = n->count == 1, named;

    lex_skip(p);
    named = argument_name(p, &name);
    if (!first && named != (n->name_count > 0))
        lex_fail(p, p->at, ERR_INVALID, "arguments all with names or all without");
    if (named)
        keep_names(p, n, name, NULL);
    parse_kid(p, n, parse_positive_test(p));
}

static const struct node *parse_call(struct parser *p, size_t at, const struct node *callee)
{
    struct node *n = parse_node(p, NODE_CALL, at);

    parse_kid(p, n, callee);
    if (lex_sign(p, ")"))
        return n;
    do {
        parse_argument(p, n);
    } while (p->failed == OK && lex_sign(p, ","));
    lex_need(p, ")");
    return n;
}

/* "[1..10[" ends in the sign a filter begins with: what no filter can begin with makes it the end of the range. */
static bool sees_range_end(struct parser *p)
{
    static const char *const words[] = { "and", "or", "then", "else", "return", "in", "between", "instance", "satisfies" };
    struct parser ahead;

    if (!lex_sees(p, "["))
        return false;
    ahead = *p;
    ahead.quiet = true;
    lex_sign(&ahead, "[");
    lex_skip(&ahead);
    if (ahead.at == ahead.text.len || strchr(")],}=!", ahead.text.p[ahead.at]) != NULL)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lex_sees_word(&ahead, words[i]))
            return true;
    return ahead.text.p[ahead.at] == '.' && lex_is_start(ahead.text.p[ahead.at + 1]);
}

const struct node *parse_primary(struct parser *p)
{
    const struct node *left = parse_plain(p);

    while (p->failed == OK) {
        size_t at = p->at;
        if (lex_sees(p, "..") || sees_range_end(p))
            break;
        if (lex_sign(p, "."))
            left = parse_path(p, at, left);
        else if (lex_sign(p, "["))
            left = parse_filter(p, at, left);
        else if (lex_sign(p, "("))
            left = parse_call(p, at, left);
        else
            break;
    }
    return left;
}
