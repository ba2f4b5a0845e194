/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/uri.h"

#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte "%HH" at i stands for, or -1. */
static int escaped(struct str s, size_t i)
{
    int high, low;

    if (s.len - i < 3)
        return -1;
    high = hex(s.p[i + 1]);
    low = hex(s.p[i + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

static bool control(int c)
{
    return c < 0x20 || c == 0x7f;
}

static bool allowed_raw(unsigned char c)
{
    return !control(c) && c < 0x80 && strchr(" \\#\"<>", c) == NULL;
}

static bool allowed_escaped(int c)
{
    return c >= 0 && !control(c) && c != '/' && c != '\\';
}

static bool good_segment(struct str s)
{
    return s.len > 0 && !str_is(s, ".") && !str_is(s, "..");
}

static bool good_segments(struct str path)
{
    struct str rest = str_sub(path, 1, path.len), segment;
    bool more = rest.len > 0;

    while (more) {
        more = str_cut(rest, '/', &segment, &rest);
        if (!good_segment(segment))
            return false;
    }
    return true;
}

enum err uri_path(struct arena *a, struct str raw, struct str *out)
{
    char *p = arena_alloc(a, raw.len + 1);
    size_t len = 0;

    if (raw.len == 0 || raw.p[0] != '/')
        return ERR_INVALID;
    for (size_t i = 0; i < raw.len; i++) {
        int c = (unsigned char)raw.p[i];

        if (!allowed_raw((unsigned char)c))
            return ERR_INVALID;
        if (c == '%') {
            c = escaped(raw, i);
            if (!allowed_escaped(c))
                return ERR_INVALID;
            i += 2;
        }
        p[len++] = (char)c;
    }
    *out = (struct str){ p, len };
    return str_utf8(*out) && good_segments(*out) ? OK : ERR_INVALID;
}

static enum err decode(struct arena *a, struct str raw, struct str *out)
{
    char *p = arena_alloc(a, raw.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < raw.len; i++) {
        int c = raw.p[i] == '+' ? ' ' : (unsigned char)raw.p[i];

        if (c == '%') {
            c = escaped(raw, i);
            if (c < 0)
                return ERR_INVALID;
            i += 2;
        }
        p[len++] = (char)c;
    }
    *out = (struct str){ p, len };
    return str_utf8(*out) ? OK : ERR_INVALID;
}

enum err uri_pairs(struct arena *a, struct str raw, struct http_pair **out, size_t *count, struct str *bad)
{
    struct str piece, name, value;
    size_t cap = 0;
    bool more = raw.len > 0;

    *out = NULL;
    *count = 0;
    while (more) {
        more = str_cut(raw, '&', &piece, &raw);
        if (piece.len == 0)
            continue;
        if (*count == URI_PAIRS_MAX)
            return ERR_LIMIT;
        str_cut(piece, '=', &name, &value);
        *out = arena_grow(a, *out, *count, &cap, sizeof **out);
        *bad = name;
        TRY(decode(a, name, &(*out)[*count].name));
        TRY(decode(a, value, &(*out)[*count].value));
        (*count)++;
    }
    return OK;
}
