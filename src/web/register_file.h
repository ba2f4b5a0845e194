/* SPDX-License-Identifier: MulanPSL-2.0 */
/* register_file - the register where applications are filled in: whom it is for, what is known, which papers lie here. */
#ifndef WEB_REGISTER_FILE_H
#define WEB_REGISTER_FILE_H

#include "domain/case.h"
#include "domain/draft.h"
#include "domain/held.h"
#include "web/page.h"

/* Under "pick" of the first page: {q, found, people, household, none}; the people of a household (query: household). */
NODISCARD enum err register_offer(struct page *p);
/* The person chosen there, or 0. */
int64_t register_chosen(const struct page *p);
/* Adds to each slot "held" {number, item, at, grade, offer: not linked yet} where a paper lies here; held_url. */
NODISCARD enum err register_put_held(struct page *p, const struct draft *d, const struct item *item, struct str url,
                                     struct val *slots);
/* Where an answer of a draft came from, into m: "source" {register or case, at, number, item, grade}. */
void register_put_source(const struct page *p, const struct val *answers, struct str key, struct val *m);
/* Adds "trust" {grade, at, seen_at, seen_name, seen_url, held_number} to the model of a paper of a case. */
NODISCARD enum err register_put_trust(const struct page *p, const struct case_file *c, const struct paper_trust_list *all,
                                      int64_t n, struct val *m);

#endif
