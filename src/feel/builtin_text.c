/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <locale.h>
#include <wctype.h>

#include "feel/builtin.h"
#include "feel/eval.h"
#include "feel/lex.h"

static const struct feel *text(struct run *r, struct str s)
{
    return eval_charge(r, s.len) ? feel_text(r->arena, s) : feel_null();
}

static size_t byte_of(struct str s, size_t chars)
{
    return str_head(s, chars).len;
}

/* Positions count characters from 1, or from the end when negative. */
static const struct feel *substring(struct run *r, const struct feel **args, size_t count)
{
    struct str s = args[0]->text, rest;
    int64_t start, length = INT64_MAX, chars = (int64_t)str_chars(s);

    (void)count;
    if (!feel_to_int(args[1], &start) || start == 0 || start > chars || start < -chars)
        return feel_null();
    if (args[2] != NULL && (!feel_to_int(args[2], &length) || length < 1))
        return feel_null();
    start = start > 0 ? start - 1 : chars + start;
    rest = str_sub(s, byte_of(s, (size_t)start), s.len);
    return text(r, str_sub(rest, 0, byte_of(rest, (size_t)length)));
}

static const struct feel *string_length(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return feel_int(r->arena, (int64_t)str_chars(args[0]->text));
}

/* By the C library's own table of C.UTF-8, not by the locale of the process. */
static const struct feel *change_case(struct run *r, struct str s, bool upper)
{
    struct buf b = buf_in(r->arena);
    locale_t table = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    int32_t c;

    if (!eval_charge(r, s.len * 2) || table == (locale_t)0)
        return feel_null();
    for (size_t at = 0; (c = str_next(s, &at)) >= 0;)
        lex_add_char(&b, (uint32_t)(upper ? towupper_l((wint_t)c, table) : towlower_l((wint_t)c, table)));
    freelocale(table);
    return text(r, buf_str(&b));
}

static const struct feel *upper_case(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return change_case(r, args[0]->text, true);
}

static const struct feel *lower_case(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return change_case(r, args[0]->text, false);
}

static const struct feel *substring_before(struct run *r, const struct feel **args, size_t count)
{
    ptrdiff_t at = str_find(args[0]->text, args[1]->text);

    (void)count;
    return text(r, str_sub(args[0]->text, 0, at < 0 ? 0 : (size_t)at));
}

static const struct feel *substring_after(struct run *r, const struct feel **args, size_t count)
{
    struct str s = args[0]->text, match = args[1]->text;
    ptrdiff_t at = str_find(s, match);

    (void)count;
    return text(r, at < 0 ? STR("") : str_sub(s, (size_t)at + match.len, s.len));
}

static const struct feel *contains(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return feel_bool(str_find(args[0]->text, args[1]->text) >= 0);
}

static const struct feel *starts_with(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return feel_bool(str_starts(args[0]->text, args[1]->text));
}

static const struct feel *ends_with(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return feel_bool(str_ends(args[0]->text, args[1]->text));
}

static struct str text_or_empty(const struct feel *v)
{
    return v == NULL ? STR("") : feel_str(v);
}

/* Nulls in the list are left out; anything else that is no text makes the whole null. */
static const struct feel *string_join(struct run *r, const struct feel **args, size_t count)
{
    struct buf b = buf_in(r->arena);
    const struct feel *list = args[0];
    struct str between = text_or_empty(args[1]);
    bool first = true;

    (void)count;
    buf_add(&b, text_or_empty(args[2]));
    for (size_t i = 0; i < list->count; i++) {
        if (value_is_null(list->items[i]))
            continue;
        if (!value_is(list->items[i], FEEL_TEXT) || !eval_charge(r, 2 * (between.len + list->items[i]->text.len)))
            return feel_null();
        if (!first)
            buf_add(&b, between);
        buf_add(&b, list->items[i]->text);
        first = false;
    }
    buf_add(&b, text_or_empty(args[3]));
    return text(r, buf_str(&b));
}

const struct builtin builtin_texts[] = {
    { "substring", "string:s,start position:n,length:n?", substring },
    { "string length", "string:s", string_length },
    { "upper case", "string:s", upper_case },
    { "lower case", "string:s", lower_case },
    { "substring before", "string:s,match:s", substring_before },
    { "substring after", "string:s,match:s", substring_after },
    { "contains", "string:s,match:s", contains },
    { "starts with", "string:s,match:s", starts_with },
    { "ends with", "string:s,match:s", ends_with },
    { "string join", "list:l,delimiter:S?,prefix:S?,suffix:S?", string_join },
    { NULL, NULL, NULL },
};
