/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/backend.h"

#include "store/store.sql.h"

/* Compares what was applied with what the program knows, one by one from the first. */
static enum err read_applied(struct ctx *cx, const struct migration *all, size_t count, size_t *applied, struct str *why)
{
    struct row *r;
    enum err e = db_select(cx, &SQL_STORE_MIGRATIONS, &r, NO_ARGS), ended;

    *applied = 0;
    if (e != OK)
        return e;
    while (e == OK && row_next(r)) {
        struct str name = row_str(r, 1);
        size_t i = (*applied)++;
        if (i < count && row_int(r, 0) == all[i].number && str_is(name, all[i].name))
            continue;
        e = ERR_STATE;
        *why = arena_printf(cx->arena, "the database has step %lld (%.*s) that this program does not know; use the program "
                            "that made it", (long long)row_int(r, 0), STR_ARG(name));
    }
    ended = row_end(r);
    return e != OK ? e : ended;
}

static enum err apply(struct ctx *cx, const struct migration *m, const char *script)
{
    struct db *db = cx->db;
    enum err e = db->ops->begin(db);

    db->failed = OK;
    if (e == OK)
        e = db->ops->script(db, script);
    if (e == OK)
        e = db_put(cx, &SQL_STORE_MIGRATED, ARGS(arg_int(m->number), arg_text(str_of(m->name))));
    if (e == OK)
        e = db->ops->commit(db);
    if (e != OK)
        db->ops->rollback(db);
    db->failed = OK;
    return e;
}

enum err store_migrate(struct store *s, const struct migration *all, size_t count, struct str *why)
{
    struct ctx cx = { .arena = store_arena(s), .db = store_writer(s) };
    size_t applied;
    enum err e = read_applied(&cx, all, count, &applied, why);

    for (size_t i = applied; e == OK && i < count; i++) {
        e = apply(&cx, &all[i], store_is_postgres(s) ? all[i].postgres : all[i].sqlite);
        if (e != OK)
            *why = arena_printf(cx.arena, "step %d (%s) failed: %s", all[i].number, all[i].name, cx.db->trouble);
    }
    return e;
}
