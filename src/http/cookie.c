/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/cookie.h"

#include <string.h>

#include "http/token.h"

bool cookie_good_name(struct str name)
{
    return token_is(name);
}

bool cookie_good_value(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.p[i];

        if (c <= 0x20 || c >= 0x7f || strchr("\",;\\", c) != NULL)
            return false;
    }
    return true;
}

static struct http_pair *find(struct request *rq, struct str name)
{
    for (size_t i = 0; i < rq->cookie_count; i++)
        if (str_eq(rq->cookies[i].name, name))
            return &rq->cookies[i];
    return NULL;
}

/* A doubled name keeps its place without a value, so that a third one finds it too. */
static void add(struct request *rq, struct str name, struct str value)
{
    struct http_pair *old = find(rq, name);

    if (old != NULL)
        old->value = (struct str){ NULL, 0 };
    else if (rq->cookie_count < COOKIES_MAX)
        rq->cookies[rq->cookie_count++] = (struct http_pair){ name, value };
}

static void drop_doubled(struct request *rq)
{
    size_t kept = 0;

    for (size_t i = 0; i < rq->cookie_count; i++)
        if (rq->cookies[i].value.p != NULL)
            rq->cookies[kept++] = rq->cookies[i];
    rq->cookie_count = kept;
}

static void read_header(struct request *rq, struct str header)
{
    struct str piece, name, value;
    bool more = true;

    while (more) {
        more = str_cut(header, ';', &piece, &header);
        if (str_cut(str_trim(piece), '=', &name, &value) && cookie_good_name(name) && cookie_good_value(value))
            add(rq, name, value);
    }
}

void cookie_read(struct request *rq)
{
    rq->cookies = ARENA_ARRAY(rq->arena, COOKIES_MAX, struct http_pair);
    for (size_t i = 0; i < rq->header_count; i++)
        if (str_is(rq->headers[i].name, "cookie"))
            read_header(rq, rq->headers[i].value);
    drop_doubled(rq);
}
