/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/ids.h"

#include <stdatomic.h>

#include "domain/ids.sql.h"
#include "store/db.h"

enum { NODE_SHIFT = 40 };

struct ids {
    int64_t node, counter, event, position;         /* of the writer thread           */
    int64_t written_event, written_position;        /* with the last COMMIT           */
    int64_t kept_event, kept_position;              /* as of the last COMMIT that is on the disk */
    _Atomic int64_t committed;                      /* kept_position for other threads */
};

static enum err read_row(struct ctx *cx, struct ids *ids)
{
    struct row *row;

    TRY(db_select(cx, &SQL_IDS_READ, &row, ARGS(arg_int(ids->node))));
    if (row_next(row)) {
        ids->counter = row_int(row, 0);
        ids->event = ids->kept_event = row_int(row, 1);
        ids->position = ids->kept_position = row_int(row, 2);
    }
    return row_end(row);
}

enum err ids_open(struct ctx *cx, struct arena *a, int64_t node, struct ids **out)
{
    struct ids *ids = ARENA_NEW(a, struct ids);

    ids->node = node;
    TRY(read_row(cx, ids));
    atomic_store(&ids->committed, ids->position);
    *out = ids;
    return OK;
}

int64_t ids_node(const struct ids *ids) { return ids->node; }
int64_t ids_next(struct ids *ids) { return ids->node << NODE_SHIFT | ++ids->counter; }
int64_t ids_next_event(struct ids *ids) { return ++ids->event; }
int64_t ids_next_position(struct ids *ids) { return ++ids->position; }
int64_t ids_position(const struct ids *ids) { return atomic_load(&ids->committed); }

struct ids_mark ids_mark(const struct ids *ids) { return (struct ids_mark){ ids->event, ids->position }; }

void ids_undo(struct ids *ids, struct ids_mark mark)
{
    ids->event = mark.event;
    ids->position = mark.position;
}

enum err ids_write(struct ctx *cx, struct ids *ids)
{
    ids->written_event = ids->event;
    ids->written_position = ids->position;
    return db_put(cx, &SQL_IDS_WRITE,
                  ARGS(arg_int(ids->node), arg_int(ids->counter), arg_int(ids->event), arg_int(ids->position)));
}

void ids_committed(struct ids *ids)
{
    ids->kept_event = ids->written_event;
    ids->kept_position = ids->written_position;
    atomic_store(&ids->committed, ids->kept_position);
}

void ids_rolled_back(struct ids *ids)
{
    ids->event = ids->kept_event;
    ids->position = ids->kept_position;
}
