/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * register_note - 台账与办件: what a case tells the register of households.
 *
 * Whoever staff file for and who stands in no household enters the register with the case: its first event carries the
 * household.  Who stands there already is not changed by a case; what it says otherwise becomes a proposal that a keeper
 * of the register takes or declines.  A visitor proves nobody's identity: his case only proposes.
 */
#ifndef DOMAIN_REGISTER_NOTE_H
#define DOMAIN_REGISTER_NOTE_H

#include "domain/draft.h"
#include "domain/person.h"

struct proposal { int64_t id, person, case_id, at; struct str field, value, account_name; };     /* field: name, phone, address, account */
struct proposal_list { struct proposal *items; size_t count, cap; };

/* Inside a command: finds or makes the person a case names; who stands in the register stays as he is there. */
NODISCARD enum err register_person(struct ctx *cx, struct person *p);
/* Inside a command: the household the case brings ("household" of the payload), proposals, the use of the data. */
NODISCARD enum err register_filed(struct ctx *cx, const struct draft *d, int64_t case_id, struct val *payload);

/* Of several persons with one question, person by person in their order of id. */
NODISCARD enum err proposal_of(struct ctx *cx, const int64_t *persons, size_t count, struct proposal_list *out);
/*
 * Takes a proposal into the register, or declines it; it is gone then. ERR_NOT_FOUND: none, or of a person in no village
 * of the actor.
 */
NODISCARD enum err proposal_decide(struct ctx *cx, int64_t id, bool take);

#endif
