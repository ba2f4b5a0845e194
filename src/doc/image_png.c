/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/image_format.h"

enum { SIGNATURE_BYTES = 8, CHUNK_FRAME_BYTES = 12, HEADER_BYTES = 13 };       /* ISO/IEC 15948 */

static const char *read_header(struct str type, struct str body, struct image_info *out)
{
    uint32_t width, height;

    if (!str_is(type, "IHDR") || body.len != HEADER_BYTES)
        return "scan.damaged";
    width = be32(body.p);
    height = be32(body.p + 4);
    if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX)
        return "scan.damaged";
    out->width = (int)width;
    out->height = (int)height;
    return NULL;
}

const char *png_walk(struct str bytes, struct image_info *out, size_t *end)
{
    size_t at = SIGNATURE_BYTES;
    bool pixels = false;

    for (bool first = true;; first = false) {
        size_t left = bytes.len - at, len;
        struct str type, body;
        const char *why;

        if (left < CHUNK_FRAME_BYTES)
            return "scan.cut_short";
        len = be32(bytes.p + at);
        if (len > left - CHUNK_FRAME_BYTES)
            return "scan.cut_short";
        type = str_sub(bytes, at + 4, 4);
        body = str_sub(bytes, at + 8, len);
        at += CHUNK_FRAME_BYTES + len;
        why = first ? read_header(type, body, out) : NULL;
        if (why != NULL)
            return why;
        pixels = pixels || str_is(type, "IDAT");
        if (str_is(type, "IEND"))
            break;
    }
    *end = at;
    return pixels ? NULL : "scan.damaged";
}
