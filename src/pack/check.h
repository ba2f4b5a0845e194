/* SPDX-License-Identifier: MulanPSL-2.0 */
/* check - the rules that tie an item to the law, to its own figures and to the rest of the pack. */
#ifndef PACK_CHECK_H
#define PACK_CHECK_H

#include "pack/reading.h"

/* All items of a pack that was read; findings name the file of the item. */
void check_items(struct reading *r);

#endif
