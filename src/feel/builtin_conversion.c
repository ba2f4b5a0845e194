/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/eval.h"
#include "feel/parse.h"

static const struct feel *not_of(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return eval_not(args[0]);
}

static const struct feel *string_of(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return eval_charge(r, args[0]->weight) ? feel_text(r->arena, feel_string(r->arena, args[0])) : feel_null();
}

static const struct feel *number_of(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    if (value_is(args[0], FEEL_NUMBER))
        return args[0];
    return feel_number(r->arena, feel_str(args[0]));
}

static char separator(const struct feel *v, const char *allowed)
{
    struct str s = feel_str(v);

    for (const char *c = allowed; *c != '\0'; c++)
        if (s.len == 1 && s.p[0] == *c)
            return *c;
    return '\0';
}

/* The grouping sign is left out, the decimal sign becomes a point; both must be allowed and differ. */
static const struct feel *number_grouped(struct run *r, const struct feel **args, size_t count)
{
    char grouping = separator(args[1], " ,."), point = separator(args[2], ".,");
    struct buf b = buf_in(r->arena);
    struct str s = args[0]->text;

    (void)count;
    if ((grouping == '\0' && !value_is_null(args[1])) || (point == '\0' && !value_is_null(args[2]))
        || (grouping == point && point != '\0') || !eval_charge(r, s.len))
        return feel_null();
    for (size_t i = 0; i < s.len; i++) {
        if (grouping != '\0' && s.p[i] == grouping)
            continue;
        if (s.p[i] == '.' && point == ',')
            return feel_null();
        buf_char(&b, s.p[i] == point && point != '\0' ? '.' : s.p[i]);
    }
    return feel_number(r->arena, buf_str(&b));
}

/* The same clock and the same distance from UTC; what the zone is called does not matter (TCK 0103). */
static bool same_moment(const struct moment *l, const struct moment *r)
{
    return (l->zone == ZONE_NONE) == (r->zone == ZONE_NONE) && l->offset_s == r->offset_s && l->year == r->year
        && l->month == r->month && l->day == r->day && l->hour == r->hour && l->minute == r->minute
        && l->second == r->second && l->nanos == r->nanos;
}

static const struct feel *is(struct run *r, const struct feel **args, size_t count)
{
    enum feel_kind kind = feel_kind(args[0]);

    (void)r;
    (void)count;
    if (kind != feel_kind(args[1]))
        return feel_bool(false);
    if (kind == FEEL_TIME || kind == FEEL_DATE_TIME)
        return feel_bool(same_moment(&args[0]->at, &args[1]->at));
    return feel_bool(feel_equal(args[0], args[1]));
}

static bool makes_time(const struct node *callee)
{
    static const char *const times[] = { "date", "time", "date and time", "duration" };

    for (size_t i = 0; callee->kind == NODE_NAME && i < sizeof times / sizeof *times; i++)
        if (str_is(callee->name, times[i]))
            return true;
    return false;
}

/* A literal, or one of the functions of time over such (TCK 1156); a missing end is one too. */
static bool is_constant(const struct node *n)
{
    if (n == NULL || n->kind == NODE_LITERAL)
        return true;
    if (n->kind == NODE_NEGATE)
        return n->kids[0]->kind == NODE_LITERAL;
    if (n->kind != NODE_CALL || !makes_time(n->kids[0]))
        return false;
    for (size_t i = 1; i < n->count; i++)
        if (!is_constant(n->kids[i]))
            return false;
    return true;
}

static const struct feel *constant_range(struct run *r, struct str s)
{
    const struct node *n;

    if (parse_text(r->arena, s, false, (struct feel_names){ 0 }, NULL, &n, NULL, NULL) != OK)
        return feel_null();
    if (n->kind != NODE_RANGE || !is_constant(n->kids[0]) || !is_constant(n->kids[1]))
        return feel_null();
    return eval_node(r, n, NULL);
}

/* "[1..5)" or "< 5" with literal ends; in "(..5]" and "[1..)" the end that is missing must be open. */
static const struct feel *range_of(struct run *r, const struct feel **args, size_t count)
{
    struct str s = str_trim(args[0]->text), inside;

    (void)count;
    if (!eval_charge(r, s.len * 2) || s.len < 3)
        return feel_null();
    inside = str_trim(str_sub(s, 1, s.len - 2));
    if (str_starts(inside, STR("..")) && (s.p[0] == '(' || s.p[0] == ']'))
        return constant_range(r, arena_join(r->arena, s.p[s.len - 1] == ']' ? STR("<=") : STR("<"),
                                            str_sub(inside, 2, inside.len)));
    if (str_ends(inside, STR("..")) && (s.p[s.len - 1] == ')' || s.p[s.len - 1] == '['))
        return constant_range(r, arena_join(r->arena, s.p[0] == '[' ? STR(">=") : STR(">"),
                                            str_sub(inside, 0, inside.len - 2)));
    return constant_range(r, s);
}

const struct builtin builtin_conversions[] = {
    { "not", "negand:T", not_of },
    { "string", "from:t", string_of },
    { "number", "from:t", number_of },
    { "number", "from:s,grouping separator:S,decimal separator:S", number_grouped },
    { "is", "value1:T,value2:T", is },
    { "range", "from:s", range_of },
    { NULL, NULL, NULL },
};
