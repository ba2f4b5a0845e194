/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * objection - 异议: somebody objects to what a public notice said; it is looked into again within the days of the item.
 *
 *   event                     by whom                                      clock
 *   case.objected             the clerk or an officer who sees the case    objection.N starts
 *   case.objection_answered   an officer who sees it, never the clerk      objection.N ends
 *
 * Only items whose notice names such days (notice.objection of the pack; dibao: 20 working days) have it.  It does not
 * stop the clocks of the case; while one is open nothing is decided.  Who objected is not asked: he may stay unnamed.
 */
#ifndef DOMAIN_OBJECTION_H
#define DOMAIN_OBJECTION_H

#include "domain/step.h"

struct objection { int64_t n; struct str note, by_name; int64_t at, answered_at; struct str answer, answered_name; };     /* answered_at 0: open */
struct objection_list { struct objection *items; size_t count, cap; };

NODISCARD enum err objection_of_case(struct ctx *cx, int64_t case_id, struct objection_list *out);
/* True where the actor may note one now; the other: may answer the oldest open one. */
NODISCARD enum err objection_possible(struct ctx *cx, const struct case_file *c, bool *make, bool *answer);
NODISCARD enum err objection_is_open(struct ctx *cx, int64_t case_id, bool *out);
/*
 * note: what is objected. ERR_STATE: the item's notice names no days for it, no notice was posted yet, or it is decided;
 * ERR_FORBIDDEN: no such post; ERR_INVALID: gap of note; ERR_NOT_FOUND.
 */
NODISCARD enum err objection_make(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out);
/* Answers the oldest open one; note: what looking again found. ERR_STATE: none is open. */
NODISCARD enum err objection_answer(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out);

NODISCARD enum err apply_objection(struct ctx *cx, const struct event *ev);

#endif
