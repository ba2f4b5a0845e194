/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/head.h"

#include <ctype.h>
#include <string.h>

#include "http/cookie.h"
#include "http/token.h"
#include "http/uri.h"

static const struct { const char *name; enum http_method method; } METHODS[] = {
    { "GET", HTTP_GET }, { "HEAD", HTTP_HEAD }, { "POST", HTTP_POST }, { "PUT", HTTP_PUT },
    { "DELETE", HTTP_DELETE }, { "PATCH", HTTP_OTHER }, { "OPTIONS", HTTP_OTHER },
};

/* What one check found; status 0: nothing. */
struct verdict { int status; const char *why; };

static const struct verdict GOOD = { 0, "" };

static struct verdict bad(const char *why)
{
    return (struct verdict){ 400, why };
}

/* Addresses, not pointers: pieces the library moved lie in another object. */
static bool follows(const char *end, size_t gap, const char *next)
{
    return (uintptr_t)end + gap == (uintptr_t)next;
}

static bool gapless(const struct head *h)
{
    const char *end = h->version.p + h->version.len;

    if (!follows(h->method.p + h->method.len, 1, h->target_at)
        || !follows(h->target_at + h->target.len, 1, h->version.p))
        return false;
    for (size_t i = 0; i < h->header_count; i++) {
        if (!follows(end, 2, h->headers[i].name.p))
            return false;
        end = h->headers[i].value.p + h->headers[i].value.len;
    }
    return (uintptr_t)h->method.p + h->bytes == (uintptr_t)end + 4;
}

static struct verdict judge_size(const struct head *h)
{
    if (h->target.len > HEAD_LINE_MAX)
        return (struct verdict){ 414, "the request target is too long" };
    if (h->bytes > HEAD_BYTES_MAX || h->header_count > HEAD_HEADERS_MAX)
        return (struct verdict){ 431, "the head is too large" };
    for (size_t i = 0; i < h->header_count; i++)
        if (h->headers[i].name.len + h->headers[i].value.len > HEAD_LINE_MAX)
            return (struct verdict){ 431, "a header line is too long" };
    return GOOD;
}

static struct verdict judge_line(const struct head *h, struct request *rq)
{
    if (!token_is(h->method))
        return bad("the method is not a token");
    if (!str_is(h->version, "HTTP/1.1") && !str_is(h->version, "HTTP/1.0"))
        return (struct verdict){ str_starts(h->version, STR("HTTP/")) ? 505 : 400, "neither HTTP/1.0 nor HTTP/1.1" };
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++)
        if (str_is(h->method, METHODS[i].name)) {
            rq->method = METHODS[i].method;
            return GOOD;
        }
    return (struct verdict){ 405, "unknown method" };
}

static bool good_value(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static struct verdict copy_headers(const struct head *h, struct request *rq)
{
    rq->headers = ARENA_ARRAY(rq->arena, h->header_count, struct http_pair);
    for (size_t i = 0; i < h->header_count; i++) {
        if (!token_is(h->headers[i].name))
            return bad("a header name is not a token");
        if (!good_value(h->headers[i].value))
            return bad("a header value holds a control character");
        rq->headers[i].name = token_lower(rq->arena, h->headers[i].name);
        rq->headers[i].value = arena_str(rq->arena, str_trim(h->headers[i].value));
        rq->header_count = i + 1;
    }
    return GOOD;
}

static size_t times(const struct request *rq, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < rq->header_count; i++)
        n += str_is(rq->headers[i].name, name);
    return n;
}

static bool good_host(struct str host)
{
    for (size_t i = 0; i < host.len; i++)
        if (!isalnum((unsigned char)host.p[i]) && strchr(".-_:[]%", host.p[i]) == NULL)
            return false;
    return host.len > 0 && host.len <= 255;
}

static struct verdict judge_host(const struct head *h, const struct request *rq)
{
    size_t hosts = times(rq, "host");

    if (hosts == 0)
        return str_is(h->version, "HTTP/1.0") ? GOOD : bad("no Host");
    if (hosts > 1)
        return bad("more than one Host");
    return good_host(request_header(rq, "host")) ? GOOD : bad("Host is not a host name");
}

static bool digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!isdigit((unsigned char)s.p[i]))
            return false;
    return s.len > 0 && s.len <= 18;
}

static struct verdict judge_length(const struct request *rq, struct framing *out)
{
    struct str length = request_header(rq, "content-length");

    if (times(rq, "content-length") == 0)
        return GOOD;
    if (times(rq, "content-length") > 1)
        return bad("more than one Content-Length");
    if (!digits(length) || str_int(length, &out->length) != OK)
        return bad("Content-Length is not a number");
    return GOOD;
}

static struct verdict judge_framing(const struct head *h, const struct request *rq, struct framing *out)
{
    size_t codings = times(rq, "transfer-encoding");
    struct str expect = request_header(rq, "expect");

    *out = (struct framing){ codings > 0, codings > 0 ? -1 : 0 };
    if (codings > 0 && times(rq, "content-length") > 0)
        return bad("Content-Length with Transfer-Encoding");
    if (codings > 1 || (codings == 1 && !token_same(request_header(rq, "transfer-encoding"), "chunked")))
        return bad("Transfer-Encoding must be chunked");
    if (codings > 0 && str_is(h->version, "HTTP/1.0"))
        return bad("Transfer-Encoding in HTTP/1.0");
    if (expect.len > 0 && !token_same(expect, "100-continue"))
        return (struct verdict){ 417, "Expect must be 100-continue" };
    if (codings == 0)
        return judge_length(rq, out);
    return GOOD;
}

static struct verdict judge_target(const struct head *h, struct request *rq)
{
    struct str path, bad_name;

    str_cut(h->target, '?', &path, &rq->query_raw);
    if (uri_path(rq->arena, path, &rq->path) != OK)
        return bad("the path of the request is not a plain, well-formed path");
    if (!good_value(rq->query_raw)
        || uri_pairs(rq->arena, rq->query_raw, &rq->query, &rq->query_count, &bad_name) != OK)
        return bad("the query is not well-formed UTF-8 in percent encoding");
    return GOOD;
}

static struct verdict judge_body(const struct request *rq, const struct framing *f)
{
    bool without = rq->method == HTTP_GET || rq->method == HTTP_HEAD;

    return without && f->length != 0 ? bad("a body with GET or HEAD") : GOOD;
}

static struct verdict judge_all(const struct head *h, struct request *rq, struct framing *framing)
{
    struct verdict v = judge_size(h);

    if (v.status == 0 && !gapless(h))
        v = bad("a bare line feed, carriage return or NUL, a folded line or a doubled blank");
    if (v.status == 0)
        v = judge_line(h, rq);
    if (v.status == 0)
        v = copy_headers(h, rq);
    if (v.status == 0)
        v = judge_host(h, rq);
    if (v.status == 0)
        v = judge_framing(h, rq, framing);
    if (v.status == 0)
        v = judge_target(h, rq);
    return v.status != 0 ? v : judge_body(rq, framing);
}

int head_judge(const struct head *h, struct request *rq, struct framing *framing, const char **why)
{
    struct verdict v = judge_all(h, rq, framing);

    *why = v.why;
    if (v.status == 0)
        cookie_read(rq);
    return v.status;
}
