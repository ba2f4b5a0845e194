/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * delivery - 送达: how the result of a case reaches the applicant, each step on record.
 *
 *   way          what proves it
 *   counter      who took it, as what (taker.h says who may), with signature or thumbprint
 *   post         carrier, number and who pays; it arrived with somebody, or came back and goes again or to the counter
 *   electronic   when and how the applicant agreed (his consent is recorded); he reads it on the tracking page
 *
 * The signed proof is scanned back and kept with the papers of the case, in a slot of its own (slot.h).
 * Handing over ends the deliver task (handling_act, outcome "delivered") with a numbered proof (送达回证).
 */
#ifndef DOMAIN_DELIVERY_H
#define DOMAIN_DELIVERY_H

#include "domain/draft.h"
#include "domain/handling.h"
#include "pack/pack.h"

enum { TAKER_CHARS_MAX = 60, CARRIER_CHARS_MAX = 40, TRACKING_CHARS_MIN = 4, TRACKING_CHARS_MAX = 40 };

struct handover {
    int64_t    n;
    struct str way, state;              /* sent, came_back, delivered                       */
    struct str taken_by, relation;      /* self, family, agent, other                       */
    struct str proof;                   /* signature, thumbprint, post_receipt, consent     */
    struct str carrier, tracking, payer, note;
    int64_t    at, ended_at;
};
struct handover_list { struct handover *items; size_t count, cap; };

extern const char *const delivery_relations[];      /* ends with NULL */

NODISCARD enum err delivery_of_case(struct ctx *cx, int64_t case_id, struct handover_list *out);
/* The letter that is under way; NULL: none. */
const struct handover *delivery_under_way(const struct handover_list *all);

/*
 * Sends the result by post; the task stays open until it arrived.  ERR_INVALID: carrier, number or payer (gaps), a way
 * the item does not offer; ERR_STATE: a letter is under way; ERR_CONFLICT, ERR_FORBIDDEN, ERR_NOT_FOUND as handling_act.
 */
NODISCARD enum err delivery_send(struct ctx *cx, int64_t task, const struct val *form);
/* The letter came back.  ERR_STATE: none is under way; else as above. */
NODISCARD enum err delivery_came_back(struct ctx *cx, int64_t task, struct str why);

/*
 * The proof, signed, scanned back after the result was handed over.  ERR_STATE: it was not yet, or this very sheet is
 * there; ERR_FORBIDDEN: another post handed it over; ERR_NOT_FOUND.
 */
NODISCARD enum err delivery_keep_proof(struct ctx *cx, int64_t task, const struct scan *sheet);

/*
 * Inside handling_act: what was said of the handing over into the payload of an act that delivers; others pass.
 * form: way, taken_by, relation, proof, consent.  ERR_INVALID: what proves it is missing, or he may not take it (gaps).
 */
NODISCARD enum err delivery_say(struct ctx *cx, const struct item *item, const struct task *t, const struct act *act,
                                struct val *payload);

/* Carries "delivery" of an event into the projection; other events pass. */
NODISCARD enum err apply_delivery(struct ctx *cx, const struct event *ev);
/* An event that sends a letter, or tells that it came back. */
NODISCARD enum err apply_case_post(struct ctx *cx, const struct event *ev);

#endif
