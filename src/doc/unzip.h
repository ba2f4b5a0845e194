/* SPDX-License-Identifier: MulanPSL-2.0 */
/* unzip - one file out of a ZIP that lies in memory, handed over in pieces and never larger than it may be. */
#ifndef DOC_UNZIP_H
#define DOC_UNZIP_H

#include "base/arena.h"

typedef enum err (*unzip_piece_fn)(void *user, struct str piece);

/*
 * Finds the entry of that name and hands its bytes over until take says otherwise.
 * ERR_NOT_FOUND; ERR_INVALID: no ZIP, or a broken or encrypted one; ERR_LIMIT: more than max bytes, or more than
 * entries_max entries in the archive; else what take returned.
 */
NODISCARD enum err unzip_entry(struct str bytes, const char *name, size_t max, size_t entries_max,
                                      unzip_piece_fn take, void *user);

#endif
