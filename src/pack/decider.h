/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * decider - who decides, where a decision table says so: by date, place, channel or what was answered.
 *
 * A table gives a context: level ("county", "township", "village"), and where wanted department (else the item's),
 * organ_zh and organ_en (the name on the paper, where it is not a department: 县人民政府), required (false: no
 * permission is needed, 行政许可法 32(1)), basis_zh and basis_en (the rule behind the row), when_zh and when_en (for whom the
 * row is, in the words of the guide).
 */
#ifndef PACK_DECIDER_H
#define PACK_DECIDER_H

#include "pack/reading.h"

/*
 * Asks the table of an item.  facts: {item: text, place: number, channel: text, date: date, answers: {key: text}};
 * what a table does not look at may be left out.  In a table a day is written @"2020-01-01", for "date" is the fact.  ERR_NOT_FOUND: the item has no table.  ERR_INVALID: no row fits, or the row
 * names no level or department of the pack; a pack is not checked for every input a table may meet.
 */
NODISCARD enum err decider_ask(struct arena *a, const struct pack *p, const struct item *it, const struct feel *facts,
                               struct decided *out);

/* Puts every row of the table into the item, in words; what a row reckons from the case is left empty.  While the pack is read. */
void decider_read_rows(struct reading *r, struct item *it);
/* The model in decisions/ that has the decision; NULL and a finding: none.  While the pack is read. */
const struct dmn *decider_load(struct reading *r, int line, struct str decision);

#endif
