/* SPDX-License-Identifier: MulanPSL-2.0 */
/* rebuild - every projection made anew from the events: to prove that they say the same, or to mend them. */
#ifndef APP_REBUILD_H
#define APP_REBUILD_H

#include "app/config.h"

/* Compares and changes nothing; names each table that differs. Returns the exit code: 0 all identical. */
int rebuild_check(struct arena *a, const struct config *c, const char *clock);
/* Replaces the projections by what the events give. */
int rebuild_run(struct arena *a, const struct config *c, const char *clock);

#endif
