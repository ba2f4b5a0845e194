/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/filing.h"

#include "domain/actor.h"
#include "domain/answers.h"
#include "domain/attempt.h"
#include "domain/channel.h"
#include "domain/command.h"
#include "domain/consent.h"
#include "domain/document.h"
#include "domain/exempt.h"
#include "domain/held.h"
#include "domain/house.h"
#include "domain/identity.h"
#include "domain/ids.h"
#include "domain/legal.h"
#include "domain/number.h"
#include "domain/once.h"
#include "domain/packs.h"
#include "domain/paper.h"
#include "domain/person.h"
#include "domain/proxy.h"
#include "domain/register_note.h"
#include "domain/slot.h"
#include "domain/step.h"
#include "domain/tenure.h"
#include "feel/feel.h"

/* What a draft has beside its answers, looked at once. */
struct filed { struct scan_list scans; struct assent consent; struct identity identity; bool exempt; struct label basis; };

/* ---- what is missing ---- */

static bool has_scan(const struct scan_list *scans, struct str slot)
{
    for (size_t i = 0; i < scans->count; i++)
        if (str_eq(scans->items[i].slot, slot))
            return true;
    return false;
}

static enum err check_papers(struct ctx *cx, const struct item *item, const struct scan_list *scans)
{
    enum err e = OK;

    for (size_t i = 0; i < item->material_count; i++) {
        const struct material *m = &item->materials[i];
        if (m->required && !has_scan(scans, m->id))
            e = ctx_gap(cx, arena_join(cx->arena, STR("material."), m->id), "gap.material.missing",
                        label_in(m->name, cx->lang));
    }
    return e;
}

/* Photographs by a link come from a telephone anybody may hold. */
static enum err check_identity(struct ctx *cx, const struct draft *d, struct filed *f)
{
    TRY(identity_of_draft(cx, d->id, &f->identity));
    for (size_t i = 0; i < f->scans.count && f->identity.how.len == 0; i++)
        if (str_is(f->scans.items[i].source, SOURCE_PHONE))
            return ctx_gap(cx, STR("identity.how"), "gap.identity.missing", STR(""));
    return OK;
}

/* Everything is looked at, so that all gaps are told at once; the first that failed is the answer. */
static enum err check(struct ctx *cx, const struct draft *d, const struct item *item, struct filed *f)
{
    enum err all[7], e = OK;

    TRY(draft_scans(cx, d->id, &f->scans));
    TRY(exempt_draft(cx, d, item, &f->exempt, &f->basis));
    all[0] = answers_check_all(cx, item, d->answers);
    all[1] = f->exempt ? OK : check_papers(cx, item, &f->scans);
    all[2] = proxy_check(cx, d, &f->scans);
    all[3] = consent_check(cx, d, item, &f->scans, &f->consent);
    all[4] = check_identity(cx, d, f);
    all[5] = once_check(cx, item, NULL, d->answers);
    all[6] = held_check_linked(cx, d, &f->scans);
    for (size_t i = 0; i < sizeof all / sizeof *all && e == OK; i++)
        e = all[i];
    return e;
}

enum err filing_check(struct ctx *cx, const struct draft *d)
{
    const struct item *item = pack_item(cx->house->pack, d->item);
    struct filed f;

    if (item == NULL)
        return ctx_fail(cx, ERR_INVALID, "gap.item.gone", d->item);
    return check(cx, d, item, &f);
}

/* ---- what the event says ---- */

enum err filing_person(struct ctx *cx, const struct val *answers, const char *who, int64_t place, int64_t *out)
{
    struct str prefix = arena_join(cx->arena, str_of(who), STR("."));
    struct person p = { .place = place };
    struct citizen c;

    const struct { const char *key; struct str *to; } parts[] = {
        { "name", &p.name }, { "id_no", &p.id_no }, { "phone", &p.phone }, { "address", &p.address },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        *parts[i].to = val_str(answers, arena_join(cx->arena, prefix, str_of(parts[i].key)).p);
    if (citizen_check(p.id_no, day_of(cx->now), &c) != CITIZEN_OK)
        return ERR_INVALID;
    p.id_no = arena_str(cx->arena, str_of(c.id_no));
    p.birth_day = c.born;
    p.sex = c.sex == SEX_MALE ? 1 : 2;
    TRY(register_person(cx, &p));
    *out = p.id;
    return OK;
}

static enum err say_persons(struct ctx *cx, const struct draft *d, const struct filed *f, struct val *payload)
{
    int64_t applicant, agent;

    TRY(filing_person(cx, d->answers, "applicant", d->place, &applicant));
    val_set_int(cx->arena, payload, "applicant", applicant);
    if (val_str(d->answers, "agent.acts").len == 0)
        return OK;
    TRY(filing_person(cx, d->answers, "agent", d->place, &agent));
    val_set_int(cx->arena, payload, "agent", agent);
    val_set(cx->arena, payload, "proxy", proxy_say(cx, d->answers, agent, &f->scans));
    return OK;
}

static void say_item(struct ctx *cx, const struct item *item, struct val *payload)
{
    struct arena *a = cx->arena;
    struct val *joining = val_list(a);

    for (size_t i = 0; i < item->joining_count; i++)
        val_push(a, joining, val_text(a, item->joining[i]->code));
    val_set_str(a, payload, "item", item->code);
    val_set_str(a, payload, "item_zh", item->name.zh);
    val_set_str(a, payload, "item_en", label_in(item->name, LANG_EN));
    val_set_str(a, payload, "department", item->department->code);
    val_set(a, payload, "joining", joining);
    val_set_int(a, payload, "wall_rule", item->wall);
    val_set_str(a, payload, "process", item->process->name);
}

struct val *filing_say_papers(struct ctx *cx, const struct item *item, const struct scan_list *scans)
{
    struct arena *a = cx->arena;
    struct val *papers = val_list(a);

    for (size_t i = 0; i < scans->count; i++) {
        const struct scan *s = &scans->items[i];
        struct label name = slot_name(item, s->slot);
        struct val *p = val_map(a);
        val_set_str(a, p, "slot", s->slot);
        val_set_str(a, p, "name_zh", name.zh);
        val_set_str(a, p, "name_en", label_in(name, LANG_EN));
        val_set_str(a, p, "digest", s->digest);
        val_set_str(a, p, "type", s->type);
        val_set_int(a, p, "bytes", s->bytes);
        val_set_str(a, p, "source", s->source);
        val_push(a, papers, p);
    }
    return papers;
}

enum err filing_say_sheet(struct ctx *cx, const struct case_file *c, const struct scan *sheet, const char *slot,
                          struct val *payload)
{
    struct scan own = *sheet;
    const struct pack *pack;
    const struct item *item;
    struct val *papers;

    own.slot = str_of(slot);
    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    if (item == NULL)
        return ERR_INTERNAL;
    papers = filing_say_papers(cx, item, &(struct scan_list){ .items = &own, .count = 1 });
    val_set(cx->arena, payload, "materials", papers);
    return held_say(cx, c->id, item, papers);
}

/* The organ that is legally bound: the item's department at the level the pack names. */
static void say_acceptor(struct ctx *cx, const struct item *item, int64_t place, struct val *payload)
{
    val_set_str(cx->arena, payload, "acceptor_department", item->department->code);
    val_set_int(cx->arena, payload, "acceptor_place", division_at(place, item->acceptor));
}

static void say_hand(struct ctx *cx, const struct filed *f, struct val *payload)
{
    if (f->consent.way.len > 0)
        val_set(cx->arena, payload, "consent", consent_say(cx, &f->consent));
    if (f->identity.how.len > 0)
        val_set(cx->arena, payload, "identity", identity_say(cx, &f->identity));
}

static enum err say_all(struct ctx *cx, const struct draft *d, const struct item *item, const struct filed *f,
                        enum channel channel, struct val *payload)
{
    struct str number;

    TRY(number_case(cx, d->place, item->type, &number));
    TRY(say_persons(cx, d, f, payload));
    val_set_str(cx->arena, payload, "number", number);
    val_set_int(cx->arena, payload, "place", d->place);
    val_set_int(cx->arena, payload, "channel", channel);
    say_item(cx, item, payload);
    say_acceptor(cx, item, d->place, payload);
    val_set(cx->arena, payload, "materials", filing_say_papers(cx, item, &f->scans));
    say_hand(cx, f, payload);
    once_say(cx, item, d->answers, payload);
    val_set(cx->arena, payload, "answers", d->answers);
    return OK;
}

/* ---- the command ---- */

static enum err begin_case(struct ctx *cx, const struct draft *d, const struct item *item, const struct filed *f,
                           int64_t *case_id)
{
    struct step step = {
        .case_id = ids_next(cx->house->ids), .place = d->place, .item = item, .pack = cx->house->pack->version,
        .received_at = cx->now, .answers = d->answers, .type = "case.received", .move = { .kind = FLOW_START },
        .payload = val_map(cx->arena), .clocks = val_list(cx->arena),
    };
    enum channel channel;
    struct event ev;

    TRY(channel_of(cx, item, d->place, &channel, &step.by));
    if (channel == CHANNEL_PUBLIC && !item->open_to_public)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.item.not_public", STR(""));
    TRY(channel_mandate(cx, item, channel, step.by, &step.mandate));
    step.channel = channel;
    TRY(say_all(cx, d, item, f, channel, step.payload));
    TRY(held_say(cx, d->id, item, (struct val *)(uintptr_t)val_at(step.payload, "materials")));
    TRY(register_filed(cx, d, step.case_id, step.payload));
    TRY(attempt_say_filed(cx, d->id, step.payload));
    legal_say_received(cx, item, step.clocks);
    TRY(document_draw(cx, step.payload, "receipt", item->department->code, division_at(d->place, item->acceptor)));
    TRY(step_take(cx, &step, &ev));
    *case_id = step.case_id;
    if (f->exempt)
        TRY(exempt_end(cx, &step, f->basis));
    return draft_close(cx, d->id, step.case_id);
}

static enum err submit(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    const struct item *item;
    struct filed f;
    struct draft d;

    TRY(tenure_renew(cx));
    TRY(draft_get(cx, *id, &d));
    if (d.case_id != 0)
        return case_get(cx, d.case_id, out);
    item = pack_item(cx->house->pack, d.item);
    if (item == NULL || item->process == NULL)
        return ctx_fail(cx, ERR_INVALID, "gap.item.gone", d.item);
    TRY(check(cx, &d, item, &f));
    TRY(begin_case(cx, &d, item, &f, &d.case_id));
    return case_get(cx, d.case_id, out);
}

enum err filing_submit(struct ctx *cx, int64_t draft, struct case_file *out)
{
    return proxy_refused_filing(cx, draft, command_run(cx, submit, &draft, out));
}
