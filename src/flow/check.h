/* SPDX-License-Identifier: MulanPSL-2.0 */
/* check - what the files that look a compiled flow over share: the report in the making. */
#ifndef FLOW_CHECK_H
#define FLOW_CHECK_H

#include "flow/model.h"

struct checking { struct arena *arena; const struct flow *flow; struct flow_report *report; size_t cap; };

void check_note(struct checking *c, uint32_t element, bool fatal, const char *rule, struct str text);
/* Soundness of one box over its reachable markings; false: not proven within max_states. */
bool sound_check(struct checking *c, uint32_t box, size_t max_states);
void limit_check(struct checking *c);       /* time limits that cannot hold */

#endif
