/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"
#include "feel/model.h"

/* One evaluation: what is given and, by index of the element, what was found out so far. */
struct session { struct run *run; const struct dmn *m; const struct feel *input; const struct feel **values; };

static struct session open_session(struct run *r, const struct dmn *m, const struct feel *input)
{
    struct session s = { r, m, input, NULL };

    eval_charge(r, m->element_count * sizeof *s.values);
    s.values = ARENA_ARRAY(r->arena, m->element_count, const struct feel *);
    return s;
}

static const struct feel *value_of(struct session *s, const struct element *e);

/* Some tools write tables without declaring what they read: then all that is given is seen. */
static const struct feel *base_context(const struct session *s, const struct element *e)
{
    bool open = s->m->without_inputs && e->kind == DMN_DECISION && feel_kind(s->input) == FEEL_CONTEXT;

    return open ? s->input : feel_context(s->run->arena);
}

/* What comes through an import is an entry of a context with the name of the import. */
static const struct feel *scope_context(struct session *s, const struct element *e)
{
    const struct feel *context = base_context(s, e);

    for (size_t i = 0; i < e->need_count && s->run->failed == OK; i++) {
        const struct need *need = &e->needs[i];
        const struct feel *v = value_of(s, need->element);
        struct arena *a = s->run->arena;
        eval_charge(s->run, (context->count + 1) * sizeof(struct str) * 2);
        if (need->import.len == 0) {
            context = feel_put(a, context, need->element->name, v);
        } else {
            const struct feel *inner = feel_get(context, need->import);
            inner = feel_put(a, value_is(inner, FEEL_CONTEXT) ? inner : feel_context(a), need->element->name, v);
            context = feel_put(a, context, need->import, inner);
        }
    }
    return context;
}

/* Under the name of its import: as an entry of that context or with a dot between the two names. */
static const struct feel *given_by_import(const struct session *s, struct str import, struct str name)
{
    const struct feel *v = feel_get(feel_get(s->input, import), name);

    if (v != NULL)
        return v;
    return feel_get(s->input, arena_printf(s->run->arena, "%.*s.%.*s", STR_ARG(import), STR_ARG(name)));
}

/* Input data of an imported model is given under the import's name, or directly. */
static const struct feel *given(const struct session *s, const struct element *e)
{
    const struct file *main = &s->m->files[0];
    const struct feel *v = NULL;

    for (size_t i = 0; e->file != main && v == NULL && i < main->import_count; i++)
        if (main->imports[i].file == e->file)
            v = given_by_import(s, main->imports[i].name, e->name);
    if (v == NULL)
        v = feel_get(s->input, e->name);
    return v != NULL ? v : feel_null();
}

static const struct feel *decision_value(struct session *s, const struct element *e)
{
    const struct scope *scope;

    if (e->body == NULL)
        return feel_null();
    scope = eval_scope(s->run, NULL, scope_context(s, e));
    return type_coerce(s->run, e->type, eval_node(s->run, e->body, scope));
}

/* A business knowledge model may call itself: its own name is bound to the function it becomes. */
static const struct feel *knowledge_value(struct session *s, const struct element *e)
{
    const struct feel *context, *f;
    struct scope *own = ARENA_NEW(s->run->arena, struct scope);
    const struct feel **items = ARENA_ARRAY(s->run->arena, 1, const struct feel *);

    if (e->body == NULL)
        return feel_null();
    context = scope_context(s, e);
    *own = (struct scope){ eval_scope(s->run, NULL, context), &e->name, items, 0 };
    f = eval_node(s->run, e->body, own);
    items[0] = f;
    own->count = 1;
    return f;
}

static const struct feel *fresh_value(struct session *s, const struct element *e)
{
    switch (e->kind) {
    case DMN_INPUT:     return type_coerce(s->run, e->type, given(s, e));
    case DMN_DECISION:  return decision_value(s, e);
    case DMN_KNOWLEDGE: return knowledge_value(s, e);
    case DMN_SERVICE:   return eval_node(s->run, e->call, NULL);
    }
    return feel_null();
}

static const struct feel *value_of(struct session *s, const struct element *e)
{
    struct run *r = s->run;

    if (s->values[e->index] != NULL)
        return s->values[e->index];
    if (e->broken != OK && r->failed == OK) {
        r->failed = e->broken;
        r->why = e->why_broken;
    }
    if (r->depth >= r->max_depth)
        eval_refuse(r, "the decisions are nested too deeply");
    if (!eval_charge(r, 0))
        return feel_null();
    r->depth++;
    s->values[e->index] = fresh_value(s, e);
    r->depth--;
    return s->values[e->index];
}

static const struct feel *service_value(struct session *s, const struct element *service)
{
    const struct feel *context = feel_context(s->run->arena);
    const struct type *type = type_result(service->type);

    if (service->output_count == 1)
        return type_coerce(s->run, type, value_of(s, service->outputs[0]));
    for (size_t i = 0; i < service->output_count; i++)
        context = feel_put(s->run->arena, context, service->outputs[i]->name, value_of(s, service->outputs[i]));
    return type_coerce(s->run, type, context);
}

/* A session of its own: only what was handed over is known inside (DMN 10.4, decision service). */
const struct feel *eval_service(struct run *r, const struct node *n, const struct scope *s)
{
    const struct element *service = n->service;
    struct session inner = open_session(r, service->model, NULL);

    if (r->failed != OK)
        return feel_null();
    for (size_t i = 0; i < service->parameter_count; i++) {
        const struct feel *v = eval_name(s, service->parameters[i]->name);
        inner.values[service->parameters[i]->index] = v != NULL ? v : feel_null();
    }
    return service_value(&inner, service);
}

/* The service itself: the context holds its input data and the values of its input decisions. */
static const struct feel *call_service(struct session *s, const struct element *service)
{
    for (size_t i = 0; i < service->parameter_count; i++) {
        const struct element *p = service->parameters[i];
        s->values[p->index] = type_coerce(s->run, p->type, given(s, p));
    }
    return service_value(s, service);
}

static const struct element *find(const struct dmn *m, struct str name)
{
    for (size_t i = 0; i < m->element_count; i++) {
        const struct element *e = m->elements[i];
        bool runs = e->kind == DMN_DECISION || e->kind == DMN_SERVICE;
        if (runs && e->file == &m->files[0] && (str_eq(e->name, name) || str_eq(e->id, name)))
            return e;
    }
    return NULL;
}

enum err dmn_decide(struct arena *a, const struct dmn *m, struct str name, const struct feel *input,
                    const struct feel_env *env, const struct feel **out, struct feel_problem *problem)
{
    static const struct feel_env no_env = { .now = 0 };
    struct run r = eval_run(a, env != NULL ? env : &no_env);
    struct session s = open_session(&r, m, input);
    const struct element *e = find(m, name);

    if (e == NULL)
        return ERR_NOT_FOUND;
    *out = e->kind == DMN_SERVICE ? call_service(&s, e) : value_of(&s, e);
    return eval_finish(&r, STR(""), problem);
}

/* A table stands alone or under the type of its decision; NULL: it is something else. */
static const struct node *table_of(const struct element *e)
{
    const struct node *n = e != NULL && e->kind == DMN_DECISION ? e->body : NULL;

    while (n != NULL && n->kind == NODE_COERCE)
        n = n->kids[0];
    return n != NULL && n->kind == NODE_TABLE ? n : NULL;
}

enum err dmn_rows(struct arena *a, const struct dmn *m, struct str name, const struct feel **out)
{
    static const struct feel_env no_env = { .now = 0 };
    struct run r = eval_run(a, &no_env);
    const struct node *table = table_of(find(m, name));

    if (table == NULL)
        return ERR_NOT_FOUND;
    *out = eval_table_rows(&r, table, eval_scope(&r, NULL, feel_context(a)));
    return eval_finish(&r, STR(""), NULL);
}

size_t dmn_count(const struct dmn *m)
{
    size_t n = 0;

    while (n < m->element_count && m->elements[n]->file == &m->files[0])
        n++;
    return n;
}

struct dmn_item dmn_item(const struct dmn *m, size_t i)
{
    const struct element *e = m->elements[i];

    return (struct dmn_item){ e->kind, e->name, e->id, e->line };
}
