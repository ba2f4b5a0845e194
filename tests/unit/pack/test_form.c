/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#define FORM "forms/plain.json"

static const struct form *plain(struct arena *a)
{
    const struct form *f = pack_form(small_pack(a), STR("plain"));

    assert_non_null(f);
    return f;
}

static void a_group_is_a_page_with_its_reason(void **state)
{
    struct arena *a = arena_new(0);
    const struct form *f = plain(a);

    (void)state;
    assert_int_equal(f->page_count, 3);
    assert_str(f->title.en, "Application form");
    assert_str(f->pages[0].id, "request");
    assert_str(f->pages[0].why.en, "For the check");
    assert_int_equal(f->pages[0].rows, 0);
    arena_free(a);
}

static void a_component_becomes_the_field_it_stands_for(void **state)
{
    struct arena *a = arena_new(0);
    const struct form *f = plain(a);

    (void)state;
    assert_int_equal(form_field(f, STR("request.reason"))->kind, FIELD_AREA);
    assert_int_equal(form_field(f, STR("request.amount"))->kind, FIELD_MONEY);
    assert_int_equal(form_field(f, STR("request.before"))->kind, FIELD_CHOICE);
    assert_int_equal(form_field(f, STR("request.when"))->kind, FIELD_DATE);
    assert_int_equal(form_field(f, STR("request.account"))->kind, FIELD_ACCOUNT);
    assert_int_equal(form_field(f, STR("declaration.true"))->kind, FIELD_YES);
    assert_int_equal(f->pages[0].fields[5].kind, FIELD_NOTE);
    assert_str(f->pages[0].fields[5].name.en, "Please check");
    assert_null(form_field(f, STR("request.nothing")));
    arena_free(a);
}

static void words_limits_and_choices_are_kept(void **state)
{
    struct arena *a = arena_new(0);
    const struct form *f = plain(a);
    const struct field *reason = form_field(f, STR("request.reason")), *before = form_field(f, STR("request.before"));

    (void)state;
    assert_str(reason->name.zh, "事由");
    assert_str(reason->hint.en, "In your own words");
    assert_true(reason->required);
    assert_int_equal(reason->min, 2);
    assert_int_equal(reason->max, 500);
    assert_int_equal(before->choice_count, 2);
    assert_str(before->choices[1].name.zh, "否");
    assert_false(before->required);
    assert_true(form_field(f, STR("request.account"))->sensitive);
    arena_free(a);
}

static void money_is_asked_in_yuan_and_kept_in_fen(void **state)
{
    struct arena *a = arena_new(0);
    const struct field *amount = form_field(plain(a), STR("request.amount"));

    (void)state;
    assert_int_equal(amount->min, 100);
    assert_int_equal(amount->max, 100000);
    arena_free(a);
}

static void rows_have_their_number_in_the_key(void **state)
{
    static const char *const wrong[] = { "members.0.name", "members.4.name", "members.01.name", "members.+1.name", "members.name",
                                         "members.1.other", "members.1", "name", "others.1.name" };
    struct arena *a = arena_new(0);
    const struct form *f = plain(a);

    (void)state;
    assert_int_equal(f->pages[1].rows, 3);
    assert_int_equal(f->pages[1].rows_min, 1);
    assert_str(form_field(f, STR("members.1.name"))->name.en, "Name");
    assert_str(form_field(f, STR("members.3.health"))->name.en, "Health");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_null(form_field(f, str_of(wrong[i])));
    arena_free(a);
}

static bool shown(struct arena *a, const struct field *f, const char *answers)
{
    const struct feel *context, *result;

    assert_int_equal(feel_from_json(a, str_of(answers), &context, NULL), OK);
    assert_int_equal(feel_eval(a, f->shown_if, context, NULL, &result, NULL), OK);
    return feel_is_true(result);
}

static void a_field_is_hidden_only_where_its_condition_is_true(void **state)
{
    struct arena *a = arena_new(0);
    const struct form *f = plain(a);
    const struct field *when = form_field(f, STR("request.when"));

    (void)state;
    assert_null(form_field(f, STR("request.reason"))->shown_if);
    assert_true(shown(a, when, "{\"request\":{\"before\":\"yes\"}}"));
    assert_false(shown(a, when, "{\"request\":{\"before\":\"no\"}}"));
    arena_free(a);
}

static void what_a_pack_does_not_know_is_refused(void **state)
{
    (void)state;
    REFUSED({ FORM, "\"type\": \"checkbox\"", "\"type\": \"button\"", 15, "no component \"button\"" },
            { FORM, "\"type\": \"group\", \"id\": \"declaration\"", "\"type\": \"columns\", \"id\": \"declaration\"", 14, "made of pages" },
            { FORM, "\"kind\": \"money\"", "\"kind\": \"id_no\"", 4, "does not go with a number" },
            { FORM, "\"subtype\": \"date\"", "\"subtype\": \"time\"", 6, "\"subtype\": \"date\"" },
            { FORM, "\"id\": \"declaration\"", "\"id\": \"plain\"", 14, "called as its form" },
            { FORM, "\"id\": \"plain\"", "\"id\": \"other\"", 1, "\"id\" must be \"plain\"" });
}

static void keys_limits_and_conditions_are_checked(void **state)
{
    (void)state;
    REFUSED({ FORM, "request.reason", "Request.reason", 3, "small letters" },
            { FORM, "\"key\": \"request.reason\"", "\"key\": \"\"", 3, "small letters" },
            { FORM, "\"label\": \"事由\", ", "", 3, "\"label\" is missing" },
            { FORM, "\"minLength\": 2", "\"minLength\": 501", 3, "more than the most" },
            { FORM, "\"maxLength\": 500", "\"maxLength\": 500000", 3, "between 1 and 4000" },
            { FORM, "= request.before", "= request before (", 6, "no FEEL expression" },
            { FORM, "{\"hide\": \"= ", "{\"hide\": \"", 6, "must be {\"hide\"" },
            { FORM, "\"rows\": \"3\"", "\"rows\": \"300\"", 10, "properties.rows" },
            { FORM, ", {\"value\": \"no\", \"label\": \"否\", \"en\": \"No\"}", "", 5, "2 to 60 choices" });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_is_a_page_with_its_reason),
        cmocka_unit_test(a_component_becomes_the_field_it_stands_for),
        cmocka_unit_test(words_limits_and_choices_are_kept),
        cmocka_unit_test(money_is_asked_in_yuan_and_kept_in_fen),
        cmocka_unit_test(rows_have_their_number_in_the_key),
        cmocka_unit_test(a_field_is_hidden_only_where_its_condition_is_true),
        cmocka_unit_test(what_a_pack_does_not_know_is_refused),
        cmocka_unit_test(keys_limits_and_conditions_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
