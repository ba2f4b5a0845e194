/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * ids - the counters of this node: ids, event numbers, positions in the log.
 *
 * An id is node (13 bits) << 40 | counter, so that villages can make ids without a line and every
 * id fits a JSON integer.  Counters move in memory on the writer thread only and are written at the
 * end of each batch; a batch that is lost gives back event numbers and positions, ids may gap.
 */
#ifndef DOMAIN_IDS_H
#define DOMAIN_IDS_H

#include "base/ctx.h"

struct ids;

/* Reads the counters; a new database begins at zero for node. */
NODISCARD enum err ids_open(struct ctx *cx, struct arena *a, int64_t node, struct ids **out);
int64_t ids_node(const struct ids *ids);
int64_t ids_next(struct ids *ids);                  /* a new id */
int64_t ids_next_event(struct ids *ids);            /* number of the node's next event */
int64_t ids_next_position(struct ids *ids);         /* its position in the log */
/* The last committed position; any thread. */
int64_t ids_position(const struct ids *ids);

/* Where event numbers and positions stand, to give them back when one command of a batch fails. */
struct ids_mark { int64_t event, position; };
struct ids_mark ids_mark(const struct ids *ids);
void ids_undo(struct ids *ids, struct ids_mark mark);

/* For the writer's hooks.  ids_committed: what ids_write wrote is safe; it may come from another thread while ids are made. */
NODISCARD enum err ids_write(struct ctx *cx, struct ids *ids);  /* before COMMIT */
void ids_committed(struct ids *ids);
void ids_rolled_back(struct ids *ids);

#endif
