/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/parse.h"

#include <string.h>

enum level { LEVEL_OR = 1, LEVEL_AND, LEVEL_COMPARE, LEVEL_SUM, LEVEL_PRODUCT, LEVEL_POWER, LEVEL_UNARY };

struct node *parse_node(struct parser *p, enum node_kind kind, size_t at)
{
    struct node *n = ARENA_NEW(p->arena, struct node);

    n->kind = kind;
    n->depth = 1;
    n->at = at;
    return n;
}

void parse_kid(struct parser *p, struct node *n, const struct node *kid)
{
    const struct node **kids = n->kids;

    /* Room for 1, 2, 4, 8 ... kids: grown whenever the count is a power of two. */
    if ((n->count & (n->count - 1)) == 0) {
        kids = ARENA_ARRAY(p->arena, n->count == 0 ? 1 : n->count * 2, const struct node *);
        if (n->count > 0)
            memcpy(kids, n->kids, n->count * sizeof *kids);
        n->kids = kids;
    }
    kids[n->count++] = kid;
    if (kid != NULL && kid->depth >= n->depth)
        n->depth = kid->depth + 1;
    if (n->depth > PARSE_TREE_MAX)
        lex_fail(p, p->at, ERR_LIMIT, "nested too deeply");
}

void parse_declare(struct parser *p, struct str name)
{
    struct name_link *l = ARENA_NEW(p->arena, struct name_link);

    *l = (struct name_link){ name, p->locals };
    p->locals = l;
}

static struct node *pair(struct parser *p, enum node_kind kind, int op, size_t at, const struct node *left)
{
    struct node *n = parse_node(p, kind, at);

    n->op = op;
    parse_kid(p, n, left);
    return n;
}

/* ---- operators ---- */

struct operator { const char *sign; enum level level; enum node_kind kind; int op; };

/* Longer signs before their beginnings. */
static const struct operator operators[] = {
    { "**", LEVEL_POWER,   NODE_ARITHMETIC, '^' },
    { "*",  LEVEL_PRODUCT, NODE_ARITHMETIC, '*' },
    { "/",  LEVEL_PRODUCT, NODE_ARITHMETIC, '/' },
    { "+",  LEVEL_SUM,     NODE_ARITHMETIC, '+' },
    { "-",  LEVEL_SUM,     NODE_ARITHMETIC, '-' },
    { "<=", LEVEL_COMPARE, NODE_COMPARE, COMPARE_LESS_EQUAL },
    { ">=", LEVEL_COMPARE, NODE_COMPARE, COMPARE_MORE_EQUAL },
    { "!=", LEVEL_COMPARE, NODE_COMPARE, COMPARE_DIFFERENT },
    { "<",  LEVEL_COMPARE, NODE_COMPARE, COMPARE_LESS },
    { ">",  LEVEL_COMPARE, NODE_COMPARE, COMPARE_MORE },
    { "=",  LEVEL_COMPARE, NODE_COMPARE, COMPARE_EQUAL },
};

static const struct operator word_operators[] = {
    { "or",       LEVEL_OR,      NODE_OR, 0 },
    { "and",      LEVEL_AND,     NODE_AND, 0 },
    { "between",  LEVEL_COMPARE, NODE_BETWEEN, 0 },
    { "instance", LEVEL_COMPARE, NODE_INSTANCE, 0 },
    { "in",       LEVEL_COMPARE, NODE_IN, 0 },
};

static const struct operator *sees_operator(struct parser *p)
{
    lex_skip(p);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (lex_sees(p, operators[i].sign))
            return &operators[i];
    for (size_t i = 0; i < sizeof word_operators / sizeof *word_operators; i++)
        if (lex_sees_word(p, word_operators[i].sign))
            return &word_operators[i];
    return NULL;
}

static const struct node *parse_level(struct parser *p, enum level least);

static const struct node *parse_between(struct parser *p, struct node *n)
{
    parse_kid(p, n, parse_level(p, LEVEL_SUM));
    lex_need_word(p, "and");
    parse_kid(p, n, parse_level(p, LEVEL_SUM));
    return n;
}

static const struct node *parse_instance(struct parser *p, struct node *n)
{
    lex_need_word(p, "of");
    n->type = parse_type(p);
    return n;
}

/* "(1, 2]" and "(1 .. 5)" begin alike: what stands behind the first expression decides. */
static const struct node *parse_in_group(struct parser *p, struct node *n, size_t at)
{
    const struct node *first = parse_positive_test(p);

    if (lex_sign(p, "..")) {
        struct node *range = parse_node(p, NODE_RANGE, at);
        range->op = ENDS_LOW_OPEN;
        parse_kid(p, range, first);
        parse_kid(p, range, parse_expression(p));
        if (!lex_sign(p, "]")) {
            range->op |= ENDS_HIGH_OPEN;
            if (!lex_sign(p, "["))
                lex_need(p, ")");
        }
        parse_kid(p, n, range);
        return n;
    }
    parse_kid(p, n, first);
    while (lex_sign(p, ","))
        parse_kid(p, n, parse_positive_test(p));
    lex_need(p, ")");
    return n;
}

static bool sees_comparison(struct parser *p)
{
    const struct operator *o = sees_operator(p);

    return o != NULL && o->kind == NODE_COMPARE;
}

static const struct node *parse_in(struct parser *p, struct node *n)
{
    size_t at;

    lex_skip(p);
    at = p->at;
    if (lex_sign(p, "("))
        return parse_in_group(p, n, at);
    parse_kid(p, n, sees_comparison(p) ? parse_positive_test(p) : parse_level(p, LEVEL_SUM));
    return n;
}

static const struct node *parse_right(struct parser *p, const struct operator *o, size_t at, const struct node *left)
{
    struct node *n = pair(p, o->kind, o->op, at, left);

    switch (o->kind) {
    case NODE_BETWEEN:  return parse_between(p, n);
    case NODE_INSTANCE: return parse_instance(p, n);
    case NODE_IN:       return parse_in(p, n);
    default:
        parse_kid(p, n, parse_level(p, o->level + 1));
        return n;
    }
}

static const struct node *parse_unary(struct parser *p)
{
    size_t at;

    lex_skip(p);
    at = p->at;
    if (lex_sign(p, "-"))
        return pair(p, NODE_NEGATE, 0, at, parse_level(p, LEVEL_UNARY));
    return parse_primary(p);
}

static const struct node *parse_level(struct parser *p, enum level least)
{
    const struct node *left = NULL;

    if (++p->depth > FEEL_DEPTH_MAX)
        lex_fail(p, p->at, ERR_LIMIT, "nested too deeply");
    else
        left = parse_unary(p);
    while (p->failed == OK) {
        size_t at = p->at;
        const struct operator *o = sees_operator(p);
        if (o == NULL || o->level < least)
            break;
        at = p->at;
        p->at += strlen(o->sign);
        left = parse_right(p, o, at, left);
    }
    p->depth--;
    return left;
}

const struct node *parse_expression(struct parser *p)
{
    return parse_level(p, LEVEL_OR);
}

/* ---- tests ---- */

/* "< 5" is the range of everything below, "= 5" and "!= 5" are tests of their own. */
static const struct node *parse_side(struct parser *p, const struct operator *o)
{
    static const struct { bool low; int ends; } sides[] = {
        [COMPARE_LESS] = { false, ENDS_LOW_OPEN | ENDS_HIGH_OPEN }, [COMPARE_LESS_EQUAL] = { false, ENDS_LOW_OPEN },
        [COMPARE_MORE] = { true, ENDS_LOW_OPEN | ENDS_HIGH_OPEN },  [COMPARE_MORE_EQUAL] = { true, ENDS_HIGH_OPEN },
    };
    bool equality = o->op == COMPARE_EQUAL || o->op == COMPARE_DIFFERENT;
    struct node *n = parse_node(p, equality ? NODE_TEST : NODE_RANGE, p->at);
    const struct node *end;

    p->at += strlen(o->sign);
    end = parse_level(p, LEVEL_SUM);
    n->op = equality ? o->op : sides[o->op].ends;
    if (!equality && !sides[o->op].low)
        parse_kid(p, n, NULL);
    parse_kid(p, n, end);
    if (!equality && sides[o->op].low)
        parse_kid(p, n, NULL);
    return n;
}

bool parse_sees_side(struct parser *p)
{
    return lex_sees(p, "<") || lex_sees(p, ">");
}

const struct node *parse_positive_test(struct parser *p)
{
    const struct operator *o = sees_operator(p);
    bool outer = p->uses_input;
    const struct node *n;

    if (o != NULL && o->kind == NODE_COMPARE)
        return parse_side(p, o);
    p->uses_input = false;
    n = parse_expression(p);
    if (n != NULL && p->uses_input) {
        struct node *marked = ARENA_NEW(p->arena, struct node);
        *marked = *n;
        marked->uses_input = true;
        n = marked;
    }
    p->uses_input = p->uses_input || outer;
    return n;
}

static const struct node *parse_tests(struct parser *p)
{
    struct node *n;
    bool negated;

    lex_skip(p);
    n = parse_node(p, NODE_TESTS, p->at);
    if (str_is(str_trim(p->text), "-")) {
        p->at = p->text.len;
        n->kind = NODE_ANY;
        return n;
    }
    p->in_tests = true;
    negated = lex_word(p, "not");
    if (negated)
        lex_need(p, "(");
    n->op = negated;
    do {
        parse_kid(p, n, parse_positive_test(p));
    } while (lex_sign(p, ","));
    if (negated)
        lex_need(p, ")");
    return n;
}

enum err parse_text(struct arena *a, struct str text, bool tests, struct feel_names names,
                    const struct type_names *types, const struct node **out, const struct name_link **seen,
                    struct feel_problem *problem)
{
    struct parser p = { .arena = a, .text = arena_str(a, text), .names = names, .types = types };
    const struct node *n = NULL;

    if (text.len > PARSE_BYTES_MAX)
        lex_fail(&p, 0, ERR_LIMIT, "text longer than 1 MB");
    else if (str_utf8(text))
        n = tests ? parse_tests(&p) : parse_expression(&p);
    else
        lex_fail(&p, 0, ERR_INVALID, "text in UTF-8");
    lex_skip(&p);
    if (p.at < p.text.len)
        lex_fail(&p, p.at, ERR_INVALID, "an operator or the end");
    if (seen != NULL)
        *seen = p.seen;
    if (p.failed == OK)
        *out = n;
    else if (problem != NULL)
        *problem = p.problem;
    return p.failed;
}

static enum err parse_whole(struct arena *a, struct str text, bool tests, struct feel_names names,
                            const struct feel_expr **out, struct feel_problem *problem)
{
    struct feel_expr *e = ARENA_NEW(a, struct feel_expr);

    TRY(parse_text(a, text, tests, names, NULL, &e->root, NULL, problem));
    e->text = arena_str(a, text);
    *out = e;
    return OK;
}

enum err feel_parse(struct arena *a, struct str text, struct feel_names names, const struct feel_expr **out,
                    struct feel_problem *problem)
{
    return parse_whole(a, text, false, names, out, problem);
}

enum err feel_parse_unary(struct arena *a, struct str text, struct feel_names names, const struct feel_expr **out,
                          struct feel_problem *problem)
{
    return parse_whole(a, text, true, names, out, problem);
}
