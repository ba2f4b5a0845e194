/* SPDX-License-Identifier: MulanPSL-2.0 */
/* file - small files read and written whole. */
#ifndef APP_FILE_H
#define APP_FILE_H

#include "base/arena.h"

enum { FILE_BYTES_MAX = 16 << 20 };

/* ERR_NOT_FOUND: cannot be opened; ERR_LIMIT: larger than FILE_BYTES_MAX. */
NODISCARD enum err file_read(struct arena *a, const char *path, struct str *out);
/* Mode 0600, replaced at once. ERR_INTERNAL. */
NODISCARD enum err file_write(struct arena *a, const char *path, struct str bytes);

#endif
