/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/citizen.h"

static int64_t day(const char *iso)
{
    int64_t d = 0;

    assert_int_equal(day_parse(str_of(iso), &d), OK);
    return d;
}

static enum citizen_fault fault_of(const char *id)
{
    struct citizen c;

    return citizen_check(str_of(id), day("2026-03-02"), &c);
}

static void a_valid_number_tells_birthday_and_sex(void **state)
{
    static const struct { const char *id, *born; enum sex sex; } vectors[] = {
        { "11010519491231002X", "1949-12-31", SEX_FEMALE }, { "440524188001010014", NULL, SEX_MALE },
        { "422823198001010011", "1980-01-01", SEX_MALE },   { "422823198506151231", "1985-06-15", SEX_MALE },
        { "422823200012314563", "2000-12-31", SEX_FEMALE }, { "42282319780504006X", "1978-05-04", SEX_FEMALE },
    };
    struct citizen c;

    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        enum citizen_fault fault = citizen_check(str_of(vectors[i].id), day("2026-03-02"), &c);
        if (vectors[i].born == NULL) {
            assert_int_equal(fault, CITIZEN_DATE);      /* the standard's own example, born in 1880 */
            continue;
        }
        assert_int_equal(fault, CITIZEN_OK);
        assert_int_equal(c.born, day(vectors[i].born));
        assert_int_equal(c.sex, vectors[i].sex);
        assert_string_equal(c.id_no, vectors[i].id);
    }
}

static void an_old_number_of_15_digits_is_made_18(void **state)
{
    struct citizen c;

    (void)state;
    assert_int_equal(citizen_check(STR("422823800101001"), day("2026-03-02"), &c), CITIZEN_OK);
    assert_string_equal(c.id_no, "422823198001010011");
}

static void a_small_x_is_taken_and_written_large(void **state)
{
    struct citizen c;

    (void)state;
    assert_int_equal(citizen_check(STR("42282319780504006x"), day("2026-03-02"), &c), CITIZEN_OK);
    assert_string_equal(c.id_no, "42282319780504006X");
}

static void a_wrong_number_is_refused_with_its_reason(void **state)
{
    (void)state;
    assert_int_equal(fault_of(""), CITIZEN_LENGTH);
    assert_int_equal(fault_of("4228231980010100"), CITIZEN_LENGTH);
    assert_int_equal(fault_of("42282319800101001O"), CITIZEN_CHARACTERS);
    assert_int_equal(fault_of("4228231980010100X1"), CITIZEN_CHARACTERS);
    assert_int_equal(fault_of("42282380010100X"), CITIZEN_CHARACTERS);
    assert_int_equal(fault_of("992823198001010011"), CITIZEN_PROVINCE);
    assert_int_equal(fault_of("422823199002290013"), CITIZEN_DATE);
    assert_int_equal(fault_of("422823202603030011"), CITIZEN_DATE);
    assert_int_equal(fault_of("422823198001010012"), CITIZEN_CHECKSUM);
    assert_int_equal(fault_of("422823198001010101"), CITIZEN_CHECKSUM);
    assert_string_equal(citizen_fault_name(CITIZEN_CHECKSUM), "checksum");
    assert_string_equal(citizen_fault_name(CITIZEN_OK), "ok");
}

static void age_turns_on_the_birthday(void **state)
{
    (void)state;
    assert_int_equal(citizen_age(day("1956-03-02"), day("2026-03-01")), 69);
    assert_int_equal(citizen_age(day("1956-03-02"), day("2026-03-02")), 70);
    assert_int_equal(citizen_age(day("2008-02-29"), day("2026-02-28")), 17);
    assert_int_equal(citizen_age(day("2008-02-29"), day("2026-03-01")), 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_valid_number_tells_birthday_and_sex),
        cmocka_unit_test(an_old_number_of_15_digits_is_made_18),
        cmocka_unit_test(a_small_x_is_taken_and_written_large),
        cmocka_unit_test(a_wrong_number_is_refused_with_its_reason),
        cmocka_unit_test(age_turns_on_the_birthday),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
