/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/model.h"

/* Names that older models and some tools write for "anything". */
static bool is_loose(struct str ref)
{
    static const char *const names[] = { "any", "null", "<Undefined>", "Undefined", "duration" };
    struct str prefix, rest = ref;

    if (str_cut(ref, ':', &prefix, &rest))
        ref = rest;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(ref, names[i]))
            return true;
    return false;
}

static const struct type *find_named(const struct file *f, struct str ref)
{
    struct str prefix, rest;
    const struct type *t = type_named(&f->types, ref);

    if (t == NULL && str_cut(ref, ':', &prefix, &rest))
        t = type_named(&f->types, rest);
    return t == NULL && is_loose(ref) ? &type_any : t;
}

enum err model_find_type(struct dmn *m, const struct file *f, const struct xml *e, struct str ref,
                         const struct type **out)
{
    struct str name = str_trim(ref);
    struct parser p = { .arena = m->arena, .text = name, .types = &f->types };

    *out = NULL;
    if (name.len == 0)
        return OK;
    *out = find_named(f, name);
    if (*out != NULL)
        return OK;
    *out = parse_type(&p);
    if (p.failed != OK || p.at < name.len)
        return model_refuse(m, f, e, ERR_INVALID, arena_printf(m->arena, "the type %.*s is not defined", STR_ARG(name)));
    return OK;
}

static enum err fill(struct dmn *m, struct file *f, const struct xml *e, struct type *out);

static const struct xml *component(const struct xml *e)
{
    return xml_child(e, NULL, "itemComponent");
}

static size_t count_components(const struct xml *e)
{
    size_t n = 0;

    for (const struct xml *c = component(e); c != NULL; c = xml_next(c, NULL, "itemComponent"))
        n++;
    return n;
}

static enum err fill_components(struct dmn *m, struct file *f, const struct xml *e, struct type *out)
{
    size_t count = count_components(e), i = 0;
    struct str *names = ARENA_ARRAY(m->arena, count, struct str);
    const struct type **types = ARENA_ARRAY(m->arena, count, const struct type *);

    for (const struct xml *c = component(e); c != NULL; c = xml_next(c, NULL, "itemComponent"), i++) {
        struct type *t = ARENA_NEW(m->arena, struct type);
        TRY(fill(m, f, c, t));
        names[i] = xml_attr(c, "name");
        types[i] = t;
    }
    *out = (struct type){ .kind = TYPE_CONTEXT, .names = names, .types = types, .count = count };
    return OK;
}

static enum err fill_function(struct dmn *m, struct file *f, const struct xml *e, struct type *out)
{
    size_t count = 0;
    const struct xml *p;
    const struct type **types;

    for (p = xml_child(e, NULL, "parameters"); p != NULL; p = xml_next(p, NULL, "parameters"))
        count++;
    types = ARENA_ARRAY(m->arena, count, const struct type *);
    count = 0;
    for (p = xml_child(e, NULL, "parameters"); p != NULL; p = xml_next(p, NULL, "parameters"), count++) {
        TRY(model_find_type(m, f, p, xml_attr(p, "typeRef"), &types[count]));
        if (types[count] == NULL)
            types[count] = &type_any;
    }
    *out = (struct type){ .kind = TYPE_FUNCTION, .types = types, .count = count };
    return model_find_type(m, f, e, xml_attr(e, "outputTypeRef"), &out->item);
}

/* DMN 1.1 has typeRef as an attribute too. */
static struct str reference(const struct xml *e)
{
    const struct xml *child = xml_child(e, NULL, "typeRef");

    return child != NULL ? child->text : xml_attr(e, "typeRef");
}

static enum err fill_alias(struct dmn *m, struct file *f, const struct xml *e, struct type *out)
{
    const struct type *t;

    TRY(model_find_type(m, f, e, reference(e), &t));
    *out = (struct type){ .kind = TYPE_ALIAS, .item = t != NULL ? t : &type_any };
    return OK;
}

static enum err read_tests(struct dmn *m, const struct file *f, const struct xml *e, const struct node **out)
{
    struct place p = { .m = m, .file = f };

    return e == NULL ? OK : model_read_text(&p, e, true, out);
}

/* Allowed values bind the elements of a collection, a type constraint the collection itself (DMN 1.5, ItemDefinition). */
static enum err fill(struct dmn *m, struct file *f, const struct xml *e, struct type *out)
{
    const struct xml *function = xml_child(e, NULL, "functionItem");
    struct type *core = ARENA_NEW(m->arena, struct type);

    if (function != NULL)
        TRY(fill_function(m, f, function, core));
    else if (component(e) != NULL)
        TRY(fill_components(m, f, e, core));
    else
        TRY(fill_alias(m, f, e, core));
    TRY(read_tests(m, f, xml_child(e, NULL, "allowedValues"), &core->allowed));
    *out = (struct type){ .kind = str_is(xml_attr(e, "isCollection"), "true") ? TYPE_LIST : TYPE_ALIAS, .item = core };
    return read_tests(m, f, xml_child(e, NULL, "typeConstraint"), &out->allowed);
}

static size_t count_definitions(const struct file *f)
{
    size_t n = 0;

    for (const struct xml *e = xml_child(f->root, NULL, "itemDefinition"); e != NULL; e = xml_next(e, NULL, "itemDefinition"))
        n++;
    return n;
}

struct naming { struct str *names; const struct type **types; size_t count; };

static void add_names(struct dmn *m, struct naming *n, const struct file *from, struct str prefix)
{
    const struct xml *e = xml_child(from->root, NULL, "itemDefinition");

    for (; e != NULL; e = xml_next(e, NULL, "itemDefinition"), n->count++) {
        struct str name = xml_attr(e, "name");
        n->names[n->count] = prefix.len == 0 ? name
                           : arena_printf(m->arena, "%.*s.%.*s", STR_ARG(prefix), STR_ARG(name));
    }
}

/* The names first, own ones in front, so that definitions may refer to each other in any order. */
static enum err name_types(struct dmn *m, struct file *f)
{
    size_t total = count_definitions(f);
    struct naming n = { NULL, NULL, 0 };

    for (size_t i = 0; i < f->import_count; i++)
        total += count_definitions(f->imports[i].file);
    if (total > MODEL_TYPES_MAX)
        return model_refuse(m, f, f->root, ERR_LIMIT, STR("too many item definitions"));
    n.names = ARENA_ARRAY(m->arena, total, struct str);
    n.types = ARENA_ARRAY(m->arena, total, const struct type *);
    add_names(m, &n, f, STR(""));
    for (size_t i = 0; i < n.count; i++)
        n.types[i] = ARENA_NEW(m->arena, struct type);
    for (size_t i = 0; i < f->import_count; i++)
        add_names(m, &n, f->imports[i].file, f->imports[i].name);
    f->types = (struct type_names){ n.names, n.types, n.count };
    return OK;
}

static void link_imported(struct file *f)
{
    size_t at = count_definitions(f);
    const struct type **types = (const struct type **)(uintptr_t)f->types.types;

    for (size_t i = 0; i < f->import_count; i++) {
        const struct file *from = f->imports[i].file;
        size_t count = count_definitions(from);
        for (size_t k = 0; k < count; k++)
            types[at++] = from->types.types[k];
    }
}

enum err model_read_types(struct dmn *m)
{
    for (size_t i = 0; i < m->file_count; i++)
        TRY(name_types(m, &m->files[i]));
    for (size_t i = 0; i < m->file_count; i++)
        link_imported(&m->files[i]);
    for (size_t i = 0; i < m->file_count; i++) {
        const struct xml *e = xml_child(m->files[i].root, NULL, "itemDefinition");
        for (size_t k = 0; e != NULL; e = xml_next(e, NULL, "itemDefinition"), k++)
            TRY(fill(m, &m->files[i], e, (struct type *)(uintptr_t)m->files[i].types.types[k]));
    }
    return OK;
}
