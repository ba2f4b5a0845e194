/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/proxy.h"

#include <arpa/inet.h>

#include "http/token.h"

static bool trusted(struct str address, const char *const *proxies)
{
    for (; proxies != NULL && *proxies != NULL; proxies++)
        if (str_is(address, *proxies))
            return true;
    return false;
}

/* Writes the address as the system writes it, so that equal addresses are equal texts. */
static bool normal(struct arena *a, struct str text, struct str *out)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    char written[INET6_ADDRSTRLEN];
    const char *z = arena_cstr(a, text);
    int family = inet_pton(AF_INET, z, bytes) == 1 ? AF_INET : inet_pton(AF_INET6, z, bytes) == 1 ? AF_INET6 : 0;

    if (family == 0 || inet_ntop(family, bytes, written, sizeof written) == NULL)
        return false;
    *out = arena_str(a, str_of(written));
    return true;
}

/* Cuts the last entry off a comma list. */
static bool cut_last(struct str *list, struct str *last)
{
    size_t i = list->len;

    if (list->p == NULL)
        return false;
    while (i > 0 && list->p[i - 1] != ',')
        i--;
    *last = str_trim(str_sub(*list, i, list->len));
    *list = i > 0 ? str_sub(*list, 0, i - 1) : (struct str){ NULL, 0 };
    return true;
}

/* Walks one header from the right; false: the client is found, or the rest cannot be believed. */
static bool walk(struct request *rq, struct str list, const char *const *proxies)
{
    struct str entry, address;

    while (cut_last(&list, &entry)) {
        if (!normal(rq->arena, entry, &address))
            return false;
        rq->client = address;
        if (!trusted(address, proxies))
            return false;
    }
    return true;
}

void proxy_read(struct request *rq, struct str peer, const char *const *proxies)
{
    bool more = true;

    rq->client = peer;
    rq->secure = false;
    if (!trusted(peer, proxies))
        return;
    rq->secure = token_same(request_header(rq, "x-forwarded-proto"), "https");
    for (size_t i = rq->header_count; more && i-- > 0;)
        if (str_is(rq->headers[i].name, "x-forwarded-for"))
            more = walk(rq, rq->headers[i].value, proxies);
}
