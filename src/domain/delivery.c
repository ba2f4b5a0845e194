/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/delivery.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/delivery.sql.h"
#include "domain/filing.h"
#include "domain/mark.h"
#include "domain/packs.h"
#include "domain/slot.h"
#include "domain/taker.h"
#include "domain/tenure.h"
#include "store/db.h"

const char *const delivery_relations[] = { "self", "family", "agent", "other", NULL };
static const char *const proofs[] = { "signature", "thumbprint", NULL };
static const char *const payers[] = { "office", "applicant", NULL };

enum err delivery_of_case(struct ctx *cx, int64_t case_id, struct handover_list *out)
{
    struct row *row;

    *out = (struct handover_list){ 0 };
    TRY(db_select(cx, &SQL_DELIVERY_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct handover){
            .n = row_int(row, 0), .way = row_str(row, 1), .state = row_str(row, 2), .taken_by = row_str(row, 3),
            .relation = row_str(row, 4), .proof = row_str(row, 5), .carrier = row_str(row, 6), .tracking = row_str(row, 7),
            .payer = row_str(row, 8), .note = row_str(row, 9), .at = row_int(row, 10), .ended_at = row_int(row, 11),
        };
    }
    return row_end(row);
}

const struct handover *delivery_under_way(const struct handover_list *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (str_is(all->items[i].state, "sent"))
            return &all->items[i];
    return NULL;
}

/* ---- checking ---- */

static struct str field(const struct val *form, const char *name)
{
    return str_trim(val_str(form, name));
}

static bool one_of(struct str s, const char *const *names)
{
    for (; *names != NULL; names++)
        if (str_is(s, *names))
            return true;
    return false;
}

static bool offered(const struct item *item, struct str way)
{
    for (int w = 0; w < DELIVERY_COUNT; w++)
        if (str_is(way, delivery_name((enum delivery)w)))
            return item->delivers[w];
    return false;
}

static void check_chars(struct ctx *cx, const char *name, struct str s, size_t min, size_t max)
{
    size_t chars = str_chars(s);

    if (chars < min)
        ctx_gap(cx, str_of(name), "gap.required", STR(""));
    else if (chars > max)
        ctx_gap(cx, str_of(name), "gap.too_long", arena_printf(cx->arena, "%zu", max));
}

static void check_taker(struct ctx *cx, const struct val *form)
{
    check_chars(cx, "taken_by", field(form, "taken_by"), 2, TAKER_CHARS_MAX);
    if (!one_of(field(form, "relation"), delivery_relations))
        ctx_gap(cx, STR("relation"), "gap.no_choice", STR(""));
}

/* ---- handing over ---- */

/* A letter that arrived is proved by the carrier's receipt, electronic delivery by the consent. */
static struct str proof_of(const struct val *form, struct str way)
{
    if (str_is(way, "post"))
        return STR("post_receipt");
    return str_is(way, "electronic") ? STR("consent") : field(form, "proof");
}

static enum err check_handing(struct ctx *cx, const struct item *item, int64_t case_id, const struct val *form)
{
    struct str way = field(form, "way");
    struct handover_list all;

    if (!offered(item, way))
        return ctx_gap(cx, STR("way"), "gap.delivery.way", STR(""));
    TRY(delivery_of_case(cx, case_id, &all));
    if (str_is(way, "post") != (delivery_under_way(&all) != NULL))
        return ctx_gap(cx, STR("way"), str_is(way, "post") ? "gap.delivery.not_sent" : "gap.delivery.under_way", STR(""));
    if (str_is(way, "electronic")) {
        check_chars(cx, "consent", field(form, "consent"), 4, 200);
    } else {
        check_taker(cx, form);
        if (str_is(way, "counter") && !one_of(field(form, "proof"), proofs))
            ctx_gap(cx, STR("proof"), "gap.delivery.proof", STR(""));
    }
    return cx->gap_count > 0 ? ERR_INVALID : OK;
}

/* At the counter somebody decides whom to hand it to; who took a letter the carrier's receipt says, an agent shows his. */
static enum err check_allowed(struct ctx *cx, const struct item *item, int64_t case_id, const struct val *form,
                              struct val *payload)
{
    struct taker taker = { field(form, "taken_by"), field(form, "relation") };
    struct str way = field(form, "way");
    struct case_file c;

    if (!str_is(way, "counter") && !(str_is(way, "post") && str_is(taker.relation, "agent")))
        return OK;
    TRY(case_get(cx, case_id, &c));
    return taker_may(cx, item, &c, &taker, payload);
}

enum err delivery_say(struct ctx *cx, const struct item *item, const struct task *t, const struct act *act, struct val *payload)
{
    struct arena *a = cx->arena;
    struct str way = field(act->delivery, "way");
    struct val *m = val_map(a);

    if (!str_is(t->kind, "deliver"))
        return OK;
    TRY(check_handing(cx, item, t->case_id, act->delivery));
    TRY(check_allowed(cx, item, t->case_id, act->delivery, payload));
    val_set_str(a, m, "way", way);
    val_set_str(a, m, "state", STR("delivered"));
    val_set_str(a, m, "proof", proof_of(act->delivery, way));
    if (str_is(way, "electronic")) {
        val_set_str(a, m, "note", field(act->delivery, "consent"));
    } else {
        val_set_str(a, m, "taken_by", field(act->delivery, "taken_by"));
        val_set_str(a, m, "relation", field(act->delivery, "relation"));
    }
    val_set(a, payload, "delivery", m);
    return OK;
}

/* ---- by post ---- */

struct letter { int64_t task; const struct val *form; struct str why; };

static enum err load(struct ctx *cx, int64_t id, struct case_file *c, const struct item **item, const struct post **by)
{
    const struct pack *pack;
    struct task t;

    TRY(task_get(cx, id, &t));
    TRY(case_see(cx, t.case_id, c));
    *by = task_post(cx, &t, c->item);
    if (*by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    if (t.state != TASK_OPEN || !str_is(t.kind, "deliver"))
        return ctx_fail(cx, ERR_STATE, "gap.delivery.over", STR(""));
    TRY(packs_get(cx, c->pack_version, &pack));
    *item = pack_item(pack, c->item);
    return *item != NULL ? OK : ERR_INTERNAL;
}

static enum err check_letter(struct ctx *cx, const struct item *item, int64_t case_id, const struct val *form)
{
    struct handover_list all;

    TRY(delivery_of_case(cx, case_id, &all));
    if (delivery_under_way(&all) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.delivery.under_way", STR(""));
    if (!offered(item, STR("post")))
        return ctx_gap(cx, STR("way"), "gap.delivery.way", STR(""));
    check_chars(cx, "carrier", field(form, "carrier"), 2, CARRIER_CHARS_MAX);
    check_chars(cx, "tracking", field(form, "tracking"), TRACKING_CHARS_MIN, TRACKING_CHARS_MAX);
    if (!one_of(field(form, "payer"), payers))
        ctx_gap(cx, STR("payer"), "gap.no_choice", STR(""));
    return cx->gap_count > 0 ? ERR_INVALID : OK;
}

static enum err send(struct ctx *cx, const void *args, void *out)
{
    static const char *const keys[] = { "carrier", "tracking", "payer" };
    const struct letter *l = args;
    struct val *payload = val_map(cx->arena), *m = val_map(cx->arena);
    const struct item *item;
    const struct post *by;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(load(cx, l->task, &c, &item, &by));
    TRY(check_letter(cx, item, c.id, l->form));
    val_set_str(cx->arena, m, "way", STR("post"));
    val_set_str(cx->arena, m, "state", STR("sent"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        val_set_str(cx->arena, m, keys[i], field(l->form, keys[i]));
    val_set(cx->arena, payload, "delivery", m);
    return mark_append(cx, &c, "case.posted", by, payload, &ev);
}

enum err delivery_send(struct ctx *cx, int64_t task, const struct val *form)
{
    struct letter l = { .task = task, .form = form };

    return command_run(cx, send, &l, NULL);
}

static enum err take_back(struct ctx *cx, const void *args, void *out)
{
    const struct letter *l = args;
    struct val *payload = val_map(cx->arena), *m = val_map(cx->arena);
    struct handover_list all;
    const struct item *item;
    const struct post *by;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(load(cx, l->task, &c, &item, &by));
    TRY(delivery_of_case(cx, c.id, &all));
    if (delivery_under_way(&all) == NULL)
        return ctx_fail(cx, ERR_STATE, "gap.delivery.not_sent", STR(""));
    TRY(mark_check_reason(cx, "why", l->why));
    val_set_str(cx->arena, m, "way", STR("post"));
    val_set_str(cx->arena, m, "state", STR("came_back"));
    val_set_str(cx->arena, m, "note", str_trim(l->why));
    val_set(cx->arena, payload, "delivery", m);
    return mark_append(cx, &c, "case.post_returned", by, payload, &ev);
}

enum err delivery_came_back(struct ctx *cx, int64_t task, struct str why)
{
    struct letter l = { .task = task, .why = why };

    return command_run(cx, take_back, &l, NULL);
}

/* ---- the signed proof comes back ---- */

struct proving { int64_t task; const struct scan *sheet; };

static enum err check_proof(struct ctx *cx, const struct task *t, const struct scan *sheet)
{
    struct case_material_list papers;

    if (!str_is(t->kind, "deliver"))
        return ERR_NOT_FOUND;
    if (t->state != TASK_DONE)
        return ctx_fail(cx, ERR_STATE, "gap.delivery.not_yet", STR(""));
    TRY(case_materials(cx, t->case_id, &papers));
    for (size_t i = 0; i < papers.count; i++)
        if (str_is(papers.items[i].slot, SLOT_DELIVERY_PROOF) && str_eq(papers.items[i].digest, sheet->digest))
            return ctx_fail(cx, ERR_STATE, "gap.delivery.proof_there", STR(""));
    return OK;
}

static enum err keep_proof(struct ctx *cx, const void *args, void *out)
{
    const struct proving *k = args;
    struct val *payload = val_map(cx->arena);
    const struct post *by;
    struct case_file c;
    struct event ev;
    struct task t;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(task_get(cx, k->task, &t));
    TRY(case_see(cx, t.case_id, &c));
    by = task_post(cx, &t, c.item);
    if (by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    TRY(check_proof(cx, &t, k->sheet));
    TRY(filing_say_sheet(cx, &c, k->sheet, SLOT_DELIVERY_PROOF, payload));
    return mark_append(cx, &c, "case.proof_scanned", by, payload, &ev);
}

enum err delivery_keep_proof(struct ctx *cx, int64_t task, const struct scan *sheet)
{
    struct proving k = { task, sheet };

    return command_run(cx, keep_proof, &k, NULL);
}

/* ---- into the projection ---- */

static enum err end_letter(struct ctx *cx, const struct event *ev, const struct val *m)
{
    return db_put(cx, &SQL_DELIVERY_END,
                  ARGS(arg_int(ev->stream), arg_text(val_str(m, "state")), arg_text(val_str(m, "taken_by")),
                       arg_text(val_str(m, "relation")), arg_text(val_str(m, "proof")), arg_text(val_str(m, "note")),
                       arg_int(ev->at)));
}

enum err apply_delivery(struct ctx *cx, const struct event *ev)
{
    const struct val *m = val_at(ev->payload, "delivery");
    bool sent = str_is(val_str(m, "state"), "sent");

    if (!val_has(ev->payload, "delivery"))
        return OK;
    if (str_is(val_str(m, "way"), "post") && !sent)
        return end_letter(cx, ev, m);
    return db_put(cx, &SQL_DELIVERY_WRITE,
                  ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_text(val_str(m, "way")), arg_text(val_str(m, "state")),
                       arg_text(val_str(m, "taken_by")), arg_text(val_str(m, "relation")), arg_text(val_str(m, "proof")),
                       arg_text(val_str(m, "carrier")), arg_text(val_str(m, "tracking")), arg_text(val_str(m, "payer")),
                       arg_text(val_str(m, "note")), arg_int(ev->at), arg_int(sent ? 0 : ev->at)));
}

enum err apply_case_post(struct ctx *cx, const struct event *ev)
{
    TRY(apply_delivery(cx, ev));
    return apply_mark(cx, ev);
}
