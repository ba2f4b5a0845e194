/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/timeline.h"

#include "domain/timeline.sql.h"
#include "store/db.h"

enum err timeline_of_case(struct ctx *cx, int64_t case_id, struct timeline *out)
{
    struct row *row;

    *out = (struct timeline){ 0 };
    TRY(db_select(cx, &SQL_TIMELINE_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct timeline_line){
            .seq = row_int(row, 0), .at = row_int(row, 1), .what = row_str(row, 2), .outcome = row_str(row, 3),
            .task_zh = row_str(row, 4), .task_en = row_str(row, 5), .role = (enum role)row_int(row, 6),
            .place = row_int(row, 7), .department = row_str(row, 8), .actor = row_int(row, 9), .actor_name = row_str(row, 10),
            .for_name = row_str(row, 11),
        };
    }
    return row_end(row);
}

enum err apply_timeline(struct ctx *cx, const struct event *ev)
{
    const struct val *task = val_at(ev->payload, val_has(ev->payload, "undone") ? "undone" : "task"), *by = val_at(ev->payload, "by");
    enum role role = ROLE_COUNT;

    if (val_has(by, "role"))
        TRY(role_of(val_str(by, "role"), &role));
    return db_put(cx, &SQL_TIMELINE_WRITE,
                  ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int(ev->at), arg_text(ev->type),
                       arg_text(val_str(task, "outcome")), arg_text(val_str(task, "name_zh")),
                       arg_text(val_str(task, "name_en")), arg_int(role), arg_int(val_num(by, "place")),
                       arg_text(val_str(by, "department")), arg_int(ev->actor), arg_text(ev->actor_name),
                       arg_text(val_str(by, "for_name"))));
}
