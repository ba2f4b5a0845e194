/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/codec.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

enum { CHUNK_MAX_BYTES = 4 * 1024 * 1024, CHUNKS_MAX = 200 };

struct reader { png_structp png; png_infop info; struct str left; };

_Noreturn static void give_up(png_structp png, png_const_charp text)
{
    (void)text;
    png_longjmp(png, 1);
}

static void stay_silent(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

static void read_bytes(png_structp png, png_bytep to, size_t bytes)
{
    struct reader *r = png_get_io_ptr(png);

    if (bytes > r->left.len)
        png_error(png, "cut short");
    memcpy(to, r->left.p, bytes);
    r->left = str_sub(r->left, bytes, r->left.len);
}

/* Whatever is stored comes out as 3 bytes a pixel on white. */
static int ask_for_rgb(struct reader *r)
{
    static const png_color_16 white = { 0, 255, 255, 255, 255 };
    int passes;

    png_set_expand(r->png);
    png_set_scale_16(r->png);
    png_set_gray_to_rgb(r->png);
    png_set_background(r->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    passes = png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->info);
    if (png_get_rowbytes(r->png, r->info) != (size_t)3 * png_get_image_width(r->png, r->info))
        png_error(r->png, "not as asked for");
    return passes;
}

/* A picture stored in passes is complete only at the end: all of it has to be held. */
static enum err read_passes(struct reader *r, struct arena *a, int passes, struct shrink *s)
{
    size_t row_bytes = png_get_rowbytes(r->png, r->info), height = (size_t)s->from_height;
    uint8_t *all;

    if (row_bytes * height > CODEC_MEMORY_MAX_BYTES)
        return ERR_LIMIT;
    all = arena_array(a, height, row_bytes);
    for (int pass = 0; pass < passes; pass++)
        for (size_t y = 0; y < height; y++)
            png_read_row(r->png, all + y * row_bytes, NULL);
    for (size_t y = 0; y < height; y++)
        shrink_row(s, all + y * row_bytes);
    return OK;
}

static enum err read_picture(struct reader *r, struct arena *a, int max_px, struct shrink **out)
{
    int passes;
    uint8_t *row;

    png_read_info(r->png, r->info);
    passes = ask_for_rgb(r);
    *out = shrink_begin(a, (int)png_get_image_width(r->png, r->info), (int)png_get_image_height(r->png, r->info), max_px);
    if (passes > 1)
        return read_passes(r, a, passes, *out);
    row = arena_array(a, 1, png_get_rowbytes(r->png, r->info));
    for (int y = 0; y < (*out)->from_height; y++) {
        png_read_row(r->png, row, NULL);
        shrink_row(*out, row);
    }
    return OK;
}

enum err codec_read_png(struct arena *a, struct str bytes, int max_px, struct shrink **out)
{
    struct reader *r = ARENA_NEW(a, struct reader);
    enum err e;

    r->left = bytes;
    r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, stay_silent);
    if (r->png == NULL)
        return ERR_INTERNAL;
    if (setjmp(png_jmpbuf(r->png)) != 0) {
        png_destroy_read_struct(&r->png, &r->info, NULL);
        return ERR_INVALID;
    }
    r->info = png_create_info_struct(r->png);
    png_set_read_fn(r->png, r, read_bytes);
    png_set_user_limits(r->png, IMAGE_SIDE_MAX_PX, IMAGE_SIDE_MAX_PX);
    png_set_chunk_malloc_max(r->png, CHUNK_MAX_BYTES);
    png_set_chunk_cache_max(r->png, CHUNKS_MAX);
    e = read_picture(r, a, max_px, out);
    png_destroy_read_struct(&r->png, &r->info, NULL);
    return e;
}
