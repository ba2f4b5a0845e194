/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/time.h"

static void print(struct buf *b, const struct feel *v, bool inside);

static void print_quoted(struct buf *b, struct str s)
{
    buf_char(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\')
            buf_char(b, '\\');
        buf_char(b, s.p[i]);
    }
    buf_char(b, '"');
}

static void print_parts(struct buf *b, const struct feel *v)
{
    buf_char(b, v->kind == FEEL_LIST ? '[' : '{');
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_add(b, STR(", "));
        if (v->kind == FEEL_CONTEXT) {
            buf_add(b, v->keys[i]);
            buf_add(b, STR(": "));
        }
        print(b, v->items[i], true);
    }
    buf_char(b, v->kind == FEEL_LIST ? ']' : '}');
}

static void print_range(struct buf *b, const struct range *range)
{
    buf_char(b, range->low_open ? '(' : '[');
    print(b, range->low, true);
    buf_add(b, STR(".."));
    print(b, range->high, true);
    buf_char(b, range->high_open ? ')' : ']');
}

static void print_function(struct buf *b, const struct function *f)
{
    buf_add(b, STR("function("));
    for (size_t i = 0; i < f->count; i++) {
        if (i > 0)
            buf_add(b, STR(", "));
        buf_add(b, f->names[i]);
    }
    buf_char(b, ')');
}

/* inside: a part of a list, context or range, where texts are quoted and times marked. */
static void print(struct buf *b, const struct feel *v, bool inside)
{
    switch (feel_kind(v)) {
    case FEEL_NULL:     buf_add(b, STR("null")); break;
    case FEEL_BOOL:     buf_add(b, v->truth ? STR("true") : STR("false")); break;
    case FEEL_NUMBER:   number_write(b, v->number); break;
    case FEEL_TEXT:
        if (inside)
            print_quoted(b, v->text);
        else
            buf_add(b, v->text);
        break;
    case FEEL_LIST:
    case FEEL_CONTEXT:  print_parts(b, v); break;
    case FEEL_RANGE:    print_range(b, &v->range); break;
    case FEEL_FUNCTION: print_function(b, v->function); break;
    default:
        if (inside)
            buf_add(b, STR("@\""));
        time_write(b, v);
        if (inside)
            buf_char(b, '"');
    }
}

struct str feel_string(struct arena *a, const struct feel *v)
{
    struct buf b = buf_in(a);

    print(&b, v, false);
    return buf_str(&b);
}
