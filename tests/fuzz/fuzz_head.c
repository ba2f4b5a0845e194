/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fuzz_head - lines as a head, cut as the library cuts it: refused, or a request whose texts are clean. */
#include <stdlib.h>

#include "http/head.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads "method target version CRLF (name: value CRLF)* CRLF" in place. */
static void cut_head(struct arena *a, struct str text, struct head *h)
{
    struct str line, rest, name, value;

    *h = (struct head){ .bytes = text.len, .headers = ARENA_ARRAY(a, HEAD_HEADERS_MAX + 1, struct http_pair) };
    str_cut(text, '\r', &line, &rest);
    str_cut(line, ' ', &h->method, &line);
    str_cut(line, ' ', &h->target, &h->version);
    h->target_at = h->target.p;
    while (h->header_count <= HEAD_HEADERS_MAX && rest.len > 3) {
        str_cut(str_sub(rest, 1, rest.len), '\r', &line, &rest);
        str_cut(line, ':', &name, &value);
        if (str_starts(value, STR(" ")))
            value = str_sub(value, 1, value.len);
        h->headers[h->header_count++] = (struct http_pair){ name, value };
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(0);
    struct request rq = { .arena = a };
    struct framing framing;
    struct head h;
    const char *why;

    cut_head(a, (struct str){ (const char *)data, size }, &h);
    if (head_judge(&h, &rq, &framing, &why) == 0) {
        if (rq.path.len == 0 || rq.path.p[0] != '/' || !str_utf8(rq.path) || framing.length < -1)
            abort();
        (void)request_wants_json(&rq);
        (void)request_accepts_gzip(&rq);
    }
    arena_free(a);
    return 0;
}
