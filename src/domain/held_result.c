/* SPDX-License-Identifier: MulanPSL-2.0 */
/* held_result - the part of held that offers what our own departments granted: grade A, a statement of the record. */
#include "domain/held.h"
#include "domain/held.sql.h"
#include "domain/house.h"
#include "secure/secure.h"
#include "store/db.h"

struct granted {
    struct held_paper paper;            /* all but slot, digest and bytes */
    struct str item, applicant, id, department, number;
    int64_t    place;
};

static struct str organ_of(const struct ctx *cx, const struct granted *g)
{
    const struct department *d = pack_department(cx->house->pack, g->department);
    const struct division *at = pack_division(cx->house->pack, g->place);

    return arena_join(cx->arena, at != NULL ? at->name.zh : STR(""), d != NULL ? d->name.zh : g->department);
}

/* What an officer reads in place of a scan; the same record always says the same. */
static struct str statement_of(const struct ctx *cx, const struct granted *g)
{
    struct str organ = organ_of(cx, g), day = day_iso(cx->arena, day_of(g->paper.taken_at));

    return arena_printf(cx->arena,
        "%.*s / %.*s\n\n持有人 / Holder: %.*s\n决定机关 / Organ: %.*s\n文号 / Document: %.*s\n日期 / Date: %.*s\n"
        "事项 / Matter: %.*s\n办件编号 / Case: %.*s\n\n"
        "本系统的决定记录，不是扫描件。可信等级A（国办函〔2016〕108号）。\n"
        "The record of the decision in this system, no scan. Trust grade A.\n",
        STR_ARG(g->paper.name_zh), STR_ARG(g->paper.name_en), STR_ARG(g->applicant), STR_ARG(organ), STR_ARG(g->number),
        STR_ARG(day), STR_ARG(g->paper.item_zh), STR_ARG(g->paper.number));
}

static void push(struct ctx *cx, const struct held_paper *paper, struct str slot, struct held_list *out)
{
    out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count] = *paper;
    out->items[out->count++].slot = slot;
}

/* Once for each material it is, as the county says today. */
static void offer(struct ctx *cx, struct granted *g, struct held_list *out)
{
    const struct item *item = pack_item(cx->house->pack, g->item);
    const struct result *result = item != NULL ? item_result(item, g->id) : NULL;

    if (result == NULL || result->serves_count == 0)
        return;
    g->paper.statement = statement_of(cx, g);
    g->paper.digest = digest_sha256(cx->arena, g->paper.statement);
    g->paper.bytes = (int64_t)g->paper.statement.len;
    for (size_t i = 0; i < result->serves_count; i++)
        push(cx, &g->paper, result->serves[i], out);
}

enum err held_results(struct ctx *cx, int64_t person, struct held_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_HELD_RESULTS, &row, ARGS(arg_int(person))));
    while (row_next(row)) {
        struct granted g = {
            .paper = { .case_id = row_int(row, 0), .number = row_str(row, 1), .item_zh = row_str(row, 3), .item_en = row_str(row, 4),
                       .name_zh = row_str(row, 7), .name_en = row_str(row, 8), .type = STR(HELD_STATEMENT), .grade = STR("A"),
                       .taken_at = row_int(row, 12) },
            .item = row_str(row, 2), .applicant = row_str(row, 5), .id = row_str(row, 6), .department = row_str(row, 9),
            .place = row_int(row, 10), .number = row_str(row, 11),
        };
        offer(cx, &g, out);
    }
    return row_end(row);
}
