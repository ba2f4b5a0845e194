/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/citizen.h"

#include <string.h>

/* The province codes of GB/T 2260; 83 stands on residence permits of Taiwan residents, 91 abroad. */
static bool known_province(int code)
{
    static const char known[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
                                "50 51 52 53 54 61 62 63 64 65 71 81 82 83 91";
    char wanted[3] = { (char)('0' + code / 10), (char)('0' + code % 10), '\0' };

    return strstr(known, wanted) != NULL;
}

static char check_character(const char *id)
{
    static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (id[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

static int number(const char *p, int len)
{
    int n = 0;

    for (int i = 0; i < len; i++)
        n = n * 10 + (p[i] - '0');
    return n;
}

/* Puts the number into its 18-character form; the last character is still the one given. */
static enum citizen_fault normalise(struct str id, char out[19])
{
    if (id.len != 18 && id.len != 15)
        return CITIZEN_LENGTH;
    if (!str_digits(str_sub(id, 0, id.len == 18 ? 17 : 15)))
        return CITIZEN_CHARACTERS;
    out[18] = '\0';
    if (id.len == 15) {
        memcpy(out, id.p, 6);
        memcpy(out + 6, "19", 2);
        memcpy(out + 8, id.p + 6, 9);
        out[17] = check_character(out);
        return CITIZEN_OK;
    }
    memcpy(out, id.p, 18);
    if (out[17] == 'x')
        out[17] = 'X';
    return out[17] == 'X' || str_digits((struct str){ out + 17, 1 }) ? CITIZEN_OK : CITIZEN_CHARACTERS;
}

enum citizen_fault citizen_check(struct str id, int64_t today, struct citizen *out)
{
    struct citizen c;
    enum citizen_fault fault = normalise(id, c.id_no);

    if (fault != CITIZEN_OK)
        return fault;
    if (!known_province(number(c.id_no, 2)))
        return CITIZEN_PROVINCE;
    if (number(c.id_no + 6, 4) < 1900
        || day_from_civil(number(c.id_no + 6, 4), number(c.id_no + 10, 2), number(c.id_no + 12, 2), &c.born) != OK
        || c.born > today)
        return CITIZEN_DATE;
    if (c.id_no[17] != check_character(c.id_no))
        return CITIZEN_CHECKSUM;
    c.sex = (c.id_no[16] - '0') % 2 == 1 ? SEX_MALE : SEX_FEMALE;
    *out = c;
    return CITIZEN_OK;
}

const char *citizen_fault_name(enum citizen_fault fault)
{
    static const char *const names[] = { "ok", "length", "characters", "province", "date", "checksum" };

    return names[fault];
}

int citizen_age(int64_t born, int64_t on)
{
    struct civil b = day_civil(born), o = day_civil(on);

    return o.year - b.year - (o.month < b.month || (o.month == b.month && o.day < b.day) ? 1 : 0);
}
