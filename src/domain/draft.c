/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/draft.h"

#include "base/json.h"
#include "domain/actor.h"
#include "domain/answers.h"
#include "domain/command.h"
#include "domain/consent.h"
#include "domain/draft.sql.h"
#include "domain/house.h"
#include "domain/identity.h"
#include "domain/ids.h"
#include "domain/link.h"
#include "domain/paper.h"
#include "domain/proxy.h"
#include "domain/sealed.h"
#include "domain/slot.h"
#include "pack/pack.h"
#include "store/db.h"

static const char PURPOSE[] = "draft";

static struct str owner(const struct ctx *cx)
{
    return cx->actor != NULL ? cx->actor->owner : STR("");
}

/* ---- beginning ---- */

struct begin { struct str item; int64_t place; const struct val *answers; };

static bool visitor(const struct ctx *cx)
{
    return cx->actor == NULL || cx->actor->account == 0;
}

static enum err check_count(struct ctx *cx)
{
    struct row *row;
    int64_t open = 0;

    if (!visitor(cx))
        return OK;
    TRY(db_select(cx, &SQL_DRAFT_COUNT_OPEN, &row, ARGS(arg_text(owner(cx)))));
    if (row_next(row))
        open = row_int(row, 0);
    TRY(row_end(row));
    return open < VISITOR_DRAFTS_MAX ? OK : ctx_fail(cx, ERR_LIMIT, "gap.draft.too_many", STR("20"));
}

static enum err begin(struct ctx *cx, const void *args, void *out)
{
    const struct begin *b = args;
    int64_t *id = out;

    TRY(check_count(cx));
    *id = ids_next(cx->house->ids);
    return db_put(cx, &SQL_DRAFT_WRITE, ARGS(arg_int(*id), arg_text(owner(cx)), arg_text(b->item), arg_int(b->place),
                                             arg_bytes(sealed_write(cx, PURPOSE, b->answers)), arg_int(cx->now)));
}

static bool too_large(struct ctx *cx, const struct val *answers)
{
    return json_write(cx->arena, answers).len > DRAFT_ANSWERS_BYTES_MAX;
}

enum err draft_begin(struct ctx *cx, struct str code, int64_t place, int64_t *out)
{
    return draft_begin_with(cx, code, place, NULL, out);
}

enum err draft_begin_with(struct ctx *cx, struct str code, int64_t place, const struct val *sent, int64_t *out)
{
    const struct item *item = pack_item(cx->house->pack, code);
    struct val *answers = val_map(cx->arena);
    struct begin args = { code, place, answers };

    if (item == NULL || item->process == NULL)
        return ctx_gap(cx, STR("item"), "gap.item.unknown", code);
    if (visitor(cx) && !item->open_to_public)
        return ctx_gap(cx, STR("item"), "gap.item.not_public", STR(""));
    if (pack_division(cx->house->pack, place) == NULL || division_level(place) != LEVEL_VILLAGE)
        return ctx_gap(cx, STR("place"), "gap.place.unknown", STR(""));
    if (owner(cx).len == 0)
        return ERR_UNAUTHENTICATED;
    if (sent != NULL)
        answers_take_all(cx, item, sent, answers);
    if (too_large(cx, answers))
        return ctx_fail(cx, ERR_LIMIT, "gap.draft.too_large", STR(""));
    return command_run(cx, begin, &args, out);
}

/* ---- reading ---- */

static struct draft from_row(struct row *row, struct str *sealed)
{
    *sealed = row_str(row, 5);
    return (struct draft){
        .id = row_int(row, 0), .owner = row_str(row, 1), .item = row_str(row, 2), .place = row_int(row, 3),
        .version = row_int(row, 4), .made_at = row_int(row, 6), .saved_at = row_int(row, 7), .case_id = row_int(row, 8),
        .printed = row_str(row, 9),
    };
}

enum err draft_get(struct ctx *cx, int64_t id, struct draft *out)
{
    struct str sealed;
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_DRAFT_READ, &row, ARGS(arg_int(id), arg_text(owner(cx)))));
    found = row_next(row);
    if (found)
        *out = from_row(row, &sealed);
    TRY(row_end(row));
    return found ? sealed_read(cx, PURPOSE, sealed, &out->answers) : ERR_NOT_FOUND;
}

enum err draft_mine(struct ctx *cx, struct draft_list *out)
{
    struct str sealed;
    struct row *row;

    *out = (struct draft_list){ 0 };
    TRY(db_select(cx, &SQL_DRAFT_BY_OWNER, &row, ARGS(arg_text(owner(cx)), arg_int(DRAFTS_LISTED))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row, &sealed);
    }
    return row_end(row);
}

/* ---- saving ---- */

static enum err save(struct ctx *cx, const void *args, void *out)
{
    const struct draft *d = args;
    struct draft now;
    size_t changed;

    (void)out;
    TRY(draft_get(cx, d->id, &now));
    if (now.case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    TRY(db_change(cx, &SQL_DRAFT_SAVE, &changed, ARGS(arg_int(d->id), arg_int(d->version), arg_bytes(sealed_write(cx, PURPOSE, d->answers)),
                                                      arg_int(cx->now), arg_text(owner(cx)))));
    return changed == 1 ? OK : ctx_fail(cx, ERR_CONFLICT, "gap.draft.newer", STR(""));
}

enum err draft_save(struct ctx *cx, struct draft *d)
{
    if (too_large(cx, d->answers))
        return ctx_fail(cx, ERR_LIMIT, "gap.draft.too_large", STR(""));
    TRY(command_run(cx, save, d, NULL));
    d->version++;
    return OK;
}

/* What lay beside the draft and nobody needs behind it. */
static enum err clear(struct ctx *cx, int64_t id)
{
    TRY(consent_clear(cx, id));
    TRY(link_end_all(cx, id));
    return identity_clear(cx, id);
}

static enum err drop(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    size_t changed;

    (void)out;
    TRY(db_change(cx, &SQL_DRAFT_REMOVE, &changed, ARGS(arg_int(*id), arg_text(owner(cx)))));
    if (changed == 0)
        return ERR_NOT_FOUND;
    TRY(clear(cx, *id));
    return db_put(cx, &SQL_DRAFT_REMOVE_SCANS, ARGS(arg_int(*id)));
}

enum err draft_drop(struct ctx *cx, int64_t id)
{
    return command_run(cx, drop, &id, NULL);
}

enum err draft_close(struct ctx *cx, int64_t id, int64_t case_id)
{
    TRY(clear(cx, id));
    return db_put(cx, &SQL_DRAFT_CLOSE, ARGS(arg_int(id), arg_int(case_id)));
}

/* ---- papers ---- */

enum err draft_scans(struct ctx *cx, int64_t id, struct scan_list *out)
{
    struct row *row;

    *out = (struct scan_list){ 0 };
    TRY(db_select(cx, &SQL_DRAFT_SCANS, &row, ARGS(arg_int(id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct scan){
            .id = row_int(row, 0), .slot = row_str(row, 1), .digest = row_str(row, 2), .type = row_str(row, 3),
            .bytes = row_int(row, 4), .width = row_int(row, 5), .height = row_int(row, 6), .form = row_str(row, 7),
            .source = row_str(row, 8),
        };
    }
    return row_end(row);
}

struct add { int64_t draft; const struct scan *scan; };

static enum err check_room(struct ctx *cx, int64_t id, int64_t bytes)
{
    int64_t count = 0, stored = 0, most_mb = visitor(cx) ? VISITOR_SCANS_MB_MAX : DRAFT_SCANS_MB_MAX;
    struct row *row;

    TRY(db_select(cx, &SQL_DRAFT_COUNT_SCANS, &row, ARGS(arg_int(id))));
    if (row_next(row)) {
        count = row_int(row, 0);
        stored = row_int(row, 1);
    }
    TRY(row_end(row));
    if (count >= SCANS_MAX)
        return ctx_fail(cx, ERR_LIMIT, "gap.scan.too_many", arena_printf(cx->arena, "%d", SCANS_MAX));
    if (stored + bytes > most_mb << 20)
        return ctx_fail(cx, ERR_LIMIT, "gap.scan.too_much", arena_printf(cx->arena, "%lld", (long long)most_mb));
    return OK;
}

static enum err takes(struct ctx *cx, int64_t id, int64_t bytes, struct draft *d)
{
    TRY(draft_get(cx, id, d));
    if (d->case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    return check_room(cx, id, bytes);
}

enum err draft_takes(struct ctx *cx, int64_t id, int64_t bytes)
{
    struct draft ignored;

    return takes(cx, id, bytes, &ignored);
}

/* A sheet that was signed holds for what it said when it was printed, and for nothing else. */
static struct str sheet_form(struct ctx *cx, const struct draft *d, struct str slot)
{
    if (str_is(slot, SLOT_SIGNED_FORM))
        return consent_sheet_version(cx, d);
    return str_is(slot, SLOT_PROXY_LETTER) ? proxy_letter_version(cx, d->answers) : STR("");
}

static struct str source_of(const struct ctx *cx, const struct scan *s)
{
    if (s->source.len > 0)
        return s->source;
    return visitor(cx) ? STR(SOURCE_ONLINE) : STR(SOURCE_ORIGINAL);
}

enum err draft_write_scan(struct ctx *cx, const struct draft *d, const struct scan *s, int64_t by)
{
    return db_put(cx, &SQL_DRAFT_WRITE_SCAN,
               ARGS(arg_int(ids_next(cx->house->ids)), arg_int(d->id), arg_text(s->slot), arg_text(s->digest),
                    arg_text(s->type), arg_int(s->bytes), arg_int(s->width), arg_int(s->height), arg_int(cx->now),
                    arg_int(by), arg_text(sheet_form(cx, d, s->slot)), arg_text(source_of(cx, s))));
}

static enum err add_scan(struct ctx *cx, const void *args, void *out)
{
    const struct add *add = args;
    const struct scan *s = add->scan;
    struct draft d;

    (void)out;
    TRY(takes(cx, add->draft, s->bytes, &d));
    return draft_write_scan(cx, &d, s, cx->actor->account);
}

enum err draft_add_scan(struct ctx *cx, int64_t id, const struct scan *s)
{
    struct add args = { id, s };

    return command_run(cx, add_scan, &args, NULL);
}

enum err draft_add_scan_inside(struct ctx *cx, int64_t id, const struct scan *s)
{
    struct add args = { id, s };

    return add_scan(cx, &args, NULL);
}

struct remove { int64_t draft, scan; };

static enum err drop_scan(struct ctx *cx, const void *args, void *out)
{
    const struct remove *r = args;
    struct draft d;
    size_t changed;

    (void)out;
    TRY(draft_get(cx, r->draft, &d));
    if (d.case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    TRY(db_change(cx, &SQL_DRAFT_REMOVE_SCAN, &changed, ARGS(arg_int(r->scan), arg_int(r->draft))));
    return changed == 1 ? OK : ERR_NOT_FOUND;
}

enum err draft_drop_scan(struct ctx *cx, int64_t id, int64_t scan)
{
    struct remove args = { id, scan };

    return command_run(cx, drop_scan, &args, NULL);
}
