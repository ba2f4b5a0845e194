/* SPDX-License-Identifier: MulanPSL-2.0 */
/* held_gaps - the part of held that keeps a correction notice from asking for what it may not. */
#include "base/buf.h"
#include "domain/attempt.h"
#include "domain/held.h"
#include "domain/packs.h"
#include "domain/task.h"

/* Words by which a notice asks for a paper, and words for papers: one of each, and no paper of the guide named. */
static const char *const asking[] = { "提供", "提交", "补交", "补充提交", "出具", "开具", "携带", "另附" };
static const char *const papers[] = { "证明", "证件", "证书", "复印件", "材料", "原件", "说明书", "公证" };

static bool names_any(struct str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_find(text, str_of(words[i])) >= 0)
            return true;
    return false;
}

#define NAMES_ANY(text, words) names_any((text), (words), sizeof(words) / sizeof *(words))

static bool names(struct str text, const struct material *m)
{
    return str_find(text, m->name.zh) >= 0 || (m->name.en.len > 0 && str_find(text, m->name.en) >= 0);
}

static bool in_case(const struct case_material_list *all, struct str slot)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_eq(all->items[i].slot, slot))
            return true;
    return false;
}

struct check { struct ctx *cx; const struct item *item; struct held_list held; struct case_material_list have; };

static enum err refuse_held(struct check *c, const struct material *m, const struct held_paper *paper)
{
    struct ctx *cx = c->cx;

    return ctx_gap(cx, STR("gaps"), "gap.correction.held",
                   arena_printf(cx->arena, "%.*s · %.*s · %.*s · %.*s", STR_ARG(label_in(m->name, cx->lang)),
                                STR_ARG(paper->number), STR_ARG(day_iso(cx->arena, day_of(paper->taken_at))),
                                STR_ARG(paper->grade)));
}

/* What is in the case already can only be asked for because something is wrong with it. */
static enum err check_gap(struct check *c, struct str text)
{
    bool listed = false;

    for (size_t i = 0; i < c->item->material_count; i++) {
        const struct material *m = &c->item->materials[i];
        const struct held_paper *paper = held_in(&c->held, m->id);
        if (!names(text, m))
            continue;
        listed = true;
        if (paper != NULL && !in_case(&c->have, m->id))
            return refuse_held(c, m, paper);
    }
    if (!listed && NAMES_ANY(text, asking) && NAMES_ANY(text, papers))
        return ctx_gap(c->cx, STR("gaps"), "gap.correction.unlisted", text);
    return OK;
}

enum err held_check_gaps(struct ctx *cx, const struct case_file *file, const struct val *gaps)
{
    struct check c = { .cx = cx };
    const struct pack *pack;
    enum err e = OK;

    TRY(packs_get(cx, file->pack_version, &pack));
    c.item = pack_item(pack, file->item);
    if (c.item == NULL)
        return ERR_INTERNAL;
    TRY(held_for(cx, c.item, file->applicant, &c.held));
    TRY(case_materials(cx, file->id, &c.have));
    for (size_t i = 0; gaps != NULL && i < gaps->count; i++)
        if (check_gap(&c, gaps->items[i]->text) != OK)
            e = ERR_INVALID;
    return e;
}

static struct str joined(struct ctx *cx, const struct val *gaps)
{
    struct buf b = buf_in(cx->arena);

    for (size_t i = 0; gaps != NULL && i < gaps->count; i++) {
        buf_add(&b, i > 0 ? STR("; ") : STR(""));
        buf_add(&b, gaps->items[i]->text);
    }
    return buf_str(&b);
}

enum err held_keep_refusal(struct ctx *cx, int64_t task, const struct val *gaps, enum err e)
{
    static const char *const kept[] = { "gap.correction.held", "gap.correction.unlisted" };
    struct task t;

    for (size_t i = 0; e == ERR_INVALID && i < cx->gap_count; i++)
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
            if (!str_is(cx->gaps[i].key, kept[k]))
                continue;
            TRY(task_get(cx, task, &t));
            return attempt_keep(cx, t.case_id, kept[k], joined(cx, gaps), e);
        }
    return e;
}
