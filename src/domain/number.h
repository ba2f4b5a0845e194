/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * number - numbers people read out: case numbers and query codes.
 *
 * 办件编号 (our layout; the standard only says an..50 and unique): county and township 9 digits, date 8,
 * item type 2 (GB/T 39046 A.1), serial of that place and day 5, check digit ISO 7064 MOD 11,10: 25 digits.
 * 查询码: six digits derived from the number with the keys of the house, so it is stored nowhere.
 */
#ifndef DOMAIN_NUMBER_H
#define DOMAIN_NUMBER_H

#include "base/ctx.h"

enum { CASE_NUMBER_DIGITS = 25, QUERY_CODE_DIGITS = 6 };

/* A command. */
NODISCARD enum err number_case(struct ctx *cx, int64_t place, struct str item_type, struct str *out);
struct str number_query_code(struct ctx *cx, struct str case_number);
/* In constant time. */
bool number_code_fits(struct ctx *cx, struct str case_number, struct str code);
/* Takes what a person typed (blanks and dashes allowed). ERR_INVALID: wrong length or check digit. */
NODISCARD enum err number_clean(struct arena *a, struct str typed, struct str *out);
/* The next value of a named counter, without gaps. A command. */
NODISCARD enum err number_next(struct ctx *cx, struct str counter, int64_t *out);

#endif
