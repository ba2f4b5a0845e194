/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/exchange.h"

#include "base/json.h"
#include "base/log.h"
#include "http/form.h"
#include "http/proxy.h"
#include "http/token.h"

enum { ARENA_BYTES = 64 * 1024, BODY_ROOM = 64 * 1024, RETRY_AFTER_S = 2 };

static const struct { const char *name, *value; } DEFAULTS[] = {
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Content-Security-Policy", "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; "
                                 "form-action 'self'; base-uri 'none'" },
};

struct exchange *exchange_new(const struct http_options *o, const struct http_timing *t, struct guard_conn *conn,
                              const char *target)
{
    struct arena *a = arena_new(ARENA_BYTES);
    struct exchange *x = ARENA_NEW(a, struct exchange);

    x->arena = a;
    x->options = o;
    x->timing = t;
    x->conn = conn;
    x->target = arena_str(a, str_of(target));
    x->target_at = target;
    x->body = buf_in(a);
    x->rq.arena = a;
    x->rq.face = o->face;
    x->rq.method = HTTP_OTHER;
    x->rq.form = val_map(a);
    x->rs.arena = a;
    atomic_init(&x->holders, 1);
    return x;
}

void exchange_release(struct exchange *x)
{
    if (atomic_fetch_sub(&x->holders, 1) > 1)
        return;
    pool_return_bytes(x->options->pool, x->booked);
    arena_free(x->arena);
}

static void refuse_plainly(struct exchange *x, int status, struct str why)
{
    struct arena *a = x->arena;
    struct val *body = val_map(a);

    x->rs = (struct response){ .arena = a, .status = status };
    if (x->rq.json || request_wants_json(&x->rq)) {
        val_set_int(a, body, "status", status);
        val_set_str(a, body, "message", why);
        x->rs.type = STR("application/json");
        x->rs.body = json_write(a, body);
    } else {
        x->rs.type = STR("text/plain; charset=utf-8");
        x->rs.body = arena_printf(a, "%d %.*s\n", status, STR_ARG(why));
    }
    if (status == 503)
        response_header(&x->rs, "Retry-After", arena_printf(a, "%d", RETRY_AFTER_S));
    if (status == 405)
        response_header(&x->rs, "Allow", STR("GET, HEAD, POST, PUT, DELETE"));
}

void exchange_refuse(struct exchange *x, int status, struct str why)
{
    refuse_plainly(x, status, why);
    if (x->options->refused != NULL)
        x->options->refused(x->options->user, &x->rq, why, &x->rs);
}

/* Before the body is read: the connection cannot go on. */
static bool turn_away(struct exchange *x, const char *why)
{
    log_event(LOG_INFO, "http.refused", LOG_INT("status", x->rs.status), LOG_TEXT("why", str_of(why)), LOG_END);
    response_header(&x->rs, "Connection", STR("close"));
    return false;
}

/* A slow line earns time with every byte it brings. */
static void set_body_due(struct exchange *x)
{
    const struct http_timing *t = x->timing;
    int64_t earned_ms = (int64_t)x->body.len * 1000 / t->body_bytes_per_s;

    guard_request_due(x->conn, x->begun_ms + t->body_grace_ms + earned_ms);
}

/* Room at once for what is told, but not for much: telling costs a client nothing. */
static void expect_body(struct exchange *x)
{
    int64_t told = x->framing.length;

    x->body.cap = told > 0 && told < BODY_ROOM ? (size_t)told + 1 : BODY_ROOM;
    x->body.p = arena_alloc(x->arena, x->body.cap);
    x->begun_ms = guard_now_ms();
    set_body_due(x);
}

bool exchange_judge(struct exchange *x, struct head *head)
{
    const char *why;
    int status;

    guard_no_due(x->conn);
    head->target = x->target;
    head->target_at = x->target_at;
    status = head_judge(head, &x->rq, &x->framing, &why);
    if (status != 0) {
        refuse_plainly(x, status, str_of(why));
        return turn_away(x, why);
    }
    proxy_read(&x->rq, arena_str(x->arena, guard_peer(x->conn)), x->options->proxies);
    if (x->framing.length > (int64_t)x->options->body_max) {
        exchange_refuse(x, 413, STR("the body is too large"));
        return turn_away(x, "the body is too large");
    }
    if (x->framing.length != 0)
        expect_body(x);
    return true;
}

int exchange_receive(struct exchange *x, struct str bytes)
{
    if (bytes.len > x->options->body_max - x->body.len)
        return 413;
    if (!pool_book_bytes(x->options->pool, bytes.len))
        return 503;
    x->booked += bytes.len;
    buf_add(&x->body, bytes);
    set_body_due(x);
    return 0;
}

void exchange_run(struct exchange *x)
{
    struct str why = STR("");
    int status = 0;

    if (x->framing.length != 0) {
        x->rq.body = buf_str(&x->body);
        status = form_read(&x->rq, &why);
    }
    if (status != 0)
        exchange_refuse(x, status, why);
    else
        x->options->handler(x->options->user, &x->rq, &x->rs);
}

static bool has_header(const struct response *rs, const char *lower)
{
    for (size_t i = 0; i < rs->header_count; i++)
        if (token_same(rs->headers[i].name, lower))
            return true;
    return false;
}

void exchange_complete(struct exchange *x)
{
    struct response *rs = &x->rs;

    if (rs->status == 0)
        rs->status = 200;
    if (rs->type.len > 0 && !has_header(rs, "content-type"))
        response_header(rs, "Content-Type", rs->type);
    for (size_t i = 0; i < sizeof DEFAULTS / sizeof *DEFAULTS; i++)
        if (!has_header(rs, token_lower(x->arena, str_of(DEFAULTS[i].name)).p))
            response_header(rs, DEFAULTS[i].name, str_of(DEFAULTS[i].value));
}
