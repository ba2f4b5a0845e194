/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/person.h"

#include "base/citizen.h"
#include "domain/actor.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/person.sql.h"
#include "secure/secure.h"
#include "store/db.h"

static const char PURPOSE[] = "person";

struct str person_seal(struct ctx *cx, struct str plain)
{
    return secure_seal(cx->house->keys, cx->arena, PURPOSE, STR(""), plain);
}

enum err person_unseal(struct ctx *cx, struct str sealed, struct str *out)
{
    *out = STR("");
    if (sealed.len == 0)
        return OK;
    return secure_unseal(cx->house->keys, cx->arena, PURPOSE, STR(""), sealed, out) == OK ? OK : ERR_INTERNAL;
}

static struct str index_of(struct ctx *cx, struct str id_no)
{
    return secure_index(cx->house->keys, cx->arena, PURPOSE, id_no);
}

static struct arg sealed_or_null(struct ctx *cx, struct str plain)
{
    return plain.len > 0 ? arg_bytes(person_seal(cx, plain)) : arg_null();
}

enum err person_of_id_no(struct ctx *cx, struct str field, struct str id_no, struct person *out)
{
    struct citizen c;
    enum citizen_fault fault = citizen_check(id_no, day_of(cx->now), &c);
    struct str key = arena_join(cx->arena, STR("gap.id_no."), str_of(citizen_fault_name(fault)));

    if (fault != CITIZEN_OK)
        return ctx_gap(cx, field, arena_cstr(cx->arena, key), STR(""));
    out->id_no = arena_str(cx->arena, str_of(c.id_no));
    out->birth_day = c.born;
    out->sex = c.sex == SEX_MALE ? 1 : 2;
    return OK;
}

/* ---- finding ---- */

static enum err find(struct ctx *cx, struct str index, int64_t *id)
{
    struct row *row;

    *id = 0;
    TRY(db_select(cx, &SQL_PERSON_FIND, &row, ARGS(arg_text(index))));
    if (row_next(row))
        *id = row_int(row, 0);
    return row_end(row);
}

enum err person_find(struct ctx *cx, struct str id_no, int64_t *out)
{
    return find(cx, index_of(cx, id_no), out);
}

/* ---- writing ---- */

static enum err make(struct ctx *cx, struct str index, struct person *p)
{
    p->id = ids_next(cx->house->ids);
    return db_put(cx, &SQL_PERSON_MAKE,
                  ARGS(arg_int(p->id), arg_text(index), arg_bytes(person_seal(cx, p->id_no)), arg_text(p->name),
                       arg_int(p->sex), arg_int(p->birth_day), arg_bytes(person_seal(cx, p->phone)), arg_text(p->address),
                       arg_int(p->place), sealed_or_null(cx, p->account)));
}

enum err person_note(struct ctx *cx, struct person *p)
{
    struct str index = index_of(cx, p->id_no);

    TRY(find(cx, index, &p->id));
    if (p->id == 0)
        return make(cx, index, p);
    if (cx->actor == NULL || cx->actor->account == 0)
        return OK;
    return db_put(cx, &SQL_PERSON_CHANGE, ARGS(arg_int(p->id), arg_text(p->name), arg_bytes(person_seal(cx, p->phone)),
                                               arg_text(p->address), arg_int(p->place)));
}

static void fill(struct str *value, struct str kept)
{
    if (value->len == 0)
        *value = kept;
}

enum err person_keep(struct ctx *cx, struct person *p)
{
    struct str index = index_of(cx, p->id_no);
    struct person old;

    TRY(find(cx, index, &p->id));
    if (p->id == 0)
        return make(cx, index, p);
    TRY(person_get(cx, p->id, &old));
    fill(&p->name, old.name);
    fill(&p->phone, old.phone);
    fill(&p->address, old.address);
    fill(&p->account, old.account);
    if (p->place == 0)
        p->place = old.place;
    return db_put(cx, &SQL_PERSON_CHANGE_ALL,
                  ARGS(arg_int(p->id), arg_text(p->name), arg_bytes(person_seal(cx, p->phone)), arg_text(p->address),
                       arg_int(p->place), sealed_or_null(cx, p->account)));
}

/* ---- reading ---- */

struct sealed { struct str id_no, phone, account; };

static struct sealed from_row(struct row *row, struct person *out)
{
    out->id = row_int(row, 8);
    out->name = row_str(row, 1);
    out->sex = (int)row_int(row, 2);
    out->birth_day = row_int(row, 3);
    out->address = row_str(row, 5);
    out->place = row_int(row, 6);
    return (struct sealed){ row_str(row, 0), row_str(row, 4), row_str(row, 7) };
}

static enum err unseal(struct ctx *cx, const struct sealed *sealed, struct person *out)
{
    TRY(person_unseal(cx, sealed->id_no, &out->id_no));
    TRY(person_unseal(cx, sealed->account, &out->account));
    return person_unseal(cx, sealed->phone, &out->phone);
}

enum err person_get(struct ctx *cx, int64_t id, struct person *out)
{
    struct sealed sealed = { 0 };
    struct row *row;
    bool found;

    *out = (struct person){ .id = id };
    TRY(db_select(cx, &SQL_PERSON_READ, &row, ARGS(arg_int(id))));
    found = row_next(row);
    if (found)
        sealed = from_row(row, out);
    TRY(row_end(row));
    if (!found)
        return ERR_NOT_FOUND;
    return unseal(cx, &sealed, out);
}

/* A person may stand in the list more than once. */
static enum err spread(struct ctx *cx, const int64_t *ids, size_t count, const struct sealed *sealed, const struct person *p,
                       struct person *out)
{
    for (size_t i = 0; i < count; i++) {
        if (ids[i] != p->id)
            continue;
        out[i] = *p;
        TRY(unseal(cx, sealed, &out[i]));
    }
    return OK;
}

enum err person_get_all(struct ctx *cx, const int64_t *ids, size_t count, struct person *out)
{
    enum err e = OK, end;
    struct row *row;

    for (size_t i = 0; i < count; i++)
        out[i] = (struct person){ 0 };
    TRY(db_select(cx, &SQL_PERSON_OF_IDS, &row, ARGS(arg_list(cx->arena, ids, count))));
    while (e == OK && row_next(row)) {
        struct person p = { 0 };
        struct sealed sealed = from_row(row, &p);
        e = spread(cx, ids, count, &sealed, &p, out);
    }
    end = row_end(row);
    for (size_t i = 0; e == OK && end == OK && i < count; i++)
        e = out[i].id != 0 ? OK : ERR_NOT_FOUND;
    return e != OK ? e : end;
}
