/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/buf.h"
#include "base/xml.h"

static struct xml *read_good(struct arena *a, struct str bytes)
{
    struct xml *e = NULL;
    struct xml_problem p = { 0, STR("") };

    if (xml_read(a, bytes, &e, &p) != OK)
        fail_msg("line %d: %.*s", p.line, STR_ARG(p.why));
    return e;
}

static enum err refusal(struct arena *a, struct str bytes, int line)
{
    struct xml *e = NULL;
    struct xml_problem p = { 0, STR("") };
    enum err got = xml_read(a, bytes, &e, &p);

    assert_null(e);
    assert_true(p.why.len > 0);
    if (line > 0)
        assert_int_equal(p.line, line);
    return got;
}

static void a_tree_keeps_names_namespaces_text_and_byte_ranges(void **state)
{
    struct arena *a = arena_new(4096);
    struct str doc = STR("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<b:root xmlns:b=\"urn:b\" xmlns=\"urn:d\"\n"
                         " id='x' b:k='&lt;&#x6751;'>t1<!-- no --><![CDATA[<2>]]>\n <leaf/><other>村</other><leaf n='2'/>&amp;</b:root>");
    struct xml *root = read_good(a, doc);
    const struct xml *leaf = xml_child(root, "urn:d", "leaf");

    (void)state;
    assert_true(xml_is(root, "urn:b", "root"));
    assert_int_equal(root->line, 2);
    assert_str(xml_attr(root, "id"), "x");
    assert_str(xml_attr_ns(root, "urn:b", "k"), "<村");
    assert_str(xml_attr(root, "k"), "");
    assert_str(root->text, "t1<2>\n &");
    assert_int_equal(leaf->line, 4);
    assert_str(str_sub(doc, leaf->from, leaf->to - leaf->from), "<leaf/>");
    assert_str(str_sub(doc, leaf->next->from, leaf->next->to - leaf->next->from), "<other>村</other>");
    assert_str(xml_attr(xml_next(leaf, NULL, "leaf"), "n"), "2");
    assert_null(xml_child(root, "urn:b", "leaf"));
    assert_str(str_sub(doc, root->to, 9), "");
    assert_ptr_equal(leaf->parent, root);
    arena_free(a);
}

static void lines_are_right_beyond_65535(void **state)
{
    struct arena *a = arena_new(4096);
    struct buf b = buf_in(a);
    struct xml *root;

    (void)state;
    buf_add(&b, STR("<r>"));
    for (int i = 0; i < 70000; i++)
        buf_add(&b, i % 2 ? STR("\n") : STR("<c/>\n"));
    buf_add(&b, STR("<last\n\n a='1'\n/><after/></r>"));
    root = read_good(a, buf_str(&b));
    assert_int_equal(xml_child(root, NULL, "last")->line, 70001);
    assert_int_equal(xml_child(root, NULL, "after")->line, 70004);
    arena_free(a);
}

static void a_document_type_is_refused_whatever_it_declares(void **state)
{
    struct arena *a = arena_new(4096);

    (void)state;
    assert_int_equal(refusal(a, STR("<?xml version='1.0'?>\n<!DOCTYPE r>\n<r/>"), 2), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;&a;'>]><r>&b;</r>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<!DOCTYPE r SYSTEM 'http://127.0.0.1/x.dtd'><r/>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<r>&unknown;</r>"), 1), ERR_INVALID);
    arena_free(a);
}

static void what_is_not_well_formed_is_refused_with_its_line(void **state)
{
    struct arena *a = arena_new(4096);

    (void)state;
    assert_int_equal(refusal(a, STR("<r>\n<a>\n</r>"), 3), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<r>\n<p:a/></r>"), 2), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<r a='1' a='2'/>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<r/><r/>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<r>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("\n"), 0), ERR_INVALID);
    assert_int_equal(refusal(a, STR(""), 0), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<r>\n\xff</r>"), 2), ERR_INVALID);
    arena_free(a);
}

static void other_encodings_are_refused(void **state)
{
    struct arena *a = arena_new(4096);

    (void)state;
    assert_int_equal(refusal(a, STR("<?xml version='1.0' encoding='GB18030'?><r/>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("<?xml version='1.0' encoding='UTF-16'?><r/>"), 1), ERR_INVALID);
    assert_int_equal(refusal(a, STR("\xff\xfe<\0r\0/\0>\0"), 1), ERR_INVALID);
    assert_non_null(read_good(a, STR("<?xml version='1.0' encoding='utf-8'?><r/>")));
    arena_free(a);
}

static struct str nested(struct arena *a, int levels)
{
    struct buf b = buf_in(a);

    for (int i = 0; i < levels; i++)
        buf_add(&b, STR("<a>"));
    for (int i = 0; i < levels; i++)
        buf_add(&b, STR("</a>"));
    return buf_str(&b);
}

static void depth_elements_and_bytes_are_bounded(void **state)
{
    struct arena *a = arena_new(4096);
    struct buf b = buf_in(a);

    (void)state;
    assert_non_null(read_good(a, nested(a, XML_DEPTH_MAX)));
    assert_int_equal(refusal(a, nested(a, XML_DEPTH_MAX + 1), 1), ERR_LIMIT);
    assert_int_equal(refusal(a, nested(a, 10000), 1), ERR_LIMIT);
    buf_add(&b, STR("<r>"));
    for (int i = 0; i <= XML_ELEMENTS_MAX; i++)
        buf_add(&b, STR("<a/>"));
    buf_add(&b, STR("</r>"));
    assert_int_equal(refusal(a, buf_str(&b), 1), ERR_LIMIT);
    assert_int_equal(refusal(a, (struct str){ "<r/>", (size_t)XML_BYTES_MAX + 1 }, 1), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_keeps_names_namespaces_text_and_byte_ranges),
        cmocka_unit_test(lines_are_right_beyond_65535),
        cmocka_unit_test(a_document_type_is_refused_whatever_it_declares),
        cmocka_unit_test(what_is_not_well_formed_is_refused_with_its_line),
        cmocka_unit_test(other_encodings_are_refused),
        cmocka_unit_test(depth_elements_and_bytes_are_bounded),
    };

    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
