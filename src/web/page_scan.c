/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_scan - papers of a draft: each in a request of its own, stored before the page answers. */
#include "domain/draft.h"
#include "domain/house.h"
#include "domain/paper.h"
#include "domain/slot.h"
#include "web/draft_consent.h"
#include "web/pages.h"

static struct str materials_url(const struct page *p, int64_t draft, struct str slot)
{
    const char *page = draft_consent_slot(slot) ? "check" : "materials";

    return arena_printf(page_arena(p), "/drafts/%lld/%s#f-material.%.*s", (long long)draft, page, STR_ARG(slot));
}

static bool has_slot(const struct page *p, const struct draft *d, struct str slot)
{
    const struct item *item = pack_item(p->cx->house->pack, d->item);

    return item != NULL && slot_exists(item, slot);
}

static enum err take_files(struct page *p, int64_t draft, struct str slot)
{
    struct str field = arena_join(page_arena(p), STR("material."), slot);

    for (size_t i = 0; i < p->rq->file_count; i++) {
        struct scan s = { 0 };
        TRY(draft_takes(p->cx, draft, (int64_t)p->rq->files[i].bytes.len));
        TRY(paper_take(p->cx, field, p->rq->files[i].bytes, &s));
        s.slot = slot;
        if (p->face == FACE_STAFF && page_field(p, "copy").len > 0)
            s.source = STR(SOURCE_COPY);
        TRY(draft_add_scan(p->cx, draft, &s));
        val_set_str(page_arena(p), p->model, "digest", s.digest);
    }
    return p->rq->file_count > 0 ? OK : ctx_gap(p->cx, field, "gap.scan.empty", STR(""));
}

enum err page_scan_add(struct page *p)
{
    struct str slot = request_query(p->rq, "slot");
    struct draft d;
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(draft_get(p->cx, id, &d));
    if (!has_slot(p, &d, slot))
        return ctx_gap(p->cx, STR("slot"), "gap.scan.slot", STR(""));
    TRY(take_files(p, id, slot));
    page_go(p, materials_url(p, id, slot));
    return OK;
}

enum err page_scan_drop(struct page *p)
{
    int64_t id, scan;

    TRY(page_id(p, 0, &id));
    if (str_int(page_field(p, "scan"), &scan) != OK)
        return ERR_NOT_FOUND;
    TRY(draft_drop_scan(p->cx, id, scan));
    page_go(p, materials_url(p, id, page_field(p, "slot")));
    return OK;
}

static enum err find(struct page *p, struct scan *out)
{
    struct scan_list scans;
    struct draft d;
    int64_t id, scan;

    TRY(page_id(p, 0, &id));
    TRY(page_id(p, 1, &scan));
    TRY(draft_get(p->cx, id, &d));
    TRY(draft_scans(p->cx, id, &scans));
    for (size_t i = 0; i < scans.count; i++)
        if (scans.items[i].id == scan) {
            *out = scans.items[i];
            return OK;
        }
    return ERR_NOT_FOUND;
}

enum err page_scan_show(struct page *p)
{
    struct scan s;

    TRY(find(p, &s));
    return page_send_paper(p, s.digest, s.type);
}

enum err page_scan_thumb(struct page *p)
{
    struct scan s;

    TRY(find(p, &s));
    return page_send_thumb(p, s.digest, s.type);
}
