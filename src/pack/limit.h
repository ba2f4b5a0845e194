/* SPDX-License-Identifier: MulanPSL-2.0 */
/* limit - 期限 read from a pack, then compared with one another over a calendar. */
#ifndef PACK_LIMIT_H
#define PACK_LIMIT_H

#include "pack/reading.h"

enum { LIMIT_DAYS_MAX = 1000 };

/* Keys days, unit, basis, note, source of a map; further keys are the caller's. */
struct limit limit_read(struct reading *r, const struct val *map);
/* The limit under a key of a map; absent: 0 days of the basis "none_known". */
struct limit limit_of(struct reading *r, const struct val *map, const char *key);
/* A type of item by its code (GB/T 39046-2020 A.1); "" and a finding: there is none. */
struct str limit_type(struct reading *r, const struct val *map, const char *key);
/* Key "basis": sourced, general_knowledge, reconstructed or none_known. */
struct str limit_basis(struct reading *r, const struct val *map);
enum level limit_level(struct reading *r, const struct val *v);
const char *limit_level_name(enum level level);                 /* "county", "township", "village" */
/*
 * True when the limits of path, one after the other, may end after limit.  In one unit the days are compared;
 * in two units both are reckoned from every day the calendar covers, because rest days differ through the year.
 */
bool limit_exceeded(const struct calendar *c, const struct limit *path, size_t count, struct limit limit);

#endif
