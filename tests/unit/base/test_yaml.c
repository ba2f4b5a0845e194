/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/yaml.h"

static struct val *value(struct arena *a, const char *text)
{
    struct val *v = NULL;

    assert_int_equal(yaml_read(a, str_of(text), &v, NULL), OK);
    return v;
}

static void only_null_booleans_and_whole_numbers_are_typed(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(json_write(a, value(a, "[null, ~, true, false, 0, -7, 422823107212]")),
               "[null,null,true,false,0,-7,422823107212]");
    assert_str(json_write(a, value(a, "[yes, 'true', \"12\", 0718, 1.5, +1, -, 2026-01-01, True, '']")),
               "[\"yes\",\"true\",\"12\",\"0718\",\"1.5\",\"+1\",\"-\",\"2026-01-01\",\"True\",\"\"]");
    assert_str(json_write(a, value(a, "name: {zh: 巴东县, en: Badong County}\nempty:\nlines: |\n  一\n  二\n")),
               "{\"empty\":null,\"lines\":\"一\\n二\\n\",\"name\":{\"en\":\"Badong County\",\"zh\":\"巴东县\"}}");
    assert_str(json_write(a, value(a, "")), "null");
    assert_str(json_write(a, value(a, "# nothing\n")), "null");
    arena_free(a);
}

static void json_is_read_as_it_is(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(json_write(a, value(a, "{\n  \"b\": [1, true, null],\n  \"a\": \"\\u20ac\\n\"\n}\n")),
               "{\"a\":\"€\\n\",\"b\":[1,true,null]}");
    arena_free(a);
}

static void every_value_knows_its_line(void **state)
{
    struct arena *a = arena_new(0);
    struct val *v = value(a, "# head\na: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n");

    (void)state;
    assert_int_equal(v->line, 2);
    assert_int_equal(val_at(v, "a")->line, 2);
    assert_int_equal(val_at(v, "b")->line, 4);
    assert_int_equal(val_path(v, STR("b.0"))->line, 4);
    assert_int_equal(val_path(v, STR("b.1.d"))->line, 6);
    arena_free(a);
}

static void refused(struct arena *a, const char *text, int line, const char *why)
{
    struct val *v;
    struct yaml_problem p = { 0, 0, STR("") };

    assert_int_equal(yaml_read(a, str_of(text), &v, &p), ERR_INVALID);
    assert_int_equal(p.line, line);
    assert_true(str_find(p.why, str_of(why)) >= 0);
}

static void what_two_readers_could_read_differently_is_refused_with_its_line(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    refused(a, "a: 1\nb: 2\na: 3\n", 3, "twice");
    refused(a, "a: &x 1\nb: *x\n", 1, "anchors");
    refused(a, "a: 1\nb: *x\n", 2, "anchors");
    refused(a, "a: !!str 1\n", 1, "tags");
    refused(a, "- !<tag:x> {a: 1}\n", 1, "tags");
    refused(a, "a: 1\n---\nb: 2\n", 2, "one document");
    refused(a, "? [a]\n: 1\n", 1, "key");
    refused(a, "\na: 9007199254740992\n", 2, "quotes");
    refused(a, "a: \"\\0\"\n", 1, "NUL");
    refused(a, "a: \xff\n", 1, "UTF-8");
    refused(a, "a: [1, 2\nb: 3\n", 2, "");
    refused(a, "a: 'open\n", 2, "");
    refused(a, "a:\n\t- b\n", 2, "");
    arena_free(a);
}

static enum err size_refusal(struct arena *a, const char *piece, size_t times)
{
    struct buf b = buf_in(a);
    struct val *v;

    for (size_t i = 0; i < times; i++)
        buf_add(&b, str_of(piece));
    return yaml_read(a, buf_str(&b), &v, NULL);
}

static void depth_and_size_are_bounded(void **state)
{
    struct arena *a = arena_new(0);
    struct buf keys = buf_in(a);
    struct val *v;

    (void)state;
    assert_int_equal(size_refusal(a, "[", 40), ERR_LIMIT);
    assert_int_equal(size_refusal(a, "- ", 5000), ERR_LIMIT);
    assert_int_equal(size_refusal(a, "- 1\n", YAML_VALUES_MAX), ERR_LIMIT);
    assert_int_equal(size_refusal(a, "# comment ", YAML_BYTES_MAX / 10 + 1), ERR_LIMIT);
    for (int i = 0; i <= YAML_KEYS_MAX; i++)
        buf_printf(&keys, "k%d: 1\n", i);
    assert_int_equal(yaml_read(a, buf_str(&keys), &v, NULL), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_null_booleans_and_whole_numbers_are_typed),
        cmocka_unit_test(json_is_read_as_it_is),
        cmocka_unit_test(every_value_knows_its_line),
        cmocka_unit_test(what_two_readers_could_read_differently_is_refused_with_its_line),
        cmocka_unit_test(depth_and_size_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
