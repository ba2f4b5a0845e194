/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"

#include "feel/lex.h"

enum { STEPS_DEFAULT = 10000000, BYTES_DEFAULT = 128 * 1024 * 1024, DEPTH_DEFAULT = 1000 };

struct run eval_run(struct arena *a, const struct feel_env *env)
{
    struct run r = { .arena = a, .env = env };

    r.steps_left = env->max_steps > 0 ? env->max_steps : STEPS_DEFAULT;
    r.max_bytes = env->max_bytes > 0 ? env->max_bytes : BYTES_DEFAULT;
    r.bytes_left = r.max_bytes;
    r.max_depth = env->max_depth > 0 && env->max_depth < DEPTH_DEFAULT ? env->max_depth : DEPTH_DEFAULT;
    return r;
}

void eval_refuse(struct run *r, const char *why)
{
    if (r->failed != OK)
        return;
    r->failed = ERR_LIMIT;
    r->why = why;
}

bool eval_charge(struct run *r, size_t bytes)
{
    if (r->steps_left == 0)
        eval_refuse(r, "too many steps");
    else if (r->bytes_left < bytes)
        eval_refuse(r, "too much memory");
    if (r->failed != OK)
        return false;
    r->steps_left--;
    r->bytes_left -= bytes;
    return true;
}

bool eval_weigh(struct run *r, const struct feel *left, const struct feel *right)
{
    size_t smaller = left->weight < right->weight ? left->weight : right->weight, steps = smaller / sizeof(struct feel);

    if (r->steps_left < steps)
        r->steps_left = 0;
    else
        r->steps_left -= steps;
    return eval_charge(r, 0);
}

enum err eval_finish(const struct run *r, struct str text, struct feel_problem *problem)
{
    if (r->failed != OK && problem != NULL) {
        lex_place(text, r->at, &problem->line, &problem->column);
        problem->why = str_of(r->why);
    }
    return r->failed;
}

bool eval_push(struct run *r, struct growing *g, const struct feel *v)
{
    size_t before = g->cap;

    g->items = arena_grow(r->arena, g->items, g->count, &g->cap, sizeof *g->items);
    g->items[g->count++] = v;
    return eval_charge(r, (g->cap - before) * sizeof *g->items);
}

const struct feel *eval_grown(struct run *r, const struct growing *g)
{
    return feel_list(r->arena, g->items, g->count);
}

/* ---- scopes ---- */

const struct scope *eval_scope(struct run *r, const struct scope *up, const struct feel *context)
{
    struct scope *s = ARENA_NEW(r->arena, struct scope);

    s->up = up;
    if (value_is(context, FEEL_CONTEXT)) {
        s->keys = context->keys;
        s->items = context->items;
        s->count = context->count;
    }
    return s;
}

struct binding { struct scope scope; struct str key; const struct feel *item; };

const struct scope *eval_bind(struct run *r, const struct scope *up, struct str name, const struct feel *v)
{
    struct binding *b = ARENA_NEW(r->arena, struct binding);

    eval_charge(r, VALUE_BYTES);
    b->key = name;
    b->item = v;
    b->scope = (struct scope){ up, &b->key, &b->item, 1 };
    return &b->scope;
}

const struct feel *eval_name(const struct scope *s, struct str name)
{
    for (; s != NULL; s = s->up)
        for (size_t i = s->count; i-- > 0;)
            if (str_eq(s->keys[i], name))
                return s->items[i];
    return NULL;
}

/* ---- nodes ---- */

static const struct feel *eval_literal(struct run *r, const struct node *n, const struct scope *s)
{
    (void)r;
    (void)s;
    return n->value;
}

static const struct feel *eval_variable(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *v = eval_name(s, n->name);
    struct function *f;

    if (v != NULL)
        return v;
    if (n->builtin == NULL)
        return feel_null();
    f = ARENA_NEW(r->arena, struct function);
    f->builtin = n->builtin;
    return value_function(r->arena, f);
}

static const struct feel *eval_if(struct run *r, const struct node *n, const struct scope *s)
{
    return eval_node(r, n->kids[feel_is_true(eval_node(r, n->kids[0], s)) ? 1 : 2], s);
}

static const struct feel *eval_list(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel **items = ARENA_ARRAY(r->arena, n->count, const struct feel *);

    eval_charge(r, n->count * sizeof *items);
    for (size_t i = 0; i < n->count; i++)
        items[i] = eval_node(r, n->kids[i], s);
    return feel_list(r->arena, items, n->count);
}

/* Entries see those before them; a boxed context may end in a result of its own. */
static const struct feel *eval_context(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel **items = ARENA_ARRAY(r->arena, n->name_count, const struct feel *);
    struct scope *inner = ARENA_NEW(r->arena, struct scope);

    eval_charge(r, n->name_count * sizeof *items + sizeof *inner);
    *inner = (struct scope){ s, n->names, items, 0 };
    for (size_t i = 0; i < n->name_count; i++) {
        items[i] = eval_node(r, n->kids[i], inner);
        inner->count = i + 1;
    }
    if (n->op != 0)
        return feel_null();
    if (n->count > n->name_count)
        return eval_node(r, n->kids[n->name_count], inner);
    return value_context(r->arena, n->names, items, n->name_count);
}

static bool ends_fit(const struct feel *low, const struct feel *high)
{
    int order;

    return value_is_null(low) || value_is_null(high) || value_compare(low, high, &order);
}

static const struct feel *eval_range(struct run *r, const struct node *n, const struct scope *s)
{
    struct range range = { feel_null(), feel_null(), (n->op & ENDS_LOW_OPEN) != 0, (n->op & ENDS_HIGH_OPEN) != 0 };

    if (n->kids[0] != NULL)
        range.low = eval_node(r, n->kids[0], s);
    if (n->kids[1] != NULL)
        range.high = eval_node(r, n->kids[1], s);
    if (value_is_null(range.low) && value_is_null(range.high))
        return feel_null();
    return ends_fit(range.low, range.high) ? value_range(r->arena, range) : feel_null();
}

/* Three-valued: the deciding value wins, else anything that is no boolean makes null. */
static const struct feel *eval_logic(struct run *r, const struct node *n, const struct scope *s)
{
    bool deciding = n->kind == NODE_OR;
    const struct feel *left = eval_node(r, n->kids[0], s), *right;

    if (value_is(left, FEEL_BOOL) && left->truth == deciding)
        return left;
    right = eval_node(r, n->kids[1], s);
    if (value_is(right, FEEL_BOOL) && right->truth == deciding)
        return right;
    return value_is(left, FEEL_BOOL) && value_is(right, FEEL_BOOL) ? feel_bool(!deciding) : feel_null();
}

const struct feel *eval_not(const struct feel *v)
{
    return value_is(v, FEEL_BOOL) ? feel_bool(!v->truth) : feel_null();
}

static const struct feel *ordered(int op, const struct feel *left, const struct feel *right)
{
    int order;

    if (!value_compare(left, right, &order))
        return feel_null();
    switch (op) {
    case COMPARE_LESS:       return feel_bool(order < 0);
    case COMPARE_LESS_EQUAL: return feel_bool(order <= 0);
    case COMPARE_MORE:       return feel_bool(order > 0);
    default:                 return feel_bool(order >= 0);
    }
}

static const struct feel *eval_compare(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *left = eval_node(r, n->kids[0], s), *right = eval_node(r, n->kids[1], s);

    if (!eval_weigh(r, left, right))
        return feel_null();
    if (n->op == COMPARE_EQUAL)
        return value_equal(left, right);
    if (n->op == COMPARE_DIFFERENT)
        return eval_not(value_equal(left, right));
    return ordered(n->op, left, right);
}

static const struct feel *eval_sum(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *left = eval_node(r, n->kids[0], s);

    return eval_arithmetic(r, n->op, left, eval_node(r, n->kids[1], s));
}

static const struct feel *eval_negate(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *v = eval_node(r, n->kids[0], s);

    return eval_arithmetic(r, '*', v, feel_int(r->arena, -1));
}

static const struct feel *eval_between(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *v = eval_node(r, n->kids[0], s);
    const struct feel *low = ordered(COMPARE_MORE_EQUAL, v, eval_node(r, n->kids[1], s));
    const struct feel *high = ordered(COMPARE_LESS_EQUAL, v, eval_node(r, n->kids[2], s));

    if (value_is_null(low) || value_is_null(high))
        return feel_null();
    return feel_bool(low->truth && high->truth);
}

static const struct feel *match(struct run *r, const struct feel *input, const struct feel *v)
{
    bool known;

    if (!eval_weigh(r, input, v))
        return feel_null();
    if (value_is(v, FEEL_RANGE) && !value_is(input, FEEL_RANGE)) {
        bool in = value_in_range(&v->range, input, &known);
        return known ? feel_bool(in) : feel_null();
    }
    if (!value_is(v, FEEL_LIST) || value_is(input, FEEL_LIST)) {
        if (!value_is(v, FEEL_LIST) || feel_equal(input, v))
            return value_equal(input, v);
    }
    for (size_t i = 0; i < v->count && eval_charge(r, 0); i++)
        if (feel_is_true(match(r, input, v->items[i])))
            return feel_bool(true);
    return feel_bool(false);
}

const struct feel *eval_test(struct run *r, const struct node *test, const struct feel *input, const struct scope *s)
{
    const struct feel *v;

    if (test->kind == NODE_TESTS || test->kind == NODE_ANY)
        return eval_node(r, test, s);
    v = eval_node(r, test->kind == NODE_TEST ? test->kids[0] : test, s);
    if (test->kind == NODE_TEST)
        return test->op == COMPARE_EQUAL ? value_equal(input, v) : eval_not(value_equal(input, v));
    if (test->uses_input)
        return value_is(v, FEEL_BOOL) ? v : value_is_null(v) ? v : match(r, input, v);
    return match(r, input, v);
}

static const struct feel *any_test(struct run *r, const struct node *n, size_t from, const struct feel *input,
                                   const struct scope *s)
{
    const struct feel *result = feel_bool(false);

    for (size_t i = from; i < n->count && r->failed == OK; i++) {
        const struct feel *passed = eval_test(r, n->kids[i], input, s);
        if (feel_is_true(passed))
            return passed;
        if (value_is_null(passed))
            result = passed;
    }
    return result;
}

static const struct feel *eval_in(struct run *r, const struct node *n, const struct scope *s)
{
    return any_test(r, n, 1, eval_node(r, n->kids[0], s), s);
}

static const struct feel *eval_tests(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *input = eval_name(s, STR("?"));
    const struct feel *any = any_test(r, n, 0, input != NULL ? input : feel_null(), s);

    return n->op ? eval_not(any) : any;
}

static const struct feel *eval_any(struct run *r, const struct node *n, const struct scope *s)
{
    (void)r;
    (void)n;
    (void)s;
    return feel_bool(true);
}

static const struct feel *eval_single_test(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *input = eval_name(s, STR("?"));

    return eval_test(r, n, input != NULL ? input : feel_null(), s);
}

static const struct feel *eval_instance(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *v = eval_node(r, n->kids[0], s);

    if (n->type->kind == TYPE_ANY)
        return feel_bool(!value_is_null(v));
    return feel_bool(type_conforms(r, n->type, v, false));
}

static const struct feel *eval_coerce(struct run *r, const struct node *n, const struct scope *s)
{
    return type_coerce(r, n->type, eval_node(r, n->kids[0], s));
}

static eval_fn *const by_kind[NODE_COUNT] = {
    [NODE_LITERAL] = eval_literal,   [NODE_NAME] = eval_variable,     [NODE_PATH] = eval_path,
    [NODE_FILTER] = eval_filter,     [NODE_CALL] = eval_call,         [NODE_IF] = eval_if,
    [NODE_FOR] = eval_for,           [NODE_SOME] = eval_quantified,   [NODE_EVERY] = eval_quantified,
    [NODE_STEPS] = eval_range,       [NODE_FUNCTION] = eval_function, [NODE_CONTEXT] = eval_context,
    [NODE_LIST] = eval_list,         [NODE_RANGE] = eval_range,       [NODE_AND] = eval_logic,
    [NODE_OR] = eval_logic,          [NODE_COMPARE] = eval_compare,   [NODE_ARITHMETIC] = eval_sum,
    [NODE_NEGATE] = eval_negate,     [NODE_BETWEEN] = eval_between,   [NODE_IN] = eval_in,
    [NODE_INSTANCE] = eval_instance, [NODE_TEST] = eval_single_test,  [NODE_TESTS] = eval_tests,
    [NODE_ANY] = eval_any,           [NODE_COERCE] = eval_coerce,     [NODE_TABLE] = eval_table,
    [NODE_RELATION] = eval_relation, [NODE_SERVICE] = eval_service,
};

/* Kinds that hand on a value they did not make. */
static const bool makes_nothing[NODE_COUNT] = {
    [NODE_LITERAL] = true, [NODE_NAME] = true, [NODE_PATH] = true, [NODE_IF] = true,   [NODE_SOME] = true,
    [NODE_EVERY] = true,   [NODE_AND] = true,  [NODE_OR] = true,   [NODE_TEST] = true, [NODE_TESTS] = true,
    [NODE_ANY] = true,     [NODE_COMPARE] = true, [NODE_BETWEEN] = true, [NODE_IN] = true, [NODE_INSTANCE] = true,
};

const struct feel *eval_node(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *v;

    if (r->depth >= r->max_depth && r->failed == OK) {
        r->at = n->at;
        eval_refuse(r, "called or nested too deeply");
    }
    if (!eval_charge(r, makes_nothing[n->kind] ? 0 : VALUE_BYTES))
        return feel_null();
    r->depth++;
    v = by_kind[n->kind](r, n, s);
    r->depth--;
    if (v->weight > r->max_bytes)
        eval_refuse(r, "a value is too large");
    if (v->depth > FEEL_DEPTH_MAX)
        eval_refuse(r, "a value is nested too deeply");
    if (r->failed != OK && r->at == 0)
        r->at = n->at;
    return r->failed == OK ? v : feel_null();
}

static const struct feel_env no_env = { .now = 0 };

enum err feel_eval(struct arena *a, const struct feel_expr *expr, const struct feel *context,
                   const struct feel_env *env, const struct feel **out, struct feel_problem *problem)
{
    struct run r = eval_run(a, env != NULL ? env : &no_env);

    *out = eval_node(&r, expr->root, eval_scope(&r, NULL, context));
    return eval_finish(&r, expr->text, problem);
}

enum err feel_test(struct arena *a, const struct feel_expr *tests, const struct feel *input,
                   const struct feel *context, const struct feel_env *env, bool *out, struct feel_problem *problem)
{
    struct run r = eval_run(a, env != NULL ? env : &no_env);
    const struct scope *s = eval_bind(&r, eval_scope(&r, NULL, context), STR("?"), input);

    *out = feel_is_true(eval_test(&r, tests->root, input, s));
    return eval_finish(&r, tests->text, problem);
}
