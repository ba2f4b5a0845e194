/* SPDX-License-Identifier: MulanPSL-2.0 */
/* manner - how an item is handled beyond its chain: results, persons, consent, delivery, notice; each with a default. */
#ifndef PACK_MANNER_H
#define PACK_MANNER_H

#include "pack/reading.h"

/* Keys of an item that are read here, for reading_keys. */
#define MANNER_KEYS "results points persons separate decider side_by_side consent delivery household urgent_reasons unique copy_sheet " \
                    "notice visit specials extension"

/* After the item's words, departments, form and process. */
void manner_read(struct reading *r, const struct val *v, struct item *it);
/* What manner, process and form must agree on: steps, pauses, keys of answers.  The item's file is being read. */
void manner_check(struct reading *r, const struct item *it);

#endif
