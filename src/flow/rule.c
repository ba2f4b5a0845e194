/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/dmn.h"
#include "flow/read.h"
#include "flow/step.h"

static bool is_model(const struct flow_source *s)
{
    return str_ends(s->name, STR(".dmn"));
}

/* Each file in turn is the model, the others are what it may import. */
static void read_model(struct reader *r, size_t which)
{
    const struct flow *f = r->flow;
    struct dmn_source *sources = ARENA_ARRAY(r->arena, f->file_count, struct dmn_source);
    struct dmn_problem problem = { .why = { "", 0 } };
    size_t count = 1;
    const struct dmn *model;

    sources[0] = (struct dmn_source){ f->files[which].name, f->files[which].bytes };
    for (size_t i = 0; i < f->file_count; i++)
        if (i != which && is_model(&f->files[i]))
            sources[count++] = (struct dmn_source){ f->files[i].name, f->files[i].bytes };
    if (dmn_load(r->arena, sources, count, &model, &problem) != OK) {
        read_finding_at(r, (uint32_t)which, NULL, "dmn", problem.why);
        r->report->items[r->report->count - 1].line = problem.line;
        r->report->items[r->report->count - 1].element = problem.element;
        return;
    }
    r->models = arena_grow(r->arena, r->models, r->model_count, &r->model_cap, sizeof *r->models);
    r->models[r->model_count++] = model;
}

void rule_read_models(struct reader *r)
{
    for (size_t i = 0; i < r->flow->file_count; i++)
        if (is_model(&r->flow->files[i]))
            read_model(r, i);
}

static const struct dmn *model_of(const struct reader *r, struct str decision)
{
    for (size_t i = 0; i < r->model_count; i++)
        for (size_t k = 0; k < dmn_count(r->models[i]); k++) {
            struct dmn_item item = dmn_item(r->models[i], k);
            if ((item.kind == DMN_DECISION || item.kind == DMN_SERVICE)
                && (str_eq(item.name, decision) || str_eq(item.id, decision)))
                return r->models[i];
        }
    return NULL;
}

/* Without any decision model the file may be looked at alone; then the task decides nothing. */
void rule_bind(struct reader *r, uint32_t element)
{
    struct node *n = &r->flow->nodes[element];

    n->decisions = model_of(r, n->text);
    if (n->decisions != NULL)
        return;
    if (n->text.len == 0)
        read_finding(r, element, false, "decision.missing", STR("the task names no decision and decides nothing"));
    else
        read_finding(r, element, r->model_count > 0, "decision.unknown",
                     arena_printf(r->arena, "no decision \"%.*s\" in the files given", STR_ARG(n->text)));
}

void rule_decide(struct run *r, uint32_t scope, uint32_t element, const struct feel *about)
{
    const struct node *n = step_node(r, element);
    struct feel_env env = data_env(r);
    const struct feel *result;

    if (r->err != OK || n->decisions == NULL)
        return;
    r->err = dmn_decide(r->arena, n->decisions, n->text, data_context(r, scope, about), &env, &result, NULL);
    if (r->err != OK)
        return;
    if (n->result.len > 0)
        data_set(r, scope, n->result, result);
    else if (feel_kind(result) == FEEL_CONTEXT)
        data_set_all(r, scope, result);
    else
        data_set(r, scope, n->text, result);
}
