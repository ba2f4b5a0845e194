/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <talloc.h>

/* Sanitizers see single allocations only where they are not carved from a block. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(ADDRESS_SANITIZER)
enum { CARVED = 0 };
#else
enum { CARVED = 1 };
#endif

enum {
    ALIGN = 16,
    BLOCK_FIRST = 1024, BLOCK_LAST = 64 * 1024,     /* each block is twice the one before */
    LARGE = 8 * 1024                                /* more than this is a piece of its own */
};

/* Blocks and large pieces hang on it as children. */
struct arena {
    char  *at;              /* free bytes of the newest block */
    size_t left, block;     /* block: bytes of the next one */
};

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
    size_t head = (sizeof(struct arena) + ALIGN - 1) / ALIGN * ALIGN, room = CARVED ? bytes / ALIGN * ALIGN : 0;
    struct arena *a = given(talloc_size(NULL, head + room));

    *a = (struct arena){ (char *)a + head, room, BLOCK_FIRST };
    while (a->block < room && a->block < BLOCK_LAST)
        a->block *= 2;
    return a;
}

void arena_free(struct arena *a)
{
    if (a != NULL)
        talloc_free(a);
}

static bool own_piece(size_t bytes)
{
    return !CARVED || bytes > LARGE;
}

/* bytes is a multiple of ALIGN. */
static void begin_block(struct arena *a, size_t bytes)
{
    size_t size = a->block > bytes ? a->block : bytes;

    a->at = given(talloc_size(a, size));
    a->left = size;
    if (a->block < BLOCK_LAST)
        a->block *= 2;
}

static void *carve(struct arena *a, size_t bytes)
{
    size_t size = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    char *p;

    if (own_piece(bytes))
        return given(talloc_size(a, bytes));
    if (size > a->left)
        begin_block(a, size);
    p = a->at;
    a->at += size;
    a->left -= size;
    return p;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    size_t size = bytes > 0 ? bytes : 1;

    return own_piece(size) ? given(talloc_zero_size(a, size)) : memset(carve(a, size), 0, size);
}

void *arena_resize(struct arena *a, void *piece, size_t old, size_t bytes)
{
    char *grown;

    if (piece != NULL && own_piece(old) && own_piece(bytes))
        return given(talloc_realloc_size(a, piece, bytes));
    grown = carve(a, bytes);
    if (piece != NULL)
        memcpy(grown, piece, old < bytes ? old : bytes);
    return grown;
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
    char *copy = carve(a, s.len + 1);

    if (s.len > 0)
        memcpy(copy, s.p, s.len);
    copy[s.len] = '\0';
    return copy;
}

struct str arena_vprintf(struct arena *a, const char *format, va_list args)
{
    va_list again;
    size_t bytes;
    char *text;
    bool printed;
    int len;

    va_copy(again, args);
    len = vsnprintf(a->at, a->left, format, args);      /* most fit: then carve gives just these bytes */
    if (len < 0)
        given(NULL);
    bytes = (size_t)len + 1;
    printed = bytes <= a->left && !own_piece(bytes);
    text = carve(a, bytes);
    if (!printed)
        vsnprintf(text, bytes, format, again);
    va_end(again);
    return (struct str){ text, bytes - 1 };
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
    char *joined = carve(a, left.len + right.len + 1);

    if (left.len > 0)
        memcpy(joined, left.p, left.len);
    if (right.len > 0)
        memcpy(joined + left.len, right.p, right.len);
    joined[left.len + right.len] = '\0';
    return (struct str){ joined, left.len + right.len };
}
