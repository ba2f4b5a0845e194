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
NODISCARD enum err blob_put(struct blobs *b, struct str name, struct str bytes);
/* ERR_NOT_FOUND; ERR_LIMIT: larger than max; ERR_INTERNAL: cannot be read. */
NODISCARD enum err blob_get(struct blobs *b, struct arena *a, struct str name, size_t max, struct str *out);

#endif
