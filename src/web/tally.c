/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/tally.h"

#include <stdatomic.h>

enum { CLASSES = 6 };                   /* 1xx to 5xx at 1 to 5 */

struct row_count { atomic_int_fast64_t of[CLASSES]; };
struct tally { struct row_count *rows; };       /* by place in the table, the last one for what has no route */

struct tally *tally_new(struct arena *a)
{
    struct tally *t = ARENA_NEW(a, struct tally);

    t->rows = ARENA_ARRAY(a, route_count + 1, struct row_count);
    for (size_t i = 0; i <= route_count; i++)
        for (size_t k = 0; k < CLASSES; k++)
            atomic_init(&t->rows[i].of[k], 0);
    return t;
}

void tally_add(struct tally *t, const struct route *route, int status)
{
    size_t row = route != NULL ? (size_t)(route - routes) : route_count;
    size_t kind = status >= 100 && status < 600 ? (size_t)status / 100 : 2;      /* none said is 200 */

    atomic_fetch_add_explicit(&t->rows[row].of[kind], 1, memory_order_relaxed);
}

void tally_write(const struct tally *t, struct buf *out)
{
    buf_add(out, STR("# HELP buchucun_answers_total Answers, by operation of the route table and class of status\n"
                     "# TYPE buchucun_answers_total counter\n"));
    for (size_t i = 0; i <= route_count; i++)
        for (int k = 0; k < CLASSES; k++) {
            int64_t n = atomic_load_explicit(&t->rows[i].of[k], memory_order_relaxed);
            if (n > 0)
                buf_printf(out, "buchucun_answers_total{operation=\"%s\",class=\"%dxx\"} %lld\n",
                           i < route_count ? routes[i].name : "none", k, (long long)n);
        }
}
