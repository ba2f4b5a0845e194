/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fixture - a small good pack, and copies of it in which one thing was altered. */
#ifndef UNIT_PACK_FIXTURE_H
#define UNIT_PACK_FIXTURE_H

#include "../test.h"
#include "pack/pack.h"

/*
 * from NULL: the file is replaced, or added; to NULL: the file is taken out; else the first from in it
 * becomes to.  line of the finding that is expected, 0: it has none; why: a part of its reason.
 */
struct alteration { const char *file, *from, *to; int line; const char *why; };

struct pack *small_pack(struct arena *a);
/* The frozen text of the small pack with one alteration. */
struct str altered(struct arena *a, const struct alteration *change);
/* Fails the test unless the altered pack is refused with that finding. */
void expect_refused(const struct alteration *changes, size_t count);
/* The finding stands in another file than the one altered. */
void expect_refused_in(const char *file, const struct alteration *changes, size_t count);
/* The same for findings that are no reason to refuse. */
void expect_warned(const struct alteration *changes, size_t count);

/* A list of alterations written in place. */
#define REFUSED(...) do { static const struct alteration changes_[] = { __VA_ARGS__ }; \
    expect_refused(changes_, sizeof changes_ / sizeof *changes_); } while (0)
#define REFUSED_IN(file, ...) do { static const struct alteration changes_[] = { __VA_ARGS__ }; \
    expect_refused_in((file), changes_, sizeof changes_ / sizeof *changes_); } while (0)
#define WARNED(...) do { static const struct alteration changes_[] = { __VA_ARGS__ }; \
    expect_warned(changes_, sizeof changes_ / sizeof *changes_); } while (0)

#endif
