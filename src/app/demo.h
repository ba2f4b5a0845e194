/* SPDX-License-Identifier: MulanPSL-2.0 */
/* demo - a county with invented people to try the program on; found - the first accounts of a real one. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include "app/config.h"

/* Makes accounts for every role and mandates, and writes the sign-ins to demo-accounts.txt. Returns the exit code. */
int demo_make(struct arena *a, const struct config *c, const char *clock);
/* Fills the register of such a county with invented households. Returns the exit code. */
int demo_register(struct arena *a, const struct config *c, const char *clock);
/* Makes the three administrators and prints their first passwords, once. Returns the exit code. */
int demo_found(struct arena *a, const struct config *c, const char *clock);

#endif
