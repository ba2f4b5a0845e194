/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/json.h"
#include "base/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WRITERS = 4, LINES = 200 };

struct scene { struct arena *arena; char path[64]; int real_stderr; };

static int open_scene(void **state)
{
    struct scene *s = calloc(1, sizeof *s);

    s->arena = arena_new(65536);
    s->real_stderr = dup(STDERR_FILENO);
    snprintf(s->path, sizeof s->path, "/tmp/buchucun_log_XXXXXX");
    close(mkstemp(s->path));
    assert_int_equal(log_open(s->path, LOG_INFO), OK);
    *state = s;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *s = *state;

    dup2(s->real_stderr, STDERR_FILENO);
    close(s->real_stderr);
    unlink(s->path);
    arena_free(s->arena);
    free(s);
    return 0;
}

static struct str contents(struct scene *s)
{
    size_t bytes = 1 << 20;
    char *p = arena_alloc(s->arena, bytes);
    int fd = open(s->path, O_RDONLY);
    ssize_t got = read(fd, p, bytes);

    close(fd);
    return (struct str){ p, got > 0 ? (size_t)got : 0 };
}

static const struct val *only_line(struct scene *s)
{
    struct str text = contents(s), line, rest;
    struct val *v;

    assert_true(str_cut(text, '\n', &line, &rest));
    assert_int_equal(rest.len, 0);
    assert_int_equal(json_read(s->arena, line, &v, NULL), OK);
    return v;
}

static void a_line_is_json_with_time_level_event_and_the_fields(void **state)
{
    const struct val *v;

    log_event(LOG_WARN, "http.refused", LOG_INT("status", -400), LOG_TEXT("why", STR("a \"b\"\\\n\x01 木")), LOG_END);
    v = only_line(*state);
    assert_str(val_str(v, "level"), "warn");
    assert_str(val_str(v, "event"), "http.refused");
    assert_int_equal(val_num(v, "status"), -400);
    assert_str(val_str(v, "why"), "a \"b\"\\\n\x01 木");
    assert_int_equal(val_str(v, "time").len, 24);
}

static void lines_below_the_level_are_not_written(void **state)
{
    log_event(LOG_DEBUG, "detail", LOG_END);
    assert_int_equal(contents(*state).len, 0);
}

static void a_text_too_long_or_not_utf8_still_gives_one_json_line(void **state)
{
    char longer[9000];
    const struct val *v;

    memset(longer, '"', sizeof longer);
    log_event(LOG_ERROR, "long", LOG_TEXT("bad", STR("a\xff\xe6\x9c")),
              LOG_TEXT("text", ((struct str){ longer, sizeof longer })), LOG_INT("after", 1), LOG_END);
    v = only_line(*state);
    assert_str(val_str(v, "bad"), "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    assert_true(val_str(v, "text").len > 1000);
    assert_int_equal(val_at(v, "cut")->num, 1);
    assert_true(contents(*state).len <= LOG_LINE_BYTES);
}

static void *write_lines(void *unused)
{
    (void)unused;
    for (int i = 0; i < LINES; i++)
        log_event(LOG_INFO, "many", LOG_INT("i", i), LOG_END);
    return NULL;
}

static void lines_of_many_threads_never_mix(void **state)
{
    struct scene *s = *state;
    pthread_t threads[WRITERS];
    struct str rest, line;
    int count = 0;

    for (int i = 0; i < WRITERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_lines, NULL), 0);
    for (int i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    rest = contents(s);
    while (str_cut(rest, '\n', &line, &rest)) {
        struct val *v;

        assert_int_equal(json_read(s->arena, line, &v, NULL), OK);
        count++;
    }
    assert_int_equal(count, WRITERS * LINES);
}

static void a_log_that_cannot_be_opened_says_so_and_keeps_the_old_one(void **state)
{
    assert_int_equal(log_open("/tmp/no/such/folder/log", LOG_INFO), ERR_NOT_FOUND);
    log_event(LOG_INFO, "still", LOG_END);
    assert_str(val_str(only_line(*state), "event"), "still");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_is_json_with_time_level_event_and_the_fields, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(lines_below_the_level_are_not_written, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(a_text_too_long_or_not_utf8_still_gives_one_json_line, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(lines_of_many_threads_never_mix, open_scene, close_scene),
        cmocka_unit_test_setup_teardown(a_log_that_cannot_be_opened_says_so_and_keeps_the_old_one, open_scene,
                                        close_scene),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
