/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/comer.h"

#include "domain/proxy.h"
#include "web/pieces.h"

struct str comer_sent(const struct page *p)
{
    return page_field(p, "who");
}

static struct val *add(struct page *p, struct val *list, struct str value, bool on)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "value", value);

    val_push(a, list, val_set_bool(a, m, "on", on));
    return m;
}

static void add_agent(struct page *p, struct val *list, const struct proxy *one)
{
    struct str n = arena_printf(page_arena(p), "%lld", (long long)one->n);
    struct val *m = add(p, list, n, str_eq(comer_sent(p), n));
    struct arena *a = page_arena(p);

    val_set_str(a, m, "name", p->face == FACE_STAFF ? one->name : piece_masked(p, one->name));
    val_set_str(a, m, "relation", one->relation);
    val_set_str(a, m, "kind", one->kind);
}

/* Where nobody ever had a letter it is the applicant; else it has to be said. */
enum err comer_put(struct page *p, int64_t case_id)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct str sent = comer_sent(p);
    struct proxy_list all;

    TRY(proxy_of_case(p->cx, case_id, &all));
    add(p, list, STR(PROXY_SELF), str_is(sent, PROXY_SELF) || (sent.len == 0 && all.count == 0));
    for (size_t i = 0; i < all.count; i++)
        add_agent(p, list, &all.items[i]);
    add(p, list, STR(PROXY_OTHER), str_is(sent, PROXY_OTHER));
    val_set(a, p->model, "comers", list);
    if (p->face == FACE_STAFF)
        val_set_str(a, p->model, "letters_url", arena_printf(a, "/cases/%lld/agents", (long long)case_id));
    return OK;
}
