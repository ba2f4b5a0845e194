/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <stdlib.h>

#include "feel/model.h"

enum err model_refuse(struct dmn *m, const struct file *f, const struct xml *e, enum err why, struct str text)
{
    const struct xml *named = e;

    while (named != NULL && xml_attr(named, "id").len == 0)
        named = named->parent;
    *m->problem = (struct dmn_problem){ f->name, xml_attr(named, "id"), text, e != NULL ? e->line : 0, 0 };
    return why;
}

/* ---- files and imports ---- */

static enum err read_file(struct dmn *m, const struct dmn_source *source, struct file *out)
{
    struct xml_problem problem = { 0, STR("") };
    struct xml *root = NULL;
    enum err e = xml_read(m->arena, source->bytes, &root, &problem);

    out->name = source->name;
    if (e != OK) {
        *m->problem = (struct dmn_problem){ source->name, STR(""), problem.why, problem.line, 0 };
        return e;
    }
    out->root = root;
    out->ns = xml_attr(root, "namespace");
    if (!xml_is(root, NULL, "definitions") || str_find(root->ns, STR("DMN")) < 0)
        return model_refuse(m, out, root, ERR_INVALID, STR("expected <definitions> of DMN"));
    return OK;
}

static const struct file *file_of(const struct dmn *m, struct str ns)
{
    for (size_t i = 0; i < m->file_count; i++)
        if (str_eq(m->files[i].ns, ns))
            return &m->files[i];
    return NULL;
}

static enum err read_imports(struct dmn *m, struct file *f)
{
    const struct xml *e;
    size_t cap = 0;

    for (e = xml_child(f->root, NULL, "import"); e != NULL; e = xml_next(e, NULL, "import")) {
        struct import import = { xml_attr(e, "name"), file_of(m, xml_attr(e, "namespace")) };
        if (str_find(xml_attr(e, "importType"), STR("DMN")) < 0)
            continue;
        if (import.file == NULL || import.file == f)
            return model_refuse(m, f, e, ERR_INVALID, STR("the imported model is not among the files"));
        f->imports = arena_grow(m->arena, f->imports, f->import_count, &cap, sizeof *f->imports);
        f->imports[f->import_count++] = import;
    }
    return OK;
}

/* Every name of the file may stand behind a dot. */
static void collect_members(struct dmn *m, const struct xml *root)
{
    for (const struct xml *e = root; e != NULL;) {
        struct str name = xml_attr(e, "name");
        if (name.len > 0) {
            m->members = arena_grow(m->arena, m->members, m->member_count, &m->member_cap, sizeof *m->members);
            m->members[m->member_count++] = name;
        }
        if (e->first != NULL) {
            e = e->first;
            continue;
        }
        while (e != root && e->next == NULL)
            e = e->parent;
        e = e == root ? NULL : e->next;
    }
}

static int by_text(const void *l, const void *r)
{
    return str_cmp(*(const struct str *)l, *(const struct str *)r);
}

/* Only names a single word does not find are worth looking for, and each once. */
static void thin_members(struct dmn *m)
{
    size_t kept = 0;

    if (m->member_count > 0)
        qsort(m->members, m->member_count, sizeof *m->members, by_text);
    for (size_t i = 0; i < m->member_count; i++)
        if (!lex_is_word(m->members[i]) && (kept == 0 || !str_eq(m->members[kept - 1], m->members[i])))
            m->members[kept++] = m->members[i];
    m->member_count = kept < MODEL_MEMBERS_MAX ? kept : MODEL_MEMBERS_MAX;
}

/* ---- elements ---- */

static bool kind_of(const struct xml *e, enum dmn_kind *out)
{
    static const struct { const char *name; enum dmn_kind kind; } kinds[] = {
        { "inputData", DMN_INPUT }, { "decision", DMN_DECISION }, { "businessKnowledgeModel", DMN_KNOWLEDGE },
        { "decisionService", DMN_SERVICE },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!xml_is(e, NULL, kinds[i].name))
            continue;
        *out = kinds[i].kind;
        return true;
    }
    return false;
}

static enum err read_elements(struct dmn *m, const struct file *f)
{
    enum dmn_kind kind;

    for (const struct xml *e = f->root->first; e != NULL; e = e->next) {
        struct element *element;
        if (!kind_of(e, &kind))
            continue;
        element = ARENA_NEW(m->arena, struct element);
        *element = (struct element){ .kind = kind, .name = xml_attr(e, "name"), .id = xml_attr(e, "id"), .line = e->line,
                                     .index = m->element_count, .xml = e, .file = f, .model = m };
        if (m->element_count >= MODEL_ELEMENTS_MAX)
            return model_refuse(m, f, e, ERR_LIMIT, STR("too many elements"));
        if (element->name.len == 0)
            return model_refuse(m, f, e, ERR_INVALID, STR("the element has no name"));
        m->elements = arena_grow(m->arena, m->elements, m->element_count, &m->element_cap, sizeof *m->elements);
        m->elements[m->element_count++] = element;
    }
    return OK;
}

/* In a loose model what is wrong with one element is kept with it; everything else goes on. */
static enum err keep(struct dmn *m, struct element *e, enum err why)
{
    if (why != ERR_INVALID || !m->loose)
        return why;
    e->broken = why;
    e->why_broken = arena_printf(m->arena, "%.*s:%d: %.*s: %.*s", STR_ARG(m->problem->file), m->problem->line,
                                 STR_ARG(m->problem->element), STR_ARG(m->problem->why)).p;
    return OK;
}

static struct str import_name(const struct file *f, const struct file *target)
{
    for (size_t i = 0; i < f->import_count; i++)
        if (f->imports[i].file == target)
            return f->imports[i].name;
    return STR("");
}

/* "#id" in the same file, "namespace#id" in an imported one. */
static enum err find_element(struct dmn *m, const struct element *from, const struct xml *e, struct need *out)
{
    struct str href = xml_attr(e, "href"), ns, id;
    const struct file *f = from->file;

    if (!str_cut(href, '#', &ns, &id)) {
        id = href;
        ns = STR("");
    }
    if (ns.len > 0)
        f = file_of(m, ns);
    for (size_t i = 0; i < m->element_count; i++) {
        if (m->elements[i]->file != f || !str_eq(m->elements[i]->id, id))
            continue;
        *out = (struct need){ m->elements[i], import_name(from->file, f) };
        return OK;
    }
    return model_refuse(m, from->file, e, ERR_INVALID, arena_printf(m->arena, "nothing has the id %.*s", STR_ARG(href)));
}

static enum err add_need(struct dmn *m, struct element *element, const struct xml *e, size_t *cap)
{
    struct need need;

    TRY(find_element(m, element, e, &need));
    element->needs = arena_grow(m->arena, element->needs, element->need_count, cap, sizeof *element->needs);
    element->needs[element->need_count++] = need;
    return OK;
}

static enum err read_needs(struct dmn *m, struct element *element)
{
    static const struct { const char *requirement, *required; } kinds[] = {
        { "informationRequirement", "requiredInput" }, { "informationRequirement", "requiredDecision" },
        { "knowledgeRequirement", "requiredKnowledge" },
    };
    size_t cap = 0;

    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const struct xml *e = xml_child(element->xml, NULL, kinds[k].requirement);
        for (; e != NULL; e = xml_next(e, NULL, kinds[k].requirement)) {
            const struct xml *required = xml_child(e, NULL, kinds[k].required);
            if (required != NULL)
                TRY(add_need(m, element, required, &cap));
        }
    }
    return OK;
}

static enum err read_references(struct dmn *m, struct element *element, const char *name, const struct element ***list,
                                size_t *count)
{
    const struct xml *e = xml_child(element->xml, NULL, name);
    size_t cap = 0;

    if (*count > 0)
        cap = *count;
    for (; e != NULL; e = xml_next(e, NULL, name)) {
        struct need need;
        TRY(find_element(m, element, e, &need));
        *list = arena_grow(m->arena, *list, *count, &cap, sizeof **list);
        (*list)[(*count)++] = need.element;
    }
    return OK;
}

/* Called as a function a service takes its input data first, then its input decisions. */
static enum err read_service(struct dmn *m, struct element *s)
{
    struct node *call = model_node(m, NODE_FUNCTION, 1), *body = model_node(m, NODE_SERVICE, 0);
    struct str *names;
    const struct type **types;

    TRY(read_references(m, s, "outputDecision", &s->outputs, &s->output_count));
    TRY(read_references(m, s, "inputData", &s->parameters, &s->parameter_count));
    TRY(read_references(m, s, "inputDecision", &s->parameters, &s->parameter_count));
    if (s->output_count == 0)
        return model_refuse(m, s->file, s->xml, ERR_INVALID, STR("a decision service needs an output decision"));
    names = ARENA_ARRAY(m->arena, s->parameter_count, struct str);
    types = ARENA_ARRAY(m->arena, s->parameter_count, const struct type *);
    for (size_t i = 0; i < s->parameter_count; i++) {
        names[i] = s->parameters[i]->name;
        types[i] = s->parameters[i]->type;
    }
    body->service = s;
    call->names = names;
    call->types = types;
    call->name_count = s->parameter_count;
    call->kids[0] = body;
    s->call = call;
    return OK;
}

static enum err read_body(struct dmn *m, struct element *element)
{
    struct place p = { .m = m, .file = element->file, .element = element };
    const struct xml *logic = xml_child(element->xml, NULL, "encapsulatedLogic");

    for (size_t i = 0; i < element->need_count; i++) {
        const struct need *need = &element->needs[i];
        model_name(&p, need->import.len > 0 ? need->import : need->element->name);
    }
    if (element->kind == DMN_KNOWLEDGE)
        model_name(&p, element->name);
    if (element->kind == DMN_KNOWLEDGE && logic != NULL)
        return model_read_function(&p, logic, element->type, &element->body);
    if (model_expression(element->xml) != NULL)
        return model_read_boxed(&p, model_expression(element->xml), &element->body);
    return OK;
}

static enum err read_type(struct dmn *m, struct element *element)
{
    const struct xml *variable = xml_child(element->xml, NULL, "variable");

    return model_find_type(m, element->file, element->xml, xml_attr(variable, "typeRef"), &element->type);
}

/* ---- circles, and the expressions of what is required before those that require it ---- */

enum { MARK_NEW, MARK_OPEN, MARK_DONE };

static enum err read_in_order(struct dmn *m, struct element *e, int depth);

static enum err read_list_in_order(struct dmn *m, const struct element *const *list, size_t count, int depth)
{
    for (size_t i = 0; i < count; i++)
        TRY(read_in_order(m, m->elements[list[i]->index], depth + 1));
    return OK;
}

static enum err read_in_order(struct dmn *m, struct element *e, int depth)
{
    if (e->mark == MARK_DONE)
        return OK;
    if (e->mark == MARK_OPEN)
        return model_refuse(m, e->file, e->xml, ERR_INVALID, STR("the requirements run in a circle"));
    if (depth > MODEL_DEPTH_MAX)
        return model_refuse(m, e->file, e->xml, ERR_LIMIT, STR("the requirements are nested too deeply"));
    e->mark = MARK_OPEN;
    for (size_t i = 0; i < e->need_count; i++)
        TRY(read_in_order(m, m->elements[e->needs[i].element->index], depth + 1));
    if (e->kind == DMN_SERVICE)
        TRY(read_list_in_order(m, e->outputs, e->output_count, depth));
    e->mark = MARK_DONE;
    return e->broken == OK ? keep(m, e, read_body(m, e)) : OK;
}

/* ---- all of it ---- */

static enum err read_all(struct dmn *m)
{
    for (size_t i = 0; i < m->element_count; i++)
        TRY(keep(m, m->elements[i], read_type(m, m->elements[i])));
    for (size_t i = 0; i < m->element_count; i++) {
        TRY(keep(m, m->elements[i], read_needs(m, m->elements[i])));
        if (m->elements[i]->kind == DMN_SERVICE)
            TRY(keep(m, m->elements[i], read_service(m, m->elements[i])));
    }
    for (size_t i = 0; i < m->element_count; i++)
        TRY(read_in_order(m, m->elements[i], 0));
    return OK;
}

static enum err read_files(struct dmn *m, const struct dmn_source *files, size_t count)
{
    m->files = ARENA_ARRAY(m->arena, count, struct file);
    for (; m->file_count < count; m->file_count++)
        TRY(read_file(m, &files[m->file_count], &m->files[m->file_count]));
    for (size_t i = 0; i < count; i++) {
        TRY(read_imports(m, &m->files[i]));
        collect_members(m, m->files[i].root);
    }
    thin_members(m);
    TRY(model_read_types(m));
    for (size_t i = 0; i < count; i++)
        TRY(read_elements(m, &m->files[i]));
    m->without_inputs = true;
    for (size_t i = 0; i < m->element_count; i++)
        m->without_inputs &= m->elements[i]->kind != DMN_INPUT;
    return read_all(m);
}

static enum err load(struct arena *a, const struct dmn_source *files, size_t count, bool loose, const struct dmn **out,
                     struct dmn_problem *problem)
{
    struct dmn_problem unseen;
    struct dmn *m = ARENA_NEW(a, struct dmn);

    m->arena = a;
    m->loose = loose;
    m->problem = problem != NULL ? problem : &unseen;
    TRY(read_files(m, files, count));
    m->problem = NULL;
    *out = m;
    return OK;
}

enum err dmn_load(struct arena *a, const struct dmn_source *files, size_t count, const struct dmn **out,
                  struct dmn_problem *problem)
{
    return load(a, files, count, false, out, problem);
}

enum err dmn_open(struct arena *a, const struct dmn_source *files, size_t count, const struct dmn **out,
                  struct dmn_problem *problem)
{
    return load(a, files, count, true, out, problem);
}
