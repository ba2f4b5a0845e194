/* SPDX-License-Identifier: MulanPSL-2.0 */
/* openapi - the route table as an OpenAPI 3.1 document, so that it cannot say anything else. */
#include "base/buf.h"
#include "base/json.h"
#include "web/inside.h"

/* "/cases/:id" as "/cases/{id}". */
static struct str template_of(struct arena *a, const char *pattern)
{
    struct buf b = buf_in(a);
    struct str rest = str_of(pattern), part;
    bool more = str_cut(rest, '/', &part, &rest);

    while (more) {
        more = str_cut(rest, '/', &part, &rest);
        if (part.len > 0 && part.p[0] == ':')
            buf_printf(&b, "/{%.*s}", STR_ARG(str_sub(part, 1, part.len)));
        else
            buf_printf(&b, "/%.*s", STR_ARG(part));
    }
    return buf_str(&b);
}

static struct val *text_schema(struct arena *a)
{
    return val_set_str(a, val_map(a), "type", STR("string"));
}

static struct val *path_parameters(struct arena *a, const char *pattern)
{
    struct val *list = val_list(a);
    struct str rest = str_of(pattern), part;
    bool more = true;

    while (more) {
        struct val *m = val_map(a);
        more = str_cut(rest, '/', &part, &rest);
        if (part.len == 0 || part.p[0] != ':')
            continue;
        val_set_str(a, m, "name", str_sub(part, 1, part.len));
        val_set_str(a, m, "in", STR("path"));
        val_set_bool(a, m, "required", true);
        val_push(a, list, val_set(a, m, "schema", text_schema(a)));
    }
    return list;
}

static struct val *media(struct arena *a, const char *type, struct val *schema)
{
    return val_set(a, val_map(a), type, val_set(a, val_map(a), "schema", schema));
}

static struct val *answer(struct arena *a, const char *description, const char *type)
{
    struct val *m = val_set_str(a, val_map(a), "description", str_of(description));

    if (type != NULL)
        val_set(a, m, "content", media(a, type, val_set_str(a, val_map(a), "type",
                                                            str_is(str_of(type), "application/json") ? STR("object") : STR("string"))));
    return m;
}

static struct val *problem(struct arena *a, const char *description)
{
    return val_set(a, val_set_str(a, val_map(a), "description", str_of(description)), "content",
                   media(a, "application/json", val_set_str(a, val_map(a), "$ref", STR("#/components/schemas/Problem"))));
}

static struct val *responses(struct arena *a, const struct route *r)
{
    struct val *m = val_map(a);

    val_set(a, m, "200", answer(a, "As asked; HTML where Accept asks for it", (r->flags & RAW) != 0 ? NULL : "application/json"));
    val_set(a, m, "404", problem(a, "No such thing, or not in sight"));
    if (r->door != DOOR_OPEN) {
        val_set(a, m, "401", problem(a, "Nobody is signed in"));
        val_set(a, m, "403", problem(a, "The post does not allow it"));
    }
    if (r->method == HTTP_POST) {
        val_set(a, m, "409", problem(a, "Somebody else was first, or the state does not allow it"));
        val_set(a, m, "422", problem(a, "Something is wrong in what was sent; errors name each field"));
        val_set(a, m, "503", problem(a, "Busy: nothing was done, try again"));
        val_set(a, m, "507", problem(a, "The disk is full: nothing was done"));
    }
    return m;
}

static struct val *request_body(struct arena *a, const struct route *r)
{
    struct val *properties = val_map(a), *required = val_list(a), *schema = val_map(a), *m = val_map(a), *content;

    for (const struct param *p = r->params; p != NULL && p->name != NULL; p++) {
        val_set(a, properties, p->name, val_set_str(a, text_schema(a), "description", str_of(p->why)));
        if (p->required)
            val_push(a, required, val_text(a, str_of(p->name)));
    }
    val_set_str(a, schema, "type", STR("object"));
    val_set(a, schema, "properties", properties);
    if (required->count > 0)
        val_set(a, schema, "required", required);
    content = media(a, "application/json", schema);
    val_set(a, content, "application/x-www-form-urlencoded", val_set(a, val_map(a), "schema", schema));
    return val_set(a, m, "content", content);
}

static struct val *security(struct arena *a, const struct route *r)
{
    struct val *list = val_list(a);

    if (r->door != DOOR_OPEN)
        val_push(a, list, val_set(a, val_map(a), "session", val_list(a)));
    return list;
}

static struct val *operation(struct arena *a, const struct route *r)
{
    struct val *m = val_set_str(a, val_map(a), "operationId", str_of(r->name)), *parameters = path_parameters(a, r->pattern);

    val_set_str(a, m, "summary", str_of(r->summary));
    val_set(a, m, "security", security(a, r));
    if (parameters->count > 0)
        val_set(a, m, "parameters", parameters);
    if (r->method == HTTP_POST)
        val_set(a, m, "requestBody", request_body(a, r));
    return val_set(a, m, "responses", responses(a, r));
}

/* The same address may stand on several faces; the first row of a method speaks for it. */
static void add_route(struct arena *a, struct val *paths, const struct route *r)
{
    struct str path = template_of(a, r->pattern);
    struct val *item = (struct val *)(uintptr_t)val_find(paths, path);
    const char *method = r->method == HTTP_POST ? "post" : "get";

    if (item == NULL) {
        item = val_map(a);
        val_put(a, paths, path, item);
    }
    if (!val_has(item, method))
        val_set(a, item, method, operation(a, r));
}

static struct val *components(struct arena *a)
{
    struct val *scheme = val_map(a), *error = val_map(a), *problem_schema = val_map(a), *m = val_map(a);

    val_set_str(a, scheme, "type", STR("apiKey"));
    val_set_str(a, scheme, "in", STR("cookie"));
    val_set_str(a, scheme, "name", STR("bcc_session"));
    val_set_str(a, error, "type", STR("object"));
    val_set(a, error, "properties", val_set(a, val_set(a, val_map(a), "field", text_schema(a)), "text", text_schema(a)));
    val_set_str(a, problem_schema, "type", STR("object"));
    val_set(a, problem_schema, "properties",
            val_set(a, val_map(a), "errors", val_set(a, val_set_str(a, val_map(a), "type", STR("array")), "items", error)));
    val_set(a, m, "securitySchemes", val_set(a, val_map(a), "session", scheme));
    return val_set(a, m, "schemas", val_set(a, val_map(a), "Problem", problem_schema));
}

static struct val *info(struct arena *a)
{
    struct val *m = val_set_str(a, val_map(a), "title", STR("buchucun"));

    val_set_str(a, m, "version", STR("1"));
    val_set_str(a, m, "description", STR("Every page answers JSON to Accept: application/json. A form that changes "
                                         "something carries the session's token as the field csrf or the header X-CSRF-Token."));
    return val_set(a, m, "license", val_set_str(a, val_set_str(a, val_map(a), "name", STR("MulanPSL-2.0")), "identifier",
                                                STR("MulanPSL-2.0")));
}

struct str openapi_document(struct arena *a)
{
    struct val *doc = val_set_str(a, val_map(a), "openapi", STR("3.1.0")), *paths = val_map(a), *servers = val_list(a);

    for (size_t i = 0; i < route_count; i++)
        add_route(a, paths, &routes[i]);
    val_push(a, servers, val_set_str(a, val_map(a), "url", STR("/")));
    val_set(a, doc, "info", info(a));
    val_set(a, doc, "servers", servers);
    val_set(a, doc, "paths", paths);
    val_set(a, doc, "components", components(a));
    return json_write(a, doc);
}
