/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/paper.h"

#include "doc/image.h"
#include "doc/qr.h"
#include "domain/house.h"
#include "domain/job.h"
#include "secure/secure.h"
#include "store/blob.h"

static const char *const types[] = { [IMAGE_JPEG] = "JPEG", [IMAGE_PNG] = "PNG", [IMAGE_PDF] = "PDF" };

enum err paper_take(struct ctx *cx, struct str field, struct str bytes, struct scan *out)
{
    struct image_info info;

    if (bytes.len == 0)
        return ctx_gap(cx, field, "gap.scan.empty", STR(""));
    if (bytes.len > PAPER_BYTES_MAX)
        return ctx_gap(cx, field, "gap.scan.too_big", STR("25"));
    if (image_probe(bytes, &info) != OK) {
        struct str key = arena_join(cx->arena, STR("gap."), str_of(info.why));
        return ctx_gap(cx, field, key.p, STR(""));
    }
    *out = (struct scan){ .digest = digest_sm3(cx->arena, bytes), .type = str_of(types[info.kind]),
                          .bytes = (int64_t)bytes.len, .width = info.width, .height = info.height };
    return blob_put(cx->house->blobs, out->digest, bytes);
}

enum err paper_bytes(struct ctx *cx, struct str digest, struct str *out)
{
    return blob_get(cx->house->blobs, cx->arena, digest, PAPER_BYTES_MAX, out);
}

enum err paper_thumbnail(struct ctx *cx, struct str digest, struct str *out)
{
    struct str image;

    TRY(thumbnail_of(cx, digest, &image));
    return paper_bytes(cx, image, out);
}

enum err paper_qr(struct ctx *cx, struct str text, struct str *out)
{
    return qr_svg(cx->arena, text, out);
}
