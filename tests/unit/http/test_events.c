/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "http/events.h"

struct reader { int parked, woken; };
struct scene { struct arena *arena; struct events *hub; struct reader reader; struct events_stream *stream; };

static void park(void *reader)
{
    ((struct reader *)reader)->parked++;
}

static void wake(void *reader)
{
    ((struct reader *)reader)->woken++;
}

/* A hub for two streams, one of them open on the topic "wall". */
static int open_scene(void **state)
{
    struct arena *a = arena_new(0);
    struct scene *s = ARENA_NEW(a, struct scene);

    s->arena = a;
    s->hub = events_new(a, 2, (struct events_hooks){ park, wake });
    s->stream = events_open(s->hub, a, STR("wall"), &s->reader);
    *state = s;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *s = *state;

    events_close(s->hub, s->stream);
    assert_int_equal(events_count(s->hub), 0);
    arena_free(s->arena);
    return 0;
}

static struct str take(struct scene *s, size_t max)
{
    char bytes[8192];
    ssize_t n = events_take(s->hub, s->stream, bytes, max);

    return n < 0 ? STR("END") : arena_str(s->arena, (struct str){ bytes, (size_t)n });
}

static void a_stream_gets_what_is_published_to_its_topic(void **state)
{
    struct scene *s = *state;

    assert_str(take(s, 8192), "retry: 3000\n\n");
    assert_str(take(s, 8192), "");
    assert_int_equal(s->reader.parked, 1);
    events_publish(s->hub, STR("other"), STR("n"), STR("d"));
    assert_int_equal(s->reader.woken, 0);
    events_publish(s->hub, STR("wall"), STR("case"), STR("1"));
    events_publish(s->hub, STR("wall"), STR("case"), STR("2"));
    assert_int_equal(s->reader.woken, 1);
    assert_str(take(s, 8192), "event: case\ndata: 1\n\nevent: case\ndata: 2\n\n");
    events_beat(s->hub);
    assert_str(take(s, 8192), ":\n\n");
}

static void line_ends_in_an_event_cannot_forge_another(void **state)
{
    struct scene *s = *state;

    take(s, 8192);
    events_publish(s->hub, STR("wall"), STR("a\nevent: b"), STR("1\r\n\nevent: c"));
    assert_str(take(s, 8192), "event: aevent: b\ndata: 1\ndata: \ndata: event: c\n\n");
}

static void a_slow_reader_loses_the_oldest_but_never_half_a_message(void **state)
{
    struct scene *s = *state;
    struct str rest;

    assert_str(take(s, 5), "retry");
    for (int i = 0; i < 100; i++)
        events_publish(s->hub, STR("wall"), STR("n"), i < 99 ? STR("old") : STR("new"));
    rest = take(s, 8192);
    assert_true(str_starts(rest, STR(": 3000\n\nevent: n\ndata: old\n\n")));
    assert_true(str_ends(rest, STR("event: n\ndata: new\n\n")));
    assert_int_equal(rest.len, 8 + (EVENTS_PENDING_MAX - 1) * 20);
    assert_int_equal(s->reader.parked, 0);
}

static void streams_beyond_the_cap_are_refused_until_one_ends(void **state)
{
    struct scene *s = *state;
    struct events_stream *second = events_open(s->hub, s->arena, STR("wall"), &s->reader);

    assert_non_null(second);
    assert_null(events_open(s->hub, s->arena, STR("wall"), &s->reader));
    events_close(s->hub, second);
    second = events_open(s->hub, s->arena, STR("wall"), &s->reader);
    assert_non_null(second);
    events_close(s->hub, second);
}

static void when_the_hub_ends_every_stream_is_woken_and_ends_behind_its_last_message(void **state)
{
    struct scene *s = *state;

    take(s, 8192);
    take(s, 8192);
    events_publish(s->hub, STR("wall"), STR("n"), STR("d"));
    events_end(s->hub);
    assert_int_equal(s->reader.woken, 1);
    assert_str(take(s, 8192), "event: n\ndata: d\n\n");
    assert_str(take(s, 8192), "END");
    assert_null(events_open(s->hub, s->arena, STR("wall"), &s->reader));
}

#define SCENE_TEST(f) cmocka_unit_test_setup_teardown(f, open_scene, close_scene)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(a_stream_gets_what_is_published_to_its_topic),
        SCENE_TEST(line_ends_in_an_event_cannot_forge_another),
        SCENE_TEST(a_slow_reader_loses_the_oldest_but_never_half_a_message),
        SCENE_TEST(streams_beyond_the_cap_are_refused_until_one_ends),
        SCENE_TEST(when_the_hub_ends_every_stream_is_woken_and_ends_behind_its_last_message),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
