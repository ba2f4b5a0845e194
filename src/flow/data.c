/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

enum { EVAL_STEPS = 1000000, EVAL_BYTES = 8 * 1024 * 1024, EVAL_DEPTH = 500 };

/* Values of a called process are its own: a call activity ends the search upwards. */
static bool ends_search(const struct scope *c)
{
    return c->what == FLOW_IN_CALL || c->what == FLOW_IN_PROCESS;
}

static const struct feel *values_of(struct run *r, uint32_t scope, const struct feel *context)
{
    for (size_t i = 0; i < r->state->value_count; i++)
        if (r->state->values[i].scope == scope)
            context = feel_put(r->arena, context, r->state->values[i].name, r->state->values[i].data);
    return context;
}

static const struct feel *chain(struct run *r, uint32_t scope, const struct feel *facts)
{
    const struct scope *c = state_scope(r->state, scope);

    if (c == NULL)
        return facts;
    return values_of(r, scope, ends_search(c) ? facts : chain(r, c->parent, facts));
}

static const struct feel *context_of(struct run *r, uint32_t scope)
{
    if (r->seen_scope == 0 || r->seen_scope != scope) {
        const struct feel *facts = r->facts != NULL ? r->facts : feel_context(r->arena);
        r->seen = r->state->value_count > 0 ? chain(r, scope, facts) : facts;
        r->seen_scope = scope;
    }
    return r->seen;
}

struct feel_env data_env(const struct run *r)
{
    return (struct feel_env){ r->now, STR("+08:00"), EVAL_STEPS, EVAL_BYTES, EVAL_DEPTH };
}

const struct feel *data_context(struct run *r, uint32_t scope, const struct feel *extra)
{
    const struct feel *context = context_of(r, scope);

    return extra != NULL ? feel_merge(r->arena, context, extra) : context;
}

const struct feel *data_eval(struct run *r, const struct feel_expr *expr, uint32_t scope, const struct feel *extra)
{
    struct feel_env env = data_env(r);
    const struct feel *result = feel_null();

    if (expr == NULL || r->err != OK)
        return result;
    r->err = feel_eval(r->arena, expr, data_context(r, scope, extra), &env, &result, NULL);
    return r->err == OK ? result : feel_null();
}

bool data_is_true(struct run *r, const struct feel_expr *expr, uint32_t scope, const struct feel *extra)
{
    return feel_is_true(data_eval(r, expr, scope, extra));
}

const struct feel *data_value(const struct run *r, uint32_t scope, struct str name)
{
    for (size_t i = 0; i < r->state->value_count; i++)
        if (r->state->values[i].scope == scope && str_eq(r->state->values[i].name, name))
            return r->state->values[i].data;
    return NULL;
}

void data_set_in(struct run *r, uint32_t scope, struct str name, const struct feel *v)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_VALUE_SET, .scope = scope, .text = name, .data = v });
}

/* A name goes where it is already known, else to the process: that is where the next steps look. */
void data_set(struct run *r, uint32_t scope, struct str name, const struct feel *v)
{
    const struct scope *c = state_scope(r->state, scope);

    while (c != NULL && !ends_search(c) && data_value(r, c->id, name) == NULL)
        c = state_scope(r->state, c->parent);
    if (c != NULL)
        data_set_in(r, c->id, name, v);
}

void data_set_all(struct run *r, uint32_t scope, const struct feel *context)
{
    if (feel_kind(context) != FEEL_CONTEXT)
        return;
    for (size_t i = 0; i < feel_count(context); i++)
        data_set(r, scope, feel_key(context, i), feel_item(context, i));
}

/* All values something in from may see, into the scope to. */
static void set_visible(struct run *r, uint32_t from, uint32_t to, bool exactly)
{
    const struct scope *c = state_scope(r->state, from);

    if (c == NULL)
        return;
    if (!ends_search(c))
        set_visible(r, c->parent, to, exactly);
    for (size_t i = 0; i < r->state->value_count; i++) {
        struct value v = r->state->values[i];
        if (v.scope == from && exactly)
            data_set_in(r, to, v.name, v.data);
        else if (v.scope == from)
            data_set(r, to, v.name, v.data);
    }
}

void data_into_call(struct run *r, uint32_t scope, const struct node *call)
{
    uint32_t outer = state_scope(r->state, scope)->parent;

    if (call->data_in.all)
        set_visible(r, outer, scope, true);
    for (size_t i = 0; i < call->data_in.count; i++)
        data_set_in(r, scope, call->data_in.items[i].to, data_eval(r, call->data_in.items[i].expr, outer, NULL));
}

void data_out_of_call(struct run *r, uint32_t scope, const struct node *call)
{
    uint32_t outer = state_scope(r->state, scope)->parent;

    if (call->data_out.all)
        set_visible(r, scope, outer, false);
    for (size_t i = 0; i < call->data_out.count; i++)
        data_set(r, outer, call->data_out.items[i].to, data_eval(r, call->data_out.items[i].expr, scope, NULL));
}
