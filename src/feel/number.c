/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The variant libbidgcc000: values by value, rounding and flags as arguments; nothing global. */
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

enum { DIGITS_MAX = 34, PLAIN_MAX = 60, LITERAL_MAX = 6200, NEAREST = BID_ROUNDING_TO_NEAREST };

static BID_UINT128 raw(struct decimal d)
{
    BID_UINT128 x;

    memcpy(&x, &d, sizeof x);
    return x;
}

static struct decimal cooked(BID_UINT128 x)
{
    struct decimal d;

    memcpy(&d, &x, sizeof d);
    return d;
}

static bool finish(BID_UINT128 x, struct decimal *out)
{
    if (!bid128_isFinite(x))
        return false;
    *out = cooked(x);
    return true;
}

struct decimal number_int(int64_t n)
{
    return cooked(bid128_from_int64(n));
}

static size_t digits(struct str s, size_t at)
{
    while (at < s.len && s.p[at] >= '0' && s.p[at] <= '9')
        at++;
    return at;
}

static bool exponent(struct str s, size_t at)
{
    size_t from = at + 1;

    if (from < s.len && (s.p[from] == '-' || s.p[from] == '+'))
        from++;
    return from < s.len && digits(s, from) == s.len;
}

static bool well_formed(struct str s)
{
    size_t start = s.len > 0 && (s.p[0] == '-' || s.p[0] == '+');
    size_t at = digits(s, start);
    bool some = at > start;

    if (at < s.len && s.p[at] == '.') {
        size_t end = digits(s, at + 1);
        if (end == at + 1)
            return false;
        some = true;
        at = end;
    }
    if (some && at < s.len && (s.p[at] == 'e' || s.p[at] == 'E'))
        return exponent(s, at);
    return some && at == s.len;
}

bool number_read(struct str s, struct decimal *out)
{
    _IDEC_flags flags = 0;
    char text[LITERAL_MAX + 1];

    if (s.len > LITERAL_MAX || !well_formed(s))
        return false;
    memcpy(text, s.p, s.len);
    text[s.len] = '\0';
    return finish(bid128_from_string(text, NEAREST, &flags), out);
}

/* The library writes [+-]DDD...E[+-]X; the digits and their power of ten are taken from that. */
struct parts { bool minus; char digits[DIGITS_MAX + 2]; int count, power; };

static struct parts take_apart(struct decimal d)
{
    char text[64];
    _IDEC_flags flags = 0;
    struct parts p = { .power = 0 };
    const char *e, *from = text + 1;

    bid128_to_string(text, raw(d), &flags);
    p.minus = text[0] == '-';
    e = strchr(text, 'E');
    while (from < e - 1 && *from == '0')
        from++;
    p.power = e == NULL ? 0 : (int)strtol(e + 1, NULL, 10);
    for (; e != NULL && from < e && p.count < DIGITS_MAX; from++)
        p.digits[p.count++] = *from;
    while (p.count > 1 && p.digits[p.count - 1] == '0') {
        p.count--;
        p.power++;
    }
    if (p.count == 1 && p.digits[0] == '0')
        p.power = 0;
    return p;
}

static void zeros(struct buf *b, int count)
{
    for (int i = 0; i < count; i++)
        buf_char(b, '0');
}

static void write_fraction(struct buf *b, const struct parts *p)
{
    int whole = p->count + p->power;

    if (whole <= 0) {
        buf_add(b, STR("0."));
        zeros(b, -whole);
        buf_add(b, (struct str){ p->digits, (size_t)p->count });
        return;
    }
    buf_add(b, (struct str){ p->digits, (size_t)whole });
    buf_char(b, '.');
    buf_add(b, (struct str){ p->digits + whole, (size_t)(p->count - whole) });
}

void number_write(struct buf *b, struct decimal d)
{
    struct parts p = take_apart(d);

    if (p.minus && p.digits[0] != '0')
        buf_char(b, '-');
    if (p.power + p.count > PLAIN_MAX || p.power < -PLAIN_MAX) {
        buf_printf(b, "%c", p.digits[0]);
        if (p.count > 1)
            buf_printf(b, ".%.*s", p.count - 1, p.digits + 1);
        buf_printf(b, "E%+d", p.power + p.count - 1);
    } else if (p.power >= 0) {
        buf_add(b, (struct str){ p.digits, (size_t)p.count });
        zeros(b, p.power);
    } else {
        write_fraction(b, &p);
    }
}

bool number_whole(struct decimal d, int64_t *out)
{
    _IDEC_flags flags = 0;
    long long n = bid128_to_int64_xint(raw(d), &flags);

    if (flags != 0)
        return false;
    *out = n;
    return true;
}

bool number_add(struct decimal l, struct decimal r, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_add(raw(l), raw(r), NEAREST, &flags), out);
}

bool number_subtract(struct decimal l, struct decimal r, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_sub(raw(l), raw(r), NEAREST, &flags), out);
}

bool number_multiply(struct decimal l, struct decimal r, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_mul(raw(l), raw(r), NEAREST, &flags), out);
}

bool number_divide(struct decimal l, struct decimal r, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_div(raw(l), raw(r), NEAREST, &flags), out);
}

/* Squaring keeps whole powers exact where 34 digits suffice; the library's pow is off in the last place. */
static bool whole_power(struct decimal base, int64_t n, struct decimal *out)
{
    struct decimal result = number_int(1);

    for (; n > 0; n >>= 1) {
        if ((n & 1) && !number_multiply(result, base, &result))
            return false;
        if (n > 1 && !number_multiply(base, base, &base))
            return false;
    }
    *out = result;
    return true;
}

bool number_power(struct decimal l, struct decimal r, struct decimal *out)
{
    _IDEC_flags flags = 0;
    struct decimal denominator;
    int64_t n;

    if (!number_whole(r, &n) || n > 999999999 || n < -999999999)
        return finish(bid128_pow(raw(l), raw(r), NEAREST, &flags), out);
    if (n >= 0)
        return whole_power(l, n, out);
    return whole_power(l, -n, &denominator) && number_divide(number_int(1), denominator, out);
}

bool number_modulo(struct decimal l, struct decimal r, struct decimal *out)
{
    _IDEC_flags flags = 0;
    BID_UINT128 rest;

    if (bid128_isZero(raw(r)))
        return false;
    rest = bid128_fmod(raw(l), raw(r), &flags);
    if (!bid128_isZero(rest) && bid128_isSigned(rest) != bid128_isSigned(raw(r)))
        rest = bid128_add(rest, raw(r), NEAREST, &flags);
    return finish(rest, out);
}

bool number_root(struct decimal d, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_sqrt(raw(d), NEAREST, &flags), out);
}

bool number_log(struct decimal d, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_log(raw(d), NEAREST, &flags), out);
}

bool number_exp(struct decimal d, struct decimal *out)
{
    _IDEC_flags flags = 0;

    return finish(bid128_exp(raw(d), NEAREST, &flags), out);
}

struct decimal number_abs(struct decimal d)
{
    return cooked(bid128_abs(raw(d)));
}

int number_compare(struct decimal l, struct decimal r)
{
    _IDEC_flags flags = 0;

    if (bid128_quiet_less(raw(l), raw(r), &flags))
        return -1;
    return bid128_quiet_equal(raw(l), raw(r), &flags) ? 0 : 1;
}

/* The library has no half-down: below the half is what remains of the magnitude less the smallest step. */
static BID_UINT128 half_down(BID_UINT128 x, BID_UINT128 unit, _IDEC_flags *flags)
{
    BID_UINT128 down = bid128_quantize(x, unit, BID_ROUNDING_TO_ZERO, flags);
    BID_UINT128 rest = bid128_abs(bid128_sub(x, down, NEAREST, flags));
    BID_UINT128 half = bid128_mul(unit, bid128_div(bid128_from_int64(1), bid128_from_int64(2), NEAREST, flags),
                                  NEAREST, flags);

    if (!bid128_quiet_less(half, rest, flags))
        return down;
    return bid128_quantize(x, unit, BID_ROUNDING_TIES_AWAY, flags);
}

static unsigned direction(bool minus, enum round how)
{
    switch (how) {
    case ROUND_FLOOR:     return BID_ROUNDING_DOWN;
    case ROUND_CEILING:   return BID_ROUNDING_UP;
    case ROUND_UP:        return minus ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    case ROUND_DOWN:      return BID_ROUNDING_TO_ZERO;
    case ROUND_HALF_UP:   return BID_ROUNDING_TIES_AWAY;
    case ROUND_HALF_DOWN:
    case ROUND_HALF_EVEN: break;
    }
    return BID_ROUNDING_TO_NEAREST;
}

bool number_round(struct decimal d, int64_t scale, enum round how, struct decimal *out)
{
    _IDEC_flags flags = 0;
    BID_UINT128 unit, x = raw(d), result;

    if (scale < -6111 || scale > 6176)
        return false;
    unit = bid128_scalbn(bid128_from_int64(1), (int)-scale, NEAREST, &flags);
    result = how == ROUND_HALF_DOWN ? half_down(x, unit, &flags)
                                    : bid128_quantize(x, unit, direction(bid128_isSigned(x), how), &flags);
    if (bid128_isFinite(result))
        return finish(result, out);
    *out = d;       /* more digits wanted than there are: nothing to round */
    return true;
}
