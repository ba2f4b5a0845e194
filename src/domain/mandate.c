/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/mandate.h"

#include "base/calendar.h"
#include "base/json.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/mandate.sql.h"
#include "domain/tenure.h"
#include "pack/pack.h"
#include "store/db.h"

const char *const mandate_powers[] = { "accept", "review", "decide", "seal", NULL };

/* ---- is it a good mandate ---- */

static bool known_power(struct str power)
{
    size_t i = 0;

    while (mandate_powers[i] != NULL && !str_is(power, mandate_powers[i]))
        i++;
    return mandate_powers[i] != NULL;
}

static void check_powers(struct ctx *cx, const struct mandate *m)
{
    size_t known = 0;

    while (known < m->powers->count && known_power(m->powers->items[known]->text))
        known++;
    if (known == 0 || known < m->powers->count)
        ctx_gap(cx, STR("powers"), "gap.no_choice", STR(""));
}

static void check_items(struct ctx *cx, const struct mandate *m)
{
    if (m->items->count > MANDATE_ITEMS_MAX) {
        ctx_gap(cx, STR("items"), "gap.too_many", STR("200"));
        return;
    }
    for (size_t i = 0; i < m->items->count; i++)
        if (pack_item(cx->house->pack, m->items->items[i]->text) == NULL)
            ctx_gap(cx, STR("items"), "gap.item.unknown", m->items->items[i]->text);
}

static void check_document(struct ctx *cx, struct str document)
{
    if (str_trim(document).len == 0)
        ctx_gap(cx, STR("document"), "gap.required", STR(""));
    else if (!str_utf8(document) || str_chars(document) > MANDATE_DOCUMENT_CHARS_MAX)
        ctx_gap(cx, STR("document"), "gap.too_long", STR("100"));
}

/* A mandate without both dates is none. */
static void check_days(struct ctx *cx, const struct mandate *m)
{
    if (m->from_day == 0)
        ctx_gap(cx, STR("from"), "gap.required", STR(""));
    if (m->until_day == 0)
        ctx_gap(cx, STR("until"), "gap.required", STR(""));
    else if (m->until_day < m->from_day)
        ctx_gap(cx, STR("until"), "gap.mandate.dates", STR(""));
}

static enum err check(struct ctx *cx, const struct mandate *m)
{
    const struct department *organ = pack_department(cx->house->pack, m->department);
    size_t before = cx->gap_count;

    check_document(cx, m->document);
    if (organ == NULL || organ->provider)
        ctx_gap(cx, STR("department"), "gap.department.unknown", m->department);
    if (pack_division(cx->house->pack, m->place) == NULL)
        ctx_gap(cx, STR("place"), "gap.place.unknown", STR(""));
    check_powers(cx, m);
    check_items(cx, m);
    check_days(cx, m);
    return cx->gap_count > before ? ERR_INVALID : OK;
}

/* ---- granting ---- */

static struct val *payload_of(struct ctx *cx, const struct mandate *m)
{
    struct arena *a = cx->arena;
    struct val *p = val_map(a);

    val_set_str(a, p, "department", m->department);
    val_set_int(a, p, "organ_place", m->organ_place);
    val_set_str(a, p, "role", str_of(role_name(m->role)));
    val_set_int(a, p, "place", m->place);
    val_set(a, p, "items", val_copy(a, m->items));
    val_set(a, p, "powers", val_copy(a, m->powers));
    val_set_str(a, p, "document", str_trim(m->document));
    val_set_int(a, p, "from_day", m->from_day);
    val_set_int(a, p, "until_day", m->until_day);
    return p;
}

enum err mandate_make(struct ctx *cx, struct mandate *m)
{
    struct event ev;

    TRY(check(cx, m));
    m->id = ids_next(cx->house->ids);
    return event_append(cx, &(struct event_new){ .kind = STREAM_MANDATE, .stream = m->id, .type = "mandate.granted",
                                                 .payload = payload_of(cx, m) }, &ev);
}

static enum err grant(struct ctx *cx, const void *args, void *out)
{
    struct mandate m = *(const struct mandate *)args;
    int64_t *id = out;

    TRY(tenure_require(cx, ROLE_SECADMIN));
    TRY(mandate_make(cx, &m));
    *id = m.id;
    return OK;
}

enum err mandate_grant(struct ctx *cx, struct mandate *m)
{
    return command_run(cx, grant, m, &m->id);
}

/* ---- revoking ---- */

static enum err require_standing(struct ctx *cx, int64_t id)
{
    struct row *row;
    bool found, ended;

    TRY(db_select(cx, &SQL_MANDATE_READ, &row, ARGS(arg_int(id))));
    found = row_next(row);
    ended = found && !row_null(row, 0);
    TRY(row_end(row));
    if (!found)
        return ERR_NOT_FOUND;
    return ended ? ctx_fail(cx, ERR_STATE, "gap.mandate.revoked", STR("")) : OK;
}

static enum err revoke(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    struct event ev;

    (void)out;
    TRY(tenure_require(cx, ROLE_SECADMIN));
    TRY(require_standing(cx, *id));
    return event_append(cx, &(struct event_new){ .kind = STREAM_MANDATE, .stream = *id, .type = "mandate.revoked",
                                                 .payload = val_map(cx->arena) }, &ev);
}

enum err mandate_revoke(struct ctx *cx, int64_t id)
{
    return command_run(cx, revoke, &id, NULL);
}

/* ---- reading ---- */

static const struct val *list_of(struct ctx *cx, struct str json)
{
    struct val *v;

    return json_read(cx->arena, json, &v, NULL) == OK ? v : &val_none;
}

static struct mandate from_row(struct ctx *cx, struct row *row)
{
    return (struct mandate){
        .id = row_int(row, 0), .department = row_str(row, 1), .organ_place = row_int(row, 2),
        .role = (enum role)row_int(row, 3), .place = row_int(row, 4), .items = list_of(cx, row_str(row, 5)),
        .powers = list_of(cx, row_str(row, 6)), .document = row_str(row, 7), .from_day = row_int(row, 8),
        .until_day = row_int(row, 9), .revoked_at = row_int(row, 10),
    };
}

enum err mandate_of_department(struct ctx *cx, struct str department, struct mandate_list *out)
{
    struct row *row;

    *out = (struct mandate_list){ 0 };
    TRY(db_select(cx, &SQL_MANDATE_BY_DEPARTMENT, &row, ARGS(arg_text(department))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(cx, row);
    }
    return row_end(row);
}

static bool names(const struct val *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(list->items[i]->text, text))
            return true;
    return false;
}

bool mandate_in_force(const struct mandate *m, int64_t day)
{
    return m->revoked_at == 0 && day >= m->from_day && day <= m->until_day;
}

static bool serves(const struct mandate *m, enum role role, int64_t place, struct str item, const char *power)
{
    int64_t first, last;

    division_range(m->place, &first, &last);
    return m->role == role && place >= first && place <= last && names(m->powers, str_of(power)) &&
           (m->items->count == 0 || names(m->items, item));
}

enum err mandate_for(struct ctx *cx, struct str department, enum role role, int64_t place, struct str item,
                     const char *power, struct mandate *out)
{
    struct mandate_list all;

    *out = (struct mandate){ 0 };
    TRY(mandate_of_department(cx, department, &all));
    for (size_t i = 0; i < all.count; i++)
        if (mandate_in_force(&all.items[i], day_of(cx->now)) && serves(&all.items[i], role, place, item, power)) {
            *out = all.items[i];
            break;
        }
    return OK;
}

/* ---- into the projection ---- */

enum err apply_mandate_granted(struct ctx *cx, const struct event *ev)
{
    const struct val *p = ev->payload;
    enum role role;

    TRY(role_of(val_str(p, "role"), &role));
    return db_put(cx, &SQL_MANDATE_WRITE,
                  ARGS(arg_int(ev->stream), arg_text(val_str(p, "department")), arg_int(val_num(p, "organ_place")),
                       arg_int(role), arg_int(val_num(p, "place")), arg_text(json_write(cx->arena, val_at(p, "items"))),
                       arg_text(json_write(cx->arena, val_at(p, "powers"))), arg_text(val_str(p, "document")),
                       arg_int(val_num(p, "from_day")), arg_int(val_num(p, "until_day"))));
}

enum err apply_mandate_revoked(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_MANDATE_END, ARGS(arg_int(ev->stream), arg_int(ev->at)));
}
