/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * codec - pixels out of JPEG and PNG files through the libraries, shrunk while they are read; used inside doc only.
 *
 * The bytes have passed image_probe, so the dimensions are within the limits.  Whatever the library
 * finds wrong ends here as an error.
 */
#ifndef DOC_CODEC_H
#define DOC_CODEC_H

#include "doc/image.h"
#include "doc/shrink.h"

enum { CODEC_MEMORY_MAX_BYTES = 96 * 1024 * 1024 };

/* ERR_INVALID: the pixels cannot be read.  ERR_LIMIT: reading them takes more than CODEC_MEMORY_MAX_BYTES. */
NODISCARD enum err codec_read_jpeg(struct arena *a, struct str bytes, int max_px, struct shrink **out);
NODISCARD enum err codec_read_png(struct arena *a, struct str bytes, int max_px, struct shrink **out);
/* ERR_INTERNAL: the library refused. */
NODISCARD enum err codec_write_jpeg(struct arena *a, const struct picture *p, struct str *out);

#endif
