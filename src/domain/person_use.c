/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/person_use.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/person_use.sql.h"
#include "store/db.h"

enum err person_use_note(struct ctx *cx, int64_t person, int64_t place, int64_t case_id, const char *what, struct str why)
{
    int64_t account = cx->actor != NULL ? cx->actor->account : 0;
    struct str name = cx->actor != NULL ? cx->actor->name : STR("");

    return db_put(cx, &SQL_PERSON_USE_WRITE,
                  ARGS(arg_int(ids_next(cx->house->ids)), arg_int(cx->now), arg_int(account), arg_text(name), arg_int(person),
                       arg_int(place), arg_int(case_id), arg_text(str_of(what)), arg_text(why)));
}

struct use { int64_t person, place; const char *what; struct str why; };

static enum err tell(struct ctx *cx, const void *args, void *out)
{
    const struct use *u = args;

    (void)out;
    return person_use_note(cx, u->person, u->place, 0, u->what, u->why);
}

enum err person_use_tell(struct ctx *cx, int64_t person, int64_t place, const char *what, struct str why)
{
    struct use args = { person, place, what, why };

    return command_run(cx, tell, &args, NULL);
}

enum err person_use_of(struct ctx *cx, int64_t person, int64_t household, int64_t place, struct person_use_list *out)
{
    struct row *row;

    *out = (struct person_use_list){ 0 };
    TRY(db_select(cx, &SQL_PERSON_USE_READ, &row, ARGS(arg_int(person), arg_int(household), arg_int(place),
                                                       arg_int(PERSON_USES_SHOWN))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct person_use){
            .at = row_int(row, 0), .account_name = row_str(row, 1), .case_id = row_int(row, 2), .what = row_str(row, 3),
            .why = row_str(row, 4),
        };
    }
    return row_end(row);
}
