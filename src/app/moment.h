/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * moment - what time it is: the machine's clock, or a file that stands for it.
 *
 * The file (serve --clock FILE) holds one line such as 2026-11-23T09:00:00+08:00, so that tests and
 * trainings can turn days; it is looked at again whenever the time is asked for.
 */
#ifndef APP_MOMENT_H
#define APP_MOMENT_H

#include "base/arena.h"

/* path NULL: the machine's clock. ERR_INVALID: the file has no such line. */
NODISCARD enum err moment_check(const char *path);
/* Unix milliseconds. A file that became unreadable gives the machine's time. */
int64_t moment_now(const char *path);

#endif
