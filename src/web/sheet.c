/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/sheet.h"

#include "domain/house.h"
#include "web/inside.h"

enum err sheet_load(struct page *p, struct sheet *out)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(draft_get(p->cx, id, &out->d));
    out->item = pack_item(p->cx->house->pack, out->d.item);
    out->url = arena_printf(page_arena(p), "/drafts/%lld", (long long)id);
    if (out->item == NULL || out->item->process == NULL)
        return ctx_fail(p->cx, ERR_NOT_FOUND, "gap.item.gone", STR(""));
    return OK;
}
