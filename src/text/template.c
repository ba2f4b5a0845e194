/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "text/template.h"

#include "text/format.h"

struct parser {
    struct arena        *arena;
    struct str           source;
    size_t               at;            /* next byte to read                 */
    size_t               counted;       /* lines are counted up to this byte */
    int                  line;
    struct str           open, close;   /* delimiters                        */
    struct text_problem *problem;
};

struct tag { size_t from, to; char sigil; struct str body; };      /* from, to: bytes of the source */

struct list { struct node *first, **end; };

static bool blank(char c) { return c == ' ' || c == '\t'; }

static int line_of(struct parser *p, size_t at)
{
    for (; p->counted < at; p->counted++)
        p->line += p->source.p[p->counted] == '\n';
    return p->line;
}

static enum err refuse(struct parser *p, size_t at, struct str why)
{
    p->problem->line = line_of(p, at);
    p->problem->why = why;
    return ERR_INVALID;
}

static struct node *add(struct parser *p, struct list *list, enum node_kind kind, struct str text, size_t at)
{
    struct node *n = ARENA_NEW(p->arena, struct node);

    n->kind = kind;
    n->text = text;
    n->line = line_of(p, at);
    *list->end = n;
    list->end = &n->next;
    return n;
}

static void add_text(struct parser *p, struct list *list, size_t from, size_t to)
{
    if (to > from)
        add(p, list, NODE_TEXT, str_sub(p->source, from, to - from), from);
}

/* How the tag ends: }} after {{x}}, }}} after {{{x}}}, =}} after {{=x y=}}. */
static struct str ending(struct parser *p, char sigil)
{
    if (sigil == '{')
        return arena_join(p->arena, STR("}"), p->close);
    if (sigil == '=')
        return arena_join(p->arena, STR("="), p->close);
    return p->close;
}

static enum err read_tag(struct parser *p, size_t from, struct tag *out)
{
    size_t at = from + p->open.len;
    char c = at < p->source.len ? p->source.p[at] : '\0';
    char sigil = c != '\0' && str_find(STR("#^/>!=&{"), (struct str){ &c, 1 }) >= 0 ? c : '\0';
    struct str end = ending(p, sigil), rest;
    ptrdiff_t len;

    at += sigil != '\0';
    rest = str_sub(p->source, at, p->source.len - at);
    len = str_find(rest, end);
    if (len < 0)
        return refuse(p, from, STR("a tag is not closed"));
    *out = (struct tag){ from, at + (size_t)len + end.len, sigil, str_trim(str_sub(rest, 0, (size_t)len)) };
    return OK;
}

/* A tag alone on its line takes the line with it: from moves to the line's start, to behind its end. */
static bool standalone(struct parser *p, size_t floor, const struct tag *tag, size_t *from, size_t *to)
{
    const char *s = p->source.p;
    size_t left = tag->from, right = tag->to;

    while (left > floor && blank(s[left - 1]))
        left--;
    while (right < p->source.len && blank(s[right]))
        right++;
    if (left > 0 && (s[left - 1] != '\n' || left < floor))
        return false;
    if (right < p->source.len && s[right] == '\r' && right + 1 < p->source.len && s[right + 1] == '\n')
        right++;
    if (right < p->source.len && s[right] != '\n')
        return false;
    *from = left;
    *to = right < p->source.len ? right + 1 : right;
    return true;
}

static enum err set_delimiters(struct parser *p, const struct tag *tag)
{
    size_t i = 0, j = tag->body.len;

    while (i < tag->body.len && !blank(tag->body.p[i]))
        i++;
    while (j > i && !blank(tag->body.p[j - 1]))
        j--;
    if (i == 0 || j == tag->body.len || str_find(tag->body, STR("=")) >= 0)
        return refuse(p, tag->from, STR("new delimiters are two words without ="));
    p->open = str_sub(tag->body, 0, i);
    p->close = str_sub(tag->body, j, tag->body.len - j);
    return OK;
}

static enum err read_filters(struct parser *p, const struct tag *tag, struct str rest, struct node *n)
{
    struct str word, name, arg;
    size_t cap = 0;

    while (rest.len > 0) {
        str_cut(rest, '|', &word, &rest);
        str_cut(str_trim(word), ':', &name, &arg);
        n->filters = arena_grow(p->arena, n->filters, n->filter_count, &cap, sizeof *n->filters);
        n->filters[n->filter_count].how = format_find(name);
        n->filters[n->filter_count].arg = arg;
        if (n->filters[n->filter_count++].how == NULL)
            return refuse(p, tag->from, arena_printf(p->arena, "no formatter is called \"%.*s\"", STR_ARG(name)));
    }
    return OK;
}

static enum err read_name(struct parser *p, const struct tag *tag, struct node *n)
{
    struct str rest;

    str_cut(tag->body, '|', &n->text, &rest);
    n->text = str_trim(n->text);
    if (n->text.len == 0)
        return refuse(p, tag->from, STR("a tag has no name"));
    for (size_t i = 0; i < n->text.len; i++)
        if (blank(n->text.p[i]) || n->text.p[i] == '\n')
            return refuse(p, tag->from, arena_printf(p->arena, "blanks in the name \"%.*s\"", STR_ARG(n->text)));
    return read_filters(p, tag, rest, n);
}

static enum err read_nodes(struct parser *p, const struct tag *inside, int depth, struct node **out);

static enum err add_section(struct parser *p, struct list *list, const struct tag *tag, int depth)
{
    struct node *n = add(p, list, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED, tag->body, tag->from);

    if (depth >= TEMPLATE_SECTIONS_MAX)
        return refuse(p, tag->from, STR("sections are nested too deep"));
    TRY(read_name(p, tag, n));
    if (node_is_message(n))
        return refuse(p, tag->from, STR("a message cannot be a section"));
    return read_nodes(p, tag, depth + 1, &n->child);
}

static enum err add_tag(struct parser *p, struct list *list, const struct tag *tag, struct str indent, int depth)
{
    struct node *n;

    switch (tag->sigil) {
    case '!': return OK;
    case '=': return set_delimiters(p, tag);
    case '#':
    case '^': return add_section(p, list, tag, depth);
    case '>':
        n = add(p, list, NODE_PARTIAL, tag->body, tag->from);
        n->indent = indent;
        return read_name(p, tag, n);
    default:
        n = add(p, list, NODE_VALUE, tag->body, tag->from);
        n->raw = tag->sigil != '\0';
        return read_name(p, tag, n);
    }
}

static enum err close_section(struct parser *p, const struct tag *tag, const struct tag *inside)
{
    if (inside == NULL)
        return refuse(p, tag->from, arena_printf(p->arena, "\"%.*s\" closes nothing", STR_ARG(tag->body)));
    if (!str_eq(tag->body, inside->body))
        return refuse(p, tag->from, arena_printf(p->arena, "\"%.*s\" closes the section \"%.*s\"",
                                                 STR_ARG(tag->body), STR_ARG(inside->body)));
    return OK;
}

/* Reads up to the end of the section inside, or of the source when inside is NULL. */
static enum err read_nodes(struct parser *p, const struct tag *inside, int depth, struct node **out)
{
    struct list list = { NULL, &list.first };
    struct tag tag;

    for (;;) {
        size_t start = p->at, from, to;
        ptrdiff_t text = str_find(str_sub(p->source, start, p->source.len - start), p->open);

        if (text < 0)
            break;
        TRY(read_tag(p, start + (size_t)text, &tag));
        from = tag.from;
        to = tag.to;
        if (tag.sigil != '\0' && tag.sigil != '&' && tag.sigil != '{')
            (void)standalone(p, start, &tag, &from, &to);
        add_text(p, &list, start, from);
        p->at = to;
        *out = list.first;
        if (tag.sigil == '/')
            return close_section(p, &tag, inside);
        TRY(add_tag(p, &list, &tag, str_sub(p->source, from, tag.from - from), depth));
    }
    if (inside != NULL)
        return refuse(p, inside->from, arena_printf(p->arena, "the section \"%.*s\" is not closed", STR_ARG(inside->body)));
    add_text(p, &list, p->at, p->source.len);
    *out = list.first;
    return OK;
}

bool node_is_message(const struct node *n)
{
    return str_starts(n->text, STR("t."));
}

enum err template_compile(struct arena *a, struct str name, struct str file, struct str source, int line,
                          struct template **out, struct text_problem *problem)
{
    struct template *t = ARENA_NEW(a, struct template);
    struct parser p = { .arena = a, .source = source, .line = line, .open = STR("{{"), .close = STR("}}"),
                        .problem = problem };

    t->name = name;
    t->file = file;
    problem->file = file;
    TRY(read_nodes(&p, NULL, 0, &t->first));
    *out = t;
    return OK;
}
