/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * dialect - ${...} and #{...} of other engines as FEEL: == && || ! and texts in single quotes; what is left of the
 * other language then fails as FEEL, with its column.
 */
#include "base/buf.h"
#include "flow/read.h"

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || (c & 0x80);
}

/* A text in either kind of quotes becomes one in double quotes; returns what was read of s. */
static size_t put_text(struct buf *b, struct str s)
{
    size_t i = 1;

    buf_char(b, '"');
    for (; i < s.len && s.p[i] != s.p[0]; i++) {
        if (s.p[i] == '"')
            buf_char(b, '\\');
        else if (s.p[i] == '\\' && i + 1 < s.len)
            buf_char(b, s.p[i++]);
        buf_char(b, s.p[i]);
    }
    buf_char(b, '"');
    return i + 1;
}

/* Before a bracket the name of the function is enough. */
static size_t put_not(struct buf *b, struct str s)
{
    size_t end = 1;

    while (end < s.len && is_word(s.p[end]))
        end++;
    if (end == 1)
        buf_add(b, STR("not"));
    else
        buf_printf(b, "not(%.*s)", STR_ARG(str_sub(s, 1, end - 1)));
    return end;
}

static size_t put_next(struct buf *b, struct str s)
{
    static const struct { const char *other, *feel; } words[] = {
        { "==", "=" }, { "!=", "!=" }, { "&&", " and " }, { "||", " or " } };

    if (s.p[0] == '\'' || s.p[0] == '"')
        return put_text(b, s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(s, str_of(words[i].other))) {
            buf_add(b, str_of(words[i].feel));
            return 2;
        }
    if (s.p[0] == '!')
        return put_not(b, s);
    buf_char(b, s.p[0]);
    return 1;
}

struct str dialect_feel(struct arena *a, struct str text)
{
    struct buf b = buf_in(a);

    if (text.len < 3 || (text.p[0] != '$' && text.p[0] != '#') || text.p[1] != '{' || text.p[text.len - 1] != '}')
        return text;
    text = str_sub(text, 2, text.len - 3);
    for (size_t i = 0; i < text.len;)
        i += put_next(&b, str_sub(text, i, text.len - i));
    return str_trim(buf_str(&b));
}
