/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/pattern.h"

enum { CLASSES_MAX = 32 };

struct source { struct str s; size_t at; bool blank; int depth; bool wrong; };

static char peek(const struct source *s)
{
    return s->at < s->s.len ? s->s.p[s->at] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const struct { const char *name, *set; } blocks[] = {
    { "BasicLatin", "\\x{0}-\\x{7F}" },                { "Latin-1Supplement", "\\x{80}-\\x{FF}" },
    { "LatinExtended-A", "\\x{100}-\\x{17F}" },        { "LatinExtended-B", "\\x{180}-\\x{24F}" },
    { "Greek", "\\x{370}-\\x{3FF}" },                  { "GreekandCoptic", "\\x{370}-\\x{3FF}" },
    { "Cyrillic", "\\x{400}-\\x{4FF}" },               { "GeneralPunctuation", "\\x{2000}-\\x{206F}" },
    { "CJKSymbolsandPunctuation", "\\x{3000}-\\x{303F}" }, { "Hiragana", "\\x{3040}-\\x{309F}" },
    { "Katakana", "\\x{30A0}-\\x{30FF}" },             { "CJKUnifiedIdeographs", "\\x{4E00}-\\x{9FFF}" },
    { "CJKUnifiedIdeographsExtensionA", "\\x{3400}-\\x{4DBF}" }, { "HangulSyllables", "\\x{AC00}-\\x{D7AF}" },
    { "HalfwidthandFullwidthForms", "\\x{FF00}-\\x{FFEF}" },
};

static void add_block(struct source *s, struct buf *b, struct str name, bool negated, bool inside)
{
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (!str_is(name, blocks[i].name))
            continue;
        if (inside && negated)
            break;      /* "[^...]" cannot stand inside a class of PCRE2 */
        if (!inside)
            buf_add(b, negated ? STR("[^") : STR("["));
        buf_add(b, str_of(blocks[i].set));
        if (!inside)
            buf_char(b, ']');
        return;
    }
    s->wrong = true;
}

/* The name between the braces of \p{...}, blanks out where the flag x says so. */
static struct str take_braced(struct source *s, struct arena *a)
{
    struct buf b = buf_in(a);

    while (peek(s) != '}' && peek(s) != '\0') {
        if (!s->blank || !is_blank(peek(s)))
            buf_char(&b, peek(s));
        s->at++;
    }
    s->wrong = s->wrong || peek(s) == '\0';
    s->at++;
    return buf_str(&b);
}

static void rewrite_property(struct source *s, struct buf *b, char p, bool inside)
{
    struct str name;

    if (s->blank)
        while (is_blank(peek(s)))
            s->at++;
    if (peek(s) != '{') {
        s->wrong = true;
        return;
    }
    s->at++;
    name = take_braced(s, b->arena);
    if (str_starts(name, STR("Is")))
        add_block(s, b, str_sub(name, 2, name.len), p == 'P', inside);
    else
        buf_printf(b, "\\%c{%.*s}", p, STR_ARG(name));
}

static void rewrite_escape(struct source *s, struct buf *b, bool inside)
{
    char c;

    s->at++;
    if (s->blank)
        while (is_blank(peek(s)))
            s->at++;
    c = peek(s);
    s->at++;
    s->wrong = s->wrong || c == '\0' || (inside && c >= '0' && c <= '9');
    if (c == 'p' || c == 'P')
        rewrite_property(s, b, c, inside);
    else if (c == 'i')
        buf_add(b, inside ? STR("\\p{L}_:") : STR("[\\p{L}_:]"));
    else if (c == 'c')
        buf_add(b, inside ? STR("\\p{L}\\p{N}._:\\-") : STR("[\\p{L}\\p{N}._:\\-]"));
    else
        buf_printf(b, "\\%c", c);
}

/* "[a-z-[aeiou]]" becomes "(?![aeiou])[a-z]". */
static void rewrite_class(struct source *s, struct buf *out)
{
    struct buf set = buf_in(out->arena), less = buf_in(out->arena);

    if (++s->depth > CLASSES_MAX) {
        s->wrong = true;
        return;
    }
    buf_char(&set, '[');
    s->at++;
    if (peek(s) == '^') {
        buf_char(&set, '^');
        s->at++;
    }
    while (peek(s) != ']' && peek(s) != '\0' && !s->wrong) {
        if (str_is(str_sub(s->s, s->at, 2), "-[")) {
            s->at++;
            rewrite_class(s, &less);
        } else if (peek(s) == '\\') {
            rewrite_escape(s, &set, true);
        } else if (peek(s) == '[') {
            s->wrong = true;
        } else {
            buf_char(&set, peek(s));
            s->at++;
        }
    }
    s->wrong = s->wrong || peek(s) == '\0';
    s->at++;
    s->depth--;
    if (less.len > 0)
        buf_printf(out, "(?!%.*s)", STR_ARG(buf_str(&less)));
    buf_add(out, buf_str(&set));
    buf_char(out, ']');
}

bool pattern_rewrite(struct arena *a, struct str pattern, bool blank, struct str *out)
{
    struct source s = { .s = pattern, .blank = blank };
    struct buf b = buf_in(a);

    while (s.at < pattern.len && !s.wrong) {
        char c = peek(&s);
        if (c == '[') {
            rewrite_class(&s, &b);
        } else if (c == '\\') {
            rewrite_escape(&s, &b, false);
        } else {
            if (!blank || !is_blank(c))
                buf_char(&b, c);
            s.at++;
        }
    }
    *out = buf_str(&b);
    return !s.wrong;
}
