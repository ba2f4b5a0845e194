/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/form.h"

#include "base/json.h"
#include "http/multipart.h"
#include "http/token.h"
#include "http/uri.h"

/* A field sent once is a text; sent again it becomes the list of its texts. */
static void put(struct arena *a, struct val *form, struct str name, struct str value)
{
    struct val *text = val_text(a, value), *list;
    size_t i = 0;

    while (i < form->count && !str_eq(form->keys[i], name))
        i++;
    if (i == form->count) {
        val_put(a, form, name, text);
        return;
    }
    if (form->items[i]->kind == VAL_TEXT) {
        list = val_list(a);
        val_push(a, list, form->items[i]);
        form->items[i] = list;
    }
    val_push(a, form->items[i], text);
}

/* A field as a refusal names it: short, and itself UTF-8. */
static struct str shown(struct str name)
{
    return str_utf8(name) ? str_head(name, 60) : STR("?");
}

static int status_of(enum err e)
{
    return e == OK ? 0 : e == ERR_LIMIT ? 413 : 400;
}

static int read_urlencoded(struct request *rq, struct val *form, struct str *why)
{
    struct http_pair *pairs;
    size_t count;
    struct str bad = STR("");
    enum err e = uri_pairs(rq->arena, rq->body, &pairs, &count, &bad);

    if (e == ERR_LIMIT)
        *why = STR("too many fields");
    else if (e != OK)
        *why = arena_printf(rq->arena, "field %.*s: not UTF-8 in percent encoding", STR_ARG(shown(bad)));
    for (size_t i = 0; e == OK && i < count; i++)
        put(rq->arena, form, pairs[i].name, pairs[i].value);
    return status_of(e);
}

/* A file input nobody touched comes as an empty file without a name. */
static bool untouched(const struct part *p)
{
    return p->is_file && p->file_name.len == 0 && p->bytes.len == 0;
}

static int put_part(struct request *rq, struct val *form, const struct part *p, struct str *why)
{
    if (p->is_file) {
        rq->files[rq->file_count++] = (struct http_file){ p->name, p->file_name, p->bytes };
        return 0;
    }
    if (!str_utf8(p->bytes)) {
        *why = arena_printf(rq->arena, "field %.*s: not UTF-8, or holds NUL", STR_ARG(shown(p->name)));
        return 400;
    }
    put(rq->arena, form, p->name, p->bytes);
    return 0;
}

static int read_multipart(struct request *rq, struct val *form, struct str *why)
{
    struct part *parts;
    size_t count;
    const char *reason;
    struct str boundary = multipart_boundary(request_header(rq, "content-type"));
    int status = status_of(multipart_read(rq->arena, rq->body, boundary, &parts, &count, &reason));

    if (status != 0)
        *why = str_of(reason);
    rq->files = ARENA_ARRAY(rq->arena, MULTIPART_FILES_MAX, struct http_file);
    for (size_t i = 0; status == 0 && i < count; i++)
        if (!untouched(&parts[i]))
            status = put_part(rq, form, &parts[i], why);
    return status;
}

static int read_json(struct request *rq, const struct val **form, struct str *why)
{
    struct val *v;
    struct json_problem problem = { 0 };

    rq->json = true;
    if (json_read(rq->arena, rq->body, &v, &problem) != OK) {
        *why = arena_join(rq->arena, STR("JSON, "), json_problem_text(rq->arena, &problem));
        return 400;
    }
    if (v->kind != VAL_MAP) {
        *why = STR("JSON: the body must be an object");
        return 400;
    }
    *form = v;
    return 0;
}

int form_read(struct request *rq, struct str *why)
{
    struct str media = token_media(request_header(rq, "content-type"));
    struct val *form = val_map(rq->arena);

    rq->form = form;
    if (token_same(media, "application/json"))
        return read_json(rq, &rq->form, why);
    if (rq->body.len == 0 && media.len == 0)
        return 0;
    if (token_same(media, "application/x-www-form-urlencoded"))
        return read_urlencoded(rq, form, why);
    if (token_same(media, "multipart/form-data"))
        return read_multipart(rq, form, why);
    *why = STR("Content-Type must be application/x-www-form-urlencoded, multipart/form-data or application/json");
    return 415;
}
