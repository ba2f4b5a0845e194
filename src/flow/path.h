/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * path - the ways through a process, as far as they differ in what they pass.
 *
 * A way follows one branch of a fork, so side by side counts as the longer, never as the sum; a loop passes
 * what it passes once.  Who asks puts elements into groups (bits); ways that pass the same groups are one way.
 */
#ifndef FLOW_PATH_H
#define FLOW_PATH_H

#include "flow/flow.h"

/* elements: the way as numbers, first to last; groups: all bits passed on it. */
struct path { uint64_t groups; const uint32_t *elements; size_t count; };
struct path_list { struct path *items; size_t count, cap; };

enum { PATH_STATES_MAX = 50000 };

/*
 * groups: for each element number from 1 the bits it stands for (groups[0] unused).  Gives one way for each set of groups
 * an end can be reached with, sets within another left out.  ERR_LIMIT: more than PATH_STATES_MAX states.
 */
NODISCARD enum err path_find(struct arena *a, const struct flow *f, const uint64_t *groups, struct path_list *out);
/* What a timer waits for, as written: "P7D", or an expression; "" where the element is no timer. */
struct str path_timer(const struct flow *f, uint32_t element);

#endif
