/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/request.h"


#include "http/token.h"

static struct str find(const struct http_pair *pairs, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(pairs[i].name, name))
            return pairs[i].value;
    return STR("");
}

struct str request_header(const struct request *rq, const char *name)
{
    return find(rq->headers, rq->header_count, name);
}

struct str request_query(const struct request *rq, const char *name)
{
    return find(rq->query, rq->query_count, name);
}

struct str request_cookie(const struct request *rq, const char *name)
{
    return find(rq->cookies, rq->cookie_count, name);
}

/* A quality in thousandths (RFC 9110 12.4.2); what is malformed counts as 0. */
static int quality(struct str entry)
{
    struct str q = token_param(entry, "q");
    int thousandths = 0, weight = 100;

    if (!token_has_param(entry, "q"))
        return 1000;
    if (q.len == 0 || q.len > 5 || (q.p[0] != '0' && q.p[0] != '1') || (q.len > 1 && q.p[1] != '.'))
        return 0;
    for (size_t i = 2; i < q.len; i++, weight /= 10) {
        if (q.p[i] < '0' || q.p[i] > '9')
            return 0;
        thousandths += (q.p[i] - '0') * weight;
    }
    return q.p[0] == '1' ? 1000 : thousandths;
}

/* How precisely a range names the type: 3 itself, 2 "type" + slash-star, 1 all, 0 not at all. */
static int precision(struct str range, const char *type, const char *group)
{
    return token_same(range, type) ? 3 : token_same(range, group) ? 2 : token_same(range, "*/*") ? 1 : 0;
}

/* Quality of a type in a list header; the most precise range decides. */
static int rank(struct str header, const char *type, const char *group)
{
    struct str entry;
    int best = 0, found = 0;
    bool more = header.len > 0;

    while (more) {
        int how;

        more = str_cut(header, ',', &entry, &header);
        how = precision(token_media(entry), type, group);
        if (how > best) {
            best = how;
            found = quality(entry);
        }
    }
    return found;
}

bool request_wants_json(const struct request *rq)
{
    struct str accept = request_header(rq, "accept");

    return rank(accept, "application/json", "application/*") > rank(accept, "text/html", "text/*");
}

bool request_accepts_gzip(const struct request *rq)
{
    struct str accept = request_header(rq, "accept-encoding"), entry;
    bool more = accept.len > 0;

    while (more) {
        more = str_cut(accept, ',', &entry, &accept);
        if (token_same(token_media(entry), "gzip"))
            return quality(entry) > 0;
    }
    return false;
}
