/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/phrase.h"

#include "base/buf.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/phrase.sql.h"
#include "domain/tenure.h"
#include "store/db.h"

static const char *const placeholders[] = { "{材料}", "{申请人}", "{事项}", "{日期}" };
enum { PLACEHOLDERS = sizeof placeholders / sizeof *placeholders };

/* ---- placeholders ---- */

bool phrase_unfilled(struct str text)
{
    for (size_t i = 0; i < PLACEHOLDERS; i++)
        if (str_find(text, str_of(placeholders[i])) >= 0)
            return true;
    return false;
}

/* The placeholder that begins there; PLACEHOLDERS: none. */
static size_t placeholder_at(struct str rest)
{
    for (size_t i = 0; i < PLACEHOLDERS; i++)
        if (str_starts(rest, str_of(placeholders[i])))
            return i;
    return PLACEHOLDERS;
}

struct str phrase_fill(struct arena *a, struct str text, const struct phrase_values *v)
{
    const struct str values[PLACEHOLDERS] = { v->papers, v->applicant, v->item, v->day };
    struct buf b = buf_in(a);

    for (size_t i = 0; i < text.len;) {
        size_t n = text.p[i] == '{' ? placeholder_at(str_sub(text, i, text.len)) : PLACEHOLDERS;
        if (n == PLACEHOLDERS || values[n].len == 0) {
            buf_char(&b, text.p[i++]);
            continue;
        }
        buf_add(&b, values[n]);
        i += str_of(placeholders[n]).len;
    }
    return buf_str(&b);
}

/* A brace that opens nothing known is a slip of the hand, and would go out on paper. */
static bool strange_brace(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == '{' && placeholder_at(str_sub(text, i, text.len)) == PLACEHOLDERS)
            return true;
    return false;
}

/* ---- reading ---- */

static enum err collect(struct ctx *cx, struct row *row, struct phrase_list *out)
{
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct phrase){
            .id = row_int(row, 0), .account = row_int(row, 1), .account_name = row_str(row, 2), .place = row_int(row, 3),
            .department = row_str(row, 4), .outcome = row_str(row, 5), .text = row_str(row, 6),
        };
    }
    return row_end(row);
}

static bool same_office(const struct post *a, const struct post *b)
{
    return a->place == b->place && str_eq(a->department, b->department);
}

static enum err of_office(struct ctx *cx, size_t n, struct phrase_list *out)
{
    const struct post *post = &cx->actor->posts[n];
    struct row *row;

    for (size_t i = 0; i < n; i++)
        if (same_office(post, &cx->actor->posts[i]))
            return OK;
    TRY(db_select(cx, &SQL_PHRASE_OF_OFFICE, &row, ARGS(arg_int(post->place), arg_text(post->department),
                                                        arg_int(cx->actor->account), arg_int(PHRASES_MAX))));
    return collect(cx, row, out);
}

enum err phrase_mine(struct ctx *cx, struct phrase_list *out)
{
    struct row *row;

    *out = (struct phrase_list){ 0 };
    TRY(db_select(cx, &SQL_PHRASE_OF_ACCOUNT, &row, ARGS(arg_int(cx->actor->account), arg_int(PHRASES_MAX))));
    TRY(collect(cx, row, out));
    for (size_t i = 0; i < cx->actor->post_count; i++)
        TRY(of_office(cx, i, out));
    return OK;
}

/* ---- keeping ---- */

struct addition { struct str text, outcome; bool shared; };

static enum err check(struct ctx *cx, const struct addition *a)
{
    size_t chars = str_chars(a->text);

    if (chars < PHRASE_CHARS_MIN)
        return ctx_gap(cx, STR("text"), "gap.required", STR(""));
    if (chars > PHRASE_CHARS_MAX)
        return ctx_gap(cx, STR("text"), "gap.too_long", STR("300"));
    if (strange_brace(a->text))
        return ctx_gap(cx, STR("text"), "gap.phrase.placeholder", STR(""));
    if (a->shared && cx->actor->post_count == 0)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
    return OK;
}

static enum err check_room(struct ctx *cx)
{
    struct row *row;
    int64_t count;

    TRY(db_select(cx, &SQL_PHRASE_COUNT, &row, ARGS(arg_int(cx->actor->account))));
    count = row_next(row) ? row_int(row, 0) : 0;
    TRY(row_end(row));
    return count < PHRASES_MAX ? OK : ctx_fail(cx, ERR_LIMIT, "gap.too_many", STR("60"));
}

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct addition *a = args;
    struct post office = { .department = STR("") };
    const struct actor *who;

    (void)out;
    TRY(tenure_renew(cx));
    who = cx->actor;
    TRY(check(cx, a));
    TRY(check_room(cx));
    if (a->shared)
        office = who->posts[0];
    return db_put(cx, &SQL_PHRASE_WRITE,
                  ARGS(arg_int(ids_next(cx->house->ids)), arg_int(who->account), arg_text(who->name), arg_int(office.place),
                       arg_text(office.department), arg_text(a->outcome), arg_text(a->text), arg_int(cx->now)));
}

enum err phrase_add(struct ctx *cx, struct str text, struct str outcome, bool shared)
{
    struct addition args = { str_trim(text), outcome, shared };

    return command_run(cx, add, &args, NULL);
}

static enum err drop(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    size_t changed;

    (void)out;
    TRY(db_change(cx, &SQL_PHRASE_REMOVE, &changed, ARGS(arg_int(*id), arg_int(cx->actor->account))));
    return changed == 1 ? OK : ERR_NOT_FOUND;
}

enum err phrase_drop(struct ctx *cx, int64_t id)
{
    return command_run(cx, drop, &id, NULL);
}
