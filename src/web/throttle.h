/* SPDX-License-Identifier: MulanPSL-2.0 */
/* throttle - counts by key in memory, a bounded table, oldest forgotten first; how many do dear work at once. */
#ifndef WEB_THROTTLE_H
#define WEB_THROTTLE_H

#include "base/arena.h"

#define THROTTLE_WINDOW_MS 900000                       /* a quarter of an hour */
enum { THROTTLE_INSIDE_MAX = 16 };                       /* doing dear work at the same time */

struct throttle;

struct throttle *throttle_new(struct arena *a);
/* False: key was counted max times within the window. */
bool throttle_allows(struct throttle *t, struct str key, int max, int64_t now);
void throttle_count(struct throttle *t, struct str key, int64_t now);

/* True: come in, and leave when done; false: too many are inside. */
bool throttle_enter(struct throttle *t);
void throttle_leave(struct throttle *t);

#endif
