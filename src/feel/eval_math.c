/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"
#include "feel/time.h"

typedef bool number_fn(struct decimal l, struct decimal r, struct decimal *out);

static const struct feel *on_numbers(struct run *r, int op, const struct feel *left, const struct feel *right)
{
    static const struct { int op; number_fn *fn; } functions[] = {
        { '+', number_add }, { '-', number_subtract }, { '*', number_multiply }, { '/', number_divide }, { '^', number_power },
    };

    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        struct decimal d;
        if (functions[i].op == op)
            return functions[i].fn(left->number, right->number, &d) ? value_number(r->arena, d) : feel_null();
    }
    return feel_null();
}

static const struct feel *on_texts(struct run *r, int op, const struct feel *left, const struct feel *right)
{
    if (op != '+' || !eval_charge(r, left->text.len + right->text.len))
        return feel_null();
    return feel_text(r->arena, arena_join(r->arena, left->text, right->text));
}

/* A duration in seconds as a decimal, and back: multiplication and division lose nothing below a nanosecond. */
static struct decimal seconds_of(struct span s)
{
    struct decimal d = number_int(s.seconds), nanos = number_int(s.nanos), scale = number_int(NANOS);

    if (number_divide(nanos, scale, &nanos))
        number_add(d, nanos, &d);
    return d;
}

static const struct feel *span_from(struct run *r, struct decimal d)
{
    struct decimal whole, rest;
    int64_t seconds, nanos;

    if (!number_round(d, 0, ROUND_FLOOR, &whole) || !number_whole(whole, &seconds) || !number_subtract(d, whole, &rest)
        || !number_multiply(rest, number_int(NANOS), &rest) || !number_round(rest, 0, ROUND_HALF_EVEN, &rest)
        || !number_whole(rest, &nanos))
        return feel_null();
    return value_span(r->arena, time_span(seconds, nanos));
}

static const struct feel *months_from(struct run *r, struct decimal d)
{
    int64_t months;

    if (!number_round(d, 0, ROUND_DOWN, &d) || !number_whole(d, &months))
        return feel_null();
    return value_months(r->arena, months);
}

static const struct feel *scale_duration(struct run *r, int op, const struct feel *duration, struct decimal by)
{
    struct decimal d = duration->kind == FEEL_MONTHS ? number_int(duration->months) : seconds_of(duration->span);

    if (!(op == '*' ? number_multiply(d, by, &d) : number_divide(d, by, &d)))
        return feel_null();
    return duration->kind == FEEL_MONTHS ? months_from(r, d) : span_from(r, d);
}

static const struct feel *add_durations(struct run *r, const struct feel *left, const struct feel *right, bool minus)
{
    struct span span;
    int64_t months;

    if (left->kind == FEEL_MONTHS) {
        if (minus ? __builtin_sub_overflow(left->months, right->months, &months)
                  : __builtin_add_overflow(left->months, right->months, &months))
            return feel_null();
        return value_months(r->arena, months);
    }
    span = minus ? time_span_negate(right->span) : right->span;
    return time_span_add(left->span, span, &span) ? value_span(r->arena, span) : feel_null();
}

static const struct feel *on_durations(struct run *r, int op, const struct feel *left, const struct feel *right)
{
    struct decimal quotient;

    if (op == '+' || op == '-')
        return add_durations(r, left, right, op == '-');
    if (op != '/')
        return feel_null();
    if (left->kind == FEEL_MONTHS
            ? !number_divide(number_int(left->months), number_int(right->months), &quotient)
            : !number_divide(seconds_of(left->span), seconds_of(right->span), &quotient))
        return feel_null();
    return value_number(r->arena, quotient);
}

static bool is_moment(const struct feel *v)
{
    return value_is(v, FEEL_DATE) || value_is(v, FEEL_TIME) || value_is(v, FEEL_DATE_TIME);
}

static bool is_duration(const struct feel *v)
{
    return value_is(v, FEEL_MONTHS) || value_is(v, FEEL_SECONDS);
}

static const struct feel *move(struct run *r, const struct feel *v, const struct feel *duration, bool minus)
{
    struct moment moved;
    bool done;

    if (duration->kind == FEEL_MONTHS) {
        int64_t months = minus ? (duration->months == INT64_MIN ? INT64_MAX : -duration->months) : duration->months;
        done = v->kind != FEEL_TIME && time_add_months(&v->at, months, &moved);
    } else {
        struct span span = minus ? time_span_negate(duration->span) : duration->span;
        done = time_add_span(v->kind, &v->at, span, &moved);
    }
    return done ? value_moment(r->arena, v->kind, &moved) : feel_null();
}

/* A date beside a date-time is its midnight in UTC (TCK 0100). */
static struct moment as_date_time(const struct feel *v)
{
    struct moment m = v->at;

    if (v->kind == FEEL_DATE)
        m.zone = ZONE_OFFSET;
    return m;
}

static const struct feel *subtract_moments(struct run *r, const struct feel *left, const struct feel *right)
{
    struct moment l = left->at, m = right->at;
    enum feel_kind kind = left->kind;
    int order;

    if (left->kind != right->kind) {
        if (left->kind == FEEL_TIME || right->kind == FEEL_TIME)
            return feel_null();
        l = as_date_time(left);
        m = as_date_time(right);
        kind = FEEL_DATE_TIME;
    }
    if (!time_compare(kind, &l, &m, &order))
        return feel_null();
    return value_span(r->arena, time_between(kind, &l, &m));
}

const struct feel *eval_arithmetic(struct run *r, int op, const struct feel *left, const struct feel *right)
{
    if (value_is(left, FEEL_NUMBER) && value_is(right, FEEL_NUMBER))
        return on_numbers(r, op, left, right);
    if (value_is(left, FEEL_TEXT) && value_is(right, FEEL_TEXT))
        return on_texts(r, op, left, right);
    if (is_duration(left) && feel_kind(left) == feel_kind(right))
        return on_durations(r, op, left, right);
    if (is_duration(left) && value_is(right, FEEL_NUMBER) && (op == '*' || op == '/'))
        return scale_duration(r, op, left, right->number);
    if (value_is(left, FEEL_NUMBER) && is_duration(right) && op == '*')
        return scale_duration(r, op, right, left->number);
    if (is_moment(left) && is_duration(right) && (op == '+' || op == '-'))
        return move(r, left, right, op == '-');
    if (is_duration(left) && is_moment(right) && op == '+')
        return move(r, right, left, false);
    if (is_moment(left) && is_moment(right) && op == '-')
        return subtract_moments(r, left, right);
    return feel_null();
}
