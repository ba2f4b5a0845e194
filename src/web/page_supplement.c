/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_supplement - papers brought after a correction notice, put on the task until they are handed in. */
#include "domain/house.h"
#include "domain/paper.h"
#include "domain/supplement.h"
#include "web/pages.h"

static enum err back(struct page *p, int64_t task)
{
    page_go(p, arena_printf(page_arena(p), "/tasks/%lld/supplied", (long long)task));
    return OK;
}

enum err page_supplement_add(struct page *p)
{
    struct str slot = request_query(p->rq, "slot"), field = arena_join(page_arena(p), STR("material."), slot);
    int64_t task;

    TRY(page_id(p, 0, &task));
    if (p->rq->file_count == 0)
        return ctx_gap(p->cx, field, "gap.scan.empty", STR(""));
    for (size_t i = 0; i < p->rq->file_count; i++) {
        struct scan s = { 0 };
        TRY(supplement_takes(p->cx, task, slot));
        TRY(paper_take(p->cx, field, p->rq->files[i].bytes, &s));
        s.slot = slot;
        TRY(supplement_add(p->cx, task, &s));
    }
    return back(p, task);
}

enum err page_supplement_drop(struct page *p)
{
    int64_t task, scan;

    TRY(page_id(p, 0, &task));
    if (str_int(page_field(p, "scan"), &scan) != OK)
        return ERR_NOT_FOUND;
    TRY(supplement_drop(p->cx, task, scan));
    return back(p, task);
}

static enum err find(struct page *p, struct scan *out)
{
    struct scan_list scans;
    struct case_file c;
    int64_t task, scan;
    struct task t;

    TRY(page_id(p, 0, &task));
    TRY(page_id(p, 1, &scan));
    TRY(task_get(p->cx, task, &t));
    TRY(page_see(p, t.case_id, &c));
    TRY(supplement_scans(p->cx, t.case_id, &scans));
    for (size_t i = 0; i < scans.count; i++)
        if (scans.items[i].id == scan) {
            *out = scans.items[i];
            return OK;
        }
    return ERR_NOT_FOUND;
}

enum err page_supplement_show(struct page *p)
{
    struct scan s;

    TRY(find(p, &s));
    return page_send_paper(p, s.digest, s.type);
}

enum err page_supplement_thumb(struct page *p)
{
    struct scan s;

    TRY(find(p, &s));
    return page_send_thumb(p, s.digest, s.type);
}
