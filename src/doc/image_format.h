/* SPDX-License-Identifier: MulanPSL-2.0 */
/* image_format - the structure of JPEG and PNG files, walked from first byte to last; used inside doc only. */
#ifndef DOC_IMAGE_FORMAT_H
#define DOC_IMAGE_FORMAT_H

#include "doc/image.h"

/* Both fill in width and height as stored, and orientation; end: the byte behind the picture. NULL, or why it is refused. */
const char *jpeg_walk(struct str bytes, struct image_info *out, size_t *end);
const char *png_walk(struct str bytes, struct image_info *out, size_t *end);

/* Big-endian numbers; the caller has made sure that they are there. */
static inline uint32_t be16(const char *p)
{
    return (uint32_t)(uint8_t)p[0] << 8 | (uint8_t)p[1];
}

static inline uint32_t be32(const char *p)
{
    return be16(p) << 16 | be16(p + 2);
}

#endif
