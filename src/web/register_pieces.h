/* SPDX-License-Identifier: MulanPSL-2.0 */
/* register_pieces - what the pages of the register share. */
#ifndef WEB_REGISTER_PIECES_H
#define WEB_REGISTER_PIECES_H

#include "domain/household.h"
#include "web/page.h"

/* {url, person_url, person, household, number, name, place, group, address, sex, age, relation, standing, here} */
struct val *register_hit_model(const struct page *p, const struct register_hit *hit);
struct val *register_hits_model(const struct page *p, const struct register_hits *hits);
/* The household of the first :name; the reading, or the refusal of it, is noted. */
NODISCARD enum err register_see(struct page *p, struct household *out);
/* The page of a household. */
NODISCARD enum err register_show(struct page *p, const struct household *h);

#endif
