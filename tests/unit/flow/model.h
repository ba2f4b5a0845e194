/* SPDX-License-Identifier: MulanPSL-2.0 */
/* model - random processes of up to 40 elements from a seed: built of matching blocks, or wired freely. */
#ifndef UNIT_FLOW_MODEL_H
#define UNIT_FLOW_MODEL_H

#include "base/arena.h"

struct dice { uint64_t state; };
uint32_t dice_roll(struct dice *d, uint32_t sides);     /* 0 .. sides - 1 */

/* The bytes of a file with one process "p". Blocks are always sound; free wiring seldom is. */
struct str model_of_blocks(struct arena *a, struct dice *d);
struct str model_free(struct arena *a, struct dice *d);

#endif
