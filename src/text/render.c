/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "text/render.h"

#include <inttypes.h>
#include <string.h>

#include "text/format.h"

static void render_nodes(struct view *v, const struct node *n);

struct str render_text(struct arena *a, const struct val *x)
{
    switch (x->kind) {
    case VAL_TEXT: return x->text;
    case VAL_INT:  return arena_printf(a, "%" PRId64, x->num);
    case VAL_BOOL: return x->num != 0 ? STR("true") : STR("false");
    case VAL_NULL:
    case VAL_LIST:
    case VAL_MAP:  break;
    }
    return STR("");
}

static void begin_line(struct view *v)
{
    if (v->fresh)
        buf_add(v->out, v->indent);
    v->fresh = false;
}

/* Only lines of the template are indented, never lines inside a value. */
static void write_lines(struct view *v, struct str s)
{
    while (s.len > 0) {
        const char *end = memchr(s.p, '\n', s.len);
        size_t len = end != NULL ? (size_t)(end - s.p) + 1 : s.len;

        begin_line(v);
        buf_add(v->out, str_sub(s, 0, len));
        v->fresh = end != NULL;
        s = str_sub(s, len, s.len - len);
    }
}

static struct str entity(char c)
{
    switch (c) {
    case '&':  return STR("&amp;");
    case '<':  return STR("&lt;");
    case '>':  return STR("&gt;");
    case '"':  return STR("&quot;");
    case '\'': return STR("&#39;");
    default:   return STR("");
    }
}

static void write_escaped(struct buf *out, struct str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.len; i++) {
        struct str e = entity(s.p[i]);

        if (e.len == 0)
            continue;
        buf_add(out, str_sub(s, from, i - from));
        buf_add(out, e);
        from = i + 1;
    }
    buf_add(out, str_sub(s, from, s.len - from));
}

static const struct val *find(const struct view *v, struct str name)
{
    struct str head, rest;
    const struct val *found = NULL;

    if (str_is(name, "."))
        return v->scope->value;
    if (name.p[0] == '.')
        return val_path(v->scope->value, str_sub(name, 1, name.len - 1));
    str_cut(name, '.', &head, &rest);
    for (const struct scope *s = v->scope; s != NULL && found == NULL; s = s->up)
        found = val_find(s->value, head);
    if (found == NULL)
        return &val_none;
    return rest.len > 0 ? val_path(found, rest) : found;
}

static const struct val *value_of(struct view *v, const struct node *n)
{
    const struct val *x = find(v, n->text);

    for (size_t i = 0; i < n->filter_count; i++)
        x = n->filters[i].how->run(v, x, n->filters[i].arg);
    return x;
}

struct str render_message(struct view *v, const struct template *message, const struct val *extra)
{
    struct buf out = buf_in(v->arena);
    struct scope scope = { extra, v->scope };
    struct view inner = *v;

    inner.out = &out;
    inner.scope = extra != NULL ? &scope : v->scope;
    inner.indent = STR("");
    inner.escape = false;
    render_template(&inner, message);
    return buf_str(&out);
}

/* {{t.x}} is plain text escaped as a whole; {{{t.x}}} is HTML of the catalogue around escaped values. */
static void write_message(struct view *v, const struct node *n)
{
    const struct template *message = n->message[v->lang];

    if (message == NULL)
        message = text_find_message(v->text, str_sub(n->text, 2, n->text.len - 2), v->lang);
    if (message == NULL)
        write_escaped(v->out, str_sub(n->text, 2, n->text.len - 2));
    else if (n->raw || !v->escape)
        render_template(v, message);
    else
        write_escaped(v->out, render_message(v, message, NULL));
}

static void write_value(struct view *v, const struct node *n)
{
    struct str s;

    begin_line(v);
    if (node_is_message(n)) {
        write_message(v, n);
        return;
    }
    s = render_text(v->arena, value_of(v, n));
    if (n->raw || !v->escape)
        buf_add(v->out, s);
    else
        write_escaped(v->out, s);
}

static void write_inside(struct view *v, const struct node *n, const struct val *x)
{
    struct scope scope = { x, v->scope };

    v->scope = &scope;
    render_nodes(v, n->child);
    v->scope = scope.up;
}

static void write_section(struct view *v, const struct node *n)
{
    const struct val *x = value_of(v, n);

    if (!val_truth(x))
        return;
    if (x->kind == VAL_BOOL) {      /* a yes says nothing more: {{.name}} still means the thing it was asked of */
        render_nodes(v, n->child);
        return;
    }
    if (x->kind != VAL_LIST) {
        write_inside(v, n, x);
        return;
    }
    for (size_t i = 0; i < x->count; i++)
        write_inside(v, n, x->items[i]);
}

static void write_partial(struct view *v, const struct node *n)
{
    struct str outer = v->indent;

    if (n->indent.len > 0) {
        v->indent = arena_join(v->arena, outer, n->indent);
        v->fresh = true;
    }
    if (n->partial != NULL)
        render_template(v, n->partial);
    v->indent = outer;
}

static void render_node(struct view *v, const struct node *n)
{
    switch (n->kind) {
    case NODE_TEXT:     write_lines(v, n->text); break;
    case NODE_VALUE:    write_value(v, n); break;
    case NODE_SECTION:  write_section(v, n); break;
    case NODE_INVERTED: if (!val_truth(value_of(v, n))) render_nodes(v, n->child); break;
    case NODE_PARTIAL:  write_partial(v, n); break;
    }
}

static void render_nodes(struct view *v, const struct node *n)
{
    for (; n != NULL && v->budget->err == OK; n = n->next) {
        if (++v->budget->steps > RENDER_STEPS_MAX)
            v->budget->err = ERR_LIMIT;
        else
            render_node(v, n);
    }
}

void render_template(struct view *v, const struct template *t)
{
    if (v->depth >= RENDER_DEPTH_MAX) {
        v->budget->err = ERR_LIMIT;
        return;
    }
    v->depth++;
    render_nodes(v, t->first);
    v->depth--;
}
