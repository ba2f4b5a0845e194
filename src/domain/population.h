/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * population - 演示用户籍: invented households for a demonstration, the same in every county folder that is made.
 *
 * Two villages have several hundred each, all others a handful.  Names, numbers and telephones belong to nobody.
 */
#ifndef DOMAIN_POPULATION_H
#define DOMAIN_POPULATION_H

#include "base/ctx.h"

/*
 * Enters about so many households in several commands.  ERR_STATE: the register is not empty; ERR_INVALID: the pack
 * names no villages for a demonstration (gap).
 */
NODISCARD enum err population_invent(struct ctx *cx, int64_t households, int64_t *out);

#endif
