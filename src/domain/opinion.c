/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/opinion.h"

#include "base/buf.h"

/* Compared without blanks, signs and digits.  A verdict stands for something where every point of review was looked at. */
static const char *const verdicts[] = {
    "同意", "不同意", "同意上报", "拟同意", "同意办理", "准予", "不予", "已审", "已核", "已审核", "审核通过", "通过", "不通过", "可以", "属实",
    "情况属实", "无意见", "ok", "okay", "yes", "no", "agree", "agreed", "disagree", "approved", "granted", "refused",
};
/* What is written where nothing is said. */
static const char *const nothings[] = {
    "已阅", "阅", "已办", "可", "好", "好的", "行", "是", "收到", "知道了", "无", "没有", "同上", "如上", "略", "签字", "签名", "盖章", "签章",
    "测试", "done", "seen", "none", "nil", "same", "sameasabove", "test", "signed",
};

/* ---- what is left of a text ---- */

static bool is_digit(int32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || c == 0x3007;
}

/* Blanks and signs: ASCII, general punctuation, CJK signs, full-width forms that are no letters. */
static bool is_sign(int32_t c)
{
    bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool wide_letter = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);

    return (c < 0x80 && !ascii_letter) || (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c < 0x2C00) ||
           (c >= 0x3000 && c < 0x3040 && c != 0x3005) || (c >= 0xFE10 && c < 0xFE70) || (c >= 0xFF00 && !wide_letter && c < 0xFFF0);
}

/* 年月日 behind a figure belongs to a date. */
static bool is_date_word(int32_t c)
{
    return c == 0x5E74 || c == 0x6708 || c == 0x65E5 || c == 0x53F7;
}

/* The words alone, Latin letters small. */
static struct str words_of(struct arena *a, struct str text)
{
    struct buf b = buf_in(a);
    bool figure = false;
    size_t at = 0, from;
    int32_t c;

    while (from = at, (c = str_next(text, &at)) >= 0) {
        bool out = is_digit(c) || is_sign(c) || (figure && is_date_word(c));
        figure = is_digit(c);
        if (out)
            continue;
        if (c >= 'A' && c <= 'Z')
            buf_char(&b, (char)(c + 'a' - 'A'));
        else
            buf_add(&b, str_sub(text, from, at - from));
    }
    return buf_str(&b);
}

/* One sign written again and again says nothing either. */
static bool one_character(struct str words)
{
    size_t at = 0;
    int32_t first = str_next(words, &at), c;

    while ((c = str_next(words, &at)) >= 0)
        if (c != first)
            return false;
    return str_chars(words) > 1;
}

static bool one_of(struct str words, const char *const *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(words, phrases[i]))
            return true;
    return false;
}

static bool empty_phrase(struct str words, bool pointed)
{
    return one_of(words, nothings, sizeof nothings / sizeof *nothings) ||
           (!pointed && one_of(words, verdicts, sizeof verdicts / sizeof *verdicts));
}

static struct str without(struct arena *a, struct str words, struct str name)
{
    struct str bare = words_of(a, name);
    ptrdiff_t at;

    while (bare.len > 0 && (at = str_find(words, bare)) >= 0)
        words = arena_join(a, str_sub(words, 0, (size_t)at), str_sub(words, (size_t)at + bare.len, words.len));
    return words;
}

enum err opinion_check(struct ctx *cx, struct str note, bool pointed, const struct str *names, size_t count)
{
    struct str words = words_of(cx->arena, note), rest = words;

    if (words.len == 0 || one_character(words))
        return ctx_gap(cx, STR("note"), "gap.note.signs", STR(""));
    for (size_t i = 0; i < count; i++)
        rest = without(cx->arena, rest, names[i]);
    if (rest.len == 0)
        return ctx_gap(cx, STR("note"), "gap.note.name", STR(""));
    if (empty_phrase(rest, pointed))
        return ctx_gap(cx, STR("note"), "gap.note.phrase", STR(""));
    return OK;
}
