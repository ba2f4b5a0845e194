/* SPDX-License-Identifier: MulanPSL-2.0 */
/* buf - bytes written one after the other into an arena; the text is taken with buf_str. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf { struct arena *arena; char *p; size_t len, cap; };

static inline struct buf buf_in(struct arena *a) { return (struct buf){ a, NULL, 0, 0 }; }
void buf_add(struct buf *b, struct str s);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* For a value in an address: what is not unreserved goes as %XX (RFC 3986, 2.3). */
void buf_percent(struct buf *b, struct str s);
struct str buf_str(struct buf *b);         /* NUL stands behind it; valid until the next write */

#endif
