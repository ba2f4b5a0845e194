/* SPDX-License-Identifier: MulanPSL-2.0 */
/* item - items/CODE.yaml read: everything the county says about what can be applied for (事项). */
#ifndef PACK_ITEM_H
#define PACK_ITEM_H

#include "pack/reading.h"

/* Fills pack->items, by class, then as departments are listed, then by code; departments, forms, processes stand. */
void item_read_all(struct reading *r);

bool item_passes(const struct item *it, enum level level);         /* the level is in its chain */
/* What law says of the time to decide: the item's own, else that of its type; 0 days: nothing. */
const struct limit *item_legal(const struct item *it);
/* That of its type alone, which must be known: the longer one for a joint case (行政许可法 26, 42). */
const struct limit *item_type_limit(const struct item *it);

#endif
