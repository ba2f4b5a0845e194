/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/yaml.h"

#include <yaml.h>

/* What is kept of an event of the library, which is freed at once. */
struct node { yaml_event_type_t type; int line, column; struct str text; bool plain; };

struct reader {
    struct arena       *arena;
    yaml_parser_t       parser;
    struct yaml_problem problem;
    size_t              values;
};

static enum err refuse(struct reader *r, enum err e, struct node at, const char *why)
{
    r->problem = (struct yaml_problem){ at.line, at.column, str_of(why) };
    return e;
}

static bool decorated(const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:         return e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL;
    case YAML_SEQUENCE_START_EVENT: return e->data.sequence_start.anchor != NULL || e->data.sequence_start.tag != NULL;
    case YAML_MAPPING_START_EVENT:  return e->data.mapping_start.anchor != NULL || e->data.mapping_start.tag != NULL;
    default:                        return e->type == YAML_ALIAS_EVENT;
    }
}

static struct node keep(struct reader *r, const yaml_event_t *e)
{
    struct node n = { e->type, (int)e->start_mark.line + 1, (int)e->start_mark.column + 1, { "", 0 }, false };

    if (e->type == YAML_SCALAR_EVENT) {
        n.text = arena_str(r->arena, (struct str){ (const char *)e->data.scalar.value, e->data.scalar.length });
        n.plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    }
    return n;
}

static enum err broken(struct reader *r)
{
    const char *why = r->parser.problem != NULL ? r->parser.problem : "not YAML";
    struct node at = { .line = (int)r->parser.problem_mark.line + 1, .column = (int)r->parser.problem_mark.column + 1 };

    return refuse(r, ERR_INVALID, at, arena_cstr(r->arena, str_of(why)));
}

static enum err next(struct reader *r, struct node *out)
{
    yaml_event_t event;
    bool forbidden;

    if (!yaml_parser_parse(&r->parser, &event))
        return broken(r);
    *out = keep(r, &event);
    forbidden = decorated(&event);
    yaml_event_delete(&event);
    if (forbidden)
        return refuse(r, ERR_INVALID, *out, "anchors, aliases and tags are not allowed: write the value out");
    if (out->type == YAML_SCALAR_EVENT && !str_utf8(out->text))
        return refuse(r, ERR_INVALID, *out, "a text holds NUL or bad UTF-8");
    return OK;
}

/* -?(0|[1-9][0-9]*); anything else that looks like a number is text. */
static bool whole_number(struct str s)
{
    size_t at = s.len > 0 && s.p[0] == '-' ? 1 : 0;

    if (at == s.len || (s.p[at] == '0' && s.len > at + 1))
        return false;
    for (; at < s.len; at++)
        if (s.p[at] < '0' || s.p[at] > '9')
            return false;
    return true;
}

static enum err read_scalar(struct reader *r, struct node n, struct val **out)
{
    int64_t number;

    if (!n.plain || !(n.text.len == 0 || str_is(n.text, "~") || str_is(n.text, "null") || str_is(n.text, "true")
                      || str_is(n.text, "false") || whole_number(n.text))) {
        *out = val_text(r->arena, n.text);
    } else if (whole_number(n.text)) {
        if (str_int(n.text, &number) != OK || number > VAL_INT_MAX || number < -VAL_INT_MAX)
            return refuse(r, ERR_INVALID, n, "a number beyond 2^53 - 1: put it in quotes to make it a text");
        *out = val_int(r->arena, number);
    } else if (str_is(n.text, "true") || str_is(n.text, "false")) {
        *out = val_bool(r->arena, str_is(n.text, "true"));
    } else {
        *out = val_null(r->arena);
    }
    return OK;
}

static enum err read_value(struct reader *r, struct node n, int depth, struct val **out);

static enum err read_list(struct reader *r, int depth, struct val *list)
{
    struct node n;
    struct val *item;

    for (;;) {
        TRY(next(r, &n));
        if (n.type == YAML_SEQUENCE_END_EVENT)
            return OK;
        TRY(read_value(r, n, depth, &item));
        val_push(r->arena, list, item);
    }
}

static enum err read_map(struct reader *r, int depth, struct val *map)
{
    struct node key, n;
    struct val *item;

    for (;;) {
        TRY(next(r, &key));
        if (key.type == YAML_MAPPING_END_EVENT)
            return OK;
        if (key.type != YAML_SCALAR_EVENT)
            return refuse(r, ERR_INVALID, key, "a key must be a plain word");
        if (val_find(map, key.text) != NULL)
            return refuse(r, ERR_INVALID, key, "this key stands twice in one map");
        if (map->count == YAML_KEYS_MAX)
            return refuse(r, ERR_LIMIT, key, "too many keys in one map");
        TRY(next(r, &n));
        TRY(read_value(r, n, depth, &item));
        val_put(r->arena, map, key.text, item);
    }
}

static enum err read_value(struct reader *r, struct node n, int depth, struct val **out)
{
    enum err e;

    if (depth > YAML_DEPTH_MAX)
        return refuse(r, ERR_LIMIT, n, "nested too deeply");
    if (++r->values > YAML_VALUES_MAX)
        return refuse(r, ERR_LIMIT, n, "too many values");
    if (n.type == YAML_SEQUENCE_START_EVENT) {
        *out = val_list(r->arena);
        e = read_list(r, depth + 1, *out);
    } else if (n.type == YAML_MAPPING_START_EVENT) {
        *out = val_map(r->arena);
        e = read_map(r, depth + 1, *out);
    } else {
        e = read_scalar(r, n, out);
    }
    if (e == OK)
        (*out)->line = n.line;
    return e;
}

static enum err read_document(struct reader *r, struct val **out)
{
    struct node n;

    TRY(next(r, &n));       /* the start of the stream */
    TRY(next(r, &n));
    if (n.type == YAML_STREAM_END_EVENT) {
        *out = val_null(r->arena);
        return OK;
    }
    TRY(next(r, &n));
    TRY(read_value(r, n, 1, out));
    TRY(next(r, &n));       /* the end of the document */
    TRY(next(r, &n));
    return n.type == YAML_STREAM_END_EVENT ? OK : refuse(r, ERR_INVALID, n, "only one document in a file");
}

static enum err read_checked(struct reader *r, struct str bytes, struct val **out)
{
    enum err e;

    if (!yaml_parser_initialize(&r->parser))
        return refuse(r, ERR_LIMIT, (struct node){ .line = 1, .column = 1 }, "no memory for the reader");
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)(bytes.len > 0 ? bytes.p : ""), bytes.len);
    e = read_document(r, out);
    yaml_parser_delete(&r->parser);
    return e;
}

enum err yaml_read(struct arena *a, struct str bytes, struct val **out, struct yaml_problem *problem)
{
    struct reader r = { .arena = a };
    struct node start = { .line = 1, .column = 1 };
    enum err e;

    if (bytes.len > YAML_BYTES_MAX)
        e = refuse(&r, ERR_LIMIT, start, "the file is too large");
    else if (!str_utf8(bytes))
        e = refuse(&r, ERR_INVALID, start, "the file is not UTF-8, or holds NUL");
    else
        e = read_checked(&r, bytes, out);
    if (e != OK && problem != NULL)
        *problem = r.problem;
    return e;
}
