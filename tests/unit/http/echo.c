/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "echo.h"

#include <time.h>

#include "base/json.h"

static struct val *pairs(struct arena *a, const struct http_pair *p, size_t count)
{
    struct val *map = val_map(a);

    for (size_t i = 0; i < count; i++)
        val_put(a, map, p[i].name, val_text(a, p[i].value));
    return map;
}

static struct val *files(const struct request *rq)
{
    struct val *list = val_list(rq->arena);

    for (size_t i = 0; i < rq->file_count; i++) {
        struct val *file = val_map(rq->arena);

        val_set_str(rq->arena, file, "field", rq->files[i].field);
        val_set_str(rq->arena, file, "name", rq->files[i].name);
        val_set_int(rq->arena, file, "bytes", (int64_t)rq->files[i].bytes.len);
        val_push(rq->arena, list, file);
    }
    return list;
}

static void echo(struct request *rq, struct response *rs)
{
    static const char *const METHODS[] = { "GET", "HEAD", "POST", "PUT", "DELETE", "OTHER" };
    struct arena *a = rq->arena;
    struct val *v = val_map(a);

    val_set_str(a, v, "method", str_of(METHODS[rq->method]));
    val_set_str(a, v, "path", rq->path);
    val_set(a, v, "query", pairs(a, rq->query, rq->query_count));
    val_set(a, v, "cookies", pairs(a, rq->cookies, rq->cookie_count));
    val_set(a, v, "form", val_copy(a, rq->form));
    val_set(a, v, "files", files(rq));
    val_set_str(a, v, "client", rq->client);
    val_set_bool(a, v, "secure", rq->secure);
    val_set_int(a, v, "body_bytes", (int64_t)rq->body.len);
    rs->type = STR("application/json");
    rs->body = json_write(a, v);
}

static void handle_slow(struct request *rq, struct response *rs)
{
    struct timespec pause = { 0, 300 * 1000000 };

    nanosleep(&pause, NULL);
    echo(rq, rs);
}

static void handle_asset(struct request *rq, struct response *rs)
{
    if (!response_cached(rs, rq, STR("abc"), 3600))
        rs->body = STR("asset");
}

static void handle_cookie(struct request *rq, struct response *rs)
{
    response_cookie(rs, rq, "__Host-s", STR("v"), 60);
    response_header(rs, "X-Bad", STR("a\r\nSet-Cookie: evil=1"));
    response_header(rs, "Content-Security-Policy", STR("default-src 'none'"));
}

void echo_handle(void *user, struct request *rq, struct response *rs)
{
    (void)user;
    if (str_is(rq->path, "/events"))
        rs->events = request_query(rq, "topic");
    else if (str_is(rq->path, "/slow"))
        handle_slow(rq, rs);
    else if (str_is(rq->path, "/redirect"))
        response_redirect(rs, STR("/there"));
    else if (str_is(rq->path, "/cookie"))
        handle_cookie(rq, rs);
    else if (str_is(rq->path, "/asset"))
        handle_asset(rq, rs);
    else
        echo(rq, rs);
}
