/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_redress - a wrong decision corrected, annulled or handled anew. */
#include "domain/document.h"
#include "domain/redress.h"
#include "web/acts.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

static enum err show(struct page *p, const struct case_file *c, struct str kind)
{
    struct arena *a = page_arena(p);
    struct str key = arena_join(a, STR("redress_"), kind);
    bool published;

    TRY(acts_redresses(p, c));
    val_set_bool(a, p->model, "needs_correct", str_is(kind, "corrected"));
    val_set_str(a, p->model, "correct", page_field(p, "correct"));
    TRY(document_is_published(p->cx, c->id, &published));
    val_set_bool(a, p->model, "needs_told", published && str_is(kind, "corrected"));
    val_set_str(a, p->model, "told", page_field(p, "told"));
    return acts_show(p, c, arena_cstr(a, key), arena_printf(a, "/cases/%lld/redress/%.*s", (long long)c->id, STR_ARG(kind)));
}

enum err page_redress_form(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return redress_fits(&c, p->params[1]) ? show(p, &c, p->params[1]) : ERR_NOT_FOUND;
}

enum err page_redress(struct page *p)
{
    struct redress_new r = { .kind = p->params[1], .reason = page_field(p, "note"), .correct = page_field(p, "correct"),
                             .told = page_field(p, "told") };
    struct case_file c;
    enum err e;

    TRY(page_see_case(p, 0, &c));
    r.case_id = c.id;
    e = redress_make(p->cx, &r);
    if (e == ERR_INVALID && redress_fits(&c, r.kind)) {
        TRY(show(p, &c, r.kind));
        return page_again(p, e, "act", page_word(p, "redress.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=redress_%.*s", (long long)c.id, STR_ARG(r.kind)));
    return OK;
}
