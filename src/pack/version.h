/* SPDX-License-Identifier: MulanPSL-2.0 */
/* version - what a state of a pack is called: SM3 (GB/T 32905-2016) of its frozen text, in hex. */
#ifndef PACK_VERSION_H
#define PACK_VERSION_H

#include "base/arena.h"

struct str version_compute(struct arena *a, struct str bytes);      /* 64 lower-case hex digits */

#endif
