/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "http/multipart.h"

#define FIELD "Content-Disposition: form-data; name=\"a\"\r\n"

static enum err read_body(struct arena *a, struct str body, struct part **parts, size_t *count)
{
    const char *why;

    return multipart_read(a, body, STR("B"), parts, count, &why);
}

static void fields_and_files_are_told_apart_and_bytes_kept(void **state)
{
    struct arena *a = arena_new(0);
    struct part *p;
    size_t count;

    (void)state;
    assert_int_equal(read_body(a, STR("--B\r\n" FIELD "\r\n\r\n--\r\n-\r\n--B\r\n"
                                      "content-type: image/png\r\n"
                                      "content-disposition: FORM-DATA; filename=\"a;b.png\"; name=scan\r\n\r\n"
                                      "\0\xff--B\r\n--B--"), &p, &count), OK);
    assert_int_equal(count, 2);
    assert_str(p[0].name, "a");
    assert_str(p[0].bytes, "\r\n--\r\n-");
    assert_false(p[0].is_file);
    assert_true(p[1].is_file);
    assert_str(p[1].name, "scan");
    assert_str(p[1].file_name, "a;b.png");
    assert_str(p[1].bytes, "\0\xff--B");
    arena_free(a);
}

static void a_body_cut_anywhere_is_refused(void **state)
{
    struct str whole = STR("--B\r\n" FIELD "\r\n1\r\n--B\r\n" FIELD "\r\n2\r\n--B--");
    struct arena *a = arena_new(0);
    struct part *p;
    size_t count;

    (void)state;
    assert_int_equal(read_body(a, whole, &p, &count), OK);
    for (size_t len = 0; len < whole.len; len++)
        assert_int_equal(read_body(a, str_sub(whole, 0, len), &p, &count), ERR_INVALID);
    arena_free(a);
}

static void what_browsers_never_send_is_refused(void **state)
{
    static const char *const REFUSED[] = {
        "x--B\r\n" FIELD "\r\n1\r\n--B--", "\r\n--B\r\n" FIELD "\r\n1\r\n--B--", "--B\n" FIELD "\r\n1\r\n--B--",
        "--B\r\n" FIELD "\r\n1\r\n--B--x", "--B\r\n" FIELD "\r\n1\r\n--B-\r\n", "--B\r\n" FIELD "\r\n1\n--B--",
        "--B\r\n\r\n1\r\n--B--", "--B\r\n" FIELD FIELD "\r\n1\r\n--B--",
        "--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--",
        "--B\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\n1\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"a\x01\"\r\n\r\n1\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=a; filename*=UTF-8''x\r\n\r\n1\r\n--B--",
        "--B\r\nContent-Disposition : form-data; name=a\r\n\r\n1\r\n--B--",
        "--B\r\n folded\r\n" FIELD "\r\n1\r\n--B--",
        "--B\r\n" FIELD "Content-Transfer-Encoding: quoted-printable\r\n\r\n1\r\n--B--",
    };
    struct arena *a = arena_new(0);
    struct part *p;
    size_t count;

    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
        if (read_body(a, str_of(REFUSED[i]), &p, &count) != ERR_INVALID)
            fail_msg("taken: %s", REFUSED[i]);
    arena_free(a);
}

static void too_many_headers_in_a_part_are_a_limit(void **state)
{
    struct arena *a = arena_new(0);
    struct part *p;
    size_t count;

    (void)state;
    assert_int_equal(read_body(a, STR("--B\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\n" FIELD
                                      "\r\n1\r\n--B--"), &p, &count), OK);
    assert_int_equal(read_body(a, STR("--B\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\n" FIELD
                                      "\r\n1\r\n--B--"), &p, &count), ERR_LIMIT);
    arena_free(a);
}

static void a_boundary_is_taken_only_in_the_characters_of_the_standard(void **state)
{
    (void)state;
    assert_str(multipart_boundary(STR("multipart/form-data; boundary=----WebKitFormBoundaryAb1")),
               "----WebKitFormBoundaryAb1");
    assert_str(multipart_boundary(STR("multipart/form-data; charset=\"a;b\" ; BOUNDARY=\"a:b c\"")), "a:b c");
    assert_str(multipart_boundary(STR("multipart/form-data")), "");
    assert_str(multipart_boundary(STR("multipart/form-data; boundary=")), "");
    assert_str(multipart_boundary(STR("multipart/form-data; boundary=\"a \"")), "");
    assert_str(multipart_boundary(STR("multipart/form-data; boundary=a@b")), "");
    assert_str(multipart_boundary(STR("multipart/form-data; boundary=a\r\nb")), "");
    assert_str(multipart_boundary(STR("multipart/form-data; boundary="
                                      "01234567890123456789012345678901234567890123456789012345678901234567890")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_files_are_told_apart_and_bytes_kept),
        cmocka_unit_test(a_body_cut_anywhere_is_refused),
        cmocka_unit_test(what_browsers_never_send_is_refused),
        cmocka_unit_test(too_many_headers_in_a_part_are_a_limit),
        cmocka_unit_test(a_boundary_is_taken_only_in_the_characters_of_the_standard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
