/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * http - the client of the benches: one keep-alive connection, one request at a time.
 *
 * It trusts the server it measures: answers with Content-Length only, at most HTTP_ANSWER_MAX bytes.
 * Whatever goes wrong ends the bench with a message.
 */
#ifndef BENCH_HTTP_H
#define BENCH_HTTP_H

#include <stddef.h>

enum { HTTP_ANSWER_MAX = 1 << 20, HTTP_HEAD_MAX = 2048 };

struct http_line { int fd; char *buffer; };

struct http_answer {
    int         status;
    const char *head;       /* NUL behind it */
    const char *body;       /* NUL behind it; both until the next request of the line */
    size_t      body_bytes;
};

/* Waits until somebody listens on 127.0.0.1:port, at most 20 s. */
void http_connect(int port, struct http_line *out);
void http_close(struct http_line *l);

/* headers: whole lines, each with CRLF; "" for none. body may be NULL. */
void http_ask(struct http_line *l, const char *method, const char *path, const char *headers, const void *body,
              size_t body_bytes, struct http_answer *out);

/* The text or number behind "key": in a JSON body, cut at size; dies when it is not there. */
void http_pick(const struct http_answer *a, const char *key, char *out, size_t size);

#endif
