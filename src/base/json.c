/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

void json_start(void)
{
    json_object_seed(0);
}

struct reader { struct arena *arena; struct str where; };      /* where: the member that was not taken, found on the way back */

static enum err convert(struct reader *r, const json_t *j, int depth, struct val **out);

static enum err not_taken(struct reader *r, struct str name, enum err e)
{
    r->where = r->where.len > 0 ? arena_printf(r->arena, "%.*s.%.*s", STR_ARG(name), STR_ARG(r->where)) : arena_str(r->arena, name);
    return e;
}

static enum err convert_list(struct reader *r, const json_t *j, int depth, struct val **out)
{
    *out = val_list(r->arena);
    for (size_t i = 0; i < json_array_size(j); i++) {
        struct val *item;
        enum err e = convert(r, json_array_get(j, i), depth + 1, &item);
        if (e != OK)
            return not_taken(r, arena_printf(r->arena, "%zu", i), e);
        val_push(r->arena, *out, item);
    }
    return OK;
}

static enum err convert_map(struct reader *r, const json_t *j, int depth, struct val **out)
{
    const char *key;
    json_t *member;

    *out = val_map(r->arena);
    json_object_foreach((json_t *)(uintptr_t)j, key, member) {
        struct val *item;
        enum err e = convert(r, member, depth + 1, &item);
        if (e != OK)
            return not_taken(r, str_of(key), e);
        val_put(r->arena, *out, arena_str(r->arena, str_of(key)), item);
    }
    return OK;
}

static enum err convert(struct reader *r, const json_t *j, int depth, struct val **out)
{
    struct arena *a = r->arena;

    if (depth > JSON_DEPTH_MAX)
        return ERR_LIMIT;
    switch (json_typeof(j)) {
    case JSON_OBJECT: return convert_map(r, j, depth, out);
    case JSON_ARRAY:  return convert_list(r, j, depth, out);
    case JSON_STRING:
        *out = val_text(a, arena_str(a, (struct str){ json_string_value(j), json_string_length(j) }));
        return OK;
    case JSON_INTEGER:
        if (llabs(json_integer_value(j)) > VAL_INT_MAX)
            return ERR_INVALID;
        *out = val_int(a, json_integer_value(j));
        return OK;
    case JSON_TRUE:
    case JSON_FALSE: *out = val_bool(a, json_is_true(j)); return OK;
    case JSON_NULL:  *out = val_null(a); return OK;
    case JSON_REAL:  return ERR_INVALID;
    }
    return ERR_INVALID;
}

enum err json_read(struct arena *a, struct str bytes, struct val **out, struct json_problem *problem)
{
    json_error_t why;
    json_t *root = json_loadb(bytes.len > 0 ? bytes.p : "", bytes.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    struct json_problem said = { 0, 0, STR(""), STR("") };
    struct reader r = { a, STR("") };
    enum err e = ERR_INVALID;

    if (root != NULL) {
        e = convert(&r, root, 1, out);
        json_decref(root);
        said.where = r.where;
        said.why = e == ERR_LIMIT ? STR("nested more than 32 levels deep") : STR("only integers up to 2^53 - 1 are allowed");
    } else {
        if (json_error_code(&why) == json_error_stack_overflow)
            e = ERR_LIMIT;
        said = (struct json_problem){ why.line, why.column, STR(""), arena_str(a, str_of(why.text)) };
    }
    if (problem != NULL && e != OK)
        *problem = said;
    return e;
}

_Static_assert(JSON_DEPTH_MAX == 32, "the message above names it");

struct str json_problem_text(struct arena *a, const struct json_problem *problem)
{
    if (problem->line > 0)
        return arena_printf(a, "line %d column %d: %.*s", problem->line, problem->column, STR_ARG(problem->why));
    if (problem->where.len > 0)
        return arena_printf(a, "%.*s: %.*s", STR_ARG(problem->where), STR_ARG(problem->why));
    return problem->why;
}

/* RFC 8785, 3.2.2.2: only quotation mark, backslash and control characters are escaped, everything else is written as it is. */
static bool plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\';
}

static void write_escaped(struct buf *b, unsigned char c)
{
    static const char *const named[0x80] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t",
    };

    if (named[c] != NULL)
        buf_add(b, str_of(named[c]));
    else
        buf_printf(b, "\\u%04x", (unsigned)c);
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
/* The top bit of a byte is set where the byte is 0; bytes above the first such one may be told wrongly. */
#define ZEROES(x) (((x) - EACH(1)) & ~(x) & EACH(0x80))

/* Eight bytes at once: an answer is mostly text that needs no escape, and this loop was a tenth of a tracking request. */
static bool plain_eight(const char *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
    return (((w - EACH(0x20)) & ~w & EACH(0x80)) | ZEROES(w ^ EACH('"')) | ZEROES(w ^ EACH('\\'))) == 0;
}

static size_t plain_bytes(const char *p, size_t len)
{
    size_t n = 0;

    while (n + 8 <= len && plain_eight(p + n))
        n += 8;
    while (n < len && plain((unsigned char)p[n]))
        n++;
    return n;
}

static void write_text(struct buf *b, struct str s)
{
    buf_char(b, '"');
    for (size_t done = 0; done < s.len; done++) {
        size_t n = plain_bytes(s.p + done, s.len - done);
        buf_add(b, (struct str){ s.p + done, n });
        done += n;
        if (done < s.len)
            write_escaped(b, (unsigned char)s.p[done]);
    }
    buf_char(b, '"');
}

static void write_val(struct buf *b, const struct val *v);

static void write_member(struct buf *b, const struct val *map, size_t at)
{
    write_text(b, map->keys[at]);
    buf_char(b, ':');
    write_val(b, map->items[at]);
}

enum { MEMBERS_QUICK = 32 };            /* maps of pages and events are small: put into order by insertion, without malloc */

static void sort_quickly(const struct val *map, uint8_t order[MEMBERS_QUICK])
{
    for (size_t i = 0; i < map->count; i++) {
        size_t at = i;
        for (; at > 0 && str_cmp(map->keys[i], map->keys[order[at - 1]]) < 0; at--)
            order[at] = order[at - 1];
        order[at] = (uint8_t)i;
    }
}

struct member { struct str key; size_t at; };

static int by_key(const void *l, const void *r)
{
    return str_cmp(((const struct member *)l)->key, ((const struct member *)r)->key);
}

static void write_many(struct buf *b, const struct val *v)
{
    struct member *m = ARENA_ARRAY(b->arena, v->count, struct member);

    for (size_t i = 0; i < v->count; i++)
        m[i] = (struct member){ v->keys[i], i };
    qsort(m, v->count, sizeof *m, by_key);
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_char(b, ',');
        write_member(b, v, m[i].at);
    }
}

static void write_few(struct buf *b, const struct val *v)
{
    uint8_t order[MEMBERS_QUICK];

    sort_quickly(v, order);
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_char(b, ',');
        write_member(b, v, order[i]);
    }
}

/* By bytes, which for the ASCII keys of this program is the UTF-16 order RFC 8785 asks for. */
static void write_map(struct buf *b, const struct val *v)
{
    buf_char(b, '{');
    if (v->count > MEMBERS_QUICK)
        write_many(b, v);
    else
        write_few(b, v);
    buf_char(b, '}');
}

static void write_list(struct buf *b, const struct val *v)
{
    buf_char(b, '[');
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_char(b, ',');
        write_val(b, v->items[i]);
    }
    buf_char(b, ']');
}

static void write_val(struct buf *b, const struct val *v)
{
    switch (v->kind) {
    case VAL_NULL: buf_add(b, STR("null")); break;
    case VAL_BOOL: buf_add(b, v->num ? STR("true") : STR("false")); break;
    case VAL_INT:  buf_int(b, v->num); break;
    case VAL_TEXT: write_text(b, v->text); break;
    case VAL_LIST: write_list(b, v); break;
    case VAL_MAP:  write_map(b, v); break;
    }
}

struct str json_write(struct arena *a, const struct val *v)
{
    struct buf b = buf_in(a);

    write_val(&b, v);
    return buf_str(&b);
}
