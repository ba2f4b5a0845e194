/* SPDX-License-Identifier: MulanPSL-2.0 */
/* str - borrowed bytes with a length; UTF-8 where it is text, never assumed to end in NUL. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct str { const char *p; size_t len; };

#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
/* For printf: "%.*s", STR_ARG(s) */
#define STR_ARG(s) (int)(s).len, (s).p

struct str str_of(const char *z);                       /* NULL gives the empty string */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *z);
int  str_cmp(struct str a, struct str b);               /* by bytes, as RFC 8785 orders ASCII keys */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_sub(struct str s, size_t from, size_t len);          /* clipped to s */
struct str str_trim(struct str s);                      /* ASCII blanks off both ends */
ptrdiff_t str_find(struct str s, struct str needle);    /* -1: not there */
/* Cuts s at the first c: *head is before it, *rest behind it; false and all in *head without c. */
bool str_cut(struct str s, char c, struct str *head, struct str *rest);
/* Whole string as decimal. ERR_INVALID: empty, other characters, or beyond int64. */
NODISCARD enum err str_int(struct str s, int64_t *out);
bool str_digits(struct str s);                          /* nothing but 0 to 9; true for "" */
/* True for well-formed UTF-8 without NUL (PostgreSQL stores no NUL; both databases behave alike). */
bool str_utf8(struct str s);
size_t str_chars(struct str s);                         /* code points of well-formed UTF-8 */
/* The first n code points. */
struct str str_head(struct str s, size_t n);
/* Decodes one code point at *at and moves *at; -1 at the end or on bad bytes. */
int32_t str_next(struct str s, size_t *at);
uint64_t str_hash(struct str s);                        /* FNV-1a: for tables in memory, not for proof */

#endif
