/* SPDX-License-Identifier: MulanPSL-2.0 */
/* throttle - counts wrong guesses by address and subject in memory; a bounded table, oldest forgotten first. */
#ifndef WEB_THROTTLE_H
#define WEB_THROTTLE_H

#include "base/arena.h"

enum { THROTTLE_WRONG_MAX = 10 };                       /* wrong guesses ... */
#define THROTTLE_WINDOW_MS 900000                       /* ... in a quarter of an hour */

struct throttle;

struct throttle *throttle_new(struct arena *a);
/* False: key has used up its guesses for now. */
bool throttle_allows(struct throttle *t, struct str key, int64_t now);
void throttle_count(struct throttle *t, struct str key, int64_t now);

#endif
