/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/case.h"

#include "domain/actor.h"
#include "domain/case.sql.h"
#include "pack/pack.h"
#include "store/db.h"

static const char *const state_names[CASE_STATE_COUNT] = {
    "received", "awaiting_correction", "accepted", "decided", "closed",
};

const char *case_state_name(enum case_state s)
{
    return s < CASE_STATE_COUNT ? state_names[s] : "";
}

static struct case_file from_row(struct row *row)
{
    return (struct case_file){
        .id = row_int(row, 0), .number = row_str(row, 1), .item = row_str(row, 2), .item_zh = row_str(row, 3),
        .item_en = row_str(row, 4), .department = row_str(row, 5), .place = row_int(row, 6),
        .channel = (enum channel)row_int(row, 7), .state = (enum case_state)row_int(row, 8), .outcome = row_str(row, 9),
        .reason = row_str(row, 10), .applicant = row_int(row, 11), .applicant_name = row_str(row, 12),
        .agent = row_int(row, 13), .agent_name = row_str(row, 14), .acceptor_department = row_str(row, 15),
        .acceptor_place = row_int(row, 16), .handler = row_int(row, 17), .handler_name = row_str(row, 18),
        .mandate = row_int(row, 19), .wall_rule = (int)row_int(row, 20), .pack_version = row_str(row, 21),
        .process = row_str(row, 22), .flow_state = row_str(row, 23), .received_at = row_int(row, 24),
        .accepted_at = row_int(row, 25), .decided_at = row_int(row, 26), .closed_at = row_int(row, 27),
        .corrected = (int)row_int(row, 28), .position = row_int(row, 29),
    };
}

static enum err take_one(struct row *row, struct case_file *out)
{
    bool found = row_next(row);

    if (found)
        *out = from_row(row);
    TRY(row_end(row));
    return found ? OK : ERR_NOT_FOUND;
}

static enum err take_all(struct ctx *cx, struct row *row, struct case_list *out)
{
    *out = (struct case_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    return row_end(row);
}

enum err case_get(struct ctx *cx, int64_t id, struct case_file *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_CASE_BY_ID, &row, ARGS(arg_int(id))));
    return take_one(row, out);
}

enum err case_get_all(struct ctx *cx, const int64_t *ids, size_t count, struct case_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_CASE_OF_IDS, &row, ARGS(arg_list(cx->arena, ids, count))));
    return take_all(cx, row, out);
}

const struct case_file *case_list_find(const struct case_list *all, int64_t id)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].id == id)
            return &all->items[i];
    return NULL;
}

enum err case_numbers(struct ctx *cx, const int64_t *ids, size_t count, struct str *out)
{
    return db_texts_of(cx, &SQL_CASE_NUMBERS, ids, count, out);
}

enum err case_by_number(struct ctx *cx, struct str number, struct case_file *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_CASE_FIND_NUMBER, &row, ARGS(arg_text(number))));
    return take_one(row, out);
}

enum err case_joins(struct ctx *cx, int64_t id, struct str department, bool *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_CASE_READ_JOINING, &row, ARGS(arg_int(id), arg_text(department))));
    *out = row_next(row);
    return row_end(row);
}

/* A joining department sees the case with its own posts. */
static enum err sees_as_joining(struct ctx *cx, const struct case_file *c, bool *out)
{
    *out = false;
    for (size_t i = 0; cx->actor != NULL && !*out && i < cx->actor->post_count; i++) {
        const struct post *p = &cx->actor->posts[i];
        if (p->department.len > 0 && post_covers(p, c->place, p->department, c->item))
            TRY(case_joins(cx, c->id, p->department, out));
    }
    return OK;
}

enum err case_in_sight(struct ctx *cx, const struct case_file *c, bool *out)
{
    *out = actor_sees(cx, c->place, c->department, c->item) != NULL;
    return *out ? OK : sees_as_joining(cx, c, out);
}

/* What a department joins in, seen with that post; seen: by the place in the list. */
static enum err mark_joining(struct ctx *cx, const struct case_list *list, const struct post *p, bool *seen)
{
    int64_t *ids = ARENA_ARRAY(cx->arena, list->count, int64_t);
    struct row *row;

    for (size_t i = 0; i < list->count; i++)
        ids[i] = list->items[i].id;
    TRY(db_select(cx, &SQL_CASE_JOINING_OF, &row, ARGS(arg_list(cx->arena, ids, list->count), arg_text(p->department))));
    while (row_next(row)) {
        int64_t id = row_int(row, 0);
        for (size_t i = 0; i < list->count; i++)
            seen[i] |= ids[i] == id && post_covers(p, list->items[i].place, p->department, list->items[i].item);
    }
    return row_end(row);
}

enum err case_list_in_sight(struct ctx *cx, struct case_list *io)
{
    bool *seen = ARENA_ARRAY(cx->arena, io->count + 1, bool), hidden = false;
    size_t kept = 0;

    for (size_t i = 0; i < io->count; i++) {
        seen[i] = actor_sees(cx, io->items[i].place, io->items[i].department, io->items[i].item) != NULL;
        hidden |= !seen[i];
    }
    for (size_t i = 0; hidden && cx->actor != NULL && i < cx->actor->post_count; i++)
        if (cx->actor->posts[i].department.len > 0)
            TRY(mark_joining(cx, io, &cx->actor->posts[i], seen));
    for (size_t i = 0; i < io->count; i++)
        if (seen[i])
            io->items[kept++] = io->items[i];
    io->count = kept;
    return OK;
}

enum err case_see(struct ctx *cx, int64_t id, struct case_file *out)
{
    bool visible;

    TRY(case_get(cx, id, out));
    TRY(case_in_sight(cx, out, &visible));
    return visible ? OK : ERR_NOT_FOUND;
}

enum err case_materials(struct ctx *cx, int64_t id, struct case_material_list *out)
{
    struct row *row;

    *out = (struct case_material_list){ 0 };
    TRY(db_select(cx, &SQL_CASE_READ_MATERIALS, &row, ARGS(arg_int(id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct case_material){
            .n = row_int(row, 0), .slot = row_str(row, 1), .name_zh = row_str(row, 2), .name_en = row_str(row, 3),
            .digest = row_str(row, 4), .type = row_str(row, 5), .bytes = row_int(row, 6),
            .added_at = row_int(row, 7), .added_by = row_int(row, 8), .source = row_str(row, 9),
        };
    }
    return row_end(row);
}

enum err case_slots(struct ctx *cx, const int64_t *ids, size_t count, struct case_slot_list *out)
{
    struct row *row;

    *out = (struct case_slot_list){ 0 };
    TRY(db_select(cx, &SQL_CASE_SLOTS, &row, ARGS(arg_list(cx->arena, ids, count))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct case_slot){ row_int(row, 0), row_str(row, 1) };
    }
    return row_end(row);
}

enum err case_answers(struct ctx *cx, int64_t id, const struct val **out)
{
    struct event received;
    enum err e = event_at(cx, STREAM_CASE, id, 1, &received);

    *out = e == OK ? val_at(received.payload, "answers") : &val_none;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err case_list_of(struct ctx *cx, int64_t place, struct str department, struct case_mark before, size_t limit,
                      struct case_list *out)
{
    int64_t first, last;
    struct row *row;

    division_range(place, &first, &last);
    TRY(db_select(cx, &SQL_CASE_PAGE_OF_PLACE, &row, ARGS(arg_int(first), arg_int(last), arg_text(department),
                                                          arg_int(before.received_at), arg_int(before.id),
                                                          arg_int((int64_t)limit))));
    return take_all(cx, row, out);
}

enum err case_list_named(struct ctx *cx, int64_t place, struct str department, struct str name,
                         struct case_mark before, size_t limit, struct case_list *out)
{
    int64_t first, last;
    struct row *row;

    division_range(place, &first, &last);
    TRY(db_select(cx, &SQL_CASE_OF_NAME, &row, ARGS(arg_int(first), arg_int(last), arg_text(department),
                                                    arg_int(before.received_at), arg_int(before.id),
                                                    arg_int((int64_t)limit), arg_text(name))));
    return take_all(cx, row, out);
}

enum err case_list_open(struct ctx *cx, int64_t place, int64_t closed_since, size_t limit, struct case_list *out)
{
    int64_t first, last;
    struct row *row;

    division_range(place, &first, &last);
    TRY(db_select(cx, &SQL_CASE_OPEN_OF_PLACE, &row,
                  ARGS(arg_int(first), arg_int(last), arg_int(closed_since), arg_int((int64_t)limit))));
    return take_all(cx, row, out);
}
