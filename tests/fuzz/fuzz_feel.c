/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The first byte says what the rest is: an expression, unary tests, a JSON document or an encoded value. */
#include <stdlib.h>

#include "feel/feel.h"

static const struct feel_env few = { .now = 1767600000000, .max_steps = 20000, .max_bytes = 4 * 1024 * 1024 };

static const struct feel *sample(struct arena *a)
{
    const struct feel *c = feel_put(a, feel_context(a), STR("家庭 人数"), feel_int(a, 3));

    c = feel_put(a, c, STR("a-b"), feel_text(a, STR("x")));
    return feel_put(a, c, STR("when"), feel_temporal(a, STR("2026-01-05T09:00:00@Asia/Shanghai")));
}

/* Whatever a run gives can be written, copied and encoded, and comes back equal. */
static void check(struct arena *a, const struct feel *v)
{
    struct buf b = buf_in(a);
    const struct feel *back;
    size_t at = 0;

    feel_to_json(a, v);
    feel_to_val(a, v);
    feel_encode(&b, v);
    if (feel_decode(a, buf_str(&b), &at, &back) != OK || at != b.len)
        abort();
}

static void run(struct arena *a, struct str text)
{
    const struct feel *c = sample(a), *v;
    const struct feel_expr *e;
    struct feel_problem p;

    if (feel_parse(a, text, feel_names_of(a, c), &e, &p) == OK && feel_eval(a, e, c, &few, &v, &p) == OK)
        check(a, v);
}

static void try_tests(struct arena *a, struct str text)
{
    const struct feel *c = sample(a);
    const struct feel_expr *e;
    bool out;

    if (feel_parse_unary(a, text, feel_names_of(a, c), &e, NULL) == OK
        && feel_test(a, e, feel_int(a, 5), c, &few, &out, NULL) != OK)
        return;
}

static void read_json(struct arena *a, struct str bytes)
{
    const struct feel *v;
    struct feel_problem p;

    if (feel_from_json(a, bytes, &v, &p) == OK)
        check(a, v);
}

/* There is one form only: what is accepted is written as the same bytes. */
static void decode(struct arena *a, struct str bytes)
{
    const struct feel *v;
    struct buf b = buf_in(a);
    size_t at = 0;

    if (feel_decode(a, bytes, &at, &v) != OK)
        return;
    feel_encode(&b, v);
    if (!str_eq(buf_str(&b), str_sub(bytes, 0, at)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const kinds[])(struct arena *a, struct str s) = { run, try_tests, read_json, decode };
    struct arena *a;

    if (size < 1 || size > 4096)
        return 0;
    a = arena_new(65536);
    kinds[data[0] % 4](a, (struct str){ (const char *)data + 1, size - 1 });
    arena_free(a);
    return 0;
}
