/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * affair - one whole affair over HTTP: begun with its answers, signed and scanned, filed, accepted, looked at by the township
 * and by two departments side by side, decided, tracked.
 *
 * Nine requests, eight of which are durable before they are answered.  Any answer but 200 ends the bench.
 */
#ifndef BENCH_AFFAIR_H
#define BENCH_AFFAIR_H

#include <stdbool.h>

#include "county.h"
#include "http.h"
#include "tool.h"

enum affair_role { AFFAIR_CLERK, AFFAIR_TOWNSHIP, AFFAIR_HANDLER, AFFAIR_APPROVER, AFFAIR_ROLES };
enum { AFFAIR_HEADERS = 512, AFFAIR_SCAN_BYTES = 30 * 1024, AFFAIR_SCAN_ROOM = 64 * 1024 };

/* Shared by all clients, only read while they run. */
struct affair_plan {
    char   headers[AFFAIR_ROLES][AFFAIR_HEADERS];       /* cookie and token of each role */
    char   scan[AFFAIR_SCAN_ROOM];                      /* a JPEG with 16 bytes of comment that make it unique */
    size_t scan_bytes;
    bool   look;                                        /* officers open the case before they act */
};

struct affair_client {
    const struct affair_plan *plan;
    struct http_line staff, public;
    struct samples   requests, affairs;
    char            *scan;              /* own copy */
    unsigned         number;            /* of the client */
    unsigned         done;              /* affairs so far */
};

/* Signs everybody in. */
void affair_plan(const struct county *c, bool look, struct affair_plan *out);
void affair_open(const struct affair_plan *plan, const struct county *c, unsigned number, struct affair_client *out);
void affair_run(struct affair_client *c);
void affair_close(struct affair_client *c);

#endif
