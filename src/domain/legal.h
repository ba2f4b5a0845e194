/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * legal - 法律口径: which clocks run for a case of an item, out of what the pack says of its type.
 *
 * A limit of 0 days does not run.  The item's own legal limit prevails over that of its type; a joint case has the
 * longer one of 行政许可法 26 and 42(2) where the item has none.
 */
#ifndef DOMAIN_LEGAL_H
#define DOMAIN_LEGAL_H

#include "domain/case.h"
#include "domain/clock.h"
#include "pack/pack.h"

const struct limit *legal_limit(const struct item *item);
/* 延期: days and by whom ("head", "leader"); the joint one for joint cases of a type that has it. */
const struct extension *legal_extension(const struct item *item);
/*
 * The township's own days where it examines first and the county decides: the item's, else those of its type (行政许可法
 * 43); NULL: none.  They run from its own acceptance, or from its first task where the county accepts, until the county has
 * it; then the county's own (item->upper), where it has any.  An item that must be decided in fewer days than those of its
 * type has no such clock: it would say nothing.
 */
const struct limit *legal_lower(const struct item *item);
/*
 * The day acceptance counts from: today; after a correction of a type with deemed acceptance the day on which the
 * papers were complete (行政许可法 32(5)).
 */
NODISCARD enum err legal_acceptance_day(struct ctx *cx, const struct item *item, const struct case_file *c, int64_t *out);

/* Papers are in, for the first time or after a correction. */
void legal_say_received(struct ctx *cx, const struct item *item, struct val *clocks);
void legal_say_accepted(struct ctx *cx, const struct item *item, int64_t day, struct val *clocks);
void legal_say_decided(struct ctx *cx, const struct item *item, struct val *clocks);

#endif
