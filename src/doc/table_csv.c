/* SPDX-License-Identifier: MulanPSL-2.0 */
/* table_csv - CSV as spreadsheets write it (RFC 4180; comma, semicolon or tab), in UTF-8, GB18030 or UTF-16. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/buf.h"
#include "doc/table.h"

/* ---- characters ---- */

static enum err convert(struct arena *a, const char *from, struct str bytes, struct str *out)
{
    size_t room = bytes.len * 3 + 16, left = room, in_left = bytes.len, failed;
    char *text = arena_alloc(a, room), *to = text, *in = (char *)(uintptr_t)bytes.p;
    iconv_t cd = iconv_open("UTF-8", from);

    if (cd == (iconv_t)-1)
        return ERR_INTERNAL;
    failed = iconv(cd, &in, &in_left, &to, &left);
    iconv_close(cd);
    *out = (struct str){ text, room - left };
    return failed == (size_t)-1 || in_left > 0 ? ERR_INVALID : OK;
}

static enum err decode(struct arena *a, struct str bytes, struct str *out)
{
    *out = bytes;
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        *out = str_sub(bytes, 3, bytes.len);
    else if (str_starts(bytes, STR("\xff\xfe")))
        TRY(convert(a, "UTF-16LE", str_sub(bytes, 2, bytes.len), out));
    else if (str_starts(bytes, STR("\xfe\xff")))
        TRY(convert(a, "UTF-16BE", str_sub(bytes, 2, bytes.len), out));
    else if (!str_utf8(bytes))
        TRY(convert(a, "GB18030", bytes, out));
    return str_utf8(*out) ? OK : ERR_INVALID;
}

/* ---- rows ---- */

struct scan { struct arena *a; struct str text; size_t at; char separator; int64_t line; };

static char separator_of(struct str text)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = { 0, 0, 0 }, best = 0;

    for (size_t i = 0; i < text.len && text.p[i] != '\n'; i++)
        for (size_t c = 0; c < 3; c++)
            counts[c] += text.p[i] == candidates[c];
    for (size_t c = 1; c < 3; c++)
        if (counts[c] > counts[best])
            best = c;
    return candidates[best];
}

static struct str quoted(struct scan *s)
{
    struct buf b = buf_in(s->a);

    for (s->at++; s->at < s->text.len; s->at++) {
        char c = s->text.p[s->at];
        if (c == '"' && s->at + 1 < s->text.len && s->text.p[s->at + 1] == '"')
            s->at++;
        else if (c == '"')
            break;
        s->line += c == '\n';
        buf_char(&b, s->text.p[s->at]);
    }
    s->at += s->at < s->text.len;
    return buf_str(&b);
}

static struct str plain(struct scan *s)
{
    size_t from = s->at;

    while (s->at < s->text.len && s->text.p[s->at] != s->separator && s->text.p[s->at] != '\n' && s->text.p[s->at] != '\r')
        s->at++;
    return str_sub(s->text, from, s->at - from);
}

static enum err put(struct scan *s, struct table_row *row, size_t column)
{
    bool in_quotes = s->at < s->text.len && s->text.p[s->at] == '"';
    struct str text = str_trim(in_quotes ? quoted(s) : plain(s));

    /* what stands behind a closing quote belongs to no cell anybody meant */
    if (in_quotes)
        (void)plain(s);
    return table_put(s->a, row, column, str_starts(text, STR("=")) ? CELL_FORMULA : CELL_TEXT, text);
}

static enum err read_row(struct scan *s, struct table *t, struct table_row *row)
{
    for (size_t column = 0;; column++) {
        t->column = column;
        TRY(put(s, row, column));
        if (s->at >= s->text.len || s->text.p[s->at] != s->separator)
            return OK;
        s->at++;
    }
}

static void end_line(struct scan *s)
{
    if (s->at < s->text.len && s->text.p[s->at] == '\r')
        s->at++;
    if (s->at < s->text.len && s->text.p[s->at] == '\n')
        s->at++;
    s->line++;
}

enum err table_read_csv(struct arena *a, struct str bytes, struct table *out, const char **why)
{
    struct scan s = { .a = a, .line = 1 };

    *why = "encoding";
    TRY(decode(a, bytes, &s.text));
    s.separator = separator_of(s.text);
    while (s.at < s.text.len) {
        struct table_row *row = table_row_at(a, out, s.line);
        *why = "rows";
        if (row == NULL)
            return ERR_LIMIT;
        *why = "columns";
        TRY(read_row(&s, out, row));
        end_line(&s);
    }
    return OK;
}
