/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/codes.h"

#include <string.h>

/* The value of a character in an alphabet; -1: not in it. */
static int value_in(const char *alphabet, char c)
{
    const char *at = c != '\0' ? strchr(alphabet, c) : NULL;

    return at != NULL ? (int)(at - alphabet) : -1;
}

bool codes_credit_valid(struct str code)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";     /* GB 32100: no I O S V Z */
    int sum = 0, weight = 1;

    if (code.len != 18)
        return false;
    for (size_t i = 0; i < 17; i++) {
        int v = value_in(alphabet, code.p[i]);
        if (v < 0)
            return false;
        sum += v * weight;
        weight = weight * 3 % 31;
    }
    return value_in(alphabet, code.p[17]) == (31 - sum % 31) % 31;
}

bool codes_organisation_valid(struct str code)
{
    static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const int weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;

    if (code.len != 9)
        return false;
    for (size_t i = 0; i < 8; i++) {
        int v = value_in(alphabet, code.p[i]);
        if (v < 0)
            return false;
        sum += v * weights[i];
    }
    return code.p[8] == "0X987654321"[sum % 11];
}

bool codes_luhn_valid(struct str digits)
{
    int sum = 0;

    if (digits.len < 2 || !str_digits(digits))
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int d = digits.p[digits.len - 1 - i] - '0';
        sum += i % 2 == 0 ? d : d * 2 - (d > 4 ? 9 : 0);
    }
    return sum % 10 == 0;
}

bool codes_card_valid(struct str digits)
{
    return digits.len >= 13 && digits.len <= 19 && codes_luhn_valid(digits);
}

bool codes_mobile_valid(struct str phone)
{
    return phone.len == 11 && str_digits(phone) && phone.p[0] == '1' && phone.p[1] >= '3';
}

bool codes_landline_valid(struct str phone)
{
    struct str area, rest;

    if (!str_cut(phone, '-', &area, &rest) || !str_digits(area) || !str_digits(rest))
        return false;
    return (area.len == 3 || area.len == 4) && area.p[0] == '0' && (rest.len == 7 || rest.len == 8);
}
