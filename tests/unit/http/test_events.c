/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "http/events.h"

#include <string.h>

struct reader { int parked, woken; };

static void park(void *reader)
{
    ((struct reader *)reader)->parked++;
}

static void wake(void *reader)
{
    ((struct reader *)reader)->woken++;
}

static const struct events_hooks HOOKS = { park, wake };

static struct str take(struct arena *a, struct events *e, struct events_stream *s, size_t max)
{
    char bytes[8192];
    ssize_t n = events_take(e, s, bytes, max);

    return n < 0 ? STR("END") : arena_str(a, (struct str){ bytes, (size_t)n });
}

static void a_stream_gets_what_is_published_to_its_topic(void **state)
{
    struct arena *a = arena_new(0);
    struct events *e = events_new(a, 4, HOOKS);
    struct reader r = { 0, 0 };
    struct events_stream *s = events_open(e, a, STR("wall"), &r);

    (void)state;
    assert_str(take(a, e, s, 8192), "retry: 3000\n\n");
    assert_str(take(a, e, s, 8192), "");
    assert_int_equal(r.parked, 1);
    events_publish(e, STR("other"), STR("n"), STR("d"));
    assert_int_equal(r.woken, 0);
    events_publish(e, STR("wall"), STR("case"), STR("1"));
    events_publish(e, STR("wall"), STR("case"), STR("2"));
    assert_int_equal(r.woken, 1);
    assert_str(take(a, e, s, 8192), "event: case\ndata: 1\n\nevent: case\ndata: 2\n\n");
    events_beat(e);
    assert_str(take(a, e, s, 8192), ":\n\n");
    events_close(e, s);
    assert_int_equal(events_count(e), 0);
    events_free(e);
    arena_free(a);
}

static void line_ends_in_an_event_cannot_forge_another(void **state)
{
    struct arena *a = arena_new(0);
    struct events *e = events_new(a, 4, HOOKS);
    struct reader r = { 0, 0 };
    struct events_stream *s = events_open(e, a, STR("t"), &r);

    (void)state;
    take(a, e, s, 8192);
    events_publish(e, STR("t"), STR("a\nevent: b"), STR("1\r\n\nevent: c"));
    assert_str(take(a, e, s, 8192), "event: aevent: b\ndata: 1\ndata: \ndata: event: c\n\n");
    events_close(e, s);
    events_free(e);
    arena_free(a);
}

static void a_slow_reader_loses_the_oldest_but_never_half_a_message(void **state)
{
    struct arena *a = arena_new(0);
    struct events *e = events_new(a, 4, HOOKS);
    struct reader r = { 0, 0 };
    struct events_stream *s = events_open(e, a, STR("t"), &r);
    struct str rest;

    (void)state;
    assert_str(take(a, e, s, 5), "retry");
    for (int i = 0; i < 100; i++)
        events_publish(e, STR("t"), STR("n"), i < 99 ? STR("old") : STR("new"));
    rest = take(a, e, s, 8192);
    assert_true(str_starts(rest, STR(": 3000\n\nevent: n\ndata: old\n\n")));
    assert_true(str_ends(rest, STR("event: n\ndata: new\n\n")));
    assert_int_equal(rest.len, 9 - 1 + (EVENTS_PENDING_MAX - 1) * 20);
    assert_int_equal(r.parked, 0);
    events_close(e, s);
    events_free(e);
    arena_free(a);
}

static void streams_beyond_the_cap_are_refused_until_one_ends(void **state)
{
    struct arena *a = arena_new(0);
    struct events *e = events_new(a, 2, HOOKS);
    struct reader r = { 0, 0 };
    struct events_stream *one = events_open(e, a, STR("t"), &r), *two = events_open(e, a, STR("t"), &r);

    (void)state;
    assert_null(events_open(e, a, STR("t"), &r));
    events_close(e, one);
    one = events_open(e, a, STR("t"), &r);
    assert_non_null(one);
    events_close(e, two);
    events_close(e, one);
    events_free(e);
    arena_free(a);
}

static void when_the_hub_ends_every_stream_is_woken_and_ends_behind_its_last_message(void **state)
{
    struct arena *a = arena_new(0);
    struct events *e = events_new(a, 2, HOOKS);
    struct reader r = { 0, 0 };
    struct events_stream *s = events_open(e, a, STR("t"), &r);

    (void)state;
    take(a, e, s, 8192);
    take(a, e, s, 8192);
    events_publish(e, STR("t"), STR("n"), STR("d"));
    events_end(e);
    assert_int_equal(r.woken, 1);
    assert_str(take(a, e, s, 8192), "event: n\ndata: d\n\n");
    assert_str(take(a, e, s, 8192), "END");
    assert_null(events_open(e, a, STR("t"), &r));
    events_close(e, s);
    events_free(e);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_gets_what_is_published_to_its_topic),
        cmocka_unit_test(line_ends_in_an_event_cannot_forge_another),
        cmocka_unit_test(a_slow_reader_loses_the_oldest_but_never_half_a_message),
        cmocka_unit_test(streams_beyond_the_cap_are_refused_until_one_ends),
        cmocka_unit_test(when_the_hub_ends_every_stream_is_woken_and_ends_behind_its_last_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
