/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/case_once.h"

#include "domain/once.h"
#include "web/pieces.h"

static enum err say(struct page *p, const struct item *item, const struct once_other *other, struct val *m)
{
    const struct field *f = item != NULL && item->form != NULL ? form_field(item->form, other->field) : NULL;
    struct arena *a = page_arena(p);
    struct case_file c;
    bool visible;

    val_set_str(a, m, "label", f != NULL ? page_label(p, f->name) : other->field);
    val_set_bool(a, m, "same", other->same);
    TRY(case_get(p->cx, other->case_id, &c));
    TRY(case_in_sight(p->cx, &c, &visible));
    if (!visible)
        return OK;
    val_set_str(a, m, "number", c.number);
    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)c.id));
    val_set_int(a, m, "received_at", c.received_at);
    val_set_str(a, m, "state", str_of(case_state_name(c.state)));
    val_set_str(a, m, "outcome", c.outcome);
    return OK;
}

enum err case_once_put(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct once_list others;

    TRY(once_others(p->cx, c->id, &others));
    for (size_t i = 0; i < others.count; i++) {
        struct val *m = val_map(a);
        TRY(say(p, piece_item(p, c), &others.items[i], m));
        val_push(a, list, m);
    }
    val_set(a, p->model, "once", list);
    return OK;
}
