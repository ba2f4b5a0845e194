/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <talloc.h>

/* Sanitizers see single allocations only where they are not carved from a pool. */
#if defined(__SANITIZE_ADDRESS__)
enum { POOLED = 0 };
#else
enum { POOLED = 1 };
#endif

static void *given(void *p)
{
    if (p == NULL) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return p;
}

struct arena *arena_new(size_t bytes)
{
    void *root = POOLED && bytes > 0 ? talloc_pool(NULL, bytes) : talloc_new(NULL);

    return given(root);
}

void arena_free(struct arena *a)
{
    if (a != NULL)
        talloc_free(a);
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    return given(talloc_zero_size(a, bytes > 0 ? bytes : 1));
}

void *arena_array(struct arena *a, size_t count, size_t bytes)
{
    size_t total;

    if (__builtin_mul_overflow(count, bytes, &total))
        given(NULL);
    return arena_alloc(a, total);
}

void *arena_grow(struct arena *a, void *array, size_t count, size_t *cap, size_t bytes)
{
    size_t room = *cap > 0 ? *cap : 8;
    char *grown;

    if (count < *cap)
        return array;
    while (room <= count)
        room *= 2;
    grown = arena_array(a, room, bytes);
    if (*cap > 0)
        memcpy(grown, array, *cap * bytes);
    *cap = room;
    return grown;
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){ arena_cstr(a, s), s.len };
}

const char *arena_cstr(struct arena *a, struct str s)
{
    char *copy = given(talloc_size(a, s.len + 1));

    if (s.len > 0)
        memcpy(copy, s.p, s.len);
    copy[s.len] = '\0';
    return copy;
}

struct str arena_vprintf(struct arena *a, const char *format, va_list args)
{
    return str_of(given(talloc_vasprintf(a, format, args)));
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    struct str text;

    va_start(args, format);
    text = arena_vprintf(a, format, args);
    va_end(args);
    return text;
}

struct str arena_join(struct arena *a, struct str left, struct str right)
{
    char *joined = given(talloc_size(a, left.len + right.len + 1));

    if (left.len > 0)
        memcpy(joined, left.p, left.len);
    if (right.len > 0)
        memcpy(joined + left.len, right.p, right.len);
    joined[left.len + right.len] = '\0';
    return (struct str){ joined, left.len + right.len };
}
