/* SPDX-License-Identifier: MulanPSL-2.0 */
/* nameline - a person in one line, as it is typed: the name, a blank or comma, and what is said of him. */
#ifndef DOMAIN_NAMELINE_H
#define DOMAIN_NAMELINE_H

#include "base/ctx.h"
#include "base/val.h"

enum { NAMELINE_CHARS_MIN = 2, NAMELINE_CHARS_MAX = 30, NAMELINE_LINES_MAX = 100 };

/* "李明 民政办科员", "李明，民政办科员"; more "": only a name stood there. */
void nameline_cut(struct str line, struct str *name, struct str *more);
/* True for 2 to 30 characters that are no number. */
bool nameline_is_name(struct str name);
/* 张 三 is 张三, also where the blank is a wide one. */
bool nameline_same(struct arena *a, struct str left, struct str right);
/*
 * Calls one for each line that is not empty of a text of lines, or of a list of such texts or of numbers; every one is
 * looked at, so that all that is wrong is told at once.  Returns its last ERR_INVALID, or at once any other error.
 */
NODISCARD enum err nameline_each(struct ctx *cx, const struct val *sent, void *with,
                                 enum err (*one)(struct ctx *cx, void *with, struct str line));

#endif
