/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "../doc/image_fixture.h"
#include "county_fixture.h"
#include "domain/paper.h"

static void a_thumbnail_is_made_when_it_is_first_asked_for_and_stays_the_same(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct str bytes = fixture_jpeg(cx->arena, 900, 1200, 0, PLAIN), first, second;
    struct scan s;
    int width, height;

    (void)state;
    assert_int_equal(paper_take(cx, STR("file"), bytes, &s), OK);
    assert_int_equal(paper_thumbnail(cx, s.digest, &first), OK);
    assert_int_equal(fixture_colour(cx->arena, first, 0, &width, &height) >> 16 > 128, 1);
    assert_int_equal(height, 240);
    assert_int_equal(paper_thumbnail(cx, s.digest, &second), OK);
    assert_true(str_eq(first, second));
}

static void a_paper_without_pixels_has_no_thumbnail_however_often_it_is_asked_for(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct str bytes = STR("%PDF-1.4\n%%EOF\n"), image;
    struct scan s;

    (void)state;
    assert_int_equal(paper_take(cx, STR("file"), bytes, &s), OK);
    assert_int_equal(paper_thumbnail(cx, s.digest, &image), ERR_NOT_FOUND);
    assert_int_equal(paper_thumbnail(cx, s.digest, &image), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thumbnail_is_made_when_it_is_first_asked_for_and_stays_the_same),
        cmocka_unit_test(a_paper_without_pixels_has_no_thumbnail_however_often_it_is_asked_for),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
