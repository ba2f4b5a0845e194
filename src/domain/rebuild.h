/* SPDX-License-Identifier: MulanPSL-2.0 */
/* rebuild - every projection made anew from the events, to prove that they say the same, or to mend them. */
#ifndef DOMAIN_REBUILD_H
#define DOMAIN_REBUILD_H

#include "base/ctx.h"

struct rebuild_table { const char *name; struct str before, after; };      /* digests of all rows in order */
enum { REBUILD_TABLES_MAX = 64 };
struct rebuild_report { struct rebuild_table tables[REBUILD_TABLES_MAX]; size_t count, different; int64_t events; };

/* Replaces all projections and keeps the result only when keep is set; either way the report says what it found. */
NODISCARD enum err rebuild_all(struct ctx *cx, bool keep, struct rebuild_report *out);
/* The names of the tables it covers, for the test that none is missing. */
size_t rebuild_tables(const char **out, size_t max);

#endif
