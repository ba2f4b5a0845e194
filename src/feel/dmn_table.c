/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/model.h"
#include "feel/table.h"

static const struct xml *first(const struct xml *e, const char *name)
{
    return xml_child(e, NULL, name);
}

static size_t count_children(const struct xml *e, const char *name)
{
    size_t n = 0;

    for (const struct xml *c = first(e, name); c != NULL; c = xml_next(c, NULL, name))
        n++;
    return n;
}

static enum err read_hit(struct place *p, const struct xml *e, struct table *t)
{
    static const struct { const char *name; enum hit hit; } policies[] = {
        { "", HIT_UNIQUE },     { "UNIQUE", HIT_UNIQUE },         { "ANY", HIT_ANY },
        { "FIRST", HIT_FIRST }, { "PRIORITY", HIT_PRIORITY },     { "COLLECT", HIT_COLLECT },
        { "RULE ORDER", HIT_RULE_ORDER },                         { "OUTPUT ORDER", HIT_OUTPUT_ORDER },
    };
    static const struct { const char *name; enum aggregation aggregation; } aggregations[] = {
        { "", AGGREGATE_LIST },   { "SUM", AGGREGATE_SUM }, { "COUNT", AGGREGATE_COUNT },
        { "MIN", AGGREGATE_MIN }, { "MAX", AGGREGATE_MAX },
    };
    struct str hit = xml_attr(e, "hitPolicy"), aggregation = xml_attr(e, "aggregation");
    bool known = false, summed = false;

    for (size_t i = 0; i < sizeof policies / sizeof *policies && !known; i++)
        if ((known = str_is(hit, policies[i].name)))
            t->hit = policies[i].hit;
    for (size_t i = 0; i < sizeof aggregations / sizeof *aggregations && !summed; i++)
        if ((summed = str_is(aggregation, aggregations[i].name)))
            t->aggregation = aggregations[i].aggregation;
    return known && summed ? OK : model_refuse(p->m, p->file, e, ERR_INVALID, STR("the hit policy or aggregation is unknown"));
}

static enum err read_optional_tests(struct place *p, const struct xml *e, const struct node **out)
{
    return e == NULL || str_trim(first(e, "text") != NULL ? first(e, "text")->text : STR("")).len == 0
         ? OK : model_read_text(p, e, true, out);
}

static enum err read_input(struct place *p, const struct xml *e, struct table_input *out)
{
    const struct xml *expression = first(e, "inputExpression");

    TRY(model_read_text(p, expression, false, &out->expression));
    TRY(read_optional_tests(p, first(e, "inputValues"), &out->allowed));
    return model_find_type(p->m, p->file, e, xml_attr(expression, "typeRef"), &out->type);
}

static enum err read_output(struct place *p, const struct xml *e, struct table_output *out)
{
    const struct xml *standard = first(e, "defaultOutputEntry");

    out->name = xml_attr(e, "name");
    TRY(read_optional_tests(p, first(e, "outputValues"), &out->allowed));
    if (standard != NULL)
        TRY(model_read_text(p, standard, false, &out->standard));
    return model_find_type(p->m, p->file, e, xml_attr(e, "typeRef"), &out->type);
}

static enum err read_cells(struct place *p, const struct xml *rule, const char *name, size_t count, bool tests,
                           const struct node ***out)
{
    const struct xml *c = first(rule, name);

    *out = ARENA_ARRAY(p->m->arena, count, const struct node *);
    for (size_t i = 0; i < count; i++, c = xml_next(c, NULL, name)) {
        if (c == NULL)
            return model_refuse(p->m, p->file, rule, ERR_INVALID, STR("the rule has fewer cells than the table columns"));
        TRY(model_read_text(p, c, tests, &(*out)[i]));
    }
    if (c != NULL)
        return model_refuse(p->m, p->file, rule, ERR_INVALID, STR("the rule has more cells than the table columns"));
    return OK;
}

static enum err read_columns(struct place *p, const struct xml *e, struct table *t)
{
    struct str *names = ARENA_ARRAY(p->m->arena, t->output_count, struct str);
    size_t i = 0;

    for (const struct xml *c = first(e, "input"); c != NULL; c = xml_next(c, NULL, "input"))
        TRY(read_input(p, c, &t->inputs[i++]));
    i = 0;
    for (const struct xml *c = first(e, "output"); c != NULL; c = xml_next(c, NULL, "output"), i++) {
        TRY(read_output(p, c, &t->outputs[i]));
        names[i] = t->outputs[i].name;
        if (t->output_count > 1 && names[i].len == 0)
            return model_refuse(p->m, p->file, c, ERR_INVALID, STR("one of several outputs must have a name"));
    }
    t->output_names = names;
    return OK;
}

enum err model_read_table(struct place *p, const struct xml *e, struct node *out)
{
    struct arena *a = p->m->arena;
    struct table *t = ARENA_NEW(a, struct table);
    size_t i = 0;

    t->input_count = count_children(e, "input");
    t->output_count = count_children(e, "output");
    t->rule_count = count_children(e, "rule");
    t->inputs = ARENA_ARRAY(a, t->input_count, struct table_input);
    t->outputs = ARENA_ARRAY(a, t->output_count, struct table_output);
    t->rules = ARENA_ARRAY(a, t->rule_count, struct table_rule);
    if (t->output_count == 0)
        return model_refuse(p->m, p->file, e, ERR_INVALID, STR("a decision table needs an output"));
    TRY(read_hit(p, e, t));
    TRY(read_columns(p, e, t));
    for (const struct xml *c = first(e, "rule"); c != NULL; c = xml_next(c, NULL, "rule"), i++) {
        TRY(read_cells(p, c, "inputEntry", t->input_count, true, &t->rules[i].tests));
        TRY(read_cells(p, c, "outputEntry", t->output_count, false, &t->rules[i].outputs));
    }
    *out = *model_node(p->m, NODE_TABLE, 0);
    out->table = t;
    return OK;
}
