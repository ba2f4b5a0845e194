/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "echo.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/log.h"

enum { WAIT_MS = 3000 };

struct scene { struct arena *arena; struct http_pool *pool; struct http_server *server; bool stopped; };

static void sleep_ms(int64_t ms)
{
    struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

    nanosleep(&t, NULL);
}

static void write_page(void *user, const struct request *rq, struct str why, struct response *rs)
{
    (void)user;
    (void)rq;
    rs->type = STR("text/html; charset=utf-8");
    rs->body = arena_printf(rs->arena, "<p>%.*s</p>", STR_ARG(why));
}

static void open_server(struct scene *s, int threads, size_t queue_max, int64_t stop_ms)
{
    struct http_options o = {
        .address = "127.0.0.1", .loops = 2, .events_max = 2, .handler = echo_handle, .refused = write_page,
        .timing = { .heartbeat_ms = 300, .stop_ms = stop_ms },
    };

    s->arena = arena_new(0);
    assert_int_equal(http_pool_start(s->arena, threads, queue_max, &s->pool), OK);
    o.pool = s->pool;
    assert_int_equal(http_start(s->arena, &o, &s->server), OK);
}

static void close_server(struct scene *s)
{
    if (!s->stopped)
        http_stop(s->server);
    http_pool_stop(s->pool);
    arena_free(s->arena);
}

static int dial(int port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0)
        return fd;
    close(fd);
    return -1;
}

static int say(struct scene *s, struct str request)
{
    int fd = dial(http_port(s->server));

    assert_true(fd >= 0);
    assert_int_equal(send(fd, request.p, request.len, MSG_NOSIGNAL), request.len);
    return fd;
}

static int ask(struct scene *s, const char *path)
{
    return say(s, arena_printf(s->arena, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path));
}

/* Reads until text has come; what came so far at the end of the connection or of patience. */
static struct str read_until(struct scene *s, int fd, const char *text)
{
    struct buf b = buf_in(s->arena);
    struct pollfd ready = { .fd = fd, .events = POLLIN };
    char bytes[4096];
    ssize_t n = 1;

    while (n > 0 && str_find(buf_str(&b), str_of(text)) < 0 && poll(&ready, 1, WAIT_MS) > 0) {
        n = recv(fd, bytes, sizeof bytes, 0);
        buf_add(&b, (struct str){ bytes, n > 0 ? (size_t)n : 0 });
    }
    return buf_str(&b);
}

static bool holds(struct str s, const char *text)
{
    return str_find(s, str_of(text)) >= 0;
}

static bool at_end(int fd)
{
    struct pollfd ready = { .fd = fd, .events = POLLIN };
    char byte;

    return poll(&ready, 1, WAIT_MS) > 0 && recv(fd, &byte, 1, 0) <= 0;
}

static void an_event_stream_brings_what_is_published_and_a_sign_of_life(void **state)
{
    struct scene s = { .stopped = false };
    struct str got;
    int fd;

    (void)state;
    open_server(&s, 2, 8, 0);
    fd = ask(&s, "/events?topic=wall");
    got = read_until(&s, fd, "retry: 3000\n\n");
    assert_true(holds(got, "Content-Type: text/event-stream\r\n"));
    assert_true(holds(got, "X-Accel-Buffering: no\r\n"));
    assert_true(holds(read_until(&s, fd, ":\n\n"), ":\n\n"));
    http_publish(s.server, STR("elsewhere"), STR("case"), STR("hidden"));
    http_publish(s.server, STR("wall"), STR("case"), STR("{\"no\":1}"));
    got = read_until(&s, fd, "data: {\"no\":1}\n\n");
    assert_true(holds(got, "event: case\ndata: {\"no\":1}\n\n"));
    assert_false(holds(got, "hidden"));
    close(fd);
    close_server(&s);
}

static void streams_beyond_the_cap_are_answered_503(void **state)
{
    struct scene s = { .stopped = false };
    struct http_figures figures;
    int one, two, three;

    (void)state;
    open_server(&s, 2, 8, 0);
    one = ask(&s, "/events?topic=t");
    two = ask(&s, "/events?topic=t");
    read_until(&s, one, "retry");
    read_until(&s, two, "retry");
    three = ask(&s, "/events?topic=t");
    assert_true(holds(read_until(&s, three, "streams</p>"), "HTTP/1.1 503"));
    http_figures(s.server, &figures);
    assert_int_equal(figures.streams, 2);
    assert_int_equal(figures.refused, 1);
    close(one);
    for (int i = 0; i < 30 && figures.streams > 1; i++) {
        sleep_ms(100);
        http_figures(s.server, &figures);
    }
    assert_int_equal(figures.streams, 1);
    close(two);
    close(three);
    close_server(&s);
}

static void stopping_ends_event_streams_properly(void **state)
{
    struct scene s = { .stopped = true };
    int fd;

    (void)state;
    open_server(&s, 2, 8, 0);
    fd = ask(&s, "/events?topic=t");
    read_until(&s, fd, "retry");
    http_stop(s.server);
    assert_true(holds(read_until(&s, fd, "0\r\n\r\n"), "0\r\n\r\n"));
    assert_true(at_end(fd));
    close(fd);
    close_server(&s);
}

static void requests_the_queue_cannot_hold_are_answered_503_at_once(void **state)
{
    struct scene s = { .stopped = false };
    int fds[6], busy = 0, served = 0;

    (void)state;
    open_server(&s, 1, 2, 0);
    for (int i = 0; i < 6; i++)
        fds[i] = ask(&s, "/slow");
    for (int i = 0; i < 6; i++) {
        struct str got = read_until(&s, fds[i], "\r\n\r\n");

        busy += holds(got, "HTTP/1.1 503") && holds(got, "Retry-After: ");
        served += holds(got, "HTTP/1.1 200");
        close(fds[i]);
    }
    assert_int_equal(busy + served, 6);
    assert_true(busy >= 3 && served >= 2);
    close_server(&s);
}

static void stopping_finishes_the_requests_that_run(void **state)
{
    struct scene s = { .stopped = true };
    int fd;

    (void)state;
    open_server(&s, 2, 8, 0);
    fd = ask(&s, "/slow");
    sleep_ms(100);
    http_stop(s.server);
    assert_true(holds(read_until(&s, fd, "\"path\":\"/slow\""), "HTTP/1.1 200"));
    assert_true(at_end(fd));
    close(fd);
    close_server(&s);
}

static void a_request_that_never_ends_is_answered_503_when_stopping(void **state)
{
    struct scene s = { .stopped = true };
    int fd;

    (void)state;
    open_server(&s, 2, 8, 50);
    fd = ask(&s, "/slow");
    sleep_ms(100);
    http_stop(s.server);
    assert_true(holds(read_until(&s, fd, "stopping"), "HTTP/1.1 503"));
    close(fd);
    close_server(&s);
}

struct load { int port; _Atomic bool end; _Atomic int answered, broken; };

/* A connection that breaks between two requests is no harm; one that breaks inside an answer is. */
static void *put_load(void *load)
{
    static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    struct load *l = load;
    char bytes[4096];
    int fd = dial(l->port);

    while (fd >= 0 && !atomic_load(&l->end)) {
        ssize_t n;

        if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) < 0)
            break;
        n = recv(fd, bytes, sizeof bytes, 0);
        if (n <= 0)
            break;
        if (memcmp(bytes, "HTTP/1.1 200", 12) == 0 && bytes[n - 1] == '}')
            atomic_fetch_add(&l->answered, 1);
        else
            atomic_fetch_add(&l->broken, 1);
    }
    if (fd >= 0)
        close(fd);
    return NULL;
}

static void stopping_under_load_breaks_no_answer(void **state)
{
    struct scene s = { .stopped = true };
    struct load load = { .port = 0 };
    pthread_t threads[8];

    (void)state;
    open_server(&s, 4, 64, 0);
    load.port = http_port(s.server);
    for (int i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, put_load, &load), 0);
    sleep_ms(300);
    http_stop(s.server);
    atomic_store(&load.end, true);
    for (int i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
    assert_true(atomic_load(&load.answered) > 0);
    assert_int_equal(atomic_load(&load.broken), 0);
    assert_int_equal(dial(load.port), -1);
    close_server(&s);
}

static void a_refusal_can_be_a_page_of_the_house(void **state)
{
    struct scene s = { .stopped = false };
    struct str got;
    int fd;

    (void)state;
    open_server(&s, 2, 8, 0);
    fd = say(&s, STR("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"));
    got = read_until(&s, fd, "</p>");
    assert_true(holds(got, "HTTP/1.1 413"));
    assert_true(holds(got, "<p>the body is too large</p>"));
    assert_true(at_end(fd));
    close(fd);
    close_server(&s);
}

static void a_port_that_is_taken_is_a_conflict(void **state)
{
    struct scene s = { .stopped = false };
    struct http_server *second;
    struct http_options o = { .address = "127.0.0.1", .handler = echo_handle };

    (void)state;
    open_server(&s, 1, 1, 0);
    o.pool = s.pool;
    o.port = http_port(s.server);
    assert_int_equal(http_start(s.arena, &o, &second), ERR_CONFLICT);
    o.address = "no address";
    assert_int_equal(http_start(s.arena, &o, &second), ERR_INVALID);
    close_server(&s);
}

static void a_client_that_leaves_early_leaves_nothing_behind(void **state)
{
    struct scene s = { .stopped = false };
    struct http_figures figures = { .open = 1 };

    (void)state;
    open_server(&s, 2, 8, 0);
    for (int i = 0; i < 4; i++)
        close(ask(&s, "/slow"));
    for (int i = 0; i < 30 && figures.open > 0; i++) {
        sleep_ms(100);
        http_figures(s.server, &figures);
    }
    assert_int_equal(figures.open, 0);
    assert_int_equal(figures.requests, 4);
    close_server(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_stream_brings_what_is_published_and_a_sign_of_life),
        cmocka_unit_test(streams_beyond_the_cap_are_answered_503),
        cmocka_unit_test(stopping_ends_event_streams_properly),
        cmocka_unit_test(requests_the_queue_cannot_hold_are_answered_503_at_once),
        cmocka_unit_test(stopping_finishes_the_requests_that_run),
        cmocka_unit_test(a_request_that_never_ends_is_answered_503_when_stopping),
        cmocka_unit_test(stopping_under_load_breaks_no_answer),
        cmocka_unit_test(a_refusal_can_be_a_page_of_the_house),
        cmocka_unit_test(a_port_that_is_taken_is_a_conflict),
        cmocka_unit_test(a_client_that_leaves_early_leaves_nothing_behind),
    };

    json_start();
    assert_int_equal(log_open(NULL, LOG_ERROR), OK);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
