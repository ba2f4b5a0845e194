/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "image_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>
#include <png.h>

#include "base/buf.h"

static void paint(uint8_t *row, int width, int height, int y, int bytes)
{
    for (int x = 0; x < width; x++, row += bytes) {
        bool red = 2 * x < width && 2 * y < height;

        for (int c = 0; c < bytes; c++)
            row[c] = 0;
        if (bytes == 4)
            row[3] = red ? 255 : 0;
        row[bytes == 1 ? 0 : red ? 0 : 2] = 255;
    }
}

static void add_exif(struct jpeg_compress_struct *jpeg, int orientation)
{
    JOCTET exif[] = { 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1,
                      0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (JOCTET)orientation, 0, 0, 0, 0, 0, 0 };

    if (orientation != 0)
        jpeg_write_marker(jpeg, JPEG_APP0 + 1, exif, sizeof exif);
}

struct str fixture_jpeg(struct arena *a, int width, int height, int orientation, int flags)
{
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg = { .err = jpeg_std_error(&errors) };
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    int colours = flags & GREY ? 1 : flags & CMYK ? 4 : 3;
    JSAMPROW row = arena_array(a, (size_t)width, (size_t)colours);
    struct str made;

    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &len);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    jpeg.input_components = colours;
    jpeg.in_color_space = flags & GREY ? JCS_GRAYSCALE : flags & CMYK ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    if (flags & PROGRESSIVE)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    add_exif(&jpeg, orientation);
    for (int y = 0; y < height; y++) {
        paint(row, width, height, y, colours);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    made = arena_str(a, (struct str){ (const char *)bytes, len });
    free(bytes);
    return made;
}

static void append(png_structp png, png_bytep bytes, size_t len)
{
    buf_add(png_get_io_ptr(png), (struct str){ (const char *)bytes, len });
}

static void flush(png_structp png)
{
    (void)png;
}

struct str fixture_png(struct arena *a, int width, int height, int flags)
{
    struct buf b = buf_in(a);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    int bytes = flags & GREY ? 1 : flags & TRANSPARENT ? 4 : 3;
    int colours = flags & GREY ? PNG_COLOR_TYPE_GRAY : flags & TRANSPARENT ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB;
    uint8_t *row = arena_array(a, (size_t)width, (size_t)bytes);
    int passes;

    png_set_write_fn(png, &b, append, flush);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, colours,
                 flags & INTERLACED ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
    png_write_info(png, info);
    passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++)
        for (int y = 0; y < height; y++) {
            paint(row, width, height, y, bytes);
            png_write_row(png, row);
        }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return buf_str(&b);
}

uint32_t fixture_colour(struct arena *a, struct str bytes, int quarter, int *width, int *height)
{
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg = { .err = jpeg_std_error(&errors) };
    uint32_t sums[3] = { 0 }, count = 0;
    JSAMPROW row;

    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, (const unsigned char *)bytes.p, bytes.len);
    jpeg_read_header(&jpeg, TRUE);
    jpeg_start_decompress(&jpeg);
    *width = (int)jpeg.output_width;
    *height = (int)jpeg.output_height;
    row = arena_array(a, jpeg.output_width, 3);
    while (jpeg.output_scanline < jpeg.output_height) {
        bool lower = jpeg.output_scanline >= jpeg.output_height / 2;

        jpeg_read_scanlines(&jpeg, &row, 1);
        for (unsigned x = 0; x < jpeg.output_width; x++) {
            bool right = x >= jpeg.output_width / 2;

            if ((lower ? 2 : 0) + (right ? 1 : 0) != quarter)
                continue;
            for (int c = 0; c < 3; c++)
                sums[c] += row[3 * x + (unsigned)c];
            count++;
        }
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return sums[0] / count << 16 | sums[1] / count << 8 | sums[2] / count;
}
