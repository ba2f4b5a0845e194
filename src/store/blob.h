/* SPDX-License-Identifier: MulanPSL-2.0 */
/* blob - files named by the digest of their bytes; once blob_put is OK they survive power loss. */
#ifndef STORE_BLOB_H
#define STORE_BLOB_H

#include "base/ctx.h"

struct blobs;

/* Makes the folder when it is not there (its parent must be).  ERR_FULL; ERR_INTERNAL. */
NODISCARD enum err blob_open(struct arena *a, const char *folder, struct blobs **out);
void blob_close(struct blobs *b);
/*
 * name: lower-case hex, 64 digits (else ERR_INVALID).  Storing the same name again is harmless.
 * ERR_FULL: no space, nothing stored.  ERR_INTERNAL: the disk failed, nothing stored.  Any thread may call.
 */
/* Putting also makes the file young again, so that a sweep under way leaves it (blob_drop). */
NODISCARD enum err blob_put(struct blobs *b, struct str name, struct str bytes);
/* ERR_NOT_FOUND; ERR_LIMIT: larger than max; ERR_INTERNAL: cannot be read. */
NODISCARD enum err blob_get(struct blobs *b, struct arena *a, struct str name, size_t max, struct str *out);

/* ---- what nobody names any more; ages by the clock of the machine ---- */
enum { BLOB_BRANCHES = 256 };
struct blob_names { struct str *items; size_t count, cap; };
/* Files of one branch (0 to 255) that nobody put for so long. */
NODISCARD enum err blob_old(struct blobs *b, struct arena *a, int branch, int64_t age_ms, struct blob_names *out);
/* Removes the file unless it was put again within that time; *gone: it was removed.  OK also where it is not there. */
NODISCARD enum err blob_drop(struct blobs *b, struct str name, int64_t age_ms, bool *gone);

#endif
