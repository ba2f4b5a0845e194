/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * way - the longest way of an item through its process, measured against its promise.
 *
 * A way takes the stage limit of each level it passes, once, and the days of each timer that does not stop the
 * clock.  Steps side by side count as the longer, loops once.
 */
#ifndef PACK_WAY_H
#define PACK_WAY_H

#include "pack/reading.h"

/* Notes a finding that names the way when one may take longer than the promise.  The item's file is being read. */
void way_check(struct reading *r, const struct item *it);

#endif
