/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * formality - 法定手续: what law adds to an act on a task: what it must name, the numbered paper it sends out.
 *
 *   outcome       must name                          paper
 *   accepted      -                                  acceptance
 *   correction    every gap, once                    correction
 *   not_mended    which gaps of the notice remain    not_accepted   (补正不到位)
 *   not_accepted  the organ that is competent        not_accepted   (行政许可法 32(2))
 *   not_required  -                                  not_required   (行政许可法 32(1))
 *   granted       that the record was read, behind a   granted     (no special procedure, no objection open;
 *                 hearing                                           行政许可法 48)
 *   refused       the same                           refused
 *   told          -                                  summary        (联办)
 *   delivered     -                                  delivery
 *
 * A gap that the one correction notice does not name cannot be asked for later (行政许可法 32(4)); who tries is
 * refused, and the attempt is kept (attempt.h).
 */
#ifndef DOMAIN_FORMALITY_H
#define DOMAIN_FORMALITY_H

#include "domain/handling.h"

enum { ORGAN_CHARS_MAX = 60 };

/* True for outcomes that must name the organ which is competent. */
bool formality_needs_organ(struct str outcome);
/* True for outcomes that must name gaps of the notice. */
bool formality_needs_told_gaps(struct str outcome);
/* What the process reads as outcome: 补正不到位 and 不需要 end it as non-acceptance does. */
struct str formality_reads(struct str outcome);

/* Before the act. ERR_INVALID: competent or gaps missing (gaps); ERR_STATE: a gap that was not told, or hearing.h. */
NODISCARD enum err formality_check(struct ctx *cx, const struct act *act, const struct item *item, const struct case_file *c);
/* Inside the act: what was named, and the number of its paper, into the payload. */
NODISCARD enum err formality_say(struct ctx *cx, const struct act *act, const struct task *t, const struct case_file *c,
                                 struct val *payload);
/* After the act: keeps an attempt where it was refused with e for a gap too late; returns e. */
NODISCARD enum err formality_refused(struct ctx *cx, const struct act *act, enum err e);
/* Gaps which the correction notice of a case named; an empty list where none was sent. */
NODISCARD enum err formality_told(struct ctx *cx, int64_t case_id, const struct val **out);

#endif
