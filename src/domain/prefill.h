/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * prefill - 自动填表: an application that begins with what the register and earlier cases of the person say already.
 *
 * Fields of a form say by "from" what they mean: person.name, .id_no, .phone, .address, .account; household.number,
 * .group, .address, .size; in pages with rows member.name, .id_no, .relation (one row a person who lives there, the
 * applicant first; relations only where the applicant is the head); fact.NAME: what the person answered before in a
 * field of that name.  Facts come from cases an organ accepted and staff took in, which is grade B.  So does the account where
 * the register has none, if it was the applicant's own and none took its place; the bank goes with its account.
 * The map "register" of the answers keeps person, household and, by field key, where each answer came from.
 */
#ifndef DOMAIN_PREFILL_H
#define DOMAIN_PREFILL_H

#include "domain/draft.h"

/*
 * Begins a draft of the actor's own for a person of the register he keeps, answered as far as is known, with the papers
 * that lie here already; the use of the data is noted.  ERR_NOT_FOUND: no such person in his villages; else as draft_begin.
 */
NODISCARD enum err prefill_begin(struct ctx *cx, struct str item, int64_t person, int64_t *out);
/* Where an answer came from: {from "register" or "case", at, number, item_zh, item_en}; NULL: typed. */
const struct val *prefill_source(const struct val *answers, struct str key);
/* Answers that were changed by hand are no longer said to come from elsewhere. */
void prefill_compare(struct arena *a, const struct val *before, struct val *after);

#endif
