/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * head - the head of a request judged (RFC 9112) before anything is done for it.
 *
 * libmicrohttpd 0.9.75 reads heads laxly.  What it leaves in its header list is judged by its text; what
 * it swallows (bare LF or CR as line end, NUL, folded lines, several blanks in the request line) is seen
 * by where the pieces lie: it cuts a head in place, so in a good one every piece begins just behind the last.
 */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include "http/request.h"

enum { HEAD_BYTES_MAX = 32768, HEAD_LINE_MAX = 8192, HEAD_HEADERS_MAX = 100 };

/* As the library read it: pieces point into the buffer of the connection, target is a copy. */
struct head {
    struct str        method, target, version;
    const char       *target_at;            /* where the target lay                                    */
    size_t            bytes;                /* of the whole head, its empty line included              */
    struct http_pair *headers;
    size_t            header_count;
};

struct framing { bool chunked; int64_t length; };     /* length of the body; -1: chunked, not told */

/*
 * Fills method, path, query, headers and cookies of rq with copies, and framing.  Returns 0, or the
 * status to refuse with, the connection closed: 400, 405 (unknown method), 414 (long target), 431
 * (long line, head or too many headers), 417 (an Expect that is not 100-continue), 505 (neither HTTP/1.0 nor 1.1).
 * why: literal, English.
 */
int head_judge(const struct head *h, struct request *rq, struct framing *framing, const char **why);

#endif
