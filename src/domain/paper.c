/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/paper.h"

#include "doc/image.h"
#include "doc/qr.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/paper.sql.h"
#include "secure/secure.h"
#include "store/blob.h"
#include "store/db.h"

enum { THUMBNAIL_PX = 240 };      /* shown 136 wide */

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
    *out = (struct scan){ .digest = digest_sha256(cx->arena, bytes), .type = str_of(types[info.kind]),
                          .bytes = (int64_t)bytes.len, .width = info.width, .height = info.height };
    return blob_put(cx->house->blobs, out->digest, bytes);
}

enum err paper_bytes(struct ctx *cx, struct str digest, struct str *out)
{
    return blob_get(cx->house->blobs, cx->arena, digest, PAPER_BYTES_MAX, out);
}

/* ---- thumbnails ---- */

struct made { struct str digest, image; };

static enum err note(struct ctx *cx, const void *args, void *out)
{
    const struct made *m = args;

    (void)out;
    return db_put(cx, &SQL_PAPER_WRITE_THUMBNAIL, ARGS(arg_text(m->digest), arg_text(m->image)));
}

static enum err noted(struct ctx *cx, struct str digest, bool *found, struct str *image)
{
    struct row *row;

    TRY(db_select(cx, &SQL_PAPER_READ_THUMBNAIL, &row, ARGS(arg_text(digest))));
    *found = row_next(row);
    *image = *found ? row_str(row, 0) : STR("");
    return row_end(row);
}

/* A paper that cannot be made small is noted too, so that it is tried once only. */
static enum err make(struct ctx *cx, struct str digest, struct str *out)
{
    struct made made = { digest, STR("") };
    struct str bytes;
    enum err e;

    TRY(paper_bytes(cx, digest, &bytes));
    e = image_thumbnail(cx->arena, bytes, THUMBNAIL_PX, out);
    if (e == OK) {
        made.image = digest_sha256(cx->arena, *out);
        TRY(blob_put(cx->house->blobs, made.image, *out));
    }
    TRY(command_run(cx, note, &made, NULL));
    return e == OK ? OK : ERR_NOT_FOUND;
}

enum err paper_thumbnail(struct ctx *cx, struct str digest, struct str *out)
{
    struct str image;
    bool found;

    TRY(noted(cx, digest, &found, &image));
    if (!found)
        return make(cx, digest, out);
    return image.len > 0 ? paper_bytes(cx, image, out) : ERR_NOT_FOUND;
}

enum err paper_qr(struct ctx *cx, struct str text, struct str *out)
{
    return qr_svg(cx->arena, text, out);
}
