/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/read.h"

#include <stdlib.h>

static void push_finding(struct reader *r, struct flow_finding finding)
{
    struct flow_report *report = r->report;

    report->items = arena_grow(r->arena, report->items, report->count, &r->report_cap, sizeof *report->items);
    report->items[report->count++] = finding;
    r->fatal += finding.fatal;
}

void read_finding(struct reader *r, uint32_t element, bool fatal, const char *rule, struct str text)
{
    const struct flow_element *e = &r->flow->elements[element];

    push_finding(r, (struct flow_finding){ e->file, e->id, str_of(rule), text, e->line, fatal });
}

void read_finding_at(struct reader *r, uint32_t file, const struct xml *at, const char *rule, struct str text)
{
    push_finding(r, (struct flow_finding){ r->flow->files[file].name, xml_attr(at, "id"), str_of(rule), text,
                                           at != NULL ? at->line : 1, true });
}

struct str read_local(struct str qname)
{
    struct str prefix, local;

    return str_cut(qname, ':', &prefix, &local) ? local : str_trim(qname);
}

static int by_file_and_id(const void *l, const void *r)
{
    const struct known *a = l, *b = r;

    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return str_cmp(a->id, b->id);
}

const struct xml *read_known(const struct reader *r, uint32_t file, struct str id)
{
    struct known wanted = { str_trim(id), NULL, file };
    const struct known *hit;

    if (wanted.id.len == 0 || r->known_count == 0)
        return NULL;
    hit = bsearch(&wanted, r->known, r->known_count, sizeof *r->known, by_file_and_id);
    if (hit == NULL) {
        wanted.id = read_local(wanted.id);
        hit = bsearch(&wanted, r->known, r->known_count, sizeof *r->known, by_file_and_id);
    }
    return hit != NULL ? hit->xml : NULL;
}

/* Names with blanks or signs must be known before a FEEL text is read. */
static void index_name(struct reader *r, struct str name)
{
    struct str *grown;

    for (size_t i = 0; i < r->names.variable_count; i++)
        if (str_eq(r->names.variables[i], name))
            return;
    grown = arena_grow(r->arena, (void *)(uintptr_t)r->names.variables, r->names.variable_count, &r->name_cap,
                       sizeof *grown);
    grown[r->names.variable_count++] = name;
    r->names.variables = r->names.members = grown;
    r->names.member_count = r->names.variable_count;
}

static bool carries_name(const struct xml *x)
{
    static const char *const kinds[] = { "dataObject", "dataObjectReference", "property", "inputDataItem",
                                         "dataInput", "dataOutput" };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(x->name, kinds[i]))
            return xml_attr(x, "name").len > 0;
    return false;
}

static void index_tree(struct reader *r, uint32_t file, const struct xml *x)
{
    struct str id = xml_attr(x, "id");

    if (!str_is(x->ns, BPMN_NAMESPACE))
        return;
    if (id.len > 0) {
        r->known = arena_grow(r->arena, r->known, r->known_count, &r->known_cap, sizeof *r->known);
        r->known[r->known_count++] = (struct known){ id, x, file };
    }
    if (carries_name(x))
        index_name(r, xml_attr(x, "name"));
    for (const struct xml *child = x->first; child != NULL; child = child->next)
        index_tree(r, file, child);
}

static void read_one(struct reader *r, uint32_t file)
{
    const struct flow_source *source = &r->flow->files[file];
    struct xml_problem problem = { 0, STR("") };
    struct xml *root;

    if (str_ends(source->name, STR(".dmn")))
        return;
    if (xml_read(r->arena, source->bytes, &root, &problem) != OK) {
        push_finding(r, (struct flow_finding){ source->name, STR(""), STR("xml"), problem.why, problem.line, true });
        return;
    }
    if (!xml_is(root, BPMN_NAMESPACE, "definitions")) {
        read_finding_at(r, file, root, "bpmn.root", STR("the root is not definitions of BPMN 2.0"));
        return;
    }
    r->flow->documents[file] = root;
    index_tree(r, file, root);
}

void read_files(struct reader *r, const struct flow_source *files, size_t count)
{
    struct flow_source *own = ARENA_ARRAY(r->arena, count, struct flow_source);

    for (size_t i = 0; i < count; i++)
        own[i] = (struct flow_source){ arena_str(r->arena, files[i].name), arena_str(r->arena, files[i].bytes) };
    r->flow->files = own;
    r->flow->file_count = count;
    r->flow->documents = ARENA_ARRAY(r->arena, count, const struct xml *);
    for (size_t i = 0; i < count; i++)
        read_one(r, (uint32_t)i);
    if (r->known_count > 0)
        qsort(r->known, r->known_count, sizeof *r->known, by_file_and_id);
    for (size_t i = 1; i < r->known_count; i++)
        if (by_file_and_id(&r->known[i - 1], &r->known[i]) == 0)
            read_finding_at(r, r->known[i].file, r->known[i].xml, "id.twice", STR("this id stands twice in the file"));
}

const struct feel_expr *read_feel(struct reader *r, uint32_t element, const struct xml *at, struct str text)
{
    struct feel_problem problem = { 0, 0, STR("") };
    const struct feel_expr *expr = NULL;
    int line = at->line;

    text = str_trim(text);
    if (str_starts(text, STR("=")))
        text = str_sub(text, 1, text.len);
    text = dialect_feel(r->arena, text);
    if (text.len == 0 || feel_parse(r->arena, text, r->names, &expr, &problem) == OK)
        return expr;
    read_finding(r, element, true, "feel", arena_printf(r->arena, "%.*s (column %d of \"%.*s\")", STR_ARG(problem.why),
                                                        problem.column, STR_ARG(str_sub(text, 0, 80))));
    r->report->items[r->report->count - 1].line = line + (problem.line > 1 ? problem.line - 1 : 0);
    return NULL;
}
