/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * held - 已有材料: papers of earlier cases that need not be asked for again, and how far each can be trusted.
 *
 * Trust grades after 国办函〔2016〕108号: A made by an organ and taken from its own system, here: a result that our own
 * departments granted in this system and that stands, where its item says which materials it is (result.serves), as a
 * statement of the record (held_result.c); B a clerk compared it with the
 * original; C sent by the applicant, the original not seen yet; D written by the applicant, who answers for it.  How a
 * paper came gives its grade, and the event of the case keeps it; C becomes B when somebody sees the original.  A paper of
 * grade A or B stands for the same paper (the same id of a material) of a later case, linked by its digest, unless it is
 * older than the material allows.  A paper of several pages lies in one slot of a case: it serves with all of them, and not
 * while one of them (a photograph sent to mend it) is of grade C.  Papers that pack.household_papers names serve all who live in a household.
 */
#ifndef DOMAIN_HELD_H
#define DOMAIN_HELD_H

#include "domain/case.h"
#include "domain/draft.h"
#include "pack/pack.h"

struct held_paper {
    int64_t    case_id, n;
    struct str number, item_zh, item_en;        /* of the case it lies in */
    struct str slot, name_zh, name_en, digest, type, grade;
    int64_t    bytes, taken_at;                 /* first taken in */
    struct str statement;                       /* grade A: what the record says, the bytes of digest; "" else */
};
struct held_list { struct held_paper *items; size_t count, cap; };

/* For each material of the item that may be held, the newest paper of the person, or of the household, that still serves: its pages. */
NODISCARD enum err held_for(struct ctx *cx, const struct item *item, int64_t person, struct held_list *out);
/* The statements of results that the person, or a household, was granted: for the parts of held. Newest first. */
#define HELD_STATEMENT "TXT"
NODISCARD enum err held_results(struct ctx *cx, int64_t person, struct held_list *out);
/* The paper for a slot (its first page), or NULL. */
const struct held_paper *held_in(const struct held_list *papers, struct str slot);
/* Of a draft: which of its scans were linked; by slot and digest. */
NODISCARD enum err held_of_draft(struct ctx *cx, int64_t draft, struct held_list *out);

/*
 * The person a draft is for: chosen from the register, or known by the ID number typed in; 0: nobody known to the actor,
 * who learns nothing of people whose household he does not keep.
 */
NODISCARD enum err held_person(struct ctx *cx, const struct draft *d, int64_t *out);
/*
 * Puts the held paper of a slot (every slot: "") into a draft of the actor's own; slots that have a paper are passed over.
 * Only staff.  The use of the person's data is noted.
 */
NODISCARD enum err held_link(struct ctx *cx, int64_t draft, struct str slot);

/* At filing: a paper that was linked is the applicant's still. ERR_INVALID: gaps of "material.SLOT", the ID number is another's now. */
NODISCARD enum err held_check_linked(struct ctx *cx, const struct draft *d, const struct scan_list *scans);
/* Inside a command: adds "grade" (and for a linked paper where it comes from) to the papers of an event. */
NODISCARD enum err held_say(struct ctx *cx, int64_t draft, const struct item *item, struct val *papers);
/* What the projection keeps of it. */
NODISCARD enum err apply_held(struct ctx *cx, const struct event *ev, int64_t n, const struct val *paper);

/* ---- the grade of a paper of a case ---- */
struct paper_trust { int64_t n, held_case, taken_at, seen_at; struct str grade, seen_name; };
struct paper_trust_list { struct paper_trust *items; size_t count, cap; };
NODISCARD enum err held_trust(struct ctx *cx, int64_t case_id, struct paper_trust_list *out);
const struct paper_trust *held_trust_of(const struct paper_trust_list *all, int64_t n);
/*
 * 核对原件: an officer or clerk who may see the case saw the original: C becomes B. ERR_STATE: it is no paper of grade C.
 */
NODISCARD enum err held_see_original(struct ctx *cx, int64_t case_id, int64_t n);
NODISCARD enum err apply_original_seen(struct ctx *cx, const struct event *ev);

/*
 * What a correction notice may ask for (行政许可法 31, 国务院令第716号 7): a paper the guide does not name, or one that
 * lies here at grade A or B, is refused (ERR_INVALID, a gap "gaps" that says where it lies).
 */
NODISCARD enum err held_check_gaps(struct ctx *cx, const struct case_file *c, const struct val *gaps);
/* After an act was refused: keeps the attempt where held_check_gaps refused it. Returns e. */
NODISCARD enum err held_keep_refusal(struct ctx *cx, int64_t task, const struct val *gaps, enum err e);

#endif
