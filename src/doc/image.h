/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * image - what an uploaded scan really is, told by its content; small pictures of it for lists.
 *
 * Neither name nor Content-Type of the upload is asked.  Accepted: JPEG (baseline, extended,
 * progressive; grey or three colours), PNG, PDF.  Refused: files cut short, files that carry something
 * behind the picture (two formats in one file), pictures beyond the limits below.
 */
#ifndef DOC_IMAGE_H
#define DOC_IMAGE_H

#include "base/arena.h"

enum {
    IMAGE_SIDE_MAX_PX = 20000,
    IMAGE_AREA_MAX_PX = 60 * 1000 * 1000,
    IMAGE_TRAILING_MAX_BYTES = 64,      /* cameras fill up the last block */
    IMAGE_THUMBNAIL_MAX_PX = 2000
};

enum image_kind { IMAGE_JPEG, IMAGE_PNG, IMAGE_PDF };

struct image_info {
    enum image_kind kind;
    int             width, height;      /* pixels as shown, after orientation; 0 for a PDF            */
    int             orientation;        /* EXIF 1-8, 1: as stored                                     */
    const char     *mime;               /* "image/jpeg", "image/png", "application/pdf"               */
    const char     *why;                /* when refused: a message key, "scan.cut_short"; else NULL   */
};

/*
 * Reads the structure, decodes nothing.  On refusal only out->why is set:
 * ERR_INVALID: scan.unknown_type, scan.cut_short, scan.damaged, scan.trailing, scan.colours.
 * ERR_LIMIT: scan.too_many_pixels.
 */
NODISCARD enum err image_probe(struct str bytes, struct image_info *out);

/*
 * A JPEG no side of which is longer than max_px (1 to IMAGE_THUMBNAIL_MAX_PX), turned upright, on white.
 * ERR_STATE: a PDF, which has none.  ERR_INVALID: refused by image_probe, or the pixels cannot be read.
 * ERR_LIMIT: too many pixels, or decoding it would take more memory than is set aside for it.
 */
NODISCARD enum err image_thumbnail(struct arena *a, struct str bytes, int max_px, struct str *out);

#endif
