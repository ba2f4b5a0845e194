/* SPDX-License-Identifier: MulanPSL-2.0 */
/* folder - the files of a pack on disk, gathered into memory in the order of their paths. */
#ifndef PACK_FOLDER_H
#define PACK_FOLDER_H

#include "pack/reading.h"

enum {
    FOLDER_FILES_MAX = 4000,
    FOLDER_FILE_BYTES_MAX = 1024 * 1024,
    FOLDER_BYTES_MAX = 32 * 1024 * 1024
};

/*
 * Fills r->files.  Read are the files of the top folder and of the folders one level down whose names a pack
 * knows; names that begin with a dot are passed over, links and everything else that is no file is refused.
 * ERR_NOT_FOUND: no such folder.  ERR_INVALID: a file cannot be read, is too large or not wanted; all in the report.
 */
NODISCARD enum err folder_read(struct reading *r, const char *folder);

#endif
