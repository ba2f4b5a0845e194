/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/image.h"

#include <string.h>

#include "base/turnstile.h"
#include "doc/codec.h"
#include "doc/image_format.h"

enum {
    PDF_TAIL_BYTES = 1024,      /* where readers look for %%EOF */
    AT_ONCE = 2                 /* pictures being decoded: one may take CODEC_MEMORY_MAX_BYTES */
};

static struct turnstile decoding = TURNSTILE(AT_ONCE);

static const char *pdf_walk(struct str bytes, struct image_info *out, size_t *end)
{
    struct str tail = str_sub(bytes, bytes.len > PDF_TAIL_BYTES ? bytes.len - PDF_TAIL_BYTES : 0, PDF_TAIL_BYTES);

    (void)out;
    *end = bytes.len;
    return str_find(tail, STR("%%EOF")) >= 0 ? NULL : "scan.cut_short";
}

static const struct format {
    enum image_kind kind;
    const char     *mime;
    struct str      magic;
    const char   *(*walk)(struct str bytes, struct image_info *out, size_t *end);
    enum err      (*read)(struct arena *a, struct str bytes, int max_px, struct shrink **out);
} formats[] = {
    { IMAGE_JPEG, "image/jpeg", { "\xFF\xD8\xFF", 3 }, jpeg_walk, codec_read_jpeg },
    { IMAGE_PNG, "image/png", { "\x89PNG\r\n\x1A\n", 8 }, png_walk, codec_read_png },
    { IMAGE_PDF, "application/pdf", { "%PDF-", 5 }, pdf_walk, NULL },
};

static const struct format *format_of(struct str bytes)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_starts(bytes, formats[i].magic))
            return &formats[i];
    return NULL;
}

static enum err refuse(struct image_info *out, enum err e, const char *why)
{
    *out = (struct image_info){ .why = why };
    return e;
}

static bool too_large(const struct image_info *i)
{
    return i->width > IMAGE_SIDE_MAX_PX || i->height > IMAGE_SIDE_MAX_PX
        || (int64_t)i->width * i->height > IMAGE_AREA_MAX_PX;
}

/* From 5 on the picture lies on its side. */
static void set_upright(struct image_info *i)
{
    int width = i->width;

    if (i->orientation < 5)
        return;
    i->width = i->height;
    i->height = width;
}

enum err image_probe(struct str bytes, struct image_info *out)
{
    const struct format *f = format_of(bytes);
    const char *why;
    size_t end = 0;

    if (f == NULL)
        return refuse(out, ERR_INVALID, "scan.unknown_type");
    *out = (struct image_info){ .kind = f->kind, .mime = f->mime, .orientation = 1 };
    why = f->walk(bytes, out, &end);
    if (why != NULL)
        return refuse(out, ERR_INVALID, why);
    if (bytes.len - end > IMAGE_TRAILING_MAX_BYTES)
        return refuse(out, ERR_INVALID, "scan.trailing");
    if (too_large(out))
        return refuse(out, ERR_LIMIT, "scan.too_many_pixels");
    set_upright(out);
    return OK;
}

/* Where the pixel shown at x, y is stored: EXIF 2.3, tag 0x0112. */
static size_t stored_at(const struct shrink *s, int orientation, int x, int y)
{
    bool side = orientation >= 5;
    bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int column = side ? y : x, row = side ? x : y;

    if (flip_x)
        column = s->width - 1 - column;
    if (flip_y)
        row = s->height - 1 - row;
    return ((size_t)row * (size_t)s->width + (size_t)column) * 3;
}

static struct picture turn(struct arena *a, const struct shrink *s, int orientation)
{
    bool side = orientation >= 5;
    struct picture p = { .width = side ? s->height : s->width, .height = side ? s->width : s->height };
    uint8_t *to = p.rgb = orientation == 1 ? s->rgb : arena_array(a, (size_t)p.width * (size_t)p.height, 3);

    if (orientation == 1)
        return p;
    for (int y = 0; y < p.height; y++)
        for (int x = 0; x < p.width; x++, to += 3)
            memcpy(to, s->rgb + stored_at(s, orientation, x, y), 3);
    return p;
}

enum err image_thumbnail(struct arena *a, struct str bytes, int max_px, struct str *out)
{
    const struct format *f = format_of(bytes);
    struct image_info info;
    struct shrink *small;
    struct arena *work;
    struct picture upright;
    enum err e = image_probe(bytes, &info);

    if (e == OK && f->read == NULL)
        e = ERR_STATE;
    if (e == OK && (max_px < 1 || max_px > IMAGE_THUMBNAIL_MAX_PX))
        e = ERR_LIMIT;
    if (e != OK)
        return e;
    turnstile_enter(&decoding);
    work = arena_new(0);
    e = f->read(work, bytes, max_px, &small);
    if (e == OK) {
        upright = turn(work, small, info.orientation);
        e = codec_write_jpeg(a, &upright, out);
    }
    arena_free(work);
    turnstile_leave(&decoding);
    return e;
}
