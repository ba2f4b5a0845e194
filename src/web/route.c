/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/route.h"

#include "base/buf.h"

static const char *const methods[] = {
    [HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD", [HTTP_POST] = "POST", [HTTP_PUT] = "PUT", [HTTP_DELETE] = "DELETE",
    [HTTP_OTHER] = "?",
};

/* One part of the pattern against one part of the path. */
static bool part_fits(struct str want, struct str got, struct str values[], int *count)
{
    if (want.len == 0 || want.p[0] != ':')
        return str_eq(want, got);
    if (got.len == 0 || *count == ROUTE_PARAMS_MAX)
        return false;
    values[(*count)++] = got;
    return true;
}

static bool fits(const char *pattern, struct str path, struct str values[])
{
    struct str want, got, pattern_rest = str_of(pattern), path_rest = path;
    bool more_pattern = true, more_path = true;
    int count = 0;

    while (more_pattern && more_path) {
        more_pattern = str_cut(pattern_rest, '/', &want, &pattern_rest);
        more_path = str_cut(path_rest, '/', &got, &path_rest);
        if (!part_fits(want, got, values, &count))
            return false;
    }
    return more_pattern == more_path;
}

const struct route *route_find(enum http_method method, struct str path, enum face face,
                               struct str values[ROUTE_PARAMS_MAX], int *status)
{
    enum http_method wanted = method == HTTP_HEAD ? HTTP_GET : method;

    *status = 404;
    for (size_t i = 0; i < route_count; i++) {
        const struct route *r = &routes[i];
        if ((r->faces & 1u << face) == 0 || !fits(r->pattern, path, values))
            continue;
        if (r->method == wanted)
            return r;
        *status = 405;
    }
    return NULL;
}

const struct route *route_named(const char *name)
{
    size_t i = 0;

    while (i + 1 < route_count && !str_eq(str_of(routes[i].name), str_of(name)))
        i++;
    return &routes[i];
}

static void say_roles(struct buf *b, uint32_t roles)
{
    const char *between = "";

    for (int r = 0; r < ROLE_COUNT; r++)
        if ((roles & ROLES(r)) != 0) {
            buf_printf(b, "%s%s", between, role_name((enum role)r));
            between = ",";
        }
}

static void say_route(struct buf *b, const struct route *r)
{
    static const char *const faces[FACE_COUNT] = { "public", "staff", "screen" };
    static const char *const doors[] = { "anybody", "visitor", "signed-in", "" };
    const char *between = "";

    buf_printf(b, "%-6s %-36s ", methods[r->method], r->pattern);
    for (int f = 0; f < FACE_COUNT; f++)
        if ((r->faces & 1u << f) != 0) {
            buf_printf(b, "%s%s", between, faces[f]);
            between = "+";
        }
    buf_printf(b, "  %s", doors[r->door]);
    if (r->door == DOOR_ROLES)
        say_roles(b, r->roles);
    buf_printf(b, "%s  %s\n", (r->flags & LOGS_VIEW) != 0 ? "  logs-view" : "", r->summary);
}

struct str route_matrix(struct arena *a)
{
    struct buf b = buf_in(a);

    for (size_t i = 0; i < route_count; i++)
        say_route(&b, &routes[i]);
    return buf_str(&b);
}
