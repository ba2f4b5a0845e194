/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * Plays the files of tests/http/cases: bytes on a socket, then what must come back.
 *
 *   # the promise in a sentence           begins a case
 *   @ hurried                             on the server whose deadlines are 400 ms
 *   > POST / HTTP/1.1\r\n                 sent as it stands; \r \n \t \\ \xHH; ~text*n~ is repeated;
 *                                         ~length~ is the number of bytes behind the empty line
 *   pause 300                             milliseconds
 *   < 200                                 the next answer has this status ("< 200 head" has no body)
 *   = text                                the last answer contains it;  ! text: it does not
 *   closed | open                         what becomes of the connection
 *   cut                                   closed, whatever else comes first: refusals of the library's own,
 *                                         whose heads 0.9.75 writes twice
 *
 * With --serve PORT [PROXY] it only serves, for tests from outside.
 */
#include "../test.h"
#include "echo.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/log.h"

enum { ANSWER_WAIT_MS = 3000, OPEN_WAIT_MS = 60, HURRIED_MS = 400, BODY_MAX = 100000 };

struct play {
    struct arena *arena;
    int           ports[2];             /* patient, hurried */
    const char   *file;
    struct str    promise;
    int           socket, line;
    bool          hurried, failed;
    struct buf    request;              /* collected until the first expectation */
    struct buf    received;
    size_t        read_to;              /* answers before it are dealt with */
    struct str    answer;
    int           cases, failures;
};

static void fail_case(struct play *p, const char *what, struct str detail)
{
    if (!p->failed)
        p->failures++;
    p->failed = true;
    fprintf(stderr, "%s:%d: %.*s: %s %.*s\n", p->file, p->line, STR_ARG(p->promise), what, STR_ARG(detail));
}

static void sleep_ms(int64_t ms)
{
    struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

    nanosleep(&t, NULL);
}

/* ---- the request ---- */

static void add_escape(struct buf *b, struct str s, size_t *i)
{
    static const char from[] = "rnt\\", to[] = "\r\n\t\\";
    char c = s.p[++*i];
    const char *at = strchr(from, c);

    if (c == 'x') {
        char digits[3] = { s.p[*i + 1], s.p[*i + 2], '\0' };

        buf_char(b, (char)strtol(digits, NULL, 16));
        *i += 2;
    } else {
        buf_char(b, to[at - from]);
    }
}

static void add_plain(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '\\')
            add_escape(b, s, &i);
        else
            buf_char(b, s.p[i]);
    }
}

static void add_repeated(struct buf *b, struct str marked)
{
    struct str text, count;
    int64_t n;

    str_cut(marked, '*', &text, &count);
    assert_int_equal(str_int(count, &n), OK);
    while (n-- > 0)
        add_plain(b, text);
}

static void add_line(struct buf *b, struct str line)
{
    struct str plain, marked;

    while (line.len > 0) {
        bool more = str_cut(line, '~', &plain, &line);

        add_plain(b, plain);
        if (!more)
            return;
        str_cut(line, '~', &marked, &line);
        if (str_is(marked, "length"))
            buf_add(b, STR("~length~"));
        else
            add_repeated(b, marked);
    }
}

/* By joining, not printing: a request may hold NUL. */
static struct str with_length(struct arena *a, struct str request)
{
    ptrdiff_t at = str_find(request, STR("~length~")), body = str_find(request, STR("\r\n\r\n"));
    struct buf b = buf_in(a);

    if (at < 0)
        return request;
    buf_add(&b, str_sub(request, 0, (size_t)at));
    buf_int(&b, (int64_t)request.len - body - 4);
    buf_add(&b, str_sub(request, (size_t)at + 8, request.len));
    return buf_str(&b);
}

static void send_request(struct play *p)
{
    struct str request = with_length(p->arena, buf_str(&p->request));

    for (size_t sent = 0; sent < request.len;) {
        ssize_t n = send(p->socket, request.p + sent, request.len - sent, MSG_NOSIGNAL);

        if (n <= 0)
            break;          /* refused before all was sent: the answer tells */
        sent += (size_t)n;
    }
    p->request = buf_in(p->arena);
}

/* ---- the answer ---- */

/* False: nothing came in time, or the connection is at its end. */
static bool receive_more(struct play *p, int wait_ms)
{
    struct pollfd ready = { .fd = p->socket, .events = POLLIN };
    char bytes[4096];
    ssize_t n;

    if (poll(&ready, 1, wait_ms) <= 0)
        return false;
    n = recv(p->socket, bytes, sizeof bytes, 0);
    if (n > 0)
        buf_add(&p->received, (struct str){ bytes, (size_t)n });
    return n > 0;
}

static struct str unread(struct play *p)
{
    struct str all = buf_str(&p->received);

    return str_sub(all, p->read_to, all.len);
}

static size_t body_length(struct str head)
{
    ptrdiff_t at = str_find(head, STR("Content-Length: "));

    return at < 0 ? 0 : (size_t)strtoul(head.p + at + 16, NULL, 10);
}

static bool read_answer(struct play *p, bool head_only)
{
    ptrdiff_t end;
    size_t whole;

    while ((end = str_find(unread(p), STR("\r\n\r\n"))) < 0)
        if (!receive_more(p, ANSWER_WAIT_MS))
            return false;
    whole = (size_t)end + 4 + (head_only ? 0 : body_length(str_sub(unread(p), 0, (size_t)end)));
    while (unread(p).len < whole)
        if (!receive_more(p, ANSWER_WAIT_MS))
            return false;
    p->answer = arena_str(p->arena, str_sub(unread(p), 0, whole));
    p->read_to += whole;
    return true;
}

static void expect_status(struct play *p, struct str wanted)
{
    struct str status, rest;

    send_request(p);
    str_cut(wanted, ' ', &status, &rest);
    if (!read_answer(p, str_is(rest, "head")))
        fail_case(p, "no answer, wanted", wanted);
    else if (!str_starts(str_sub(p->answer, 9, 3), status))
        fail_case(p, "another answer:", str_sub(p->answer, 0, 200));
}

static void expect_end(struct play *p, bool closed)
{
    char byte;
    struct pollfd ready = { .fd = p->socket, .events = POLLIN };

    send_request(p);
    if (unread(p).len > 0)
        fail_case(p, "more came:", str_sub(unread(p), 0, 200));
    if (poll(&ready, 1, closed ? ANSWER_WAIT_MS : OPEN_WAIT_MS) <= 0) {
        if (closed)
            fail_case(p, "the connection stayed open", STR(""));
        return;
    }
    if (recv(p->socket, &byte, 1, 0) > 0)
        fail_case(p, "more came", STR(""));
    else if (!closed)
        fail_case(p, "the connection was closed", STR(""));
}

static void expect_cut(struct play *p)
{
    struct pollfd ready = { .fd = p->socket, .events = POLLIN };

    while (receive_more(p, ANSWER_WAIT_MS))
        ;
    if (poll(&ready, 1, 0) <= 0)
        fail_case(p, "the connection stayed open", STR(""));
}

/* ---- the case ---- */

static void connect_to(struct play *p)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)p->ports[p->hurried]) };
    int one = 1;

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p->socket = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(p->socket, (struct sockaddr *)&at, sizeof at), 0);
    setsockopt(p->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void end_case(struct play *p)
{
    if (p->socket >= 0)
        close(p->socket);
    p->socket = -1;
}

static void begin_case(struct play *p, struct str promise)
{
    end_case(p);
    p->promise = promise;
    p->hurried = p->failed = false;
    p->request = buf_in(p->arena);
    p->received = buf_in(p->arena);
    p->read_to = 0;
    p->answer = STR("");
    p->cases++;
}

static void play_pause(struct play *p, struct str ms)
{
    int64_t n;

    assert_int_equal(str_int(ms, &n), OK);
    send_request(p);
    sleep_ms(n);
}

static void expect_text(struct play *p, struct str text, bool wanted)
{
    struct buf b = buf_in(p->arena);

    add_plain(&b, text);
    if ((str_find(p->answer, buf_str(&b)) >= 0) != wanted)
        fail_case(p, wanted ? "the answer lacks" : "the answer holds", text);
}

static void play_step(struct play *p, struct str line)
{
    struct str rest = str_sub(line, 2, line.len);

    if (str_starts(line, STR("@ ")))
        p->hurried = true;
    if (p->socket < 0)
        connect_to(p);
    if (str_starts(line, STR("> ")))
        add_line(&p->request, rest);
    else if (str_starts(line, STR("< ")))
        expect_status(p, rest);
    else if (str_starts(line, STR("= ")) || str_starts(line, STR("! ")))
        expect_text(p, rest, line.p[0] == '=');
    else if (str_starts(line, STR("pause ")))
        play_pause(p, str_sub(line, 6, line.len));
    else if (str_is(line, "open") || str_is(line, "closed"))
        expect_end(p, str_is(line, "closed"));
    else if (str_is(line, "cut"))
        expect_cut(p);
    else if (!str_starts(line, STR("@ ")))
        fail_case(p, "not a step:", line);
}

static void play_file(struct play *p, const char *folder, const char *name)
{
    char path[512], line[8192];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    p->file = name;
    p->line = 0;
    f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f) != NULL) {
        struct str text = { line, strcspn(line, "\n") };

        p->line++;
        if (str_starts(text, STR("# ")))
            begin_case(p, arena_str(p->arena, str_sub(text, 2, text.len)));
        else if (text.len > 0 && !p->failed)
            play_step(p, text);
    }
    end_case(p);
    fclose(f);
}

static int is_case_file(const struct dirent *entry)
{
    return str_ends(str_of(entry->d_name), STR(".http"));
}

static enum err serve(struct arena *a, struct http_pool *pool, int port, const char *const *proxies, int64_t ms,
                      struct http_server **out)
{
    struct http_options o = {
        .address = "127.0.0.1", .port = port, .loops = 2, .pool = pool, .body_max = BODY_MAX, .proxies = proxies,
        .handler = echo_handle, .timing = { .head_ms = ms, .body_grace_ms = ms },
    };

    return http_start(a, &o, out);
}

static void every_case_is_answered_as_it_says(void **state)
{
    struct arena *a = arena_new(0);
    struct play p = { .arena = a, .socket = -1 };
    struct http_server *patient, *hurried;
    struct http_pool *pool;
    struct dirent **entries;
    const char *const proxies[] = { "127.0.0.1", NULL };
    int count = scandir(*state, &entries, is_case_file, alphasort);

    assert_true(count > 0);
    assert_int_equal(http_pool_start(a, 8, 64, &pool), OK);
    assert_int_equal(serve(a, pool, 0, proxies, 0, &patient), OK);
    assert_int_equal(serve(a, pool, 0, NULL, HURRIED_MS, &hurried), OK);
    p.ports[0] = http_port(patient);
    p.ports[1] = http_port(hurried);
    for (int i = 0; i < count; i++) {
        play_file(&p, *state, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    http_stop(hurried);
    http_stop(patient);
    http_pool_stop(pool);
    arena_free(a);
    print_message("%d cases, %d failures\n", p.cases, p.failures);
    assert_true(p.cases > 60);
    assert_int_equal(p.failures, 0);
}

static int serve_until_signal(int port, const char *proxy)
{
    struct arena *a = arena_new(0);
    const char *const proxies[] = { proxy, NULL };
    struct http_server *s;
    struct http_pool *pool;
    sigset_t signals;
    int got;

    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    if (http_pool_start(a, 64, 1024, &pool) != OK || serve(a, pool, port, proxies, 0, &s) != OK)
        return 1;
    sigwait(&signals, &got);
    http_stop(s);
    http_pool_stop(pool);
    arena_free(a);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_case_is_answered_as_it_says, argc > 1 ? argv[1] : NULL),
    };

    json_start();
    assert_int_equal(log_open(NULL, LOG_ERROR), OK);
    if (argc > 2 && strcmp(argv[1], "--serve") == 0)
        return serve_until_signal(atoi(argv[2]), argc > 3 ? argv[3] : NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
