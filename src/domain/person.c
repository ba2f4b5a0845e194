/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/person.h"

#include "domain/actor.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/person.sql.h"
#include "secure/secure.h"
#include "store/db.h"

static const char PURPOSE[] = "person";

static struct str seal(struct ctx *cx, struct str plain)
{
    return secure_seal(cx->house->keys, cx->arena, PURPOSE, STR(""), plain);
}

static enum err find(struct ctx *cx, struct str index, int64_t *id)
{
    struct row *row;

    *id = 0;
    TRY(db_select(cx, &SQL_PERSON_FIND, &row, ARGS(arg_text(index))));
    if (row_next(row))
        *id = row_int(row, 0);
    return row_end(row);
}

enum err person_note(struct ctx *cx, struct person *p)
{
    struct str index = secure_index(cx->house->keys, cx->arena, PURPOSE, p->id_no);

    TRY(find(cx, index, &p->id));
    if (p->id != 0 && (cx->actor == NULL || cx->actor->account == 0))
        return OK;
    if (p->id != 0)
        return db_put(cx, &SQL_PERSON_CHANGE, ARGS(arg_int(p->id), arg_text(p->name), arg_bytes(seal(cx, p->phone)),
                                                   arg_text(p->address), arg_int(p->place)));
    p->id = ids_next(cx->house->ids);
    return db_put(cx, &SQL_PERSON_MAKE,
                  ARGS(arg_int(p->id), arg_text(index), arg_bytes(seal(cx, p->id_no)), arg_text(p->name), arg_int(p->sex),
                       arg_int(p->birth_day), arg_bytes(seal(cx, p->phone)), arg_text(p->address), arg_int(p->place)));
}

static enum err unseal(struct ctx *cx, struct str sealed, struct str *out)
{
    return secure_unseal(cx->house->keys, cx->arena, PURPOSE, STR(""), sealed, out) == OK ? OK : ERR_INTERNAL;
}

enum err person_get(struct ctx *cx, int64_t id, struct person *out)
{
    struct str id_no, phone;
    struct row *row;
    bool found;

    *out = (struct person){ .id = id };
    TRY(db_select(cx, &SQL_PERSON_READ, &row, ARGS(arg_int(id))));
    found = row_next(row);
    if (found) {
        id_no = row_str(row, 0);
        out->name = row_str(row, 1);
        out->sex = (int)row_int(row, 2);
        out->birth_day = row_int(row, 3);
        phone = row_str(row, 4);
        out->address = row_str(row, 5);
        out->place = row_int(row, 6);
    }
    TRY(row_end(row));
    if (!found)
        return ERR_NOT_FOUND;
    TRY(unseal(cx, id_no, &out->id_no));
    return unseal(cx, phone, &out->phone);
}
