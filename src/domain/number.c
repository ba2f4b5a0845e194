/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/number.h"

#include "base/buf.h"
#include "base/calendar.h"
#include "domain/house.h"
#include "domain/number.sql.h"
#include "secure/secure.h"
#include "store/db.h"

enum { MODULUS = 10, SERIAL_MAX = 99999 };

/* ISO 7064 MOD 11,10 over digits. */
static char check_digit(struct str digits)
{
    int p = MODULUS;

    for (size_t i = 0; i < digits.len; i++) {
        p = (p + digits.p[i] - '0') % MODULUS;
        p = (p == 0 ? MODULUS : p) * 2 % (MODULUS + 1);
    }
    return (char)('0' + (MODULUS + 1 - p) % MODULUS);
}

enum err number_next(struct ctx *cx, struct str counter, int64_t *out)
{
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_NUMBER_STEP, &row, ARGS(arg_text(counter))));
    found = row_next(row);
    if (found)
        *out = row_int(row, 0);
    TRY(row_end(row));
    return found ? OK : ERR_INTERNAL;
}

enum err number_case(struct ctx *cx, int64_t place, struct str item_type, struct str *out)
{
    struct civil d = day_civil(day_of(cx->now));
    struct str head = arena_printf(cx->arena, "%09lld%04d%02d%02d", (long long)(place / 1000), d.year, d.month, d.day);
    int64_t serial;
    struct buf b = buf_in(cx->arena);

    TRY(number_next(cx, arena_join(cx->arena, STR("case:"), head), &serial));
    if (serial > SERIAL_MAX)
        return ctx_fail(cx, ERR_LIMIT, "gap.number.exhausted", STR(""));
    buf_printf(&b, "%.*s%.*s%05lld", STR_ARG(head), STR_ARG(item_type), (long long)serial);
    buf_char(&b, check_digit(buf_str(&b)));
    *out = buf_str(&b);
    return out->len == CASE_NUMBER_DIGITS ? OK : ERR_INTERNAL;
}

struct str number_query_code(struct ctx *cx, struct str case_number)
{
    struct str hex = secure_index(cx->house->keys, cx->arena, "query-code", case_number);
    uint64_t n = 0;

    for (size_t i = 0; i < 12 && i < hex.len; i++)
        n = n * 16 + (uint64_t)(hex.p[i] <= '9' ? hex.p[i] - '0' : hex.p[i] - 'a' + 10);
    return arena_printf(cx->arena, "%06llu", (unsigned long long)(n % 1000000));
}

bool number_code_fits(struct ctx *cx, struct str case_number, struct str code)
{
    return secure_equal(code, number_query_code(cx, case_number));
}

enum err number_clean(struct arena *a, struct str typed, struct str *out)
{
    struct buf b = buf_in(a);

    for (size_t i = 0; i < typed.len; i++)
        if (typed.p[i] >= '0' && typed.p[i] <= '9')
            buf_char(&b, typed.p[i]);
        else if (typed.p[i] != ' ' && typed.p[i] != '-')
            return ERR_INVALID;
    *out = buf_str(&b);
    if (out->len != CASE_NUMBER_DIGITS || check_digit(str_sub(*out, 0, out->len - 1)) != out->p[out->len - 1])
        return ERR_INVALID;
    return OK;
}
