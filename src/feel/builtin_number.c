/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/eval.h"
#include "feel/time.h"

static const struct feel *number_or_null(struct run *r, bool known, const struct decimal *d)
{
    return known ? value_number(r->arena, *d) : feel_null();
}

static const struct feel *rounded(struct run *r, const struct feel **args, enum round how)
{
    struct decimal d;
    int64_t scale = 0;
    bool fine = args[1] == NULL || feel_to_int(args[1], &scale);

    return number_or_null(r, fine && number_round(args[0]->number, scale, how, &d), &d);
}

#define ROUNDING(function, how) \
    static const struct feel *function(struct run *r, const struct feel **args, size_t count) \
    { \
        (void)count; \
        return rounded(r, args, how); \
    }

ROUNDING(decimal, ROUND_HALF_EVEN)
ROUNDING(floor_of, ROUND_FLOOR)
ROUNDING(ceiling_of, ROUND_CEILING)
ROUNDING(round_up, ROUND_UP)
ROUNDING(round_down, ROUND_DOWN)
ROUNDING(round_half_up, ROUND_HALF_UP)
ROUNDING(round_half_down, ROUND_HALF_DOWN)

static const struct feel *absolute(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *v = args[0];

    (void)count;
    switch (feel_kind(v)) {
    case FEEL_NUMBER:  return value_number(r->arena, number_abs(v->number));
    case FEEL_MONTHS:  return v->months < 0 ? eval_arithmetic(r, '*', v, feel_int(r->arena, -1)) : v;
    case FEEL_SECONDS: return v->span.seconds < 0 ? value_span(r->arena, time_span_negate(v->span)) : v;
    default:           return feel_null();
    }
}

static const struct feel *modulo(struct run *r, const struct feel **args, size_t count)
{
    struct decimal d;

    (void)count;
    return number_or_null(r, number_modulo(args[0]->number, args[1]->number, &d), &d);
}

static const struct feel *root(struct run *r, const struct feel **args, size_t count)
{
    struct decimal d;

    (void)count;
    return number_or_null(r, number_root(args[0]->number, &d), &d);
}

static const struct feel *logarithm(struct run *r, const struct feel **args, size_t count)
{
    struct decimal d;

    (void)count;
    return number_or_null(r, number_log(args[0]->number, &d), &d);
}

static const struct feel *exponential(struct run *r, const struct feel **args, size_t count)
{
    struct decimal d;

    (void)count;
    return number_or_null(r, number_exp(args[0]->number, &d), &d);
}

static const struct feel *parity(const struct feel *v, int rest)
{
    struct decimal d;

    if (!number_modulo(v->number, number_int(2), &d))
        return feel_null();
    return feel_bool(number_compare(d, number_int(rest)) == 0);
}

static const struct feel *odd(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return parity(args[0], 1);
}

static const struct feel *even(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return parity(args[0], 0);
}

const struct builtin builtin_numbers[] = {
    { "decimal", "n:n,scale:n", decimal },
    { "floor", "n:n,scale:n?", floor_of },
    { "ceiling", "n:n,scale:n?", ceiling_of },
    { "round up", "n:n,scale:n", round_up },
    { "round down", "n:n,scale:n", round_down },
    { "round half up", "n:n,scale:n", round_half_up },
    { "round half down", "n:n,scale:n", round_half_down },
    { "abs", "n:t", absolute },
    { "abs", "number:t", absolute },
    { "modulo", "dividend:n,divisor:n", modulo },
    { "sqrt", "number:n", root },
    { "log", "number:n", logarithm },
    { "exp", "number:n", exponential },
    { "odd", "number:n", odd },
    { "even", "number:n", even },
    { NULL, NULL, NULL },
};
