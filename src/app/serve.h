/* SPDX-License-Identifier: MulanPSL-2.0 */
/* serve - the program as a server: three faces, one pool, until it is told to stop. */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "app/config.h"

/* Returns the exit code. clock: see moment.h, or NULL. */
int serve(struct arena *a, const struct config *c, const char *clock);

#endif
