/* SPDX-License-Identifier: MulanPSL-2.0 */
/* blob - files named by the digest of their bytes; once blob_put is OK they survive power loss. */
#ifndef STORE_BLOB_H
#define STORE_BLOB_H

#include "base/ctx.h"

struct blobs;

NODISCARD enum err blob_open(struct arena *a, const char *folder, struct blobs **out);
void blob_close(struct blobs *b);
/* name: lower-case hex, 64 digits.  Storing the same name again is harmless.  ERR_FULL: no space, nothing stored. */
NODISCARD enum err blob_put(struct blobs *b, struct str name, struct str bytes);
/* ERR_NOT_FOUND; ERR_LIMIT: larger than max. */
NODISCARD enum err blob_get(struct blobs *b, struct arena *a, struct str name, size_t max, struct str *out);

#endif
