/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/measure.h"

enum { POOL_BYTES = 64 * 1024, STEPS_MAX = 1000, CODE_ROUNDS = 20000 };

struct tally { int64_t steps; size_t state_bytes; struct str largest; };

static uint32_t first_item(struct arena *a, const struct flow_state *s)
{
    struct flow_effects open;

    if (flow_counts(s).items == 0 || flow_open(a, s, &open) != OK)
        return 0;
    return open.items[0].id;
}

/* The item the last step opened, if any, saves looking for one. */
static uint32_t next_item(struct arena *a, const struct flow_state *s, const struct flow_effects *e)
{
    for (size_t i = e->count; i-- > 0;)
        if (e->items[i].kind == FLOW_ITEM_OPEN)
            return e->items[i].id;
    return first_item(a, s);
}

static enum err play(struct arena *a, const struct flow *f, struct tally *tally, bool weigh, struct arena *keep)
{
    struct flow_event ev = { .kind = FLOW_START };
    struct flow_state *s = NULL;
    struct flow_effects e;

    for (int i = 0; i < STEPS_MAX; i++) {
        TRY(flow_step(a, f, s, 0, &ev, NULL, &e));
        TRY(flow_apply(a, f, s, &e, &s));
        tally->steps++;
        if (flow_status(s) == FLOW_FINISHED)
            return OK;
        if (weigh) {
            struct str bytes = flow_encode(a, s);
            if (bytes.len > tally->state_bytes) {
                tally->state_bytes = bytes.len;
                tally->largest = arena_str(keep, bytes);
            }
        }
        ev = (struct flow_event){ .kind = FLOW_COMPLETE, .id = next_item(a, s, &e) };
    }
    return ERR_STATE;
}

static enum err measure_steps(const struct flow *f, int64_t instances, int64_t (*nanos)(void), struct flow_figures *out)
{
    struct tally tally = { 0, 0, { "", 0 } };
    int64_t begin = nanos(), spent;

    for (int64_t i = 0; i < instances; i++) {
        struct arena *a = arena_new(POOL_BYTES);
        enum err e = play(a, f, &tally, false, NULL);
        arena_free(a);
        if (e != OK)
            return e;
    }
    spent = nanos() - begin;
    out->instances_per_s = (double)instances * 1e9 / (double)(spent > 0 ? spent : 1);
    out->steps_per_s = (double)tally.steps * 1e9 / (double)(spent > 0 ? spent : 1);
    return OK;
}

/* One arena for each round, as each request has one. */
static enum err measure_code(const struct flow *f, struct str bytes, int64_t (*nanos)(void), struct flow_figures *out)
{
    int64_t encode = 0, decode = 0;

    for (int i = 0; i < CODE_ROUNDS; i++) {
        struct arena *a = arena_new(POOL_BYTES);
        int64_t begin = nanos(), middle;
        struct flow_state *s;
        enum err e = flow_decode(a, f, bytes, &s);
        middle = nanos();
        if (e == OK)
            flow_encode(a, s);
        encode += nanos() - middle;
        decode += middle - begin;
        arena_free(a);
        if (e != OK)
            return e;
    }
    out->encode_ns = (double)encode / CODE_ROUNDS;
    out->decode_ns = (double)decode / CODE_ROUNDS;
    return OK;
}

static enum err measure_bytes(struct arena *a, const struct flow *f, int64_t (*nanos)(void), struct flow_figures *out)
{
    struct tally tally = { 0, 0, { "", 0 } };

    TRY(play(a, f, &tally, true, a));
    out->state_bytes = tally.state_bytes;
    if (tally.state_bytes == 0)
        return OK;
    return measure_code(f, tally.largest, nanos, out);
}

static enum err measure_all(struct arena *a, const struct flow_source *files, size_t count, int64_t instances,
                            int64_t (*nanos)(void), struct flow_figures *out)
{
    struct flow_report report;
    struct flow *f;
    int64_t begin = nanos();

    TRY(flow_compile(a, files, count, STR(""), &f, &report));
    out->compile_ms = (double)(nanos() - begin) / 1e6;
    begin = nanos();
    TRY(flow_check(a, f, 0, &report));
    out->check_ms = (double)(nanos() - begin) / 1e6;
    TRY(measure_steps(f, instances, nanos, out));
    return measure_bytes(a, f, nanos, out);
}

enum err flow_measure(const struct flow_source *files, size_t count, int64_t instances, int64_t (*nanos)(void),
                      struct flow_figures *out)
{
    struct arena *a = arena_new(0);
    enum err e = measure_all(a, files, count, instances, nanos, out);

    arena_free(a);
    return e;
}
