/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/link.h"

#include "base/calendar.h"
#include "base/json.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/handling.h"
#include "domain/house.h"
#include "domain/identity.h"
#include "domain/ids.h"
#include "domain/link.sql.h"
#include "domain/packs.h"
#include "domain/paper.h"
#include "domain/proxy.h"
#include "domain/slot.h"
#include "domain/supplement.h"
#include "domain/task.h"
#include "domain/tenure.h"
#include "secure/secure.h"
#include "store/db.h"

const char *link_over(const struct link *l, int64_t now)
{
    static const char *const whys[] = { "revoked", "filed", "sent" };

    for (size_t i = 0; l->ended_at != 0 && i < sizeof whys / sizeof *whys; i++)
        if (str_is(l->ended_why, whys[i]))
            return whys[i];
    return now >= l->until_at ? "expired" : NULL;
}

/* ---- reading ---- */

static const struct val *list_of(struct ctx *cx, struct str json)
{
    struct val *v;

    return json_read(cx->arena, json, &v, NULL) == OK ? v : &val_none;
}

static struct link from_row(struct ctx *cx, struct row *row)
{
    return (struct link){
        .id = row_int(row, 0), .subject = row_int(row, 1), .task = row_int(row, 2), .item = row_str(row, 3),
        .pack_version = row_str(row, 4), .slots = list_of(cx, row_str(row, 5)), .keeper = row_str(row, 6),
        .made_at = row_int(row, 7), .made_by = row_int(row, 8), .made_name = row_str(row, 9), .until_at = row_int(row, 10),
        .ended_at = row_int(row, 11), .ended_why = row_str(row, 12), .files = row_int(row, 13), .bytes = row_int(row, 14),
    };
}

static enum err take_one(struct ctx *cx, struct row *row, struct link *out)
{
    bool found = row_next(row);

    if (found)
        *out = from_row(cx, row);
    TRY(row_end(row));
    return found ? OK : ERR_NOT_FOUND;
}

enum err link_get(struct ctx *cx, int64_t id, struct link *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_LINK_BY_ID, &row, ARGS(arg_int(id))));
    return take_one(cx, row, out);
}

enum err link_find(struct ctx *cx, struct str token, struct link *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_LINK_BY_TOKEN, &row, ARGS(arg_text(digest_sm3(cx->arena, token)))));
    return take_one(cx, row, out);
}

enum err link_of_subject(struct ctx *cx, int64_t subject, struct link_list *out)
{
    struct row *row;

    *out = (struct link_list){ 0 };
    TRY(db_select(cx, &SQL_LINK_BY_SUBJECT, &row, ARGS(arg_int(subject))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(cx, row);
    }
    return row_end(row);
}

/* The link stands for who made it: the draft is read as its keeper reads it. */
static enum err draft_of(struct ctx *cx, const struct link *l, struct draft *out)
{
    const struct actor keeper = { .owner = l->keeper };
    struct ctx own = *cx;

    own.actor = &keeper;
    return draft_get(&own, l->subject, out);
}

enum err link_about(struct ctx *cx, const struct link *l, struct link_subject *out)
{
    struct case_file c;
    struct draft d;

    if (l->task == 0) {
        TRY(draft_of(cx, l, &d));
        *out = (struct link_subject){ .item = d.item, .applicant = val_str(d.answers, "applicant.name"), .place = d.place,
                                      .handed_in = d.case_id != 0 };
        return OK;
    }
    TRY(case_get(cx, l->subject, &c));
    *out = (struct link_subject){ .item = c.item, .applicant = c.applicant_name, .place = c.place,
                                  .handed_in = c.state != CASE_AWAITING_CORRECTION };
    return OK;
}

/* ---- making ---- */

struct making { struct link link; struct str digest, how, note; };

static enum err check_slots(struct ctx *cx, const struct item *item, const struct val *slots)
{
    for (size_t i = 0; i < slots->count; i++)
        if (slots->items[i]->kind != VAL_TEXT || !slot_exists(item, slots->items[i]->text))
            return ctx_gap(cx, STR("slots"), "gap.scan.slot", STR(""));
    return slots->count > 0 ? OK : ctx_gap(cx, STR("slots"), "gap.link.slots", STR(""));
}

static enum err check_open(struct ctx *cx, int64_t subject)
{
    struct link_list all;
    int open = 0;

    TRY(link_of_subject(cx, subject, &all));
    for (size_t i = 0; i < all.count; i++)
        open += link_over(&all.items[i], cx->now) == NULL;
    return open < LINKS_OPEN_MAX ? OK : ctx_fail(cx, ERR_LIMIT, "gap.link.too_many", arena_printf(cx->arena, "%d", LINKS_OPEN_MAX));
}

static enum err write(struct ctx *cx, const struct making *m)
{
    struct identity i = { .how = m->how, .note = str_trim(m->note), .at = cx->now, .by = m->link.made_by, .by_name = m->link.made_name };
    const struct link *l = &m->link;

    TRY(check_open(cx, l->subject));
    TRY(db_put(cx, &SQL_LINK_WRITE,
               ARGS(arg_int(ids_next(cx->house->ids)), arg_text(m->digest), arg_int(l->subject), arg_int(l->task),
                    arg_text(l->item), arg_text(l->pack_version), arg_text(json_write(cx->arena, l->slots)), arg_text(l->keeper),
                    arg_int(cx->now), arg_int(l->made_by), arg_text(l->made_name), arg_int(cx->now + LINK_DAYS * DAY_MS))));
    return m->how.len > 0 ? identity_write(cx, l->subject, &i) : OK;
}

static enum err make(struct ctx *cx, const void *args, void *out)
{
    struct making m = *(const struct making *)args;
    struct draft d;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(draft_get(cx, m.link.subject, &d));
    if (d.case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    TRY(check_slots(cx, pack_item(cx->house->pack, d.item), m.link.slots));
    if (m.how.len > 0)
        TRY(identity_check(cx, m.how, m.note));
    m.link.item = d.item;
    m.link.keeper = d.owner;
    m.link.pack_version = cx->house->pack->version;
    return write(cx, &m);
}

static enum err begin(struct ctx *cx, const struct link_wish *w, struct str *token, struct making *out)
{
    *token = secure_token(cx->arena);
    *out = (struct making){
        .digest = digest_sm3(cx->arena, *token), .how = w->how, .note = w->note,
        .link = { .subject = w->id, .slots = w->slots, .made_by = cx->actor != NULL ? cx->actor->account : 0,
                  .made_name = cx->actor != NULL ? cx->actor->name : STR("") },
    };
    return OK;
}

enum err link_make(struct ctx *cx, const struct link_wish *w, struct str *token)
{
    struct making args;

    TRY(begin(cx, w, token, &args));
    return command_run(cx, make, &args, NULL);
}

static enum err fill_of_case(struct ctx *cx, const struct case_file *c, struct making *m)
{
    const struct pack *pack;

    TRY(packs_get(cx, c->pack_version, &pack));
    m->link.subject = c->id;
    m->link.item = c->item;
    m->link.pack_version = c->pack_version;
    return check_slots(cx, pack_item(pack, c->item), m->link.slots);
}

static enum err make_supplement(struct ctx *cx, const void *args, void *out)
{
    struct making m = *(const struct making *)args;
    struct case_file c;
    struct task t;

    (void)out;
    TRY(tenure_renew(cx));
    m.link.task = m.link.subject;
    TRY(task_get(cx, m.link.task, &t));
    TRY(case_see(cx, t.case_id, &c));
    if (task_post(cx, &t, c.item) == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    if (t.state != TASK_OPEN || !str_is(t.kind, "supplement"))
        return ctx_fail(cx, ERR_STATE, "gap.supplement.closed", STR(""));
    if (m.how.len > 0)
        TRY(identity_check(cx, m.how, m.note));
    TRY(fill_of_case(cx, &c, &m));
    return write(cx, &m);
}

enum err link_make_supplement(struct ctx *cx, const struct link_wish *w, struct str *token)
{
    struct making args;

    TRY(begin(cx, w, token, &args));
    return command_run(cx, make_supplement, &args, NULL);
}

static enum err open_supplement(struct ctx *cx, int64_t case_id, struct task *out)
{
    struct task_list tasks;

    TRY(task_of_case(cx, case_id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        if (tasks.items[i].state == TASK_OPEN && str_is(tasks.items[i].kind, "supplement")) {
            *out = tasks.items[i];
            return OK;
        }
    return ctx_fail(cx, ERR_STATE, "gap.supplement.closed", STR(""));
}

static struct val *slots_of(struct ctx *cx, const struct item *item)
{
    struct val *list = val_list(cx->arena);

    for (size_t i = 0; item != NULL && i < item->material_count; i++)
        val_push(cx->arena, list, val_text(cx->arena, item->materials[i].id));
    return list;
}

static enum err make_by_code(struct ctx *cx, const void *args, void *out)
{
    struct making m = *(const struct making *)args;
    const struct pack *pack;
    struct case_file c;
    struct task t = { 0 };

    (void)out;
    TRY(case_get(cx, m.link.subject, &c));
    TRY(open_supplement(cx, c.id, &t));
    TRY(packs_get(cx, c.pack_version, &pack));
    m.link.slots = slots_of(cx, pack_item(pack, c.item));
    m.link.task = t.id;
    m.link.made_by = 0;
    m.link.made_name = STR("");
    TRY(fill_of_case(cx, &c, &m));
    return write(cx, &m);
}

enum err link_make_by_code(struct ctx *cx, int64_t case_id, struct str *token)
{
    const struct link_wish w = { .id = case_id, .slots = &val_none, .how = STR("code"), .note = STR("") };
    struct making args;

    TRY(begin(cx, &w, token, &args));
    return command_run(cx, make_by_code, &args, NULL);
}

/* ---- ending ---- */

struct revoking { int64_t subject, id; };

static enum err revoke(struct ctx *cx, const void *args, void *out)
{
    const struct revoking *r = args;
    struct link l;

    (void)out;
    TRY(link_get(cx, r->id, &l));
    if (l.subject != r->subject)
        return ERR_NOT_FOUND;
    if (link_over(&l, cx->now) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.link.over", STR(""));
    return db_put(cx, &SQL_LINK_END, ARGS(arg_int(l.id), arg_int(cx->now), arg_text(STR("revoked"))));
}

enum err link_revoke(struct ctx *cx, int64_t subject, int64_t id)
{
    struct revoking args = { subject, id };

    return command_run(cx, revoke, &args, NULL);
}

enum err link_end_all(struct ctx *cx, int64_t subject)
{
    return db_put(cx, &SQL_LINK_END_SUBJECT, ARGS(arg_int(subject), arg_int(cx->now)));
}

/* ---- using it ---- */

static bool serves(const struct link *l, struct str slot)
{
    for (size_t i = 0; i < l->slots->count; i++)
        if (str_eq(l->slots->items[i]->text, slot))
            return true;
    return false;
}

enum err link_takes(struct ctx *cx, const struct link *l, struct str slot, int64_t bytes)
{
    if (link_over(l, cx->now) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.link.over", STR(""));
    if (!serves(l, slot))
        return ctx_gap(cx, STR("slot"), "gap.scan.slot", STR(""));
    if (bytes > PAPER_BYTES_MAX)
        return ctx_gap(cx, arena_join(cx->arena, STR("material."), slot), "gap.scan.too_big", STR("25"));
    if (l->files >= LINK_FILES_MAX)
        return ctx_fail(cx, ERR_LIMIT, "gap.link.files", arena_printf(cx->arena, "%d", LINK_FILES_MAX));
    if (l->bytes + bytes > (int64_t)LINK_MB_MAX << 20)
        return ctx_fail(cx, ERR_LIMIT, "gap.scan.too_much", arena_printf(cx->arena, "%d", LINK_MB_MAX));
    return OK;
}

static enum err all_scans(struct ctx *cx, const struct link *l, struct scan_list *out)
{
    return l->task == 0 ? draft_scans(cx, l->subject, out) : supplement_scans(cx, l->subject, out);
}

enum err link_scans(struct ctx *cx, const struct link *l, struct scan_list *out)
{
    size_t kept = 0;

    TRY(all_scans(cx, l, out));
    for (size_t i = 0; i < out->count; i++)
        if (str_is(out->items[i].source, SOURCE_PHONE) && serves(l, out->items[i].slot))
            out->items[kept++] = out->items[i];
    out->count = kept;
    return OK;
}

static enum err check_room(struct ctx *cx, const struct link *l)
{
    struct scan_list there;

    TRY(all_scans(cx, l, &there));
    return there.count < SCANS_MAX
        ? OK : ctx_fail(cx, ERR_LIMIT, "gap.scan.too_many", arena_printf(cx->arena, "%d", SCANS_MAX));
}

static enum err put_paper(struct ctx *cx, const struct link *l, const struct scan *s)
{
    struct draft d;

    if (l->task != 0)
        return supplement_write(cx, l->subject, s, 0);
    TRY(draft_of(cx, l, &d));
    if (d.case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    return draft_write_scan(cx, &d, s, 0);
}

struct adding { int64_t link; const struct scan *scan; };

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct adding *a = args;
    struct scan s = *a->scan;
    struct link l;

    (void)out;
    TRY(link_get(cx, a->link, &l));
    TRY(link_takes(cx, &l, s.slot, s.bytes));
    TRY(check_room(cx, &l));
    s.source = STR(SOURCE_PHONE);
    TRY(put_paper(cx, &l, &s));
    return db_put(cx, &SQL_LINK_COUNT, ARGS(arg_int(l.id), arg_int(s.bytes)));
}

enum err link_add(struct ctx *cx, int64_t link, const struct scan *s)
{
    struct adding args = { link, s };

    return command_run(cx, add, &args, NULL);
}

struct dropping { int64_t link, scan; };

static enum err drop(struct ctx *cx, const void *args, void *out)
{
    const struct dropping *d = args;
    struct scan_list mine;
    struct link l;

    (void)out;
    TRY(link_get(cx, d->link, &l));
    if (link_over(&l, cx->now) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.link.over", STR(""));
    TRY(link_scans(cx, &l, &mine));
    for (size_t i = 0; i < mine.count; i++)
        if (mine.items[i].id == d->scan)
            return db_put(cx, &SQL_LINK_DROP_SCAN, ARGS(arg_int(d->scan), arg_int(l.subject)));
    return ERR_NOT_FOUND;
}

enum err link_drop(struct ctx *cx, int64_t link, int64_t scan)
{
    struct dropping args = { link, scan };

    return command_run(cx, drop, &args, NULL);
}

/* ---- all is sent ---- */

struct sending { int64_t link; struct str who; };

static enum err hand_in(struct ctx *cx, const void *args, void *out)
{
    const struct sending *s = args;
    struct scan_list mine;
    struct link l;

    (void)out;
    TRY(link_get(cx, s->link, &l));
    if (link_over(&l, cx->now) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.link.over", STR(""));
    TRY(link_scans(cx, &l, &mine));
    if (mine.count == 0)
        return ctx_gap(cx, STR("slots"), "gap.link.nothing", STR(""));
    if (l.task != 0)
        TRY(handling_supply(cx, l.task, s->who));
    return db_put(cx, &SQL_LINK_END, ARGS(arg_int(l.id), arg_int(cx->now), arg_text(STR("sent"))));
}

enum err link_hand_in(struct ctx *cx, const struct link *l, struct str who)
{
    struct sending args = { l->id, who };
    enum err e = command_run(cx, hand_in, &args, NULL);

    return l->task != 0 ? proxy_refused(cx, l->subject, e) : e;
}
