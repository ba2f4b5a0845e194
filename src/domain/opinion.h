/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * opinion - 意见: whether what an officer wrote says anything: not a name, not signs alone, not an empty phrase.
 *
 * Offices knew opinions that were a signature and a date.  What is wanted is what was found, so that the next
 * person and the applicant can read it.
 */
#ifndef DOMAIN_OPINION_H
#define DOMAIN_OPINION_H

#include "base/ctx.h"

/*
 * pointed: every point of review of the step was looked at, so that a bare "同意" stands for something.
 * names: of the officer and of others whose name alone would be no opinion.
 * ERR_INVALID: a gap at "note" says what is missing.
 */
NODISCARD enum err opinion_check(struct ctx *cx, struct str note, bool pointed, const struct str *names, size_t count);

#endif
