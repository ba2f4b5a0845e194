/* SPDX-License-Identifier: MulanPSL-2.0 */
/* say - what the tests of feel share: an expression in, its value as JSON or the refusal as text out. */
#ifndef UNIT_FEEL_SAY_H
#define UNIT_FEEL_SAY_H

#include "../test.h"
#include "feel/feel.h"

/* 2026-01-05T08:00:00Z, which is 16:00 in Badong. */
#define SAY_ENV { .now = 1767600000000, .zone = { "Asia/Shanghai", 13 } }

static inline const struct feel *json_in(struct arena *a, const char *json)
{
    const struct feel *v = NULL;

    assert_int_equal(feel_from_json(a, str_of(json), &v, NULL), OK);
    return v;
}

static inline struct str said(struct arena *a, enum err e, const struct feel *v, struct feel_problem p)
{
    return e == OK ? feel_to_json(a, v)
                   : arena_printf(a, "%s %d:%d %.*s", err_name(e), p.line, p.column, STR_ARG(p.why));
}

static inline struct str say_in(struct arena *a, const struct feel *context, struct feel_env env, struct str text)
{
    struct feel_problem p = { 0, 0, STR("") };
    const struct feel_expr *e;
    const struct feel *v = NULL;
    enum err refused = feel_parse(a, text, feel_names_of(a, context), &e, &p);

    if (refused == OK)
        refused = feel_eval(a, e, context, &env, &v, &p);
    return said(a, refused, v, p);
}

static inline struct str say(struct arena *a, const char *text)
{
    struct feel_env env = SAY_ENV;

    return say_in(a, NULL, env, str_of(text));
}

#endif
