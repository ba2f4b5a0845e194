/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/json.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/buf.h"

void json_start(void)
{
    json_object_seed(0);
}

static enum err convert(struct arena *a, const json_t *j, int depth, struct val **out);

static enum err convert_list(struct arena *a, const json_t *j, int depth, struct val **out)
{
    *out = val_list(a);
    for (size_t i = 0; i < json_array_size(j); i++) {
        struct val *item;
        TRY(convert(a, json_array_get(j, i), depth + 1, &item));
        val_push(a, *out, item);
    }
    return OK;
}

static enum err convert_map(struct arena *a, const json_t *j, int depth, struct val **out)
{
    const char *key;
    json_t *member;

    *out = val_map(a);
    json_object_foreach((json_t *)(uintptr_t)j, key, member) {
        struct val *item;
        TRY(convert(a, member, depth + 1, &item));
        val_put(a, *out, arena_str(a, str_of(key)), item);
    }
    return OK;
}

static enum err convert(struct arena *a, const json_t *j, int depth, struct val **out)
{
    if (depth > JSON_DEPTH_MAX)
        return ERR_LIMIT;
    switch (json_typeof(j)) {
    case JSON_OBJECT: return convert_map(a, j, depth, out);
    case JSON_ARRAY:  return convert_list(a, j, depth, out);
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
    struct json_problem said = { 0, 0, STR("") };
    enum err e = ERR_INVALID;

    if (root != NULL) {
        e = convert(a, root, 1, out);
        json_decref(root);
        said.why = e == ERR_LIMIT ? STR("nested too deeply") : STR("only integers up to 2^53 - 1 are allowed");
    } else {
        if (json_error_code(&why) == json_error_stack_overflow)
            e = ERR_LIMIT;
        said = (struct json_problem){ why.line, why.column, arena_str(a, str_of(why.text)) };
    }
    if (problem != NULL && e != OK)
        *problem = said;
    return e;
}

/* RFC 8785 section 3.2.2.2: only these are escaped, everything else is written as it is. */
static void write_text(struct buf *b, struct str s)
{
    static const char *const named[256] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f", ['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t",
    };
    size_t done = 0;

    buf_char(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (named[c] == NULL && c >= 0x20)
            continue;
        buf_add(b, str_sub(s, done, i - done));
        if (named[c] != NULL)
            buf_add(b, str_of(named[c]));
        else
            buf_printf(b, "\\u%04x", (unsigned)c);
        done = i + 1;
    }
    buf_add(b, str_sub(s, done, s.len));
    buf_char(b, '"');
}

struct member { struct str key; const struct val *value; };

static int by_key(const void *l, const void *r)
{
    return str_cmp(((const struct member *)l)->key, ((const struct member *)r)->key);
}

static void write_val(struct buf *b, const struct val *v);

/* By bytes, which for the ASCII keys of this program is the UTF-16 order RFC 8785 asks for. */
static void write_map(struct buf *b, const struct val *v)
{
    struct member *m = ARENA_ARRAY(b->arena, v->count, struct member);

    for (size_t i = 0; i < v->count; i++)
        m[i] = (struct member){ v->keys[i], v->items[i] };
    qsort(m, v->count, sizeof *m, by_key);
    buf_char(b, '{');
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_char(b, ',');
        write_text(b, m[i].key);
        buf_char(b, ':');
        write_val(b, m[i].value);
    }
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
