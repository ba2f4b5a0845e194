/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * identity - 身份核验: how it was made sure who the applicant is, by whom and when.
 *
 *   card   the person stood here with the card        video      seen in a video call, the card held to the face
 *   known  the officer knows the person               call_back  called back at the number in the register
 *   code   the applicant has number and query code of the case
 */
#ifndef DOMAIN_IDENTITY_H
#define DOMAIN_IDENTITY_H

#include "base/ctx.h"
#include "base/val.h"

enum { IDENTITY_NOTE_CHARS_MAX = 200 };

struct identity { struct str how, note; int64_t at, by; struct str by_name; };     /* how "": not checked */

/* The ways an officer may choose, in the order of the page; NULL ends them. */
extern const char *const identity_ways[];

/* Notes it beside a draft of the actor.  ERR_INVALID: gap of identity.how or identity.note. */
NODISCARD enum err identity_note(struct ctx *cx, int64_t draft, struct str how, struct str note);
NODISCARD enum err identity_of_draft(struct ctx *cx, int64_t draft, struct identity *out);
/* That of the filing, then the last since (a correction answered from afar); those there are. */
struct identity_list { struct identity *items; size_t count, cap; };
NODISCARD enum err identity_of_case(struct ctx *cx, int64_t case_id, struct identity_list *out);

/* ---- inside a command ---- */
/* ERR_INVALID as above. */
NODISCARD enum err identity_check(struct ctx *cx, struct str how, struct str note);
/* Writes what was checked beside a draft or, for a correction, beside the case. */
NODISCARD enum err identity_write(struct ctx *cx, int64_t subject, const struct identity *i);
/* As the map "identity" of an event. */
struct val *identity_say(struct ctx *cx, const struct identity *i);
NODISCARD enum err identity_clear(struct ctx *cx, int64_t subject);

#endif
