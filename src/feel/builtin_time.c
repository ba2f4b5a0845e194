/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/eval.h"
#include "feel/time.h"

static bool has_date(const struct feel *v)
{
    return value_is(v, FEEL_DATE) || value_is(v, FEEL_DATE_TIME);
}

static const struct feel *moment_or_null(struct run *r, bool known, enum feel_kind kind, const struct moment *m)
{
    return known ? value_moment(r->arena, kind, m) : feel_null();
}

static struct moment day_only(const struct moment *m)
{
    return (struct moment){ .year = m->year, .month = m->month, .day = m->day };
}

static const struct feel *date_from(struct run *r, const struct feel **args, size_t count)
{
    struct moment m = { .zone = ZONE_NONE };

    (void)count;
    if (has_date(args[0])) {
        m = day_only(&args[0]->at);
        return value_moment(r->arena, FEEL_DATE, &m);
    }
    return moment_or_null(r, value_is(args[0], FEEL_TEXT) && time_read_date(args[0]->text, &m), FEEL_DATE, &m);
}

static bool set_date(const struct feel **args, struct moment *m)
{
    int64_t year, month, day;

    if (!feel_to_int(args[0], &year) || !feel_to_int(args[1], &month) || !feel_to_int(args[2], &day)
        || !time_date_valid(year, month, day))
        return false;
    *m = (struct moment){ .year = (int32_t)year, .month = (uint8_t)month, .day = (uint8_t)day };
    return true;
}

static const struct feel *date_of_numbers(struct run *r, const struct feel **args, size_t count)
{
    struct moment m;

    (void)count;
    return moment_or_null(r, set_date(args, &m), FEEL_DATE, &m);
}

/* Whole seconds and the nanoseconds behind the point. */
static bool set_second(const struct feel *v, struct moment *m)
{
    struct decimal whole, rest;
    int64_t second, nanos;

    if (!number_round(v->number, 0, ROUND_FLOOR, &whole) || !number_whole(whole, &second) || second < 0 || second > 59
        || !number_subtract(v->number, whole, &rest) || !number_multiply(rest, number_int(NANOS), &rest)
        || !number_round(rest, 0, ROUND_DOWN, &rest) || !number_whole(rest, &nanos))
        return false;
    m->second = (uint8_t)second;
    m->nanos = (int32_t)nanos;
    return true;
}

static bool set_clock(const struct feel **args, struct moment *m)
{
    int64_t hour, minute;

    if (!feel_to_int(args[0], &hour) || !feel_to_int(args[1], &minute) || hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return false;
    m->hour = (uint8_t)hour;
    m->minute = (uint8_t)minute;
    return set_second(args[2], m);
}

/* A duration of at most eighteen hours, or nothing. */
static bool set_offset(const struct feel *v, struct moment *m)
{
    if (value_is_null(v))
        return true;
    if (!value_is(v, FEEL_SECONDS) || v->span.nanos != 0 || v->span.seconds > 64800 || v->span.seconds < -64800)
        return false;
    m->zone = ZONE_OFFSET;
    m->offset_s = (int32_t)v->span.seconds;
    return true;
}

static const struct feel *time_from(struct run *r, const struct feel **args, size_t count)
{
    struct moment m = { .zone = ZONE_NONE };

    (void)count;
    if (value_is(args[0], FEEL_TEXT))
        return moment_or_null(r, time_read_clock(args[0]->text, &m), FEEL_TIME, &m);
    if (!has_date(args[0]))
        return value_is(args[0], FEEL_TIME) ? args[0] : feel_null();
    m = args[0]->at;
    if (args[0]->kind == FEEL_DATE)
        m.zone = ZONE_OFFSET;       /* a date is its midnight in UTC */
    m.year = 0;
    m.month = m.day = 0;
    return value_moment(r->arena, FEEL_TIME, &m);
}

static const struct feel *time_of_numbers(struct run *r, const struct feel **args, size_t count)
{
    struct moment m = { .zone = ZONE_NONE };

    (void)count;
    return moment_or_null(r, set_clock(args, &m) && set_offset(args[3], &m), FEEL_TIME, &m);
}

static const struct feel *date_time_from(struct run *r, const struct feel **args, size_t count)
{
    struct moment m = { .zone = ZONE_NONE };

    (void)count;
    if (value_is(args[0], FEEL_TEXT))
        return moment_or_null(r, time_read_date_time(args[0]->text, &m), FEEL_DATE_TIME, &m);
    if (!has_date(args[0]))
        return feel_null();
    m = args[0]->at;
    if (args[0]->kind == FEEL_DATE)
        m.zone = ZONE_OFFSET;
    return value_moment(r->arena, FEEL_DATE_TIME, &m);
}

static const struct feel *date_time_of_parts(struct run *r, const struct feel **args, size_t count)
{
    struct moment m;

    (void)count;
    if (!has_date(args[0]) || !value_is(args[1], FEEL_TIME))
        return feel_null();
    m = args[1]->at;
    m.year = args[0]->at.year;
    m.month = args[0]->at.month;
    m.day = args[0]->at.day;
    return moment_or_null(r, time_resolve(&m), FEEL_DATE_TIME, &m);
}

static const struct feel *date_time_of_numbers(struct run *r, const struct feel **args, size_t count)
{
    struct moment m;
    bool fine = set_date(args, &m) && set_clock(args + 3, &m);

    (void)count;
    if (fine && value_is(args[6], FEEL_TEXT))
        fine = args[6]->text.len > 0 && time_zone_set(&m, args[6]->text);
    else
        fine = fine && set_offset(args[6], &m);
    return moment_or_null(r, fine, FEEL_DATE_TIME, &m);
}

static const struct feel *duration_from(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    if (value_is(args[0], FEEL_MONTHS) || value_is(args[0], FEEL_SECONDS))
        return args[0];
    return value_is(args[0], FEEL_TEXT) ? time_read_duration(r->arena, args[0]->text) : feel_null();
}

static const struct feel *months_between(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    if (!has_date(args[0]) || !has_date(args[1]))
        return feel_null();
    return value_months(r->arena, time_months_between(&args[0]->at, &args[1]->at));
}

static const struct feel *day_of_year(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return has_date(args[0]) ? feel_int(r->arena, time_year_day(&args[0]->at)) : feel_null();
}

static const struct feel *day_of_week(struct run *r, const struct feel **args, size_t count)
{
    static const char *const names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

    (void)count;
    return has_date(args[0]) ? feel_text(r->arena, str_of(names[time_weekday(&args[0]->at) - 1])) : feel_null();
}

static const struct feel *month_of_year(struct run *r, const struct feel **args, size_t count)
{
    static const char *const names[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December" };

    (void)count;
    return has_date(args[0]) ? feel_text(r->arena, str_of(names[args[0]->at.month - 1])) : feel_null();
}

static const struct feel *week_of_year(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return has_date(args[0]) ? feel_int(r->arena, time_week(&args[0]->at)) : feel_null();
}

static const struct feel *now(struct run *r, const struct feel **args, size_t count)
{
    (void)args;
    (void)count;
    return feel_moment(r->arena, r->env->now, r->env->zone);
}

static const struct feel *today(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *moment = now(r, args, count);
    struct moment m;

    if (value_is_null(moment))
        return moment;
    m = day_only(&moment->at);
    return value_moment(r->arena, FEEL_DATE, &m);
}

const struct builtin builtin_times[] = {
    { "date", "from:t", date_from },
    { "date", "year:n,month:n,day:n", date_of_numbers },
    { "time", "from:t", time_from },
    { "time", "hour:n,minute:n,second:n,offset:T?", time_of_numbers },
    { "date and time", "from:t", date_time_from },
    { "date and time", "date:t,time:t", date_time_of_parts },
    { "date and time", "year:n,month:n,day:n,hour:n,minute:n,second:n,offset:T?", date_time_of_numbers },
    { "date and time", "year:n,month:n,day:n,hour:n,minute:n,second:n,timezone:T?", date_time_of_numbers },
    { "duration", "from:t", duration_from },
    { "years and months duration", "from:t,to:t", months_between },
    { "day of year", "date:t", day_of_year },
    { "day of week", "date:t", day_of_week },
    { "month of year", "date:t", month_of_year },
    { "week of year", "date:t", week_of_year },
    { "now", "", now },
    { "today", "", today },
    { NULL, NULL, NULL },
};
