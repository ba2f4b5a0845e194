/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * naming - 文号: how the papers an office sends out are named, 巴民受〔2026〕12号.
 *
 * Short names of county, township and department, the word of the kind, the year, the number.  The words stand in
 * county.yaml (document_numbers) and departments.yaml (short); a township is called by the fewest characters that no
 * other township of the county begins with; what has no short name is called by its code, so no two organs are alike.
 */
#ifndef PACK_NAMING_H
#define PACK_NAMING_H

#include "pack/pack.h"

/* "巴民", "巴野民": the organ of that department at that place (villages are no organs: their township's). */
struct str naming_organ(struct arena *a, const struct pack *p, int64_t place, struct str department);
/* kind: a key of document_numbers.kinds; one that is not there is written as it is. */
struct str naming_number(struct arena *a, const struct pack *p, struct str organ, struct str kind, int year, int64_t serial);

#endif
