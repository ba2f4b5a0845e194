/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/buf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Leaves room for more bytes and the NUL behind them. */
static void room(struct buf *b, size_t more)
{
    size_t want = b->len + more + 1, cap = b->cap > 0 ? b->cap : 256;

    if (want <= b->cap)
        return;
    while (cap < want)
        cap *= 2;
    b->p = arena_resize(b->arena, b->p, b->cap, cap);
    b->cap = cap;
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
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRId64, n);

    buf_add(b, (struct str){ digits, (size_t)len });
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
