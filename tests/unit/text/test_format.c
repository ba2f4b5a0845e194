/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "base/json.h"
#include "text/text.h"

static const char zh[] =
    "# 词\n"
    "format.day = {{month}}月{{day}}日 周{{weekday|t:weekday}}\n"
    "format.day_far = {{year}}年{{month}}月{{day}}日\n"
    "format.daytime = {{month}}月{{day}}日 {{hour}}:{{minute}}\n"
    "format.daytime_far = {{year}}年{{month}}月{{day}}日 {{hour}}:{{minute}}\n"
    "format.date = {{year}}年{{month}}月{{day}}日\n"
    "format.clock = {{hour}}:{{minute}}\n"
    "format.days_left.today = 今天到期\nformat.days_left.one = 还有 1 天\nformat.days_left.many = 还有 {{n}} 天\n"
    "format.days_left.over = 超期 {{n}} 天\nformat.days_left.over_one = 超期 1 天\n"
    "format.money = {{n}} 元\nformat.size_kb = {{n}} KB\nformat.size_mb = {{n}} MB\n"
    "weekday.1 = 一\nstate.accepted = 已受理\nhello = 你好 <{{name}}>\nrich = <b>{{name}}</b>\nself = {{t.self}}\n";
static const char en[] =
    "format.day = {{weekday|t:weekday}} {{day}} {{month|t:month}}\nweekday.1 = Mon\nmonth.11 = Nov\n"
    "hello = Hello\nrich = <i>{{name}}</i>\nself = x\n";

static struct str rendered(struct arena *a, const char *template, const char *model, enum lang lang, enum err want)
{
    struct text_file page = { "main", template, strlen(template) };
    struct text_file words[] = { { "zh-CN.txt", zh, sizeof zh - 1 }, { "en.txt", en, sizeof en - 1 } };
    struct text_problem problem;
    struct text *t;
    struct val *data;
    struct str out = STR("");

    assert_int_equal(json_read(a, str_of(model), &data, NULL), OK);
    assert_int_equal(text_load(a, &page, 1, words, 2, &t, &problem), OK);
    assert_int_equal(text_render(t, a, "main", data, lang, 1795397400000, &out), want);     /* 2026-11-23 09:30 */
    return out;
}

static void dates_are_said_as_people_say_them(void **state)
{
    struct arena *a = arena_new(0);
    const char *model = "{\"ms\":1795397400000,\"day\":20780,\"iso\":\"2027-01-03\",\"none\":null}";

    (void)state;
    assert_str(rendered(a, "{{ms|day}} {{ms|daytime}} {{ms|date}} {{ms|clock}}", model, LANG_ZH, OK),
               "11月23日 周一 11月23日 09:30 2026年11月23日 09:30");
    assert_str(rendered(a, "{{day|day}} {{iso|day}} {{iso|daytime}} [{{none|day}}]", model, LANG_ZH, OK),
               "11月23日 周一 2027年1月3日 2027年1月3日 00:00 []");
    assert_str(rendered(a, "{{ms|day}}", model, LANG_EN, OK), "Mon 23 Nov");
    assert_str(rendered(a, "{{.|daytime}}", "\"1795397400000\"", LANG_ZH, OK), "11月23日 09:30");
    arena_free(a);
}

static void what_is_no_date_stays_as_it_is(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(rendered(a, "{{x|day}} {{y|date}}", "{\"x\":\"2026-02-30\",\"y\":\"<待定>\"}", LANG_ZH, OK), "2026-02-30 &lt;待定&gt;");
    arena_free(a);
}

static void days_left_tell_today_and_overdue_apart(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(rendered(a, "{{#.}}{{.|days_left}};{{/.}}", "[5,1,0,-1,-3]", LANG_ZH, OK),
               "还有 5 天;还有 1 天;今天到期;超期 1 天;超期 3 天;");
    arena_free(a);
}

static void money_is_fen_and_never_loses_one(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(rendered(a, "{{#.}}{{.|money}};{{/.}}", "[1250,0,5,-1,123456789]", LANG_ZH, OK),
               "12.50 元;0.00 元;0.05 元;-0.01 元;1,234,567.89 元;");
    assert_str(rendered(a, "{{#.}}{{.|num}};{{/.}}", "[999,1000,-1234567]", LANG_ZH, OK), "999;1,000;-1,234,567;");
    assert_str(rendered(a, "{{#.}}{{.|size}};{{/.}}", "[0,1,1025,3670016]", LANG_ZH, OK), "0 KB;1 KB;2 KB;3.4 MB;");
    arena_free(a);
}

static void a_masked_person_shows_a_surname_and_no_more(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(rendered(a, "{{#.}}{{.|mask_name}};{{/.}}", "[\"谭明\",\"谭大明\",\"欧阳菊香\",\"欧阳\",\"谭\",\"阿依古丽·买买提\",\"\"]",
                        LANG_ZH, OK), "谭*;谭**;欧阳**;欧*;谭*;阿**;;");
    assert_str(rendered(a, "{{#.}}{{.|mask_phone}};{{/.}}", "[\"13812341234\",\"0718433\"]", LANG_ZH, OK), "138****1234;****;");
    assert_str(rendered(a, "{{.|mask_id}}", "\"422823195601010023\"", LANG_ZH, OK), "422823********0023");
    assert_str(rendered(a, "{{.|mask_account}}", "\"6228480012345678903\"", LANG_ZH, OK), "6228 **** **** 8903");
    assert_str(rendered(a, "{{.|mask_id}}", "\"12345\"", LANG_ZH, OK), "****");
    arena_free(a);
}

static void a_value_can_choose_its_message(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(rendered(a, "{{s|t:state}} {{k|t}} [{{none|t:state}}] {{n|t:state}}",
                        "{\"s\":\"accepted\",\"k\":\"state.accepted\",\"n\":\"new\"}", LANG_ZH, OK), "已受理 已受理 [] state.new");
    assert_str(rendered(a, "{{s|t:state}}", "{\"s\":\"accepted\"}", LANG_EN, OK), "已受理");
    arena_free(a);
}

static void a_message_is_text_unless_the_page_asks_for_its_markup(void **state)
{
    struct arena *a = arena_new(0);
    const char *model = "{\"name\":\"<谭>\"}";

    (void)state;
    assert_str(rendered(a, "{{t.hello}}", model, LANG_ZH, OK), "你好 &lt;&lt;谭&gt;&gt;");
    assert_str(rendered(a, "{{{t.rich}}}", model, LANG_ZH, OK), "<b>&lt;谭&gt;</b>");
    assert_str(rendered(a, "{{{t.rich}}}", model, LANG_EN, OK), "<i>&lt;谭&gt;</i>");
    arena_free(a);
}

static void a_message_that_says_itself_is_a_limit(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    (void)rendered(a, "{{t.self}}", "{}", LANG_ZH, ERR_LIMIT);
    arena_free(a);
}

static void letters_are_coded_for_where_they_go(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(rendered(a, "?q={{q|url}} {{{j|json}}} {{u|upper}} {{none|or:无}} {{q|cut:2,2}} {{q|cut:9,9}}{{q|cut:x}}",
                        "{\"q\":\"a b&村\",\"j\":{\"b\":1,\"a\":[true]},\"u\":\"s-mz\"}", LANG_ZH, OK),
               "?q=a%20b%26%E6%9D%91 {\"a\":[true],\"b\":1} S-MZ 无 b&amp; a b&amp;村");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_said_as_people_say_them),
        cmocka_unit_test(what_is_no_date_stays_as_it_is),
        cmocka_unit_test(days_left_tell_today_and_overdue_apart),
        cmocka_unit_test(money_is_fen_and_never_loses_one),
        cmocka_unit_test(a_masked_person_shows_a_surname_and_no_more),
        cmocka_unit_test(a_value_can_choose_its_message),
        cmocka_unit_test(a_message_is_text_unless_the_page_asks_for_its_markup),
        cmocka_unit_test(a_message_that_says_itself_is_a_limit),
        cmocka_unit_test(letters_are_coded_for_where_they_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
