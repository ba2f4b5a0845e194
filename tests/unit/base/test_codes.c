/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/codes.h"

static void check(bool (*valid)(struct str), const char *const *texts, size_t count, bool want)
{
    for (size_t i = 0; i < count; i++)
        if (valid(str_of(texts[i])) != want)
            fail_msg("%s", texts[i]);
}

#define CHECK(valid, want, ...) do { static const char *const texts_[] = { __VA_ARGS__ }; \
    check((valid), texts_, sizeof texts_ / sizeof *texts_, (want)); } while (0)

static void a_credit_code_with_its_check_character_is_valid(void **state)
{
    (void)state;
    CHECK(codes_credit_valid, true, "91350100M000100Y43", "9144030071526726XG", "91330100799655058B",
          "11450000007565194H", "11422823011200016C", "114228230112000247", "11422823MB0T000154",
          "54422823ME0T000160", "93422823MA0T000117");
    CHECK(codes_credit_valid, false, "", "91350100M000100Y44", "91350100M000100Y4", "91350100M000100Y433",
          "9144030071526726IG", "91330100799655058b", "11450000007565194\xe5");
}

static void an_organisation_code_with_its_check_character_is_valid(void **state)
{
    (void)state;
    CHECK(codes_organisation_valid, true, "D2143569X", "71526726X");
    CHECK(codes_organisation_valid, false, "", "D21435690", "D2143569-X", "d2143569X", "71526726");
}

static void a_card_number_passes_luhn_and_has_13_to_19_digits(void **state)
{
    (void)state;
    CHECK(codes_luhn_valid, true, "79927398713", "6228480012345678903", "6217991234567890124", "4111111111111111");
    CHECK(codes_luhn_valid, false, "", "0", "79927398710", "7992739871a");
    CHECK(codes_card_valid, true, "6228480012345678903", "6217991234567890124", "4111111111111111");
    CHECK(codes_card_valid, false, "79927398713", "6228480012345678904", "62284800123456789036");
}

static void a_mobile_number_has_eleven_digits_from_13_on(void **state)
{
    (void)state;
    CHECK(codes_mobile_valid, true, "13800138000", "19912345678");
    CHECK(codes_mobile_valid, false, "", "12800138000", "1380013800", "138001380000", "+8613800138", "138-0013800");
}

static void a_landline_has_its_area_code(void **state)
{
    (void)state;
    CHECK(codes_landline_valid, true, "0718-4332211", "010-12345678");
    CHECK(codes_landline_valid, false, "4332211", "07184332211", "718-4332211", "0718-433221", "0718-4332211-1", "0718-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_credit_code_with_its_check_character_is_valid),
        cmocka_unit_test(an_organisation_code_with_its_check_character_is_valid),
        cmocka_unit_test(a_card_number_passes_luhn_and_has_13_to_19_digits),
        cmocka_unit_test(a_mobile_number_has_eleven_digits_from_13_on),
        cmocka_unit_test(a_landline_has_its_area_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
