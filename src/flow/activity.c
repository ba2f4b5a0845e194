/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

static const char LIST_NAME[] = "#items";       /* the collection of a sequential multi-instance, in its scope */

static void put_number(struct run *r, const struct feel **context, const char *name, uint32_t n)
{
    *context = feel_put(r->arena, *context, str_of(name), feel_int(r->arena, n));
}

/* What the expressions about one instance see of it. */
static const struct feel *about_instance(struct run *r, const struct multi *m, uint32_t n, const struct feel *data)
{
    const struct feel *context = feel_context(r->arena);

    put_number(r, &context, "loopCounter", n);
    if (m->item_name.len > 0 && data != NULL)
        context = feel_put(r->arena, context, m->item_name, data);
    return context;
}

void activity_open_item(struct run *r, uint32_t scope, uint32_t element, uint32_t n, int64_t who, const struct feel *data)
{
    const struct node *node = step_node(r, element);
    uint32_t id = step_id(r);

    step_emit(r, (struct flow_effect){ .kind = FLOW_ITEM_OPEN, .what = state_item_what(node->kind), .id = id,
        .scope = scope, .element = element, .n = n, .at = r->now, .who = who, .data = data });
    if (node->kind == NODE_RECEIVE)
        wait_open(r, scope, element, id, 1);
}

static void open_body(struct run *r, uint32_t scope, uint32_t element, uint32_t n, const struct feel *data)
{
    const struct node *node = step_node(r, element);
    const struct scope *around = state_scope(r->state, scope);
    bool many = around != NULL && (around->what == FLOW_IN_MULTI || around->what == FLOW_IN_LOOP);
    uint32_t id = step_id(r);

    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .id = id, .scope = scope, .element = element,
        .what = node->kind == NODE_CALL ? FLOW_IN_CALL : FLOW_IN_SUB, .at = r->now });
    if (r->err != OK)
        return;
    if (many) {
        const struct feel *context = about_instance(r, node->multi, n, data);
        for (size_t i = 0; i < feel_count(context); i++)
            data_set_in(r, id, feel_key(context, i), feel_item(context, i));
    }
    if (!many)
        wait_open_edges(r, scope, element, id);
    if (node->kind == NODE_CALL)
        data_into_call(r, id, node);
    scope_open_event_subs(r, id, node->body);
    scope_enter_body(r, id, node->body);
}

/* A script is a context whose entries become values, or one value under the name it gives. */
static void run_script(struct run *r, uint32_t scope, uint32_t element, const struct feel *about)
{
    const struct node *n = step_node(r, element);
    const struct feel *result;

    step_trace(r, FLOW_TRACE_SCRIPT, scope, element, n->text);
    if (n->foreign || n->expr == NULL)
        return;
    result = data_eval(r, n->expr, scope, about);
    if (n->result.len > 0)
        data_set(r, scope, n->result, result);
    else
        data_set_all(r, scope, result);
}

static void run_now(struct run *r, uint32_t scope, uint32_t element, const struct feel *about)
{
    enum node_kind kind = step_node(r, element)->kind;

    if (kind == NODE_SCRIPT)
        run_script(r, scope, element, about);
    else if (kind == NODE_RULE)
        rule_decide(r, scope, element, about);
    step_emit(r, (struct flow_effect){ .kind = FLOW_TRACE, .what = FLOW_TRACE_PASS, .scope = scope, .element = element });
    activity_instance_done(r, scope, element, 0);
}

/* n: number of the instance, from 1; 0: the only one. */
static void begin_instance(struct run *r, uint32_t scope, uint32_t element, uint32_t n, const struct feel *data)
{
    const struct node *node = step_node(r, element);
    uint32_t id = step_id(r);

    if (node_is_task(node->kind)) {
        activity_open_item(r, scope, element, n, 0, data);
        if (n == 0)
            wait_open_edges(r, scope, element, id);
    } else if (node->body != 0)
        open_body(r, scope, element, n, data);
    else
        run_now(r, scope, element, n > 0 ? about_instance(r, node->multi, n, data) : NULL);
}

static void close_multi(struct run *r, uint32_t id)
{
    struct scope c = *state_scope(r->state, id);

    if (!undo_keep(r, id))
        scope_drop(r, id, FLOW_CLOSED_DONE);
    activity_instance_done(r, c.parent, c.element, id);
}

static void set_counts(struct run *r, const struct scope *c, uint32_t done, uint32_t turn)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .id = c->id, .scope = c->parent, .element = c->element,
                                       .owner = c->n, .n = done, .at = turn });
}

/* How many instances; -1: the expression gives no whole number or list, or too many. */
static int64_t count_instances(struct run *r, const struct multi *m, uint32_t scope, const struct feel **items)
{
    int64_t n;

    *items = m->items != NULL ? data_eval(r, m->items, scope, NULL) : NULL;
    if (*items != NULL)
        n = feel_kind(*items) == FEEL_LIST ? (int64_t)feel_count(*items) : -1;
    else if (!feel_to_int(data_eval(r, m->count, scope, NULL), &n))
        n = -1;
    return n >= 0 && n <= FLOW_INSTANCES_MAX ? n : -1;
}

static void begin_many(struct run *r, uint32_t scope, uint32_t element)
{
    const struct multi *m = step_node(r, element)->multi;
    const struct feel *items;
    int64_t n = count_instances(r, m, scope, &items);
    uint32_t id = step_id(r);

    if (n < 0) {
        step_refuse(r, "multi.count", element);
        return;
    }
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .what = FLOW_IN_MULTI, .id = id, .scope = scope,
                                       .element = element, .n = (uint32_t)n, .at = r->now });
    wait_open_edges(r, scope, element, id);
    if (items != NULL)
        data_set_in(r, id, str_of(LIST_NAME), items);
    for (int64_t i = 0; i < (m->sequential && n > 0 ? 1 : n); i++)
        token_turn(r, id);
    if (n == 0 && r->err == OK)
        close_multi(r, id);
}

static void begin_loop(struct run *r, uint32_t scope, uint32_t element)
{
    const struct multi *m = step_node(r, element)->multi;
    uint32_t id = step_id(r);
    bool none = m->test_before && m->until != NULL && !data_is_true(r, m->until, scope, NULL);

    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .what = FLOW_IN_LOOP, .id = id, .scope = scope,
                                       .element = element, .n = m->max, .at = r->now });
    wait_open_edges(r, scope, element, id);
    if (!none)
        token_turn(r, id);
    else if (r->err == OK)
        close_multi(r, id);
}

void activity_begin(struct run *r, uint32_t scope, uint32_t element)
{
    const struct multi *m = step_node(r, element)->multi;

    if (m == NULL)
        begin_instance(r, scope, element, 0, NULL);
    else if (m->is_loop)
        begin_loop(r, scope, element);
    else
        begin_many(r, scope, element);
}

void activity_turn(struct run *r, uint32_t scope)
{
    const struct scope *c = state_scope(r->state, scope);
    const struct feel *items = data_value(r, scope, str_of(LIST_NAME));
    uint32_t turn = c->turn;

    if (step_node(r, c->element)->multi == NULL)
        return;
    set_counts(r, c, c->done, turn + 1);
    begin_instance(r, scope, state_scope(r->state, scope)->element, turn + 1,
                   items != NULL ? feel_item(items, turn) : NULL);
}

/* BPMN 2.0.2 table 10.30, and the shorter names of other engines. */
static const struct feel *about_counts(struct run *r, const struct scope *c)
{
    const struct feel *context = feel_context(r->arena);

    put_number(r, &context, "nrOfInstances", c->n);
    put_number(r, &context, "nrOfCompletedInstances", c->done);
    put_number(r, &context, "nrOfActiveInstances", c->turn - c->done);
    put_number(r, &context, "numberOfInstances", c->n);
    put_number(r, &context, "numberOfCompletedInstances", c->done);
    put_number(r, &context, "numberOfActiveInstances", c->turn - c->done);
    put_number(r, &context, "numberOfTerminatedInstances", 0);
    put_number(r, &context, "loopCounter", c->turn);
    return context;
}

static void next_of_many(struct run *r, uint32_t id, const struct multi *m)
{
    const struct scope *c = state_scope(r->state, id);

    if (m->until != NULL && data_is_true(r, m->until, c->parent, about_counts(r, c))) {
        token_forget(r, id);
        scope_stop(r, id, NULL);
    } else if (c->done < c->n) {
        if (m->sequential && c->turn < c->n)
            token_turn(r, id);
        return;
    }
    if (r->err == OK)
        close_multi(r, id);
}

static void next_of_loop(struct run *r, uint32_t id, const struct multi *m)
{
    const struct scope *c = state_scope(r->state, id);
    bool again = (m->until == NULL || data_is_true(r, m->until, c->parent, about_counts(r, c)))
        && (m->max == 0 || c->done < m->max);

    if (again)
        token_turn(r, id);
    else if (r->err == OK)
        close_multi(r, id);
}

static void multi_child_done(struct run *r, uint32_t id)
{
    const struct scope *c = state_scope(r->state, id);
    const struct multi *m = step_node(r, c->element)->multi;

    set_counts(r, c, c->done + 1, c->turn);
    if (r->err == OK && m->is_loop)
        next_of_loop(r, id, m);
    else if (r->err == OK)
        next_of_many(r, id, m);
}

static const struct scope *instances_of(const struct run *r, uint32_t scope, uint32_t element)
{
    const struct scope *c = state_scope(r->state, scope);

    return c != NULL && c->element == element ? c : NULL;
}

void activity_instance_done(struct run *r, uint32_t scope, uint32_t element, uint32_t key)
{
    const struct scope *c = instances_of(r, scope, element);

    if (r->err != OK || state_scope(r->state, scope) == NULL)
        return;
    if (c != NULL && (c->what == FLOW_IN_MULTI || c->what == FLOW_IN_LOOP)) {
        multi_child_done(r, scope);
    } else if (c != NULL && c->what >= FLOW_IN_BEFORE && c->what <= FLOW_IN_BESIDE) {
        sign_child_done(r, scope);
    } else {
        if (key != 0)
            scope_close_waits(r, key);
        undo_remember(r, scope, element);
        if (!step_node(r, element)->for_compensation)
            token_leave(r, scope, element);
    }
}

static void collect_output(struct run *r, uint32_t scope, const struct multi *m, const struct feel *about)
{
    const struct feel *list = NULL, *one = data_eval(r, m->each_out, scope, about);
    const struct feel **items;
    const struct scope *c = state_scope(r->state, scope);
    size_t count;

    for (; c != NULL && list == NULL; c = state_scope(r->state, c->parent))
        list = data_value(r, c->id, m->out_name);
    count = feel_kind(list) == FEEL_LIST ? feel_count(list) : 0;
    items = ARENA_ARRAY(r->arena, count + 1, const struct feel *);
    for (size_t i = 0; i < count; i++)
        items[i] = feel_item(list, i);
    items[count] = one;
    data_set(r, scope, m->out_name, feel_list(r->arena, items, count + 1));
}

void activity_complete_item(struct run *r, uint32_t id, const struct feel *data)
{
    struct item it = *state_item(r->state, id);
    const struct scope *c = state_scope(r->state, it.scope);
    const struct multi *m = step_node(r, it.element)->multi;
    bool in_round = c->what >= FLOW_IN_BEFORE && c->what <= FLOW_IN_BESIDE;

    data_set_all(r, it.scope, data);
    if (m != NULL && m->out_name.len > 0 && m->each_out != NULL && it.n > 0)
        collect_output(r, it.scope, m, about_instance(r, m, it.n, it.data));
    if (step_node(r, it.element)->kind == NODE_RECEIVE && c->element == it.element)
        scope_close_waits(r, id);
    step_emit(r, (struct flow_effect){ .kind = FLOW_ITEM_CLOSE, .what = FLOW_CLOSED_DONE, .id = id, .scope = it.scope,
        .element = it.element, .n = it.n, .at = r->now, .who = it.who });
    activity_instance_done(r, it.scope, it.element, in_round ? 0 : id);
}
