/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "feel/builtin.h"
#include "feel/lex.h"

void lex_place(struct str text, size_t at, int *line, int *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < at && i < text.len; i++) {
        if (text.p[i] == '\n') {
            ++*line;
            *column = 1;
        } else if ((text.p[i] & 0xC0) != 0x80) {
            ++*column;
        }
    }
}

void lex_fail(struct parser *p, size_t at, enum err e, const char *expected)
{
    if (p->failed != OK)
        return;
    p->failed = e;
    p->at = p->text.len;
    if (p->quiet)
        return;
    lex_place(p->text, at, &p->problem.line, &p->problem.column);
    p->problem.why = arena_printf(p->arena, e == ERR_LIMIT ? "%s" : "expected %s", expected);
}

void lex_work(struct parser *p, size_t comparisons)
{
    p->work += comparisons;
    if (p->work > PARSE_WORK_MAX)
        lex_fail(p, p->at, ERR_LIMIT, "too many names to tell apart");
}

int32_t lex_char(const struct parser *p, size_t at, size_t *next)
{
    int32_t c = str_next(p->text, &at);

    *next = at;
    return c;
}

static bool is_blank(int32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E
        || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000
        || c == 0xFEFF;
}

static size_t find(const struct parser *p, size_t from, const char *end)
{
    ptrdiff_t at = str_find(str_sub(p->text, from, p->text.len), str_of(end));

    return at < 0 ? p->text.len : from + (size_t)at + strlen(end);
}

static size_t skip_from(const struct parser *p, size_t at)
{
    size_t next;

    for (;;) {
        struct str rest = str_sub(p->text, at, 2);
        if (str_is(rest, "//"))
            at = find(p, at, "\n");
        else if (str_is(rest, "/*"))
            at = find(p, at + 2, "*/");
        else if (is_blank(lex_char(p, at, &next)))
            at = next;
        else
            return at;
    }
}

void lex_skip(struct parser *p)
{
    p->at = skip_from(p, p->at);
}

bool lex_sees(struct parser *p, const char *sign)
{
    lex_skip(p);
    return str_is(str_sub(p->text, p->at, strlen(sign)), sign);
}

bool lex_sign(struct parser *p, const char *sign)
{
    if (!lex_sees(p, sign))
        return false;
    p->at += strlen(sign);
    return true;
}

/* The name start characters of the grammar (10.3.1.2). */
bool lex_is_start(int32_t c)
{
    static const struct { int32_t from, to; } ranges[] = {
        { '?', '?' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' }, { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x2FF },
        { 0x370, 0x37D }, { 0x37F, 0x167F }, { 0x1681, 0x180D }, { 0x180F, 0x1FFF }, { 0x200C, 0x200D },
        { 0x2070, 0x218F }, { 0x2C00, 0x2FEF }, { 0x3001, 0xD7FF }, { 0xF900, 0xFDCF }, { 0xFDF0, 0xFEFE },
        { 0xFF00, 0xFFFD }, { 0x10000, 0xEFFFF },
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && c >= ranges[i].from; i++)
        if (c <= ranges[i].to)
            return true;
    return false;
}

bool lex_is_part(int32_t c)
{
    return lex_is_start(c) || (c >= '0' && c <= '9') || c == 0xB7 || (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

bool lex_is_word(struct str name)
{
    size_t at = 0;
    int32_t c;

    while ((c = str_next(name, &at)) >= 0)
        if (!lex_is_part(c))
            return false;
    return true;
}

bool lex_sees_word(struct parser *p, const char *word)
{
    size_t next;

    return lex_sees(p, word) && !lex_is_part(lex_char(p, p->at + strlen(word), &next));
}

bool lex_word(struct parser *p, const char *word)
{
    if (!lex_sees_word(p, word))
        return false;
    p->at += strlen(word);
    return true;
}

void lex_need(struct parser *p, const char *sign)
{
    if (!lex_sign(p, sign))
        lex_fail(p, p->at, ERR_INVALID, (const char *)arena_printf(p->arena, "'%s'", sign).p);
}

void lex_need_word(struct parser *p, const char *word)
{
    if (!lex_word(p, word))
        lex_fail(p, p->at, ERR_INVALID, (const char *)arena_printf(p->arena, "'%s'", word).p);
}

static bool digit_at(const struct parser *p, size_t at)
{
    return at < p->text.len && p->text.p[at] >= '0' && p->text.p[at] <= '9';
}

static size_t digits_from(const struct parser *p, size_t at)
{
    while (digit_at(p, at))
        at++;
    return at;
}

static size_t exponent_from(const struct parser *p, size_t at)
{
    size_t from = at + 1;

    if (at >= p->text.len || (p->text.p[at] != 'e' && p->text.p[at] != 'E'))
        return at;
    if (from < p->text.len && (p->text.p[from] == '+' || p->text.p[from] == '-'))
        from++;
    return digit_at(p, from) ? digits_from(p, from) : at;
}

bool lex_number(struct parser *p, struct str *out)
{
    size_t end = digits_from(p, p->at);

    if (end < p->text.len && p->text.p[end] == '.' && digit_at(p, end + 1))
        end = digits_from(p, end + 1);
    if (end == p->at)
        return false;
    end = exponent_from(p, end);
    *out = str_sub(p->text, p->at, end - p->at);
    p->at = end;
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The hex digits of an escape; -1 where there are fewer. */
static int32_t take_hex(struct parser *p, int digits)
{
    int32_t n = 0;

    for (int i = 0; i < digits; i++) {
        int d = p->at < p->text.len ? hex_digit(p->text.p[p->at]) : -1;
        if (d < 0)
            return -1;
        n = n * 16 + d;
        p->at++;
    }
    return n;
}

void lex_add_char(struct buf *b, uint32_t c)
{
    if (c < 0x80) {
        buf_char(b, (char)c);
    } else if (c < 0x800) {
        buf_char(b, (char)(0xC0 | c >> 6));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_char(b, (char)(0xE0 | c >> 12));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_char(b, (char)(0xF0 | c >> 18));
        buf_char(b, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

static void take_unicode(struct parser *p, struct buf *b, int digits)
{
    size_t from = p->at;
    int32_t c = take_hex(p, digits);

    if (c >= 0xD800 && c <= 0xDBFF && str_is(str_sub(p->text, p->at, 2), "\\u")) {
        p->at += 2;
        int32_t low = take_hex(p, 4);
        c = low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : -1;
    }
    if (c <= 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        lex_fail(p, from, ERR_INVALID, "a Unicode character in hexadecimal digits");
    else
        lex_add_char(b, (uint32_t)c);
}

static const char feel_escapes[128] = {
    ['n'] = '\n', ['t'] = '\t', ['r'] = '\r', ['"'] = '"', ['\''] = '\'', ['\\'] = '\\',
};

static const char json_escapes[128] = {
    ['n'] = '\n', ['t'] = '\t', ['r'] = '\r', ['b'] = '\b', ['f'] = '\f', ['"'] = '"', ['/'] = '/', ['\\'] = '\\',
};

static void take_escape(struct parser *p, const char named[128], struct buf *b)
{
    unsigned char c = p->at < p->text.len ? (unsigned char)p->text.p[p->at] : 0;

    if (c == 'u' || c == 'U') {
        p->at++;
        take_unicode(p, b, c == 'u' ? 4 : 6);
    } else if (c < 128 && named[c] != 0) {
        p->at++;
        buf_char(b, named[c]);
    } else {
        buf_char(b, '\\');      /* not an escape of the grammar: patterns such as "\d" keep their sign */
    }
}

static bool take_string(struct parser *p, const char escapes[128], struct str *out)
{
    struct buf b = buf_in(p->arena);
    size_t start = p->at;

    if (!lex_sign(p, "\""))
        return false;
    while (p->at < p->text.len && p->text.p[p->at] != '"') {
        char c = p->text.p[p->at++];
        if (c == '\\')
            take_escape(p, escapes, &b);
        else
            buf_char(&b, c);
    }
    if (p->at >= p->text.len)
        lex_fail(p, start, ERR_INVALID, "'\"' at the end of the text");
    p->at++;
    *out = buf_str(&b);
    return true;
}

bool lex_string(struct parser *p, struct str *out)
{
    return take_string(p, feel_escapes, out);
}

bool lex_json_string(struct parser *p, struct str *out)
{
    return take_string(p, json_escapes, out);
}

/* ---- names ---- */

static bool is_joiner(char c)
{
    return c != '\0' && strchr("./-'+*", c) != NULL;
}

/* Where the known name ends if it stands at at, else 0; blanks may stand around its signs. */
static size_t match(const struct parser *p, size_t at, struct str name)
{
    size_t next;

    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];
        bool loose = i > 0 && (is_joiner(c) || is_joiner(name.p[i - 1]) || name.p[i - 1] == ' ');
        if (c == ' ' || loose) {
            size_t skipped = skip_from(p, at);
            if (c == ' ' && skipped == at && !loose)
                return 0;
            at = skipped;
        }
        if (c == ' ')
            continue;
        if (at >= p->text.len || p->text.p[at] != c)
            return 0;
        at++;
    }
    if (name.len == 0 || (!is_joiner(name.p[name.len - 1]) && lex_is_part(lex_char(p, at, &next))))
        return 0;
    return at;
}

struct best { size_t end; struct str name; };

static void consider(struct parser *p, struct str name, struct best *best)
{
    size_t end = match(p, p->at, name);

    p->work++;
    if (end > best->end)
        *best = (struct best){ end, name };
}

static void consider_all(struct parser *p, bool member, struct best *best)
{
    for (const struct name_link *l = p->locals; l != NULL && !member; l = l->up)
        consider(p, l->name, best);
    for (size_t i = 0; i < p->names.variable_count && !member; i++)
        consider(p, p->names.variables[i], best);
    for (size_t i = 0; !member && builtin_long_name(i).len > 0; i++)
        consider(p, builtin_long_name(i), best);
    if (!member && p->in_filter == 0)
        return;
    for (const struct name_link *l = p->seen; l != NULL; l = l->up)
        consider(p, l->name, best);
    for (size_t i = 0; i < p->names.member_count; i++)
        consider(p, p->names.members[i], best);
}

static size_t word_end(const struct parser *p, size_t at)
{
    size_t next;

    if (!lex_is_start(lex_char(p, at, &next)))
        return at;
    do {
        at = next;
    } while (lex_is_part(lex_char(p, at, &next)));
    return at;
}

static bool is_keyword(struct str word)
{
    static const char *const keywords[] = {
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or", "between",
        "instance", "function", "external", "true", "false", "null",
    };

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (str_is(word, keywords[i]))
            return true;
    return false;
}

/* Behind a dot nothing else can follow a word but another word of the same unknown name. */
static size_t join_words(const struct parser *p, size_t end)
{
    for (;;) {
        size_t next = skip_from(p, end), stop = word_end(p, next);
        if (stop == next || is_keyword(str_sub(p->text, next, stop - next)))
            return end;
        end = stop;
    }
}

static struct str one_blank(struct arena *a, struct str s)
{
    struct buf b = buf_in(a);
    bool blank = false;

    for (size_t i = 0; i < s.len; i++) {
        bool now = s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r';
        if (now && !blank)
            buf_char(&b, ' ');
        if (!now)
            buf_char(&b, s.p[i]);
        blank = now;
    }
    return str_trim(buf_str(&b));
}

bool lex_name(struct parser *p, bool member, struct str *out)
{
    struct best best = { 0, { NULL, 0 } };
    size_t end;

    lex_skip(p);
    consider_all(p, member, &best);
    lex_work(p, 0);
    end = word_end(p, p->at);
    if (member && best.end <= end)
        end = end > p->at ? join_words(p, end) : end;
    if (best.end < end || best.end == 0) {
        struct str word = str_sub(p->text, p->at, end - p->at);
        if (word.len == 0 || (!member && is_keyword(word)))
            return false;
        best = (struct best){ end, one_blank(p->arena, word) };
    }
    p->at = best.end;
    *out = best.name;
    if (str_is(*out, "?"))
        p->uses_input = true;
    return true;
}

struct str lex_declared(struct parser *p, const char *stop, const char *stop_word)
{
    size_t start, end;

    lex_skip(p);
    start = end = p->at;
    while (p->at < p->text.len && strchr(stop, p->text.p[p->at]) == NULL) {
        if (stop_word != NULL && p->at > start && lex_sees_word(p, stop_word))
            break;
        end = word_end(p, p->at);
        if (end == p->at && (is_joiner(p->text.p[p->at]) || digit_at(p, p->at)))
            end = p->at + 1;
        if (end == p->at)
            break;
        p->at = end;
        lex_skip(p);
    }
    if (end == start || !lex_is_start(lex_char(p, start, &end)))
        lex_fail(p, start, ERR_INVALID, "a name");
    return one_blank(p->arena, str_sub(p->text, start, p->at - start));
}
