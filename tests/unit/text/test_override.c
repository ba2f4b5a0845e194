/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "text/override.h"

static struct text_file file(const char *name, const char *bytes)
{
    return (struct text_file){ name, bytes, strlen(bytes) };
}

static const char ZH[] = "hello = 你好，{{name}}\nplain = 办事\nbold = <b>{{n}}</b> 件\nraw = {{{html}}}\n";
static const char EN[] = "hello = Hello {{name}}\nplain = Services\nbold = <b>{{n}}</b> cases\nraw = {{{html}}}\n";

static struct arena *a;
static struct text *t;
static struct text_faults faults;

static int set_up(void **state) { (void)state; a = arena_new(0); return 0; }
static int tear_down(void **state) { (void)state; arena_free(a); return 0; }

static enum err laid(const char *zh, const char *en)
{
    const struct text_file templates[] = { file("page.html", "{{t.plain}}|{{t.hello}}") };
    const struct text_file words[] = { file("zh-CN.txt", ZH), file("en.txt", EN) };
    struct text_file over[2];
    size_t count = 0;

    if (zh != NULL)
        over[count++] = file("texts/zh-CN.txt", zh);
    if (en != NULL)
        over[count++] = file("texts/en.txt", en);
    return text_load_over(a, templates, 1, words, 2, over, count, &t, &faults);
}

static bool told(const char *in, int line, const char *why)
{
    for (size_t i = 0; i < faults.count; i++)
        if (str_is(faults.items[i].file, in) && faults.items[i].line == line && str_find(faults.items[i].why, str_of(why)) >= 0)
            return true;
    return false;
}

static struct str page(enum lang lang)
{
    struct str out;

    assert_int_equal(text_render(t, a, "page", val_set_str(a, val_map(a), "name", STR("<谭>")), lang, 0, &out), OK);
    return out;
}

static void a_page_shows_the_words_of_the_county_and_the_others_as_they_were(void **state)
{
    (void)state;
    assert_int_equal(laid("\xef\xbb\xbf# 本县\r\nhello = {{name}}，您好！\r\n", "hello = {{name}}, welcome\n"), OK);
    assert_str(page(LANG_ZH), "办事|&lt;谭&gt;，您好！");
    assert_str(page(LANG_EN), "Services|&lt;谭&gt;, welcome");
    assert_int_equal(laid(NULL, NULL), OK);
    assert_str(page(LANG_ZH), "办事|你好，&lt;谭&gt;");
}

static void every_fault_is_told_with_file_and_line(void **state)
{
    (void)state;
    assert_int_equal(laid("hello = 你好\nplian = 办事\nplain = 服务\n", "hello = Hi {{name}} {{id_no}}\nplian = Services\n"), ERR_INVALID);
    assert_true(told("texts/zh-CN.txt", 1, "lacks {{name}}"));
    assert_true(told("texts/zh-CN.txt", 2, "no text \"plian\""));
    assert_true(told("texts/zh-CN.txt", 3, "missing in texts/en.txt"));
    assert_true(told("texts/en.txt", 1, "names {{id_no}}"));
    assert_true(told("texts/en.txt", 2, "no text \"plian\""));
    assert_int_equal(faults.count, 5);
}

static void a_value_is_not_let_through_unescaped_and_no_tag_is_added(void **state)
{
    (void)state;
    assert_int_equal(laid("hello = {{{name}}}\n", "hello = {{&name}}\n"), ERR_INVALID);
    assert_true(told("texts/zh-CN.txt", 1, "names {{name}}"));
    assert_true(told("texts/en.txt", 1, "names {{name}}"));
    assert_int_equal(laid("plain = <img src=x onerror=alert(1)>\n", "plain = <b>Services\n"), ERR_INVALID);
    assert_true(told("texts/zh-CN.txt", 1, "HTML tags") && told("texts/en.txt", 1, "HTML tags"));
    assert_int_equal(laid("bold = 共 <b>{{n}}</b> 件\n", "bold = <b>{{n}}</b> matters\n"), OK);
    assert_int_equal(laid("bold = <b onclick=x>{{n}}</b> 件\n", "bold = <b>{{n}}</b> matters\n"), ERR_INVALID);
}

static void a_text_that_is_too_long_a_broken_line_and_another_language_are_refused(void **state)
{
    char words[400] = "plain = ";

    (void)state;
    memset(words + 8, 'x', OVERRIDE_CHARS);
    assert_int_equal(laid(words, "plain = Services\n"), OK);
    memset(words + 8, 'x', OVERRIDE_CHARS + 1);
    assert_int_equal(laid(words, "plain = Services\n"), ERR_INVALID);
    assert_true(told("texts/zh-CN.txt", 1, "at most 120 fit"));
    assert_int_equal(laid("\nplain 服务\n", "plain = {{#x}}\n"), ERR_INVALID);
    assert_true(told("texts/zh-CN.txt", 2, "key = text"));
    assert_true(faults.count == 2);
    assert_int_equal(text_load_over(a, NULL, 0, NULL, 0, &(struct text_file){ "texts/fr.txt", "", 0 }, 1, &t, &faults), ERR_INVALID);
    assert_true(told("texts/fr.txt", 0, "no language"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_page_shows_the_words_of_the_county_and_the_others_as_they_were, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_fault_is_told_with_file_and_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_is_not_let_through_unescaped_and_no_tag_is_added, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_that_is_too_long_a_broken_line_and_another_language_are_refused, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
