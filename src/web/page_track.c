/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_track - 查进度: how a case stands, for whoever holds number and query code. */
#include "domain/link.h"
#include "domain/number.h"
#include "web/acts.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { NUMBER_SHOWN_CHARS = 64 };       /* of what was typed, when it is shown again */

enum err page_track_form(struct page *p)
{
    val_set_str(page_arena(p), p->model, "number", request_query(p->rq, "number"));
    page_show(p, "track", page_word(p, "track.title"));
    return OK;
}

static enum err again(struct page *p, enum err e, struct str typed)
{
    val_set_str(page_arena(p), p->model, "number", str_head(typed, NUMBER_SHOWN_CHARS));
    return page_again(p, e, "track", page_word(p, "track.title"));
}

/* Wrong number and wrong code look alike, so that numbers cannot be tried out. */
static enum err find(struct page *p, struct str number, struct case_file *out)
{
    struct str code = str_trim(page_field(p, "code"));
    enum err e;
    bool fits = number_code_fits(p->cx, number, code);

    TRY(gate_try(p, GATE_TRACK, number));
    e = case_by_number(p->cx, number, out);
    if (e == OK && fits)
        return OK;
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    gate_wrong(p, GATE_TRACK, number);
    return ctx_gap(p->cx, STR("number"), "gap.track.unknown", STR(""));
}

static enum err put_gaps(struct page *p, const struct case_file *c)
{
    struct val *gaps;

    if (c->state != CASE_AWAITING_CORRECTION)
        return OK;
    TRY(piece_gaps(p, c->id, &gaps));
    val_set(page_arena(p), p->model, "gaps", gaps);
    val_set(page_arena(p), p->model, "answer",
            val_set_str(page_arena(p), val_set_str(page_arena(p), val_map(page_arena(p)), "number", c->number), "code",
                        str_trim(page_field(p, "code"))));
    return OK;
}

enum err page_track_show(struct page *p)
{
    struct arena *a = page_arena(p);
    struct str typed = str_trim(page_field(p, "number")), number;
    struct val *journey, *timeline;
    struct case_file c;
    enum err e;

    if (number_clean(a, typed, &number) != OK)
        return again(p, ctx_gap(p->cx, STR("number"), "gap.track.number", STR("")), typed);
    e = find(p, number, &c);
    if (e == ERR_INVALID || e == ERR_LIMIT)
        return again(p, e, typed);
    TRY(e);
    TRY(journey_of_case(p, &c, &journey));
    TRY(piece_timeline(p, c.id, false, &timeline));
    TRY(put_gaps(p, &c));
    TRY(piece_track_papers(p, &c));
    TRY(acts_for_applicant(p, &c));
    val_set(a, p->model, "case", piece_case(p, &c, true));
    val_set(a, p->model, "journey", journey);
    val_set(a, p->model, "timeline", timeline);
    page_show(p, "track_result", page_word(p, "track.title"));
    return OK;
}

/* The applicant mends the gaps from the telephone: number and query code are the key, a link takes the papers. */
enum err page_track_answer(struct page *p)
{
    struct str number, token;
    struct case_file c;

    if (number_clean(page_arena(p), str_trim(page_field(p, "number")), &number) != OK)
        return ctx_gap(p->cx, STR("number"), "gap.track.number", STR(""));
    TRY(find(p, number, &c));
    TRY(link_make_by_code(p->cx, c.id, &token));
    page_go(p, arena_join(page_arena(p), STR("/p/"), token));
    return OK;
}
