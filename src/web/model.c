/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/log.h"
#include "web/inside.h"

/* The one table from errors to HTTP. */
static const int statuses[ERR_COUNT] = {
    [OK] = 200, [ERR_INVALID] = 422, [ERR_UNAUTHENTICATED] = 401, [ERR_FORBIDDEN] = 403, [ERR_NOT_FOUND] = 404,
    [ERR_CONFLICT] = 409, [ERR_STATE] = 409, [ERR_REUSED] = 422, [ERR_LIMIT] = 429, [ERR_BUSY] = 503, [ERR_FULL] = 507,
    [ERR_INTERNAL] = 500,
};

int model_status(enum err e)
{
    return e < ERR_COUNT ? statuses[e] : 500;
}

/* ---- keys every page has ---- */

static enum lang wanted_language(const struct page *p)
{
    struct str asked = request_query(p->rq, "lang"), kept = request_cookie(p->rq, "lang");
    struct str lang = asked.len > 0 ? asked : kept;

    if (lang.len > 0)
        return str_is(lang, "en") ? LANG_EN : LANG_ZH;
    return str_starts(request_header(p->rq, "accept-language"), STR("en")) ? LANG_EN : LANG_ZH;
}

static bool elder(const struct page *p)
{
    struct str asked = request_query(p->rq, "elder");

    return str_is(asked.len > 0 ? asked : request_cookie(p->rq, "elder"), "1");
}

/* What was chosen in the address is kept for a year. */
static void keep_choices(struct page *p)
{
    static const char *const kept[] = { "lang", "elder", "next", "keys" };
    enum { YEAR_S = 31536000 };

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct str asked = request_query(p->rq, kept[i]);
        if (asked.len > 0 && asked.len < 6)
            response_cookie(p->rs, p->rq, kept[i], asked, YEAR_S);
    }
}

static const char *const face_names[FACE_COUNT] = { "public", "staff", "screen" };

/* What a reader of the desk may switch off: the next case by itself, keys of one letter (WCAG 2.1.4). */
static bool switched_on(const struct page *p, const char *name)
{
    struct str asked = request_query(p->rq, name);

    return !str_is(asked.len > 0 ? asked : request_cookie(p->rq, name), "off");
}

void model_begin(struct page *p)
{
    struct arena *a = p->cx->arena;
    struct val *m = p->model = val_map(a);
    bool english;

    p->cx->lang = wanted_language(p);
    english = p->cx->lang == LANG_EN;
    keep_choices(p);
    val_set_str(a, m, "lang", english ? STR("en") : STR("zh-CN"));
    val_set_str(a, m, "lang_other_url", english ? STR("?lang=zh") : STR("?lang=en"));
    val_set_bool(a, m, "elder", elder(p));
    val_set_bool(a, m, "goes_on", switched_on(p, "next"));
    val_set_bool(a, m, "has_keys", switched_on(p, "keys"));
    val_set_str(a, m, "face", str_of(face_names[p->face]));
    val_set_str(a, m, "path", p->rq->path);
    val_set_str(a, m, "county", label_in(p->web->options.house->pack->title, p->cx->lang));
    val_set_int(a, m, "now", p->cx->now);
    val_set_bool(a, m, "demo", p->web->options.house->demo);
}

/* ---- what was wrong ---- */

/* "who|unix ms" of a detail becomes {{who}} and {{at}}, "who|what" becomes {{who}} and {{what}}; any detail is {{detail}}. */
static struct val *details(struct arena *a, const struct gap *g)
{
    struct val *m = val_map(a);
    struct str who, at;
    int64_t ms;

    val_set_str(a, m, "detail", g->detail);
    if (!str_cut(g->detail, '|', &who, &at))
        return m;
    val_set_str(a, m, "who", who);
    if (str_int(at, &ms) == OK)
        val_set_int(a, m, "at", ms);
    else
        val_set_str(a, m, "what", at);
    return m;
}

void model_errors(struct page *p)
{
    struct arena *a = p->cx->arena;
    struct val *list = val_list(a), *map = val_map(a);

    for (size_t i = 0; i < p->cx->gap_count; i++) {
        const struct gap *g = &p->cx->gaps[i];
        struct str text = text_message(p->web->text, a, g->key, details(a, g), p->cx->lang);
        struct val *one = val_map(a);
        val_set_str(a, one, "field", g->field);
        val_set_str(a, one, "key", g->key);
        val_set_str(a, one, "text", text);
        val_push(a, list, one);
        if (g->field.len > 0 && val_find(map, g->field) == NULL)
            val_put(a, map, g->field, val_text(a, text));
    }
    val_set(a, p->model, "errors", list);
    val_set(a, p->model, "gap", map);
}

/* ---- the answer ---- */

static void answer_json(struct page *p, const struct val *v)
{
    p->rs->type = STR("application/json");
    p->rs->body = json_write(p->cx->arena, v);
}

static void answer_go(struct page *p)
{
    struct arena *a = p->cx->arena;

    if (!request_wants_json(p->rq)) {
        response_redirect(p->rs, p->go);
        return;
    }
    val_set_str(a, p->model, "location", p->go);
    response_header(p->rs, "Location", p->go);
    p->rs->status = 200;
    answer_json(p, p->model);
}

static void answer_page(struct page *p)
{
    struct str html;

    p->rs->status = p->status > 0 ? p->status : 200;
    response_header(p->rs, "Cache-Control", STR("no-store"));
    response_header(p->rs, "Vary", STR("Accept, Accept-Language, Cookie"));
    if (request_wants_json(p->rq)) {
        answer_json(p, p->model);
        return;
    }
    val_set_str(p->cx->arena, p->model, "template", str_of(p->template));
    if (text_render(p->web->text, p->cx->arena, p->template, p->model, p->cx->lang, p->cx->now, &html) != OK) {
        log_event(LOG_ERROR, "page.template", LOG_TEXT("template", str_of(p->template)));
        p->rs->status = 500;
        html = STR("internal error\n");
    }
    p->rs->type = STR("text/html; charset=utf-8");
    p->rs->body = html;
}

/* Where nobody is signed in a browser is led to the sign-in page and back. */
static bool lead_to_sign_in(struct page *p, enum err e)
{
    struct buf go = buf_in(p->cx->arena);

    if (e != ERR_UNAUTHENTICATED || p->face != FACE_STAFF || request_wants_json(p->rq) || p->rq->method != HTTP_GET)
        return false;
    buf_add(&go, STR("/sign-in?back="));
    buf_percent(&go, p->rq->path);
    p->go = buf_str(&go);
    answer_go(p);
    return true;
}

/* What cannot be done on a case now: its page says what can. */
static void put_way_back(struct page *p, enum err e)
{
    bool of_case = p->route != NULL && str_starts(str_of(p->route->pattern), STR("/cases/:id/"));

    if (of_case && (e == ERR_STATE || e == ERR_CONFLICT))
        val_set_str(p->cx->arena, p->model, "back_url", arena_join(p->cx->arena, STR("/cases/"), p->params[0]));
}

static void answer_error(struct page *p, enum err e)
{
    struct arena *a = p->cx->arena;
    int status = p->status > 0 ? p->status : model_status(e);
    struct val *problem = val_map(a);

    if (lead_to_sign_in(p, e))
        return;
    if (e == ERR_INTERNAL)
        log_event(LOG_ERROR, "page.failed", LOG_TEXT("route", str_of(p->route != NULL ? p->route->name : "")));
    if (e == ERR_BUSY)
        response_header(p->rs, "Retry-After", STR("2"));
    model_errors(p);
    val_set_int(a, p->model, "status", status);
    val_set_int(a, problem, "status", status);
    val_set_str(a, problem, "kind", str_of(err_name(e)));
    val_set(a, p->model, "problem", problem);
    put_way_back(p, e);
    page_show(p, "error", page_word(p, "error.title"));
    p->status = status;
    answer_page(p);
}

void model_answer(struct page *p, enum err e)
{
    if (e != OK)
        answer_error(p, e);
    else if (p->go.len > 0)
        answer_go(p);
    else
        answer_page(p);
}
