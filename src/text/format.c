/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "text/format.h"

#include <inttypes.h>

#include "base/calendar.h"
#include "base/json.h"
#include "text/render.h"

enum { DAY_NUMBER_MAX = 1000000 };      /* as a day the year 4707, as milliseconds 17 minutes of 1970 */

struct moment { int64_t day, minute; };     /* minute of the day */

static const struct val *text(struct view *v, struct str s)
{
    return val_text(v->arena, s);
}

static uint64_t magnitude(int64_t n)
{
    return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

/* A message of the formatters themselves, filled with model. */
static const struct val *words(struct view *v, const char *key, const struct val *model)
{
    const struct template *message = text_find_message(v->text, str_of(key), v->lang);

    return text(v, message != NULL ? render_message(v, message, model) : str_of(key));
}

static const struct val *words_n(struct view *v, const char *key, struct str n)
{
    return words(v, key, val_set_str(v->arena, val_map(v->arena), "n", n));
}

/* ---- dates ---- */

static bool read_moment(const struct val *x, struct moment *out)
{
    int64_t n = x->num;

    *out = (struct moment){ 0, 0 };
    if (x->kind == VAL_TEXT && day_parse(x->text, &out->day) == OK)
        return true;
    if (x->kind != VAL_INT && (x->kind != VAL_TEXT || str_int(x->text, &n) != OK))
        return false;
    out->day = n;
    if (n <= -DAY_NUMBER_MAX || n >= DAY_NUMBER_MAX) {
        out->day = day_of(n);
        out->minute = (n - day_start(out->day)) / 60000;
    }
    return true;
}

static const struct val *moment_model(struct view *v, struct moment m)
{
    struct civil c = day_civil(m.day);
    struct val *model = val_map(v->arena);

    val_set_int(v->arena, model, "year", c.year);
    val_set_int(v->arena, model, "month", c.month);
    val_set_int(v->arena, model, "day", c.day);
    val_set_int(v->arena, model, "weekday", c.weekday);
    val_set_str(v->arena, model, "hour", arena_printf(v->arena, "%02d", (int)(m.minute / 60)));
    val_set_str(v->arena, model, "minute", arena_printf(v->arena, "%02d", (int)(m.minute % 60)));
    return model;
}

static const struct val *moment_words(struct view *v, const struct val *x, const char *near, const char *far)
{
    struct moment m;
    bool this_year;

    if (!read_moment(x, &m))
        return x;
    this_year = v->now == 0 || day_civil(m.day).year == day_civil(day_of(v->now)).year;
    return words(v, this_year ? near : far, moment_model(v, m));
}

static const struct val *as_day(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return moment_words(v, x, "format.day", "format.day_far");
}

static const struct val *as_daytime(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return moment_words(v, x, "format.daytime", "format.daytime_far");
}

static const struct val *as_date(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return moment_words(v, x, "format.date", "format.date");
}

static const struct val *as_clock(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return moment_words(v, x, "format.clock", "format.clock");
}

static const struct val *as_days_left(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    if (x->kind != VAL_INT)
        return x;
    if (x->num == 0)
        return words(v, "format.days_left.today", NULL);
    if (x->num < 0)
        return words_n(v, x->num == -1 ? "format.days_left.over_one" : "format.days_left.over",
                       arena_printf(v->arena, "%" PRIu64, magnitude(x->num)));
    return words_n(v, x->num == 1 ? "format.days_left.one" : "format.days_left.many",
                   arena_printf(v->arena, "%" PRId64, x->num));
}

/* ---- amounts ---- */

static struct str grouped(struct arena *a, uint64_t n)
{
    if (n < 1000)
        return arena_printf(a, "%" PRIu64, n);
    return arena_printf(a, "%.*s,%03d", STR_ARG(grouped(a, n / 1000)), (int)(n % 1000));
}

static const struct val *as_num(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    if (x->kind != VAL_INT)
        return x;
    return text(v, arena_join(v->arena, x->num < 0 ? STR("-") : STR(""), grouped(v->arena, magnitude(x->num))));
}

static const struct val *as_money(struct view *v, const struct val *x, struct str arg)
{
    uint64_t fen = magnitude(x->num);

    (void)arg;
    if (x->kind != VAL_INT)
        return x;
    return words_n(v, "format.money", arena_printf(v->arena, "%s%.*s.%02d", x->num < 0 ? "-" : "",
                                                   STR_ARG(grouped(v->arena, fen / 100)), (int)(fen % 100)));
}

static const struct val *as_size(struct view *v, const struct val *x, struct str arg)
{
    int64_t kb = x->num / 1024 + (x->num % 1024 != 0), tenths = x->num / 104858;     /* a tenth of a MB */

    (void)arg;
    if (x->kind != VAL_INT || x->num < 0)
        return x;
    if (kb < 1024)
        return words_n(v, "format.size_kb", arena_printf(v->arena, "%" PRId64, kb));
    return words_n(v, "format.size_mb", arena_printf(v->arena, "%" PRId64 ".%d", tenths / 10, (int)(tenths % 10)));
}

static const struct val *as_count(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return val_int(v->arena, x->kind == VAL_LIST ? (int64_t)x->count : 0);
}

/* ---- persons ---- */

/* 复姓 of two characters that are common enough to be taken for one. */
static const char *const double_surnames[] = {
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "端木",
    "百里", "东郭", "南宫", "呼延", "闻人", "申屠", "太史", "长孙", "宇文", "钟离", "澹台", "轩辕", "独孤",
};

static struct str surname(struct str name)
{
    struct str two = str_head(name, 2);

    for (size_t i = 0; str_chars(name) > 2 && i < sizeof double_surnames / sizeof *double_surnames; i++)
        if (str_is(two, double_surnames[i]))
            return two;
    return str_head(name, 1);
}

static const struct val *as_mask_name(struct view *v, const struct val *x, struct str arg)
{
    struct str shown;

    (void)arg;
    if (x->kind != VAL_TEXT || x->text.len == 0)
        return x;
    shown = surname(x->text);
    return text(v, arena_join(v->arena, shown, str_chars(x->text) - str_chars(shown) < 2 ? STR("*") : STR("**")));
}

/* Keeps head and tail; a text too short to hide anything between them is hidden whole. */
static const struct val *masked(struct view *v, const struct val *x, size_t head, size_t tail, const char *middle)
{
    struct str s = x->text;

    if (x->kind != VAL_TEXT || s.len == 0)
        return x;
    if (s.len < head + tail + 4)
        return text(v, STR("****"));
    return text(v, arena_printf(v->arena, "%.*s%s%.*s", STR_ARG(str_sub(s, 0, head)), middle,
                                STR_ARG(str_sub(s, s.len - tail, tail))));
}

static const struct val *as_mask_phone(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return masked(v, x, 3, 4, "****");
}

static const struct val *as_mask_id(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return masked(v, x, 6, 4, "********");
}

static const struct val *as_mask_account(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return masked(v, x, 4, 4, " **** **** ");
}

/* ---- words and letters ---- */

static const struct val *as_message(struct view *v, const struct val *x, struct str arg)
{
    struct str key = render_text(v->arena, x);
    const struct template *message;

    if (key.len == 0)
        return &val_none;
    if (arg.len > 0)
        key = arena_printf(v->arena, "%.*s.%.*s", STR_ARG(arg), STR_ARG(key));
    message = text_find_message(v->text, key, v->lang);
    return text(v, message != NULL ? render_message(v, message, NULL) : key);
}

static const struct val *as_is(struct view *v, const struct val *x, struct str arg)
{
    return val_bool(v->arena, str_eq(render_text(v->arena, x), arg));
}

static const struct val *as_not(struct view *v, const struct val *x, struct str arg)
{
    return val_bool(v->arena, !str_eq(render_text(v->arena, x), arg));
}

static const struct val *as_or(struct view *v, const struct val *x, struct str arg)
{
    return render_text(v->arena, x).len > 0 ? x : text(v, arg);
}

static const struct val *as_cut(struct view *v, const struct val *x, struct str arg)
{
    struct str s = render_text(v->arena, x), first, second, before;
    int64_t from = 0, len = 0;

    str_cut(arg, ',', &first, &second);
    if (str_int(first, &from) != OK || str_int(second, &len) != OK || from < 0 || len < 0)
        return x;
    before = str_head(s, (size_t)from);
    return text(v, str_head(str_sub(s, before.len, s.len - before.len), (size_t)len));
}

static const struct val *as_upper(struct view *v, const struct val *x, struct str arg)
{
    struct buf out = buf_in(v->arena);
    struct str s = render_text(v->arena, x);

    (void)arg;
    for (size_t i = 0; i < s.len; i++)
        buf_char(&out, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i]);
    return text(v, buf_str(&out));
}

static const struct val *as_url(struct view *v, const struct val *x, struct str arg)
{
    struct buf out = buf_in(v->arena);

    (void)arg;
    buf_percent(&out, render_text(v->arena, x));
    return text(v, buf_str(&out));
}

static const struct val *as_json(struct view *v, const struct val *x, struct str arg)
{
    (void)arg;
    return text(v, json_write(v->arena, x));
}

static const struct format formats[] = {
    { "day", as_day }, { "daytime", as_daytime }, { "date", as_date }, { "clock", as_clock },
    { "days_left", as_days_left }, { "money", as_money }, { "num", as_num }, { "size", as_size },
    { "count", as_count }, { "mask_name", as_mask_name }, { "mask_phone", as_mask_phone },
    { "mask_id", as_mask_id }, { "mask_account", as_mask_account }, { "t", as_message }, { "is", as_is },
    { "not", as_not }, { "or", as_or }, { "cut", as_cut }, { "upper", as_upper }, { "url", as_url }, { "json", as_json },
};

const struct format *format_find(struct str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_is(name, formats[i].name))
            return &formats[i];
    return NULL;
}
