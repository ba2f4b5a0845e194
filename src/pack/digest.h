/* SPDX-License-Identifier: MulanPSL-2.0 */
/* digest - the version of a pack: SM3 (GB/T 32905-2016) of its frozen text, in hex. */
#ifndef PACK_DIGEST_H
#define PACK_DIGEST_H

#include "base/arena.h"

struct str pack_digest(struct arena *a, struct str bytes);      /* 64 lower-case hex digits */

#endif
