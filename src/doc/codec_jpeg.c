/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/codec.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>
#include <jerror.h>

enum { QUALITY = 78 };

/* manager first: the library hands back its address, which is that of the whole. */
struct errors { struct jpeg_error_mgr manager; jmp_buf way_out; };
struct reader { struct errors errors; struct jpeg_decompress_struct jpeg; };
struct writer { struct errors errors; struct jpeg_compress_struct jpeg; unsigned char *bytes; unsigned long len; };

_Noreturn static void give_up(j_common_ptr jpeg)
{
    longjmp(((struct errors *)jpeg->err)->way_out, 1);
}

static void stay_silent(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

static void no_text(j_common_ptr jpeg)
{
    (void)jpeg;
}

static struct jpeg_error_mgr *catching(struct errors *e)
{
    jpeg_std_error(&e->manager);
    e->manager.error_exit = give_up;
    e->manager.emit_message = stay_silent;
    e->manager.output_message = no_text;
    return &e->manager;
}

/* The library shrinks by eighths while decoding, at an eighth of the work; the rest is shrink's. */
static unsigned eighths(const struct jpeg_decompress_struct *jpeg, int max_px)
{
    unsigned longest = jpeg->image_width > jpeg->image_height ? jpeg->image_width : jpeg->image_height;
    unsigned n = 1;

    while (n < 8 && longest * n / 8 < (unsigned)max_px)
        n++;
    return n;
}

static void read_rows(struct jpeg_decompress_struct *jpeg, struct arena *a, int max_px, struct shrink **out)
{
    JSAMPROW row;

    jpeg->out_color_space = JCS_RGB;
    jpeg->dct_method = JDCT_IFAST;
    jpeg->scale_num = eighths(jpeg, max_px);
    jpeg->scale_denom = 8;
    jpeg_start_decompress(jpeg);
    *out = shrink_begin(a, (int)jpeg->output_width, (int)jpeg->output_height, max_px);
    row = arena_array(a, jpeg->output_width, 3);
    while (jpeg->output_scanline < jpeg->output_height) {
        jpeg_read_scanlines(jpeg, &row, 1);
        shrink_row(*out, row);
    }
}

enum err codec_read_jpeg(struct arena *a, struct str bytes, int max_px, struct shrink **out)
{
    struct reader *r = ARENA_NEW(a, struct reader);

    r->jpeg.err = catching(&r->errors);
    if (setjmp(r->errors.way_out) != 0) {
        int code = r->errors.manager.msg_code;

        jpeg_destroy_decompress(&r->jpeg);
        return code == JERR_NO_BACKING_STORE || code == JERR_OUT_OF_MEMORY ? ERR_LIMIT : ERR_INVALID;
    }
    jpeg_create_decompress(&r->jpeg);
    r->jpeg.mem->max_memory_to_use = CODEC_MEMORY_MAX_BYTES;
    jpeg_mem_src(&r->jpeg, (const unsigned char *)bytes.p, bytes.len);
    jpeg_read_header(&r->jpeg, TRUE);
    read_rows(&r->jpeg, a, max_px, out);
    jpeg_destroy_decompress(&r->jpeg);
    return OK;
}

static void write_rows(struct jpeg_compress_struct *jpeg, const struct picture *p)
{
    jpeg->image_width = (JDIMENSION)p->width;
    jpeg->image_height = (JDIMENSION)p->height;
    jpeg->input_components = 3;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, QUALITY, TRUE);
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height) {
        JSAMPROW row = p->rgb + (size_t)jpeg->next_scanline * (size_t)p->width * 3;

        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
}

static void drop(struct writer *w)
{
    jpeg_destroy_compress(&w->jpeg);
    free(w->bytes);
}

enum err codec_write_jpeg(struct arena *a, const struct picture *p, struct str *out)
{
    struct writer *w = ARENA_NEW(a, struct writer);

    w->jpeg.err = catching(&w->errors);
    if (setjmp(w->errors.way_out) != 0) {
        drop(w);
        return ERR_INTERNAL;
    }
    jpeg_create_compress(&w->jpeg);
    jpeg_mem_dest(&w->jpeg, &w->bytes, &w->len);
    write_rows(&w->jpeg, p);
    *out = arena_str(a, (struct str){ (const char *)w->bytes, w->len });
    drop(w);
    return OK;
}
