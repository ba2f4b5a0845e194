/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * process - processes/NAME.bpmn read into a flow this county's offices can work with.
 *
 * Ours on a user task: post, kind, stage, and where wanted pause, form, name_en; on an end event: result.
 * What they mean stands in doc/pack.md.
 */
#ifndef PACK_PROCESS_H
#define PACK_PROCESS_H

#include "pack/reading.h"

/* Fills pack->processes; departments and forms stand. */
void process_read_all(struct reading *r);
/* True when a user task of the process has that id, or that kind; decide_part counts as decide. */
bool process_has_step(const struct process *p, struct str step);
/* The kind of the user task of that id; "": the process has none. */
struct str process_kind(const struct process *p, struct str id);
/* True when one organ decides the whole in the end; false where only departments decide, each for itself. */
bool process_decides(const struct process *p);
/* What process and item must agree on: levels, who accepts, who decides.  The item's file is being read. */
void process_check_item(struct reading *r, const struct item *it);

#endif
