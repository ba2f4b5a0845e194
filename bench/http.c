/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "tool.h"

enum { TRIES = 20000 };

static int dial(int port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

    if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        close(fd);
        return -1;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

void http_connect(int port, struct http_line *out)
{
    struct timespec pause = { 0, 1000000 };

    out->fd = dial(port);
    for (int i = 0; out->fd < 0 && i < TRIES; i++) {
        nanosleep(&pause, NULL);
        out->fd = dial(port);
    }
    if (out->fd < 0)
        tool_die("nobody listens on port %d", port);
    out->buffer = tool_memory(HTTP_ANSWER_MAX);
}

void http_close(struct http_line *l)
{
    close(l->fd);
    free(l->buffer);
}

static void send_all(int fd, struct iovec *parts, int count)
{
    while (count > 0) {
        ssize_t n = writev(fd, parts, count);
        if (n < 0)
            tool_die("the server hung up while it was asked");
        while (count > 0 && (size_t)n >= parts->iov_len) {
            n -= (ssize_t)parts->iov_len;
            parts++;
            count--;
        }
        if (count > 0) {
            parts->iov_base = (char *)parts->iov_base + n;
            parts->iov_len -= (size_t)n;
        }
    }
}

static size_t receive(struct http_line *l, size_t have)
{
    ssize_t n = have + 1 < HTTP_ANSWER_MAX ? read(l->fd, l->buffer + have, HTTP_ANSWER_MAX - 1 - have) : 0;

    if (n <= 0)
        tool_die("the server hung up instead of answering");
    l->buffer[have + (size_t)n] = '\0';
    return have + (size_t)n;
}

static void read_answer(struct http_line *l, struct http_answer *out)
{
    size_t have = receive(l, 0), head;
    const char *length;
    char *end;

    while ((end = strstr(l->buffer, "\r\n\r\n")) == NULL)
        have = receive(l, have);
    head = (size_t)(end - l->buffer) + 4;
    end[2] = '\0';
    length = strcasestr(l->buffer, "\r\ncontent-length:");
    out->status = (int)strtol(l->buffer + strlen("HTTP/1.1 "), NULL, 10);
    out->head = l->buffer;
    out->body = l->buffer + head;
    out->body_bytes = length != NULL ? strtoul(length + strlen("\r\ncontent-length:"), NULL, 10) : 0;
    while (have < head + out->body_bytes)
        have = receive(l, have);
}

void http_ask(struct http_line *l, const char *method, const char *path, const char *headers, const void *body,
              size_t body_bytes, struct http_answer *out)
{
    char head[HTTP_HEAD_MAX];
    int n = snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %zu\r\n\r\n", method, path,
                     headers, body_bytes);
    struct iovec parts[] = { { head, (size_t)n }, { (void *)(uintptr_t)body, body_bytes } };

    send_all(l->fd, parts, body_bytes > 0 ? 2 : 1);
    read_answer(l, out);
}

void http_pick(const struct http_answer *a, const char *key, char *out, size_t size)
{
    char wanted[64];
    const char *p;
    size_t n;

    snprintf(wanted, sizeof wanted, "\"%s\":", key);
    p = strstr(a->body, wanted);
    if (p == NULL)
        tool_die("an answer has no \"%s\": %.300s", key, a->body);
    p += strlen(wanted);
    p += *p == '"';
    n = strcspn(p, "\",}");
    snprintf(out, size, "%.*s", (int)n, p);
}
