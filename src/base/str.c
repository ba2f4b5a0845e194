/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *z)
{
    return (struct str){ z, z != NULL ? strlen(z) : 0 };
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

bool str_is(struct str a, const char *z)
{
    return str_eq(a, str_of(z));
}

int str_cmp(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.p, b.p, shorter) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

struct str str_sub(struct str s, size_t from, size_t len)
{
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (struct str){ s.len > 0 ? s.p + from : s.p, len };
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && blank(s.p[0]))
        s = str_sub(s, 1, s.len);
    while (s.len > 0 && blank(s.p[s.len - 1]))
        s.len--;
    return s;
}

ptrdiff_t str_find(struct str s, struct str needle)
{
    const char *hit;

    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return -1;
    hit = memmem(s.p, s.len, needle.p, needle.len);
    return hit != NULL ? hit - s.p : -1;
}

bool str_cut(struct str s, char c, struct str *head, struct str *rest)
{
    const char *hit = s.len > 0 ? memchr(s.p, c, s.len) : NULL;
    size_t at = hit != NULL ? (size_t)(hit - s.p) : s.len;

    *head = str_sub(s, 0, at);
    *rest = str_sub(s, at + 1, s.len);
    return hit != NULL;
}

enum err str_int(struct str s, int64_t *out)
{
    bool minus = s.len > 0 && s.p[0] == '-';
    size_t i = minus ? 1 : 0;
    int64_t n = 0;

    if (i == s.len)
        return ERR_INVALID;
    for (; i < s.len; i++) {
        int digit = s.p[i] - '0';
        if (digit < 0 || digit > 9)
            return ERR_INVALID;
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, digit, &n))
            return ERR_INVALID;
    }
    if (!minus && __builtin_sub_overflow(0, n, &n))
        return ERR_INVALID;
    *out = n;
    return OK;
}

/* Length of the sequence a lead byte opens, and the lowest code point it may spell. */
static size_t lead(unsigned char c, int32_t *bits, int32_t *lowest)
{
    static const struct { unsigned char mask, mark; size_t len; int32_t lowest; } rows[] = {
        { 0x80, 0x00, 1, 0 }, { 0xE0, 0xC0, 2, 0x80 }, { 0xF0, 0xE0, 3, 0x800 }, { 0xF8, 0xF0, 4, 0x10000 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((c & rows[i].mask) == rows[i].mark) {
            *bits = c & (unsigned char)~rows[i].mask;
            *lowest = rows[i].lowest;
            return rows[i].len;
        }
    return 0;
}

int32_t str_next(struct str s, size_t *at)
{
    int32_t point, lowest;
    size_t len;

    if (*at >= s.len)
        return -1;
    len = lead((unsigned char)s.p[*at], &point, &lowest);
    if (len == 0 || len > s.len - *at)
        return -1;
    for (size_t i = 1; i < len; i++) {
        unsigned char c = (unsigned char)s.p[*at + i];
        if ((c & 0xC0) != 0x80)
            return -1;
        point = point << 6 | (c & 0x3F);
    }
    if (point < lowest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return -1;
    *at += len;
    return point;
}

bool str_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

bool str_utf8(struct str s)
{
    size_t at = 0;

    while (at < s.len)
        if ((unsigned char)s.p[at] - 1u < 0x7F)     /* plain ASCII, by far the most */
            at++;
        else if (str_next(s, &at) <= 0)
            return false;
    return true;
}

size_t str_chars(struct str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return count;
}

struct str str_head(struct str s, size_t n)
{
    size_t at = 0;

    while (n-- > 0 && str_next(s, &at) >= 0)
        ;
    return str_sub(s, 0, at);
}

uint64_t str_hash(struct str s)
{
    uint64_t h = 14695981039346656037u;

    for (size_t i = 0; i < s.len; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h;
}
