/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * arena - memory that dies all at once: one for the process, one for each request.
 *
 * An arena has one owner at a time and no lock; handing it to another thread hands over the
 * ownership.  When memory runs out the program aborts: every queue in it is bounded, so that
 * is a bug or a machine too small, and a half-answered request would be worse.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* Makes a root arena; bytes is how much is set aside at once (0: nothing). */
struct arena *arena_new(size_t bytes);
void arena_free(struct arena *a);          /* NULL is allowed */

void *arena_alloc(struct arena *a, size_t bytes);                   /* zeroed; never NULL */
void *arena_array(struct arena *a, size_t count, size_t bytes);     /* zeroed; aborts on overflow */
/* A piece (NULL: none) of old bytes made larger or smaller; it may move. New bytes are not zeroed. */
void *arena_resize(struct arena *a, void *piece, size_t old, size_t bytes);
/* Grows an array made by arena_array to at least count + 1 elements; doubles *cap as needed. */
void *arena_grow(struct arena *a, void *array, size_t count, size_t *cap, size_t bytes);

struct str arena_str(struct arena *a, struct str s);                /* copy, NUL behind it */
const char *arena_cstr(struct arena *a, struct str s);              /* copy, NUL-terminated */
struct str arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *a, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
struct str arena_join(struct arena *a, struct str left, struct str right);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type) ((type *)arena_array((a), (count), sizeof(type)))

#endif
