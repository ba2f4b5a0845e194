/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/token.h"

#include <ctype.h>
#include <string.h>

static bool token_char(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static char lower_char(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool token_is(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!token_char(s.p[i]))
            return false;
    return s.len > 0;
}

bool token_same(struct str s, const char *lower)
{
    if (s.len != strlen(lower))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (lower_char(s.p[i]) != lower[i])
            return false;
    return true;
}

struct str token_lower(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.len + 1);

    for (size_t i = 0; i < s.len; i++)
        p[i] = lower_char(s.p[i]);
    return (struct str){ p, s.len };
}

struct str token_media(struct str value)
{
    struct str media, rest;

    str_cut(value, ';', &media, &rest);
    return str_trim(media);
}

/* Takes one name=value off rest, which stands behind a ';'. */
static void take_param(struct str *rest, struct str *name, struct str *value)
{
    size_t i = 0, from;

    while (i < rest->len && rest->p[i] != '=' && rest->p[i] != ';')
        i++;
    *name = str_trim(str_sub(*rest, 0, i));
    *value = STR("");
    if (i < rest->len && rest->p[i] == '=') {
        bool quoted = ++i < rest->len && rest->p[i] == '"';
        char end = quoted ? '"' : ';';

        from = quoted ? ++i : i;
        while (i < rest->len && rest->p[i] != end)
            i++;
        *value = str_sub(*rest, from, i - from);
        *value = quoted ? *value : str_trim(*value);
        while (i < rest->len && rest->p[i] != ';')
            i++;
    }
    *rest = str_sub(*rest, i + 1, rest->len);
}

static bool find_param(struct str value, const char *lower, struct str *out)
{
    struct str name, first, rest;

    str_cut(value, ';', &first, &rest);
    while (rest.len > 0) {
        take_param(&rest, &name, out);
        if (token_same(name, lower))
            return true;
    }
    *out = STR("");
    return false;
}

struct str token_param(struct str value, const char *lower)
{
    struct str found;

    find_param(value, lower, &found);
    return found;
}

bool token_has_param(struct str value, const char *lower)
{
    struct str found;

    return find_param(value, lower, &found);
}
