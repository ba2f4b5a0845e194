/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/body.h"

#include "base/buf.h"
#include "domain/clock.h"
#include "domain/decision.h"
#include "domain/hearing.h"
#include "domain/house.h"
#include "web/inside.h"
#include "web/offices.h"

/* One paper in the making. */
struct body {
    struct page            *p;
    const struct case_file *c;
    const struct document  *d;
    const struct item      *item;       /* NULL: the pack does not know it any more */
    struct event            ev;         /* the event that made the paper            */
    struct val             *m;
};

/* ---- organs ---- */

static struct str joined(const struct page *p, struct str left, struct str right)
{
    struct str gap = p->cx->lang == LANG_EN ? STR(" ") : STR("");

    return arena_join(page_arena(p), arena_join(page_arena(p), left, gap), right);
}

static struct str township_government(const struct page *p, int64_t place)
{
    const struct division *d = pack_division(p->cx->house->pack, division_at(place, LEVEL_TOWNSHIP));
    struct str name = d != NULL ? page_label(p, d->name) : STR("");

    return joined(p, name, page_word(p, "organ.government"));
}

struct str body_organ(const struct page *p, int64_t place, struct str department)
{
    const struct pack *pack = p->cx->house->pack;
    const struct department *d = pack_department(pack, department);
    struct str county = page_label(p, pack->title);

    if (division_level(place) != LEVEL_COUNTY)
        return joined(p, county, township_government(p, place));
    return joined(p, county, d != NULL ? page_label(p, d->name) : page_word(p, "organ.government"));
}

struct str body_title(const struct page *p, const struct item *item, struct str kind)
{
    for (int t = 0; item != NULL && item->profile != NULL && t < TITLE_COUNT; t++)
        if (str_is(kind, title_name((enum title)t)) && item->profile->titles[t].zh.len > 0)
            return page_label(p, item->profile->titles[t]);
    return page_word(p, arena_join(page_arena(p), STR("notice.title."), kind).p);
}

/* ---- remedy ---- */

struct filling { const char *mark; struct str text; };

static struct str filled(struct arena *a, struct str text, const struct filling *fillings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t at;
        while ((at = str_find(text, str_of(fillings[i].mark))) >= 0) {
            struct str rest = str_sub(text, (size_t)at + str_of(fillings[i].mark).len, text.len);
            text = arena_join(a, arena_join(a, str_sub(text, 0, (size_t)at), fillings[i].text), rest);
        }
    }
    return text;
}

/* The people's government of the county reviews what its departments and townships decide (行政复议法). */
static struct str review_organ(const struct page *p, const struct document *d)
{
    bool government = pack_department(p->cx->house->pack, d->department) == NULL && division_level(d->place) == LEVEL_COUNTY;

    if (government)
        return page_word(p, "organ.higher");
    return joined(p, page_label(p, p->cx->house->pack->title), page_word(p, "organ.government"));
}

/* Out of the rule of the item's type; an item may have words of its own. */
static struct str remedy_text(const struct body *b, const struct document *d)
{
    const struct page *p = b->p;
    struct arena *a = page_arena(p);
    const struct filling fillings[] = {
        { "{review_organ}", review_organ(p, d) },
        { "{organ}", body_organ(p, d->place, d->department) },
        { "{court}", joined(p, page_label(p, p->cx->house->pack->title), page_word(p, "organ.court")) },
        { "{date}", text_message(p->web->text, a, STR("notice.date"), val_set_int(a, val_map(a), "at", d->at), p->cx->lang) },
    };

    if (b->item == NULL)
        return STR("");
    if (b->item->remedy.zh.len > 0)
        return page_label(p, b->item->remedy);
    if (b->item->profile == NULL)
        return STR("");
    return filled(a, page_label(p, b->item->profile->remedy.text), fillings, sizeof fillings / sizeof *fillings);
}

/* ---- what each kind says ---- */

static enum err put_promise(struct body *b)
{
    struct arena *a = page_arena(b->p);
    struct val *m = val_map(a);
    const struct clock *promise;
    struct clock_list clocks;

    TRY(clock_of_case(b->p->cx, b->c->id, &clocks));
    promise = clock_find(&clocks, STR("promise"));
    if (promise == NULL)
        return OK;
    val_set_int(a, m, "days", promise->days);
    val_set_str(a, m, "unit", promise->unit == WORKING_DAYS ? STR("working") : STR("calendar"));
    if (promise->due_at != DUE_NONE)
        val_set_int(a, m, "due", promise->due_at);
    val_set(a, b->p->model, "promise", m);
    return OK;
}

/* Deemed acceptance counts from the day the papers were received, which the paper must say. */
static enum err say_acceptance(struct body *b)
{
    val_set_bool(page_arena(b->p), b->m, "deemed", str_is(b->ev.type, "case.deemed_accepted"));
    val_set_int(page_arena(b->p), b->m, "accepted_at", b->c->accepted_at);
    return put_promise(b);
}

static enum err say_gaps(struct body *b)
{
    val_set(page_arena(b->p), b->m, "gaps", val_copy(page_arena(b->p), val_at(b->ev.payload, "gaps")));
    return OK;
}

static struct str label_of(const struct page *p, const struct val *v)
{
    return page_label(p, (struct label){ val_str(v, "zh"), val_str(v, "en") });
}

static enum err say_not_accepted(struct body *b)
{
    struct arena *a = page_arena(b->p);

    val_set_str(a, b->m, "competent", label_of(b->p, val_at(b->ev.payload, "competent")));
    val_set(a, b->m, "unmended", val_copy(a, val_at(b->ev.payload, "unmended")));
    return OK;
}

static enum err say_granted(struct body *b)
{
    if (b->item != NULL)
        val_set_str(page_arena(b->p), b->m, "result", page_label(b->p, b->item->result));
    return OK;
}

/* How it was handed over and who took it; the papers that were: the decision, named by its number. */
static enum err say_delivery(struct body *b)
{
    struct arena *a = page_arena(b->p);
    const struct val *how = val_at(b->ev.payload, "delivery");
    struct val *list = val_list(a);
    struct document_list all;

    val_set_str(a, b->m, "way", val_str(how, "way"));
    val_set_str(a, b->m, "taken_by", val_str(how, "taken_by"));
    val_set_str(a, b->m, "relation", val_str(how, "relation"));
    TRY(document_of_case(b->p->cx, b->c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct document *d = &all.items[i];
        struct val *m = val_map(a);
        if (d->n >= b->d->n || !(str_is(d->kind, "granted") || str_is(d->kind, "refused") || str_is(d->kind, "summary")))
            continue;
        val_set_str(a, m, "name", body_title(b->p, b->item, d->kind));
        val_set_str(a, m, "number", d->number);
        val_push(a, list, m);
    }
    val_set(a, b->m, "handed", list);
    return OK;
}

/* Every decision of a joint case at once, each with its organ, its results and what can be done against it. */
static enum err say_summary(struct body *b)
{
    struct val *decisions;
    struct decision_list made;

    TRY(decision_of_case(b->p->cx, b->c->id, &made));
    TRY(offices_decisions(b->p, b->c, &decisions));
    for (size_t i = 0; i < decisions->count; i++) {
        const struct decision *d = &made.items[i];
        struct document paper = { .department = d->organ_zh.len > 0 ? STR("") : d->department, .place = d->place, .at = d->at };
        val_set_str(page_arena(b->p), decisions->items[i], "remedy", remedy_text(b, &paper));
    }
    val_set(page_arena(b->p), b->m, "decisions", decisions);
    return OK;
}

static enum err say_forwarded(struct body *b)
{
    val_set_str(page_arena(b->p), b->m, "forwarded_to", val_str(b->ev.payload, "organ"));
    val_set_str(page_arena(b->p), b->m, "reason", val_str(b->ev.payload, "reason"));
    return OK;
}

static enum err say_extension(struct body *b)
{
    const struct val *e = val_at(b->ev.payload, "extension");
    struct arena *a = page_arena(b->p);
    const struct clock *legal;
    struct clock_list clocks;

    val_set_int(a, b->m, "days", val_num(e, "days"));
    val_set_str(a, b->m, "unit", val_num(e, "unit") == WORKING_DAYS ? STR("working") : STR("calendar"));
    val_set_str(a, b->m, "reason", val_str(e, "reason"));
    TRY(clock_of_case(b->p->cx, b->c->id, &clocks));
    legal = clock_find(&clocks, STR("legal"));
    if (legal != NULL && legal->due_at != DUE_NONE)
        val_set_int(a, b->m, "due", legal->due_at);
    return OK;
}

static enum err say_special(struct body *b)
{
    const struct val *s = val_at(b->ev.payload, "special");
    const struct special *named = b->item != NULL ? item_special(b->item, val_str(s, "reason")) : NULL;
    struct arena *a = page_arena(b->p);

    val_set_str(a, b->m, "procedure", named != NULL ? page_label(b->p, named->name)
                                                    : page_word(b->p, arena_join(a, STR("pause."), val_str(s, "reason")).p));
    val_set_int(a, b->m, "days", val_num(s, "days"));
    val_set_str(a, b->m, "unit", val_num(s, "unit") == WORKING_DAYS ? STR("working") : STR("calendar"));
    val_set_bool(a, b->m, "limited", val_at(s, "limited")->num != 0);
    val_set_str(a, b->m, "reason", val_str(s, "note"));
    return OK;
}

/* Whether the applicant had been told before, so that this paper goes to others alone. */
static enum err told_before(struct body *b, bool *out)
{
    struct hearing_party_list told;

    *out = false;
    if (b->item == NULL)
        return OK;
    TRY(hearing_parties(b->p->cx, b->item, b->c->id, &told));
    *out = told.count > 0 && told.items[0].n == 0 && told.items[0].told_at < b->ev.at;
    return OK;
}

/* Whom it is written to, by name for who hands it over only. */
static enum err say_others(struct body *b, const struct val *parties)
{
    struct buf names = buf_in(page_arena(b->p));
    bool others;

    TRY(told_before(b, &others));
    if (!others || parties->count == 0)
        return OK;
    for (size_t i = 0; i < parties->count && b->p->face == FACE_STAFF; i++) {
        if (i > 0)
            buf_add(&names, page_word(b->p, "visit.and"));
        buf_add(&names, val_str(parties->items[i], "name"));
    }
    if (buf_str(&names).len == 0)
        buf_add(&names, page_word(b->p, "notice.hearing.others"));
    val_set_str(page_arena(b->p), b->m, "to", buf_str(&names));
    return OK;
}

/* First the right is told, then time and place. */
static enum err say_hearing(struct body *b)
{
    const struct val *h = val_at(b->ev.payload, "hearing");
    struct arena *a = page_arena(b->p);

    if (h->kind != VAL_MAP)
        TRY(say_others(b, val_at(b->ev.payload, "parties")));
    val_set_str(a, b->m, "reason", val_str(b->ev.payload, "note"));
    val_set_int(a, b->m, "parties", h->kind == VAL_MAP ? val_num(h, "parties") : (int64_t)val_at(b->ev.payload, "parties")->count);
    if (b->item != NULL && b->item->profile != NULL)
        val_set_int(a, b->m, "ask_days", b->item->profile->hearing.ask.days);
    if (h->kind != VAL_MAP)
        return OK;
    val_set_int(a, b->m, "held_on", day_start(val_num(h, "day")));
    val_set_str(a, b->m, "hall", val_str(h, "hall"));
    val_set_str(a, b->m, "host", val_str(h, "host_name"));
    return OK;
}

/* What was mended of a decision, with the old one named by its day. */
static enum err say_redress(struct body *b)
{
    const struct val *m = val_at(b->ev.payload, "redress");

    val_set_str(page_arena(b->p), b->m, "reason", val_str(m, "reason"));
    val_set_str(page_arena(b->p), b->m, "correct", val_str(m, "correct"));
    val_set_str(page_arena(b->p), b->m, "old_reason", val_str(m, "old_reason"));
    val_set_int(page_arena(b->p), b->m, "old_decided_at", val_num(m, "old_decided_at"));
    return OK;
}

/* Where the county's table answered, the rule it names is the reason. */
static enum err say_not_required(struct body *b)
{
    if (val_has(b->ev.payload, "basis"))
        val_set_str(page_arena(b->p), b->m, "reason", label_of(b->p, val_at(b->ev.payload, "basis")));
    return OK;
}

static enum err say_nothing_more(struct body *b)
{
    (void)b;
    return OK;
}

static const struct { const char *kind; enum err (*say)(struct body *); } kinds[] = {
    { "acceptance", say_acceptance },     { "correction", say_gaps },   { "not_accepted", say_not_accepted },
    { "not_required", say_not_required }, { "granted", say_granted },   { "refused", say_nothing_more },
    { "delivery", say_delivery },         { "summary", say_summary },   { "forwarded", say_forwarded },
    { "delivery", say_delivery },         { "extension", say_extension }, { "special", say_special },
    { "hearing", say_hearing },           { "corrected", say_redress }, { "annulled", say_redress },
    { "reopened", say_redress },
};

static enum err find_event(struct body *b)
{
    enum err e = event_at(b->p->cx, STREAM_CASE, b->c->id, b->d->seq, &b->ev);

    return e == ERR_NOT_FOUND ? ERR_INTERNAL : e;
}

static bool names_remedy(struct str kind)
{
    static const char *const those[] = { "not_accepted", "granted", "refused", "summary" };

    for (size_t i = 0; i < sizeof those / sizeof *those; i++)
        if (str_is(kind, those[i]))
            return true;
    return false;
}

/* Whoever prints it is told; the applicant's paper does not say so. */
static bool unchecked(const struct item *item)
{
    return item != NULL && item->profile != NULL && item->remedy.zh.len == 0 && !str_is(item->profile->remedy.basis, "sourced");
}

enum err body_fill(struct page *p, const struct case_file *c, const struct document *d, struct val *m)
{
    struct body b = { .p = p, .c = c, .d = d, .item = piece_item(p, c), .m = m };
    struct arena *a = page_arena(p);

    TRY(find_event(&b));
    val_set_str(a, m, "kind", d->kind);
    val_set_str(a, m, "title", body_title(p, b.item, d->kind));
    val_set_str(a, m, "number", d->number);
    val_set_int(a, m, "at", d->at);
    val_set_str(a, m, "organ", body_organ(p, d->place, d->department));
    val_set_str(a, m, "reason", val_str(val_at(b.ev.payload, "task"), "note"));
    val_set_str(a, m, "remedy", remedy_text(&b, d));
    if (val_has(b.ev.payload, "heard"))
        val_set_int(a, m, "heard", day_start(val_num(b.ev.payload, "heard")));
    val_set_bool(a, m, "remedy_unchecked", names_remedy(d->kind) && unchecked(b.item));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(d->kind, kinds[i].kind))
            return kinds[i].say(&b);
    return OK;
}
