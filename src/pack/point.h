/* SPDX-License-Identifier: MulanPSL-2.0 */
/* point - 审查要点: what an officer looks at in a step, shared by items through points.yaml. */
#ifndef PACK_POINT_H
#define PACK_POINT_H

#include "pack/reading.h"

/* Fills pack->points and pack->point_sets; a pack without points.yaml has none. */
void point_read_shared(struct reading *r);
/* The list "points" of an item: ids of shared ones, names of sets, and its own as maps. */
void point_read(struct reading *r, const struct val *item, struct item *it);

#endif
