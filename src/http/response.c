/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <inttypes.h>

#include "http/cookie.h"
#include "http/request.h"
#include "http/token.h"

/* Non-ASCII is refused too: a header is bytes, and readers disagree on its encoding. */
static bool good_value(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\t') || c >= 0x7f)
            return false;
    }
    return true;
}

void response_header(struct response *rs, const char *name, struct str value)
{
    if (!token_is(str_of(name)) || !good_value(value))
        return;
    rs->headers = arena_grow(rs->arena, rs->headers, rs->header_count, &rs->header_cap, sizeof *rs->headers);
    rs->headers[rs->header_count++] = (struct http_pair){
        .name = arena_str(rs->arena, str_of(name)),
        .value = arena_str(rs->arena, value),
    };
}

void response_redirect(struct response *rs, struct str location)
{
    rs->status = 303;
    response_header(rs, "Location", location);
}

void response_cookie(struct response *rs, const struct request *rq, const char *name, struct str value,
                     int64_t max_age)
{
    struct str age = STR("");

    if (!cookie_good_name(str_of(name)) || !cookie_good_value(value))
        return;
    if (max_age != 0)
        age = arena_printf(rs->arena, "; Max-Age=%" PRId64, max_age > 0 ? max_age : 0);
    response_header(rs, "Set-Cookie",
                    arena_printf(rs->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%.*s", name, STR_ARG(value),
                                 rq->secure ? "; Secure" : "", STR_ARG(age)));
}

/* If-None-Match compares weakly (RFC 9110 13.1.2). */
static bool matches(struct str list, struct str quoted)
{
    struct str entry;
    bool more = list.len > 0;

    while (more) {
        more = str_cut(list, ',', &entry, &list);
        entry = str_trim(entry);
        if (str_starts(entry, STR("W/")))
            entry = str_sub(entry, 2, entry.len);
        if (str_eq(entry, quoted) || str_is(entry, "*"))
            return true;
    }
    return false;
}

bool response_cached(struct response *rs, const struct request *rq, struct str etag, int64_t max_age)
{
    bool has_quotes = str_starts(etag, STR("\""));
    struct str quoted = has_quotes ? etag : arena_printf(rs->arena, "\"%.*s\"", STR_ARG(etag));

    response_header(rs, "ETag", quoted);
    response_header(rs, "Cache-Control",
                    max_age > 0 ? arena_printf(rs->arena, "public, max-age=%" PRId64, max_age) : STR("no-cache"));
    if (!matches(request_header(rq, "if-none-match"), quoted))
        return false;
    rs->status = 304;
    rs->body = STR("");
    return true;
}
