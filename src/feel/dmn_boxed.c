/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/model.h"

typedef enum err boxed_fn(struct place *p, const struct xml *e, struct node *out);

/* A name that may follow a dot anywhere in the model; kept where a single word would not find it. */
static void keep_member(struct dmn *m, struct str name)
{
    if (lex_is_word(name) || m->member_count >= MODEL_MEMBERS_MAX)
        return;
    for (size_t i = 0; i < m->member_count; i++)
        if (str_eq(m->members[i], name))
            return;
    m->members = arena_grow(m->arena, m->members, m->member_count, &m->member_cap, sizeof *m->members);
    m->members[m->member_count++] = name;
}

void model_name(struct place *p, struct str name)
{
    p->names = arena_grow(p->m->arena, p->names, p->count, &p->cap, sizeof *p->names);
    p->names[p->count++] = name;
}

struct node *model_node(struct dmn *m, enum node_kind kind, size_t kids)
{
    struct node *n = ARENA_NEW(m->arena, struct node);

    n->kind = kind;
    n->depth = 1;
    n->count = kids;
    n->kids = ARENA_ARRAY(m->arena, kids, const struct node *);
    return n;
}

static const struct node *null_node(struct dmn *m)
{
    struct node *n = model_node(m, NODE_LITERAL, 0);

    n->value = feel_null();
    return n;
}

enum err model_read_text(struct place *p, const struct xml *e, bool tests, const struct node **out)
{
    const struct xml *text = xml_child(e, NULL, "text");
    struct feel_names names = { p->names, p->count, p->m->members, p->m->member_count };
    struct feel_problem problem = { 0, 0, STR("") };
    const struct name_link *seen = NULL;
    enum err why;

    if (text == NULL || str_trim(text->text).len == 0) {
        *out = tests ? model_node(p->m, NODE_ANY, 0) : null_node(p->m);
        return OK;
    }
    why = parse_text(p->m->arena, text->text, tests, names, &p->file->types, out, &seen, &problem);
    for (; seen != NULL; seen = seen->up)
        keep_member(p->m, seen->name);
    if (why == OK)
        return OK;
    model_refuse(p->m, p->file, e, why, problem.why);
    p->m->problem->line = text->line + problem.line - 1;
    p->m->problem->column = problem.column;
    return why;
}

/* Other languages than FEEL cannot be run here; a model that needs them is refused. */
static enum err read_literal(struct place *p, const struct xml *e, struct node *out)
{
    struct str language = xml_attr(e, "expressionLanguage");
    const struct node *n;

    if (language.len > 0 && str_find(language, STR("FEEL")) < 0 && str_find(language, STR("feel")) < 0)
        return model_refuse(p->m, p->file, e, ERR_INVALID, STR("only expressions in FEEL can be evaluated"));
    TRY(model_read_text(p, e, false, &n));
    *out = *n;
    return OK;
}

static size_t count_children(const struct xml *e, const char *name)
{
    size_t n = 0;

    for (const struct xml *c = xml_child(e, NULL, name); c != NULL; c = xml_next(c, NULL, name))
        n++;
    return n;
}

/* n with its value made to fit t, or n itself where t is NULL or anything. */
static const struct node *fitted(struct dmn *m, const struct type *t, const struct node *n)
{
    struct node *wrap;

    if (t == NULL || t->kind == TYPE_ANY)
        return n;
    wrap = model_node(m, NODE_COERCE, 1);
    wrap->type = t;
    wrap->kids[0] = n;
    return wrap;
}

static enum err coerced(struct place *p, const struct xml *e, struct str ref, const struct node **n)
{
    const struct type *t;

    TRY(model_find_type(p->m, p->file, e, ref, &t));
    *n = fitted(p->m, t, *n);
    return OK;
}

static enum err read_child(struct place *p, const struct xml *e, const struct node **out)
{
    const struct xml *expression = model_expression(e);

    if (expression == NULL) {
        *out = null_node(p->m);
        return OK;
    }
    return model_read_boxed(p, expression, out);
}

static enum err read_entry(struct place *p, const struct xml *e, struct str *name, const struct node **out)
{
    const struct xml *variable = xml_child(e, NULL, "variable");

    TRY(read_child(p, e, out));
    *name = xml_attr(variable, "name");
    return coerced(p, e, xml_attr(variable, "typeRef"), out);
}

/* An entry without a variable is the result of the whole context (DMN 10.4, boxed context). */
static enum err read_context(struct place *p, const struct xml *e, struct node *out)
{
    size_t total = count_children(e, "contextEntry"), outer = p->count;
    struct str *names = ARENA_ARRAY(p->m->arena, total, struct str), name;
    struct node *n = model_node(p->m, NODE_CONTEXT, total);

    for (const struct xml *c = xml_child(e, NULL, "contextEntry"); c != NULL; c = xml_next(c, NULL, "contextEntry")) {
        TRY(read_entry(p, c, &name, &n->kids[n->name_count]));
        if (name.len == 0)
            break;
        names[n->name_count++] = name;
        model_name(p, name);
    }
    n->names = names;
    p->count = outer;
    *out = *n;
    return OK;
}

static enum err read_list(struct place *p, const struct xml *e, struct node *out)
{
    size_t count = 0;
    struct node *n;

    for (const struct xml *c = model_expression(e); c != NULL; c = c->next)
        count++;
    n = model_node(p->m, NODE_LIST, count);
    n->count = 0;
    for (const struct xml *c = e->first; c != NULL; c = c->next) {
        struct xml alone = { .first = (struct xml *)(uintptr_t)c };
        if (model_expression(&alone) == c)
            TRY(model_read_boxed(p, c, &n->kids[n->count++]));
    }
    *out = *n;
    return OK;
}

static enum err read_columns(struct place *p, const struct xml *e, struct node *n)
{
    size_t count = count_children(e, "column"), i = 0;
    struct str *names = ARENA_ARRAY(p->m->arena, count, struct str);
    const struct type **types = ARENA_ARRAY(p->m->arena, count, const struct type *);

    for (const struct xml *c = xml_child(e, NULL, "column"); c != NULL; c = xml_next(c, NULL, "column"), i++) {
        names[i] = xml_attr(c, "name");
        TRY(model_find_type(p->m, p->file, c, xml_attr(c, "typeRef"), &types[i]));
    }
    n->names = names;
    n->types = types;
    n->name_count = count;
    return OK;
}

static enum err read_row(struct place *p, const struct xml *e, const struct node *columns, struct node *out)
{
    TRY(read_list(p, e, out));
    if (out->count != columns->name_count)
        return model_refuse(p->m, p->file, e, ERR_INVALID, STR("a row must have as many cells as there are columns"));
    for (size_t i = 0; i < out->count; i++)
        out->kids[i] = fitted(p->m, columns->types[i], out->kids[i]);
    return OK;
}

static enum err read_relation(struct place *p, const struct xml *e, struct node *out)
{
    struct node *n = model_node(p->m, NODE_RELATION, count_children(e, "row"));
    size_t i = 0;

    TRY(read_columns(p, e, n));
    for (const struct xml *c = xml_child(e, NULL, "row"); c != NULL; c = xml_next(c, NULL, "row"), i++) {
        struct node *row = model_node(p->m, NODE_LIST, 0);
        TRY(read_row(p, c, n, row));
        n->kids[i] = row;
    }
    *out = *n;
    return OK;
}

static enum err read_parameters(struct place *p, const struct xml *e, struct node *n)
{
    size_t count = count_children(e, "formalParameter"), i = 0;
    struct str *names = ARENA_ARRAY(p->m->arena, count, struct str);
    const struct type **types = ARENA_ARRAY(p->m->arena, count, const struct type *);
    const struct xml *c = xml_child(e, NULL, "formalParameter");

    for (; c != NULL; c = xml_next(c, NULL, "formalParameter"), i++) {
        names[i] = xml_attr(c, "name");
        TRY(model_find_type(p->m, p->file, c, xml_attr(c, "typeRef"), &types[i]));
        model_name(p, names[i]);
    }
    n->names = names;
    n->types = types;
    n->name_count = count;
    return OK;
}

/* A function of kind Java or PMML has no body here: calling it gives null. */
static enum err read_function(struct place *p, const struct xml *e, struct node *out)
{
    struct node *n = model_node(p->m, NODE_FUNCTION, 1);
    struct str kind = xml_attr(e, "kind"), ref = xml_attr(e, "typeRef");
    const struct type *t;
    size_t outer = p->count;

    TRY(read_parameters(p, e, n));
    if (kind.len == 0 || str_is(kind, "FEEL"))
        TRY(read_child(p, e, &n->kids[0]));
    else
        n->count = 0;
    TRY(model_find_type(p->m, p->file, e, ref, &t));
    if (n->count > 0)
        n->kids[0] = fitted(p->m, type_result(t), n->kids[0]);
    p->count = outer;
    *out = *n;
    return OK;
}

enum err model_read_function(struct place *p, const struct xml *e, const struct type *type, const struct node **out)
{
    struct node *n = ARENA_NEW(p->m->arena, struct node);

    TRY(read_function(p, e, n));
    if (n->count > 0)
        n->kids[0] = fitted(p->m, type_result(type), n->kids[0]);
    *out = n;
    return OK;
}

static enum err read_invocation(struct place *p, const struct xml *e, struct node *out)
{
    size_t count = count_children(e, "binding"), i = 0;
    struct str *names = ARENA_ARRAY(p->m->arena, count, struct str);
    struct node *n = model_node(p->m, NODE_CALL, count + 1);

    TRY(read_child(p, e, &n->kids[0]));
    for (const struct xml *c = xml_child(e, NULL, "binding"); c != NULL; c = xml_next(c, NULL, "binding"), i++) {
        const struct xml *parameter = xml_child(c, NULL, "parameter");
        names[i] = xml_attr(parameter, "name");
        TRY(read_child(p, c, &n->kids[i + 1]));
        TRY(coerced(p, c, xml_attr(parameter, "typeRef"), &n->kids[i + 1]));
    }
    n->names = names;
    n->name_count = count;
    *out = *n;
    return OK;
}

static enum err read_parts(struct place *p, const struct xml *e, const char *const *parts, size_t count, struct node *n)
{
    for (size_t i = 0; i < count; i++) {
        const struct xml *part = xml_child(e, NULL, parts[i]);
        if (model_expression(part) == NULL)
            return model_refuse(p->m, p->file, e, ERR_INVALID, arena_printf(p->m->arena, "expected the part <%s>", parts[i]));
        TRY(read_child(p, part, &n->kids[i]));
    }
    return OK;
}

static enum err read_conditional(struct place *p, const struct xml *e, struct node *out)
{
    static const char *const parts[] = { "if", "then", "else" };
    struct node *n = model_node(p->m, NODE_IF, 3);

    TRY(read_parts(p, e, parts, 3, n));
    *out = *n;
    return OK;
}

/* Inside match the entries of an item may stand without a path, so every member is a name there. */
static enum err read_filter(struct place *p, const struct xml *e, struct node *out)
{
    static const char *const parts[] = { "in" }, *const match[] = { "match" };
    struct node *n = model_node(p->m, NODE_FILTER, 2), *inner = model_node(p->m, NODE_LIST, 1);
    size_t outer = p->count;

    TRY(read_parts(p, e, parts, 1, n));
    for (size_t i = 0; i < p->m->member_count; i++)
        model_name(p, p->m->members[i]);
    model_name(p, STR("item"));
    TRY(read_parts(p, e, match, 1, inner));
    n->kids[1] = inner->kids[0];
    p->count = outer;
    *out = *n;
    return OK;
}

static enum err read_iterator(struct place *p, const struct xml *e, enum node_kind kind, const char *body, struct node *out)
{
    const char *const domain[] = { "in" }, *const last[] = { body };
    struct node *n = model_node(p->m, kind, 2), *inner = model_node(p->m, NODE_LIST, 1);
    struct str *names = ARENA_ARRAY(p->m->arena, 1, struct str);
    size_t outer = p->count;

    names[0] = xml_attr(e, "iteratorVariable");
    TRY(read_parts(p, e, domain, 1, n));
    model_name(p, names[0]);
    model_name(p, STR("partial"));
    TRY(read_parts(p, e, last, 1, inner));
    n->kids[1] = inner->kids[0];
    n->names = names;
    n->name_count = 1;
    p->count = outer;
    *out = *n;
    return OK;
}

static enum err read_for(struct place *p, const struct xml *e, struct node *out)
{
    return read_iterator(p, e, NODE_FOR, "return", out);
}

static enum err read_some(struct place *p, const struct xml *e, struct node *out)
{
    return read_iterator(p, e, NODE_SOME, "satisfies", out);
}

static enum err read_every(struct place *p, const struct xml *e, struct node *out)
{
    return read_iterator(p, e, NODE_EVERY, "satisfies", out);
}

static const struct { const char *name; boxed_fn *read; } expressions[] = {
    { "literalExpression", read_literal },   { "decisionTable", model_read_table }, { "context", read_context },
    { "relation", read_relation },           { "list", read_list },                 { "functionDefinition", read_function },
    { "invocation", read_invocation },       { "conditional", read_conditional },   { "filter", read_filter },
    { "for", read_for },                     { "some", read_some },                 { "every", read_every },
};

static boxed_fn *reader_of(const struct xml *e)
{
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
        if (xml_is(e, NULL, expressions[i].name))
            return expressions[i].read;
    return NULL;
}

const struct xml *model_expression(const struct xml *e)
{
    const struct xml *c = e != NULL ? e->first : NULL;

    while (c != NULL && reader_of(c) == NULL)
        c = c->next;
    return c;
}

enum err model_read_boxed(struct place *p, const struct xml *e, const struct node **out)
{
    struct node *n = ARENA_NEW(p->m->arena, struct node);
    boxed_fn *read = reader_of(e);

    TRY(read(p, e, n));
    *out = n;
    if (read == read_function)
        return OK;
    return coerced(p, e, xml_attr(e, "typeRef"), out);
}
