/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * joint - 联办: one case of several departments, led by one of them.
 *
 *   gather        each joining department names its gaps in a task of its own, before the lead accepts
 *   correction    the lead sends one notice (行政许可法 32(4)) with its own gaps; those gathered are added and cannot be left out
 *   decide_part   each department decides for itself: its clock "part.DEPARTMENT", its reasons, its remedy; a refusal
 *                 ends no other branch
 *   summary       the lead tells the applicant all of it at once
 *
 * A department that said nothing in time has no task any more: what it names later is refused, and the attempt is
 * kept (attempt.h).
 */
#ifndef DOMAIN_JOINT_H
#define DOMAIN_JOINT_H

#include "domain/handling.h"
#include "pack/pack.h"

#define PART_KIND "decide_part"

struct joint_gap { struct str department, text, actor_name; int64_t at; };
struct joint_gap_list { struct joint_gap *items; size_t count, cap; };

/* What the departments named, in the order of their coming. */
NODISCARD enum err joint_gaps(struct ctx *cx, int64_t case_id, struct joint_gap_list *out);
/* The gap as the applicant reads it: "林业局：缺林权证". */
struct str joint_gap_text(const struct ctx *cx, const struct joint_gap *g);

/* ---- inside a command ---- */
/* Kind of the clock of a department. */
struct str joint_clock(struct arena *a, struct str department);
/* Starts the clock of a department: the days of its own stage, else those of the county's. */
void joint_say_clock(struct ctx *cx, const struct item *item, struct str department, struct val *clocks);
/*
 * The act as the lead may do it: a correction gets the gaps of all departments.
 * ERR_INVALID: accepted although departments named gaps, without saying why (gap of note).
 */
NODISCARD enum err joint_complete(struct ctx *cx, const struct task *t, const struct case_file *c, struct act *act);
/* After the act: keeps an attempt where it was refused with e and a department named gaps when its time was over; returns e. */
NODISCARD enum err joint_refused(struct ctx *cx, const struct act *act, enum err e);

/* Carries the list "found" of an event into the projection. */
NODISCARD enum err apply_joint(struct ctx *cx, const struct event *ev);
/* The case runs again: the departments look anew. */
NODISCARD enum err apply_joint_anew(struct ctx *cx, int64_t case_id);

#endif
