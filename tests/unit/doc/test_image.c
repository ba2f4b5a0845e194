/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "../test.h"
#include "doc/image.h"
#include "image_fixture.h"

#define PDF "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

static struct image_info info_of(struct str bytes)
{
    struct image_info info;

    assert_int_equal(image_probe(bytes, &info), OK);
    assert_null(info.why);
    return info;
}

static void refused(struct str bytes, enum err e, const char *why)
{
    struct image_info info;

    assert_int_equal(image_probe(bytes, &info), e);
    assert_string_equal(info.why, why);
}

static void the_content_tells_the_type_and_the_size(void **state)
{
    struct arena *a = arena_new(0);
    struct image_info jpeg = info_of(fixture_jpeg(a, 40, 30, 0, PLAIN)), png = info_of(fixture_png(a, 7, 300, PLAIN));
    struct image_info pdf = info_of(STR(PDF));

    (void)state;
    assert_int_equal(jpeg.kind, IMAGE_JPEG);
    assert_int_equal(jpeg.width, 40);
    assert_int_equal(jpeg.height, 30);
    assert_string_equal(jpeg.mime, "image/jpeg");
    assert_int_equal(png.kind, IMAGE_PNG);
    assert_int_equal(png.width, 7);
    assert_int_equal(png.height, 300);
    assert_string_equal(png.mime, "image/png");
    assert_int_equal(pdf.kind, IMAGE_PDF);
    assert_string_equal(pdf.mime, "application/pdf");
    arena_free(a);
}

static void a_picture_taken_upright_tells_its_size_as_shown(void **state)
{
    struct arena *a = arena_new(0);
    struct image_info side = info_of(fixture_jpeg(a, 40, 30, 6, PLAIN)), head = info_of(fixture_jpeg(a, 40, 30, 3, PLAIN));

    (void)state;
    assert_int_equal(side.orientation, 6);
    assert_int_equal(side.width, 30);
    assert_int_equal(side.height, 40);
    assert_int_equal(head.orientation, 3);
    assert_int_equal(head.width, 40);
    assert_int_equal(info_of(fixture_jpeg(a, 40, 30, 9, PLAIN)).orientation, 1);
    arena_free(a);
}

static void anything_else_is_refused_as_of_unknown_type(void **state)
{
    (void)state;
    refused(STR(""), ERR_INVALID, "scan.unknown_type");
    refused(STR("<svg onload=alert(1)>"), ERR_INVALID, "scan.unknown_type");
    refused(STR("GIF89a"), ERR_INVALID, "scan.unknown_type");
    refused(STR(" " PDF), ERR_INVALID, "scan.unknown_type");
    refused(STR("\xFF\xD8"), ERR_INVALID, "scan.unknown_type");
}

/* The last two bytes of a JPEG are its end; every shorter prefix lacks it. */
static void a_file_cut_short_anywhere_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct str files[] = { fixture_jpeg(a, 40, 30, 6, PLAIN), fixture_jpeg(a, 40, 30, 0, PROGRESSIVE), fixture_png(a, 9, 9, PLAIN) };
    struct image_info info;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        for (size_t len = 0; len < files[i].len; len++) {
            const char *bytes = arena_str(a, str_sub(files[i], 0, len)).p;

            assert_int_equal(image_probe((struct str){ bytes, len }, &info), ERR_INVALID);
        }
    refused(str_sub(STR(PDF), 0, sizeof PDF - 8), ERR_INVALID, "scan.cut_short");
    arena_free(a);
}

static void a_second_file_behind_the_picture_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct str jpeg = fixture_jpeg(a, 40, 30, 0, PLAIN), png = fixture_png(a, 9, 9, PLAIN);
    static const char zip[IMAGE_TRAILING_MAX_BYTES + 1] = "PK\3\4";
    struct str behind = { zip, sizeof zip };

    (void)state;
    refused(arena_join(a, jpeg, behind), ERR_INVALID, "scan.trailing");
    refused(arena_join(a, png, behind), ERR_INVALID, "scan.trailing");
    refused(arena_join(a, png, jpeg), ERR_INVALID, "scan.trailing");
    assert_int_equal(info_of(arena_join(a, jpeg, str_sub(behind, 0, IMAGE_TRAILING_MAX_BYTES))).kind, IMAGE_JPEG);
    arena_free(a);
}

/* Only the numbers in the header are large: nothing is decoded. */
static struct str claiming(struct arena *a, uint32_t width, uint32_t height)
{
    char *bytes = (char *)arena_str(a, fixture_png(a, 9, 9, PLAIN)).p;

    for (int i = 0; i < 4; i++) {
        bytes[16 + i] = (char)(width >> (24 - 8 * i));
        bytes[20 + i] = (char)(height >> (24 - 8 * i));
    }
    return (struct str){ bytes, fixture_png(a, 9, 9, PLAIN).len };
}

static void a_picture_of_too_many_pixels_is_refused_unread(void **state)
{
    struct arena *a = arena_new(0);
    struct str thumbnail;

    (void)state;
    refused(claiming(a, IMAGE_SIDE_MAX_PX + 1, 1), ERR_LIMIT, "scan.too_many_pixels");
    refused(claiming(a, 1, IMAGE_SIDE_MAX_PX + 1), ERR_LIMIT, "scan.too_many_pixels");
    refused(claiming(a, 10000, 6001), ERR_LIMIT, "scan.too_many_pixels");
    refused(claiming(a, 0x7FFFFFFF, 0x7FFFFFFF), ERR_LIMIT, "scan.too_many_pixels");
    refused(claiming(a, 0, 9), ERR_INVALID, "scan.damaged");
    refused(claiming(a, 0x80000000, 9), ERR_INVALID, "scan.damaged");
    assert_int_equal(info_of(claiming(a, 10000, 6000)).width, 10000);
    assert_int_equal(image_thumbnail(a, claiming(a, 20001, 1), 100, &thumbnail), ERR_LIMIT);
    arena_free(a);
}

static void a_printer_s_four_colours_are_refused(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    refused(fixture_jpeg(a, 40, 30, 0, CMYK), ERR_INVALID, "scan.colours");
    arena_free(a);
}

/* ---- thumbnails ---- */

static uint32_t colour(struct arena *a, struct str bytes, int max_px, int quarter, int want_width, int want_height)
{
    struct str thumbnail;
    int width, height;
    uint32_t rgb;

    assert_int_equal(image_thumbnail(a, bytes, max_px, &thumbnail), OK);
    rgb = fixture_colour(a, thumbnail, quarter, &width, &height);
    assert_int_equal(width, want_width);
    assert_int_equal(height, want_height);
    return rgb;
}

static bool red(uint32_t rgb) { return (rgb >> 16) > 0xE0 && (rgb & 0xFF) < 0x20; }
static bool blue(uint32_t rgb) { return (rgb >> 16) < 0x20 && (rgb & 0xFF) > 0xE0; }

static void a_thumbnail_shows_the_picture_small(void **state)
{
    struct arena *a = arena_new(0);
    struct str pictures[] = { fixture_jpeg(a, 640, 320, 0, PLAIN), fixture_jpeg(a, 640, 320, 0, PROGRESSIVE),
                              fixture_png(a, 640, 320, PLAIN), fixture_png(a, 640, 320, INTERLACED) };

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_true(red(colour(a, pictures[i], 100, 0, 100, 50)));
        for (int quarter = 1; quarter < 4; quarter++)
            assert_true(blue(colour(a, pictures[i], 100, quarter, 100, 50)));
    }
    assert_true(red(colour(a, fixture_png(a, 32, 32, PLAIN), 100, 0, 32, 32)));
    arena_free(a);
}

/* EXIF orientation 1 to 8: the quarter where the stored left upper one is shown. */
static void a_thumbnail_stands_upright(void **state)
{
    static const int shown[] = { 0, 1, 3, 2, 0, 1, 3, 2 };
    struct arena *a = arena_new(0);

    (void)state;
    for (int orientation = 1; orientation <= 8; orientation++)
        for (int quarter = 0; quarter < 4; quarter++) {
            bool side = orientation >= 5;
            uint32_t rgb = colour(a, fixture_jpeg(a, 320, 160, orientation, PLAIN), 80, quarter, side ? 40 : 80, side ? 80 : 40);

            assert_true(quarter == shown[orientation - 1] ? red(rgb) : blue(rgb));
        }
    arena_free(a);
}

static void what_is_transparent_becomes_white_and_grey_stays_grey(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_true(red(colour(a, fixture_png(a, 64, 64, TRANSPARENT), 32, 0, 32, 32)));
    assert_true(colour(a, fixture_png(a, 64, 64, TRANSPARENT), 32, 3, 32, 32) > 0xFAFAFA);
    assert_true(colour(a, fixture_png(a, 64, 64, GREY), 32, 3, 32, 32) > 0xFAFAFA);
    assert_true(colour(a, fixture_jpeg(a, 64, 64, 0, GREY), 32, 0, 32, 32) > 0xFAFAFA);
    arena_free(a);
}

static void a_line_one_pixel_wide_has_a_thumbnail_too(void **state)
{
    struct arena *a = arena_new(0);
    struct str thumbnail;

    (void)state;
    assert_int_equal(image_thumbnail(a, fixture_png(a, 1, 3000, PLAIN), 100, &thumbnail), OK);
    assert_int_equal(image_thumbnail(a, fixture_jpeg(a, 3000, 1, 8, PLAIN), 1, &thumbnail), OK);
    arena_free(a);
}

static void a_pdf_has_no_thumbnail_and_a_damaged_picture_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct str png = fixture_png(a, 64, 64, PLAIN), thumbnail;

    (void)state;
    memset((char *)png.p + 45, 0x55, 20);
    assert_int_equal(image_thumbnail(a, STR(PDF), 100, &thumbnail), ERR_STATE);
    assert_int_equal(image_thumbnail(a, png, 100, &thumbnail), ERR_INVALID);
    assert_int_equal(image_thumbnail(a, STR("x"), 100, &thumbnail), ERR_INVALID);
    assert_int_equal(image_thumbnail(a, fixture_png(a, 9, 9, PLAIN), 0, &thumbnail), ERR_LIMIT);
    arena_free(a);
}

/* 60 Mpx: read in passes it would take 180 MB. */
static void a_picture_that_would_fill_the_memory_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct str thumbnail;
    struct str large = fixture_png(a, 8000, 6000, INTERLACED | GREY);

    (void)state;
    assert_int_equal(image_thumbnail(a, large, 100, &thumbnail), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_content_tells_the_type_and_the_size),
        cmocka_unit_test(a_picture_taken_upright_tells_its_size_as_shown),
        cmocka_unit_test(anything_else_is_refused_as_of_unknown_type),
        cmocka_unit_test(a_file_cut_short_anywhere_is_refused),
        cmocka_unit_test(a_second_file_behind_the_picture_is_refused),
        cmocka_unit_test(a_picture_of_too_many_pixels_is_refused_unread),
        cmocka_unit_test(a_printer_s_four_colours_are_refused),
        cmocka_unit_test(a_thumbnail_shows_the_picture_small),
        cmocka_unit_test(a_thumbnail_stands_upright),
        cmocka_unit_test(what_is_transparent_becomes_white_and_grey_stays_grey),
        cmocka_unit_test(a_line_one_pixel_wide_has_a_thumbnail_too),
        cmocka_unit_test(a_pdf_has_no_thumbnail_and_a_damaged_picture_is_refused),
        cmocka_unit_test(a_picture_that_would_fill_the_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
