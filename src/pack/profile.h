/* SPDX-License-Identifier: MulanPSL-2.0 */
/* profile - profiles.yaml: what law says of all items of one type. */
#ifndef PACK_PROFILE_H
#define PACK_PROFILE_H

#include "pack/reading.h"

/* Fills pack->profiles. */
void profile_read(struct reading *r);
/* 延期 under a key: a limit and the key "by"; absent: none. */
struct extension profile_extension(struct reading *r, const struct val *map, const char *key);
/* One reason that stops a clock: keys code, name, basis. */
struct special profile_special(struct reading *r, const struct val *v);

#endif
