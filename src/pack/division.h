/* SPDX-License-Identifier: MulanPSL-2.0 */
/* division - divisions.yaml read: the county, its townships, their villages and communities. */
#ifndef PACK_DIVISION_H
#define PACK_DIVISION_H

#include "pack/reading.h"

/* Fills pack->divisions, sorted by code; needs pack->county and pack->title. */
void division_read(struct reading *r);

#endif
