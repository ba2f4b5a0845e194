/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/table.h"

#include "feel/builtin.h"

/* What one evaluation knows: the inputs, and for every rule that holds its number and its output. */
struct hit_row { size_t rule; const struct feel *output; size_t *ranks; };
struct hits { const struct table *t; struct hit_row *rows; size_t count; };

/* An input outside its input values is null (TCK 1157). */
static bool read_inputs(struct run *r, const struct table *t, const struct scope *s, const struct feel **out)
{
    for (size_t i = 0; i < t->input_count; i++) {
        const struct table_input *input = &t->inputs[i];
        out[i] = type_coerce(r, input->type, eval_node(r, input->expression, s));
        if (input->allowed == NULL || value_is_null(out[i]))
            continue;
        if (!feel_is_true(eval_test(r, input->allowed, out[i], eval_bind(r, s, STR("?"), out[i]))))
            out[i] = feel_null();
    }
    return r->failed == OK;
}

static bool holds(struct run *r, const struct table *t, size_t rule, const struct feel **inputs, const struct scope *s)
{
    for (size_t i = 0; i < t->input_count; i++) {
        const struct scope *inner = eval_bind(r, s, STR("?"), inputs[i]);
        if (!feel_is_true(eval_test(r, t->rules[rule].tests[i], inputs[i], inner)))
            return false;
    }
    return r->failed == OK;
}

static const struct feel *one_output(struct run *r, const struct table_output *o, const struct node *n, const struct scope *s)
{
    const struct feel *v = type_coerce(r, o->type, eval_node(r, n, s));

    if (o->allowed == NULL || value_is_null(v))
        return v;
    return feel_is_true(eval_test(r, o->allowed, v, eval_bind(r, s, STR("?"), v))) ? v : feel_null();
}

static const struct feel *compose(struct run *r, const struct table *t, const struct feel **values)
{
    return t->output_count == 1 ? values[0] : value_context(r->arena, t->output_names, values, t->output_count);
}

/* The place of a value among the output values: the first is of the highest priority. */
static size_t rank(struct run *r, const struct node *allowed, const struct feel *v, const struct scope *s)
{
    size_t i = 0;

    if (allowed == NULL || allowed->kind != NODE_TESTS)
        return 0;
    while (i < allowed->count && !feel_is_true(eval_test(r, allowed->kids[i], v, s)))
        i++;
    return i;
}

static void add_hit(struct run *r, struct hits *h, size_t rule, const struct scope *s)
{
    const struct table *t = h->t;
    const struct feel **values = ARENA_ARRAY(r->arena, t->output_count, const struct feel *);
    size_t *ranks = ARENA_ARRAY(r->arena, t->output_count, size_t);

    eval_charge(r, t->output_count * (sizeof *values + sizeof *ranks));
    for (size_t i = 0; i < t->output_count; i++) {
        values[i] = one_output(r, &t->outputs[i], t->rules[rule].outputs[i], s);
        if (t->hit == HIT_PRIORITY || t->hit == HIT_OUTPUT_ORDER)
            ranks[i] = rank(r, t->outputs[i].allowed, values[i], s);
    }
    h->rows[h->count++] = (struct hit_row){ rule, compose(r, t, values), ranks };
}

static bool gives_list(const struct table *t)
{
    return t->hit == HIT_RULE_ORDER || t->hit == HIT_OUTPUT_ORDER
        || (t->hit == HIT_COLLECT && t->aggregation == AGGREGATE_LIST);
}

/* No rule holds: the default outputs, an empty list from what would give a list (TCK 0039), else null. */
static const struct feel *standard_output(struct run *r, const struct table *t, const struct scope *s)
{
    const struct feel **values = ARENA_ARRAY(r->arena, t->output_count, const struct feel *);
    bool some = false;

    for (size_t i = 0; i < t->output_count; i++) {
        const struct table_output *o = &t->outputs[i];
        some = some || o->standard != NULL;
        values[i] = o->standard != NULL ? type_coerce(r, o->type, eval_node(r, o->standard, s)) : feel_null();
    }
    if (some)
        return compose(r, t, values);
    if (t->hit == HIT_COLLECT && t->aggregation == AGGREGATE_COUNT)
        return feel_int(r->arena, 0);
    return gives_list(t) ? feel_list(r->arena, NULL, 0) : feel_null();
}

static const struct feel *list_of(struct run *r, const struct hits *h)
{
    const struct feel **items = ARENA_ARRAY(r->arena, h->count, const struct feel *);

    for (size_t i = 0; i < h->count; i++)
        items[i] = h->rows[i].output;
    return feel_list(r->arena, items, h->count);
}

static const struct feel *any_output(const struct hits *h)
{
    for (size_t i = 1; i < h->count; i++)
        if (!feel_equal(h->rows[0].output, h->rows[i].output))
            return feel_null();
    return h->rows[0].output;
}

static int by_rank(const struct hit_row *l, const struct hit_row *r, size_t outputs)
{
    for (size_t i = 0; i < outputs; i++)
        if (l->ranks[i] != r->ranks[i])
            return l->ranks[i] < r->ranks[i] ? -1 : 1;
    return 0;
}

/* Insertion keeps rules of the same rank in their order. */
static void order_hits(struct run *r, struct hits *h)
{
    for (size_t i = 1; i < h->count; i++) {
        struct hit_row row = h->rows[i];
        size_t k = i;
        for (; k > 0 && by_rank(&row, &h->rows[k - 1], h->t->output_count) < 0 && eval_charge(r, 0); k--)
            h->rows[k] = h->rows[k - 1];
        h->rows[k] = row;
    }
}

static const struct feel *collect(struct run *r, const struct hits *h)
{
    static const char *const functions[] = {
        [AGGREGATE_SUM] = "sum", [AGGREGATE_COUNT] = "count", [AGGREGATE_MIN] = "min", [AGGREGATE_MAX] = "max",
    };
    const struct feel **list = ARENA_ARRAY(r->arena, 1, const struct feel *);

    list[0] = list_of(r, h);
    if (h->t->aggregation == AGGREGATE_LIST)
        return list[0];
    return builtin_call(r, builtin_find(str_of(functions[h->t->aggregation])), NULL, list, 1);
}

static const struct feel *decide(struct run *r, struct hits *h)
{
    switch (h->t->hit) {
    case HIT_UNIQUE:     return h->count == 1 ? h->rows[0].output : feel_null();
    case HIT_ANY:        return any_output(h);
    case HIT_FIRST:      return h->rows[0].output;
    case HIT_RULE_ORDER: return list_of(r, h);
    case HIT_COLLECT:    return collect(r, h);
    case HIT_PRIORITY:
        order_hits(r, h);
        return h->rows[0].output;
    case HIT_OUTPUT_ORDER:
        order_hits(r, h);
        return list_of(r, h);
    }
    return feel_null();
}

const struct feel *eval_table(struct run *r, const struct node *n, const struct scope *s)
{
    const struct table *t = n->table;
    const struct feel **inputs = ARENA_ARRAY(r->arena, t->input_count, const struct feel *);
    struct hits h = { .t = t, .rows = ARENA_ARRAY(r->arena, t->rule_count, struct hit_row) };

    if (!eval_charge(r, t->rule_count * sizeof *h.rows) || !read_inputs(r, t, s, inputs))
        return feel_null();
    for (size_t i = 0; i < t->rule_count && r->failed == OK; i++) {
        if (!holds(r, t, i, inputs, s))
            continue;
        add_hit(r, &h, i, s);
        if (t->hit == HIT_FIRST)
            break;
    }
    return h.count > 0 ? decide(r, &h) : standard_output(r, t, s);
}

const struct feel *eval_table_rows(struct run *r, const struct node *n, const struct scope *s)
{
    const struct table *t = n->table;
    struct hits h = { .t = t, .rows = ARENA_ARRAY(r->arena, t->rule_count, struct hit_row) };

    if (!eval_charge(r, t->rule_count * sizeof *h.rows))
        return feel_null();
    for (size_t i = 0; i < t->rule_count && r->failed == OK; i++)
        add_hit(r, &h, i, s);
    return list_of(r, &h);
}

const struct feel *eval_relation(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel **rows = ARENA_ARRAY(r->arena, n->count, const struct feel *);

    eval_charge(r, n->count * sizeof *rows);
    for (size_t i = 0; i < n->count; i++) {
        const struct feel *cells = eval_node(r, n->kids[i], s);
        rows[i] = feel_null();
        if (feel_count(cells) == n->name_count)
            rows[i] = value_context(r->arena, n->names, cells->items, n->name_count);
    }
    return feel_list(r->arena, rows, n->count);
}
