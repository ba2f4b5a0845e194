/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "feel/lex.h"
#include "feel/time.h"

/* jansson reads real numbers as binary floats and would lose digits, so the reader here is our own. */
struct reader { struct arena *arena; struct str s; size_t at; int depth; enum err failed; const char *why; };

static const struct feel *fail(struct reader *r, enum err e, const char *why)
{
    if (r->failed == OK) {
        r->failed = e;
        r->why = why;
    }
    return feel_null();
}

static void skip(struct reader *r)
{
    while (r->at < r->s.len && strchr(" \t\n\r", r->s.p[r->at]) != NULL && r->s.p[r->at] != '\0')
        r->at++;
}

static bool take(struct reader *r, const char *what)
{
    size_t len = strlen(what);

    skip(r);
    if (!str_is(str_sub(r->s, r->at, len), what))
        return false;
    r->at += len;
    return true;
}

static const struct feel *read_value(struct reader *r);

/* RFC 8259 numbers only: no leading zero, no plus, digits on both sides of the point. */
static const struct feel *read_number(struct reader *r)
{
    size_t from = r->at, digits;
    struct decimal d;

    while (r->at < r->s.len && r->s.p[r->at] != '\0' && strchr("+-.0123456789eE", r->s.p[r->at]) != NULL)
        r->at++;
    digits = from + (r->s.p[from] == '-');
    if (digits >= r->at || r->s.p[digits] < '0' || r->s.p[digits] > '9'
        || (r->s.p[digits] == '0' && digits + 1 < r->at && r->s.p[digits + 1] >= '0' && r->s.p[digits + 1] <= '9')
        || !number_read(str_sub(r->s, from, r->at - from), &d))
        return fail(r, ERR_INVALID, "expected a number of 34 digits at most 10^6144");
    return value_number(r->arena, d);
}

/* The lexer of FEEL knows more escapes than JSON: what JSON has not is refused here first. */
static bool read_text(struct reader *r, struct str *out)
{
    struct parser p = { .arena = r->arena, .text = r->s, .at = r->at, .quiet = true };

    for (size_t i = r->at + 1; i < r->s.len && r->s.p[i] != '"'; i++) {
        if ((unsigned char)r->s.p[i] < 0x20)
            return false;
        if (r->s.p[i] != '\\')
            continue;
        i++;
        if (i >= r->s.len || r->s.p[i] == '\0' || strchr("\"\\/bfnrtu", r->s.p[i]) == NULL)
            return false;
    }
    if (!lex_json_string(&p, out) || p.failed != OK)
        return false;
    r->at = p.at;
    return true;
}

static const struct feel *text_value(struct arena *a, struct str s)
{
    const struct feel *time = s.len > 1 && s.p[0] == '@' ? feel_temporal(a, s) : feel_null();

    return value_is_null(time) ? feel_text(a, s) : time;
}

static const struct feel *read_list(struct reader *r)
{
    const struct feel **items = NULL;
    size_t count = 0, cap = 0;

    if (take(r, "]"))
        return feel_list(r->arena, NULL, 0);
    do {
        items = arena_grow(r->arena, items, count, &cap, sizeof *items);
        items[count++] = read_value(r);
    } while (r->failed == OK && take(r, ","));
    if (!take(r, "]"))
        return fail(r, ERR_INVALID, "expected ',' or ']'");
    return feel_list(r->arena, items, count);
}

static int by_text(const void *l, const void *r)
{
    return str_cmp(*(const struct str *)l, *(const struct str *)r);
}

static bool all_differ(struct arena *a, const struct str *keys, size_t count)
{
    struct str *sorted = ARENA_ARRAY(a, count, struct str);

    if (count > 0)
        memcpy(sorted, keys, count * sizeof *keys);
    qsort(sorted, count, sizeof *sorted, by_text);
    for (size_t i = 1; i < count; i++)
        if (str_eq(sorted[i - 1], sorted[i]))
            return false;
    return true;
}

static const struct feel *read_context(struct reader *r)
{
    const struct feel **items = NULL;
    struct str *keys = NULL;
    size_t count = 0, cap = 0, key_cap = 0;

    if (take(r, "}"))
        return feel_context(r->arena);
    do {
        keys = arena_grow(r->arena, keys, count, &key_cap, sizeof *keys);
        items = arena_grow(r->arena, items, count, &cap, sizeof *items);
        skip(r);
        if (r->at >= r->s.len || r->s.p[r->at] != '"' || !read_text(r, &keys[count]) || !take(r, ":"))
            return fail(r, ERR_INVALID, "expected a text and ':'");
        items[count++] = read_value(r);
    } while (r->failed == OK && take(r, ","));
    if (!take(r, "}"))
        return fail(r, ERR_INVALID, "expected ',' or '}'");
    if (!all_differ(r->arena, keys, count))
        return fail(r, ERR_INVALID, "expected a key once only");
    return value_context(r->arena, keys, items, count);
}

static const struct feel *read_plain(struct reader *r)
{
    struct str text;

    if (take(r, "["))
        return read_list(r);
    if (take(r, "{"))
        return read_context(r);
    if (take(r, "true"))
        return feel_bool(true);
    if (take(r, "false"))
        return feel_bool(false);
    if (take(r, "null"))
        return feel_null();
    if (r->at >= r->s.len || r->s.p[r->at] != '"')
        return r->at < r->s.len ? read_number(r) : fail(r, ERR_INVALID, "expected a value");
    if (!read_text(r, &text))
        return fail(r, ERR_INVALID, "expected a text of JSON");
    return text_value(r->arena, text);
}

static const struct feel *read_value(struct reader *r)
{
    const struct feel *v;

    if (r->depth >= FEEL_DEPTH_MAX)
        return fail(r, ERR_LIMIT, "nested too deeply");
    r->depth++;
    v = r->failed == OK ? read_plain(r) : feel_null();
    r->depth--;
    return v;
}

enum err feel_from_json(struct arena *a, struct str bytes, const struct feel **out, struct feel_problem *problem)
{
    struct reader r = { .arena = a, .s = bytes };
    const struct feel *v;

    v = str_utf8(bytes) ? read_value(&r) : fail(&r, ERR_INVALID, "expected text in UTF-8");
    skip(&r);
    if (r.at < bytes.len)
        fail(&r, ERR_INVALID, "expected the end");
    if (r.failed == OK)
        *out = v;
    else if (problem != NULL) {
        lex_place(bytes, r.at, &problem->line, &problem->column);
        problem->why = str_of(r.why);
    }
    return r.failed;
}

/* ---- writing ---- */

static void write_text(struct buf *b, struct str s)
{
    buf_add(b, json_write(b->arena, val_text(b->arena, s)));
}

static void write_value(struct buf *b, const struct feel *v)
{
    switch (feel_kind(v)) {
    case FEEL_NULL:   buf_add(b, STR("null")); break;
    case FEEL_BOOL:   buf_add(b, v->truth ? STR("true") : STR("false")); break;
    case FEEL_NUMBER: number_write(b, v->number); break;
    case FEEL_TEXT:   write_text(b, v->text); break;
    case FEEL_RANGE:
    case FEEL_FUNCTION: write_text(b, feel_string(b->arena, v)); break;
    case FEEL_LIST:
    case FEEL_CONTEXT:
        buf_char(b, v->kind == FEEL_LIST ? '[' : '{');
        for (size_t i = 0; i < v->count; i++) {
            if (i > 0)
                buf_char(b, ',');
            if (v->kind == FEEL_CONTEXT) {
                write_text(b, v->keys[i]);
                buf_char(b, ':');
            }
            write_value(b, v->items[i]);
        }
        buf_char(b, v->kind == FEEL_LIST ? ']' : '}');
        break;
    default:
        buf_add(b, STR("\"@"));
        time_write(b, v);
        buf_char(b, '"');
    }
}

struct str feel_to_json(struct arena *a, const struct feel *v)
{
    struct buf b = buf_in(a);

    write_value(&b, v);
    return buf_str(&b);
}

/* ---- the value tree of the other floors ---- */

static const struct feel *from_parts(struct arena *a, const struct val *v)
{
    const struct feel **items = ARENA_ARRAY(a, v->count, const struct feel *);

    for (size_t i = 0; i < v->count; i++)
        items[i] = feel_from_val(a, v->items[i]);
    return v->kind == VAL_LIST ? feel_list(a, items, v->count) : value_context(a, v->keys, items, v->count);
}

const struct feel *feel_from_val(struct arena *a, const struct val *v)
{
    switch (v == NULL ? VAL_NULL : v->kind) {
    case VAL_NULL: break;
    case VAL_BOOL: return feel_bool(v->num != 0);
    case VAL_INT:  return feel_int(a, v->num);
    case VAL_TEXT: return text_value(a, v->text);
    case VAL_LIST:
    case VAL_MAP:  return from_parts(a, v);
    }
    return feel_null();
}

static struct val *to_parts(struct arena *a, const struct feel *v)
{
    struct val *out = v->kind == FEEL_LIST ? val_list(a) : val_map(a);

    for (size_t i = 0; i < v->count; i++) {
        if (v->kind == FEEL_LIST)
            val_push(a, out, feel_to_val(a, v->items[i]));
        else
            val_put(a, out, v->keys[i], feel_to_val(a, v->items[i]));
    }
    return out;
}

struct val *feel_to_val(struct arena *a, const struct feel *v)
{
    static const int64_t safe = 9007199254740991;   /* 2^53 - 1: what the canonical JSON of events may hold */
    int64_t n;

    switch (feel_kind(v)) {
    case FEEL_NULL: return val_null(a);
    case FEEL_BOOL: return val_bool(a, v->truth);
    case FEEL_TEXT: return val_text(a, v->text);
    case FEEL_LIST:
    case FEEL_CONTEXT: return to_parts(a, v);
    case FEEL_NUMBER:
        if (feel_to_int(v, &n) && n >= -safe && n <= safe)
            return val_int(a, n);
        return val_text(a, feel_string(a, v));
    case FEEL_RANGE:
    case FEEL_FUNCTION: return val_text(a, feel_string(a, v));
    default: return val_text(a, arena_join(a, STR("@"), feel_string(a, v)));
    }
}
