/* SPDX-License-Identifier: MulanPSL-2.0 */
/* json - RFC 8259 in (strict, bounded), RFC 8785 out (canonical: sorted keys, no blanks, integers only). */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/val.h"

enum { JSON_DEPTH_MAX = 32 };       /* levels of nesting in a document from outside */

/*
 * why: English, for logs and developers.  A document that is no JSON has a line and a column; one whose values are not
 * taken has line 0 and the member in where ("household.members.2.age", "" for the whole).
 */
struct json_problem { int line, column; struct str where, why; };
/* "line 3 column 7: ..." or "household.members.2.age: ..." */
struct str json_problem_text(struct arena *a, const struct json_problem *problem);

/* Call once before threads start (jansson seeds its hashing). */
void json_start(void);
/*
 * Reads one document; problem may be NULL.
 * ERR_INVALID: not JSON, a duplicate key, NUL or bad UTF-8, a real number, an integer beyond 2^53 - 1.
 * ERR_LIMIT: nested deeper than JSON_DEPTH_MAX.
 */
NODISCARD enum err json_read(struct arena *a, struct str bytes, struct val **out, struct json_problem *problem);
struct str json_write(struct arena *a, const struct val *v);

#endif
