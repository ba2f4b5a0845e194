/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/page.h"

#include "domain/audit.h"
#include "domain/paper.h"
#include "web/inside.h"

struct arena *page_arena(const struct page *p)
{
    return p->cx->arena;
}

enum err page_id(const struct page *p, int n, int64_t *out)
{
    return str_int(p->params[n], out) == OK ? OK : ERR_NOT_FOUND;
}

enum err page_see(struct page *p, int64_t id, struct case_file *out)
{
    enum err e = case_see(p->cx, id, out);

    if (e == ERR_NOT_FOUND)
        TRY(audit_refused(p->cx, id));
    p->seen = id;
    return e;
}

enum err page_see_case(struct page *p, int n, struct case_file *out)
{
    int64_t id;

    TRY(page_id(p, n, &id));
    return page_see(p, id, out);
}

struct str page_field(const struct page *p, const char *name)
{
    return val_str(p->rq->form, name);
}

int64_t page_query_int(const struct page *p, const char *name, int64_t missing)
{
    int64_t n;

    return str_int(request_query(p->rq, name), &n) == OK ? n : missing;
}

struct str page_word(const struct page *p, const char *key)
{
    return text_message(p->web->text, p->cx->arena, str_of(key), p->model, p->cx->lang);
}

struct str page_label(const struct page *p, struct label l)
{
    return label_in(l, p->cx->lang);
}

void page_show(struct page *p, const char *template, struct str title)
{
    struct arena *a = p->cx->arena;

    p->template = template;
    val_set(a, p->model, "page", val_set_str(a, val_map(a), "title", title));
}

void page_go(struct page *p, struct str address)
{
    p->go = address;
}

enum err page_again(struct page *p, enum err e, const char *template, struct str title)
{
    model_errors(p);
    page_show(p, template, title);
    p->status = model_status(e);
    return OK;
}

static struct str mime(struct str type)
{
    static const char *const rows[][2] = { { "JPEG", "image/jpeg" }, { "PNG", "image/png" }, { "PDF", "application/pdf" },
                                             { "TXT", "text/plain; charset=utf-8" } };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(type, rows[i][0]))
            return str_of(rows[i][1]);
    return STR("application/octet-stream");
}

static void send_private(struct page *p, struct str type, struct str bytes)
{
    p->rs->status = 200;
    p->rs->type = type;
    p->rs->body = bytes;
    response_header(p->rs, "Cache-Control", STR("private, max-age=600"));
    response_header(p->rs, "Content-Security-Policy", STR("default-src 'none'; style-src 'unsafe-inline'; sandbox"));
}

enum err page_send_paper(struct page *p, struct str digest, struct str type)
{
    struct str bytes;

    TRY(paper_bytes(p->cx, digest, &bytes));
    send_private(p, mime(type), bytes);
    return OK;
}

enum err page_send_thumb(struct page *p, struct str digest, struct str type)
{
    struct str bytes;
    enum err e = paper_thumbnail(p->cx, digest, &bytes);

    if (e == ERR_NOT_FOUND) {
        p->rs->status = 303;
        response_header(p->rs, "Location", str_is(type, "PDF") ? STR("/assets/pdf.svg") : STR("/assets/sheet.svg"));
        return OK;
    }
    TRY(e);
    send_private(p, STR("image/jpeg"), bytes);
    return OK;
}
