/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <string.h>

static void grow(struct buf *b, size_t want)
{
    size_t cap = b->cap > 0 ? b->cap : 256;

    while (cap < want)
        cap *= 2;
    b->p = arena_resize(b->arena, b->p, b->cap, cap);
    b->cap = cap;
}

/* Leaves room for more bytes and the NUL behind them. */
static inline void room(struct buf *b, size_t more)
{
    if (b->len + more + 1 > b->cap)
        grow(b, b->len + more + 1);
}

void buf_add(struct buf *b, struct str s)
{
    room(b, s.len);
    if (s.len > 0)
        memcpy(b->p + b->len, s.p, s.len);
    b->len += s.len;
}

void buf_char(struct buf *b, char c)
{
    room(b, 1);
    b->p[b->len++] = c;
}

void buf_int(struct buf *b, int64_t n)
{
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (n < 0)
        digits[--at] = '-';
    buf_add(b, (struct str){ digits + at, sizeof digits - at });
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    buf_add(b, arena_vprintf(b->arena, format, args));
    va_end(args);
}

static bool unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

void buf_percent(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (unreserved(s.p[i]))
            buf_char(b, s.p[i]);
        else
            buf_printf(b, "%%%02X", (unsigned)(unsigned char)s.p[i]);
    }
}

struct str buf_str(struct buf *b)
{
    room(b, 0);
    b->p[b->len] = '\0';
    return (struct str){ b->p, b->len };
}
