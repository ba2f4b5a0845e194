/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/register_import.h"

#include "base/json.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/job.h"
#include "domain/register_import.sql.h"
#include "domain/register_list.h"
#include "domain/tenure.h"
#include "secure/secure.h"
#include "store/db.h"

enum { KEPT_AT_ONCE = 200, TAKEN_AT_ONCE = 25, NAME_CHARS = 100 };
static const char JOB_KIND[] = "import";

enum verdict { FRESH, CHANGED, SAME, REFUSED };

/* ---- what a household of the list would change ---- */

static bool differs(struct str said, struct str is)
{
    return said.len > 0 && !str_eq(said, is);
}

static enum err find_member(struct ctx *cx, const struct household *h, const struct member_entry *m, bool *same)
{
    struct person p;
    int64_t id;

    *same = false;
    TRY(person_find(cx, m->id_no, &id));
    for (size_t i = 0; id != 0 && i < h->member_count; i++) {
        if (h->members[i].person != id)
            continue;
        TRY(person_get(cx, id, &p));
        *same = h->members[i].relation == m->relation && h->members[i].standing == m->standing && !differs(m->name, p.name) &&
                !differs(m->phone, p.phone) && !differs(m->account, p.account);
    }
    return OK;
}

/* A person of the list who lives in another household of the register. */
static enum err check_elsewhere(struct ctx *cx, int64_t household, const struct list_household *l, const struct list_person **out)
{
    *out = NULL;
    for (size_t i = 0; i < l->count; i++) {
        int64_t person, home = 0;
        TRY(person_find(cx, l->people[i].m.id_no, &person));
        if (person != 0 && l->people[i].m.standing == STANDING_HERE)
            TRY(household_of_person(cx, person, &home));
        if (home != 0 && home != household) {
            *out = &l->people[i];
            return OK;
        }
    }
    return OK;
}

struct judged { enum verdict verdict; const char *key; const struct list_person *who; int64_t household; };

static enum err compare(struct ctx *cx, const struct list_household *l, const struct household *h, struct judged *out)
{
    bool same = h->place == l->h.place && !differs(l->h.group, h->group) && !differs(l->h.address, h->address);

    for (size_t i = 0; same && i < l->count; i++)
        TRY(find_member(cx, h, &l->people[i].m, &same));
    out->verdict = same ? SAME : CHANGED;
    return OK;
}

static enum err judge(struct ctx *cx, const struct list_household *l, struct judged *out)
{
    struct household h = { .place = l->h.place };

    *out = (struct judged){ .verdict = FRESH };
    TRY(household_by_number(cx, l->h.number, &out->household));
    if (out->household != 0)
        TRY(household_get(cx, out->household, &h));
    TRY(check_elsewhere(cx, out->household, l, &out->who));
    if (!household_kept(cx, h.place) || !household_kept(cx, l->h.place))
        out->key = "gap.place.not_yours";
    else if (out->who != NULL)
        out->key = "gap.member.elsewhere";
    if (out->key != NULL)
        out->verdict = REFUSED;
    else if (out->household != 0)
        TRY(compare(cx, l, &h, out));
    return OK;
}

/* ---- sealed, for as long as it waits ---- */

static struct val *list_value(struct ctx *cx, const struct list_household *l)
{
    struct arena *a = cx->arena;
    struct val *v = val_set_str(a, val_map(a), "number", l->h.number), *people = val_list(a);

    val_set_int(a, v, "place", l->h.place);
    val_set_str(a, v, "group", l->h.group);
    val_set_str(a, v, "address", l->h.address);
    for (size_t i = 0; i < l->count; i++) {
        const struct member_entry *m = &l->people[i].m;
        struct val *p = val_set_str(a, val_map(a), "id_no", m->id_no);
        val_set_str(a, p, "name", m->name);
        val_set_str(a, p, "phone", m->phone);
        val_set_str(a, p, "account", m->account);
        val_set_int(a, p, "relation", m->relation);
        val_push(a, people, val_set_int(a, p, "standing", m->standing));
    }
    return val_set(a, v, "people", people);
}

static struct list_household list_of(struct ctx *cx, const struct val *v)
{
    const struct val *people = val_at(v, "people");
    struct list_household l = { .h = { .number = val_str(v, "number"), .place = val_num(v, "place"), .group = val_str(v, "group"),
                                       .address = val_str(v, "address") } };

    l.people = ARENA_ARRAY(cx->arena, people->count + 1, struct list_person);
    for (size_t i = 0; i < people->count; i++) {
        const struct val *p = people->items[i];
        l.people[l.count++].m = (struct member_entry){
            .id_no = val_str(p, "id_no"), .name = val_str(p, "name"), .phone = val_str(p, "phone"),
            .account = val_str(p, "account"), .relation = (enum relation)val_num(p, "relation"),
            .standing = (enum standing)val_num(p, "standing"),
        };
    }
    return l;
}

static struct str sealed(struct ctx *cx, const struct val *v)
{
    return person_seal(cx, json_write(cx->arena, v));
}

static enum err opened(struct ctx *cx, struct str bytes, struct val **out)
{
    struct str plain;

    TRY(person_unseal(cx, bytes, &plain));
    return json_read(cx->arena, plain, out, NULL) == OK ? OK : ERR_INTERNAL;
}

/* ---- the dry run ---- */

struct keeping { int64_t id, first; struct str name, digest; const struct register_list *list; const struct judged *judged;
                 const struct val *report; };

static enum err begin(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;

    *(int64_t *)out = ids_next(cx->house->ids);
    TRY(db_put(cx, &SQL_IMPORT_FORGET, ARGS(arg_int(cx->actor->account))));
    return db_put(cx, &SQL_IMPORT_BEGIN, ARGS(arg_int(*(int64_t *)out), arg_int(cx->actor->account), arg_text(cx->actor->name),
                                              arg_int(cx->now), arg_text(k->name), arg_bytes(sealed(cx, val_map(cx->arena))), arg_text(k->digest)));
}

static enum err keep_some(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;

    (void)out;
    for (int64_t n = k->first; n < k->first + KEPT_AT_ONCE && n < (int64_t)k->list->count; n++)
        if (k->judged[n].verdict == FRESH || k->judged[n].verdict == CHANGED)
            TRY(db_put(cx, &SQL_IMPORT_ADD, ARGS(arg_int(k->id), arg_int(n + 1), arg_int(k->judged[n].verdict),
                                                 arg_bytes(sealed(cx, list_value(cx, &k->list->items[n]))))));
    return OK;
}

static enum err close_list(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;

    (void)out;
    return db_put(cx, &SQL_IMPORT_CHECKED, ARGS(arg_int(k->id), arg_int((int64_t)k->list->row_count),
                                                arg_int((int64_t)k->list->fault_count), arg_bytes(sealed(cx, k->report))));
}

static enum err judge_all(struct ctx *cx, struct register_list *list, struct judged *out)
{
    for (size_t i = 0; i < list->count; i++) {
        struct list_household *h = &list->items[i];
        out[i].verdict = REFUSED;
        if (h->refused)
            continue;
        TRY(judge(cx, h, &out[i]));
        if (out[i].key != NULL)
            register_list_fault(cx, list, h, out[i].who != NULL ? out[i].who->row : h->row,
                                out[i].who != NULL ? "身份证号" : "户号", str_of(out[i].key), STR(""));
    }
    return OK;
}

static struct val *report_of(struct ctx *cx, const struct register_list *list, const struct judged *judged)
{
    int64_t counts[REFUSED + 1] = { 0 };
    struct val *report = val_map(cx->arena);

    for (size_t i = 0; i < list->count; i++)
        counts[judged[i].verdict]++;
    val_set_int(cx->arena, report, "fresh", counts[FRESH]);
    val_set_int(cx->arena, report, "changed", counts[CHANGED]);
    val_set_int(cx->arena, report, "same", counts[SAME]);
    return val_set(cx->arena, report, "faults", list->faults);
}

static enum err keep(struct ctx *cx, struct keeping *k, int64_t *out)
{
    TRY(command_run(cx, begin, k, &k->id));
    for (k->first = 0; k->first < (int64_t)k->list->count; k->first += KEPT_AT_ONCE)
        TRY(command_run(cx, keep_some, k, NULL));
    *out = k->id;
    return command_run(cx, close_list, k, NULL);
}

static enum err read_file(struct ctx *cx, struct str bytes, struct register_list *out)
{
    struct table table;
    const char *why;
    enum err e = table_read(cx->arena, bytes, &table, &why);

    if (e == ERR_INVALID || e == ERR_LIMIT)
        return ctx_gap(cx, STR("file"), arena_printf(cx->arena, "gap.table.%s", why).p, table_place(cx->arena, &table));
    TRY(e);
    return register_list_read(cx, &table, out);
}

enum err import_check(struct ctx *cx, struct str name, struct str bytes, int64_t *out)
{
    struct register_list list;
    struct judged *judged;
    struct keeping k = { .name = str_head(name, NAME_CHARS), .list = &list, .digest = digest_sm3(cx->arena, bytes) };
    bool running;

    TRY(job_running(cx, JOB_KIND, k.digest, &running));
    if (running)
        return ctx_gap(cx, STR("file"), "gap.import.running", STR(""));
    TRY(read_file(cx, bytes, &list));
    judged = ARENA_ARRAY(cx->arena, list.count + 1, struct judged);
    TRY(judge_all(cx, &list, judged));
    k.judged = judged;
    k.report = report_of(cx, &list, judged);
    return keep(cx, &k, out);
}

/* ---- reading ---- */

static struct import from_row(struct row *row)
{
    return (struct import){
        .id = row_int(row, 0), .made_at = row_int(row, 1), .name = row_str(row, 2), .account_name = row_str(row, 3),
        .state = (enum import_state)row_int(row, 4), .rows = row_int(row, 5), .refused = row_int(row, 6), .done = row_int(row, 7),
        .digest = row_str(row, 8),
    };
}

enum err import_get(struct ctx *cx, int64_t id, struct import *out)
{
    struct str report = STR("");
    struct val *v;
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_IMPORT_READ, &row, ARGS(arg_int(id), arg_int(cx->actor->account))));
    found = row_next(row);
    if (found) {
        *out = from_row(row);
        report = row_str(row, 9);
    }
    TRY(row_end(row));
    if (!found)
        return ERR_NOT_FOUND;
    TRY(opened(cx, report, &v));
    out->fresh = val_num(v, "fresh");
    out->changed = val_num(v, "changed");
    out->same = val_num(v, "same");
    out->faults = val_at(v, "faults");
    return OK;
}

enum err import_mine(struct ctx *cx, struct import_list *out)
{
    struct row *row;

    *out = (struct import_list){ 0 };
    TRY(db_select(cx, &SQL_IMPORT_MINE, &row, ARGS(arg_int(cx->actor->account))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    return row_end(row);
}

/* ---- taking over ---- */

/* The head first: whoever was head before makes room for him. */
static enum err put_people(struct ctx *cx, const struct list_household *l, struct household *h, struct str why)
{
    for (int heads = 1; heads >= 0; heads--)
        for (size_t i = 0; i < l->count; i++)
            if ((l->people[i].m.relation == RELATION_HEAD) == (heads == 1))
                TRY(household_put_member(cx, h, &l->people[i].m, why));
    return OK;
}

static enum err take_household(struct ctx *cx, const struct list_household *l, struct str why)
{
    struct household h = { .number = l->h.number };
    struct judged judged;
    bool fresh;

    TRY(judge(cx, l, &judged));
    if (judged.verdict == REFUSED || judged.verdict == SAME)
        return OK;
    fresh = judged.household == 0;
    if (fresh)
        h.id = ids_next(cx->house->ids);
    else
        TRY(household_get(cx, judged.household, &h));
    h.place = l->h.place;
    h.group = l->h.group.len > 0 ? l->h.group : h.group;
    h.address = l->h.address.len > 0 ? l->h.address : h.address;
    TRY(put_people(cx, l, &h, why));
    return household_say(cx, fresh ? "household.entered" : "household.changed", &h, why, 0);
}

struct waiting { int64_t n; struct str sealed; };

static enum err read_some(struct ctx *cx, int64_t id, struct waiting *out, size_t *count)
{
    struct row *row;

    *count = 0;
    TRY(db_select(cx, &SQL_IMPORT_SOME, &row, ARGS(arg_int(id), arg_int(TAKEN_AT_ONCE))));
    while (row_next(row) && *count < TAKEN_AT_ONCE) {
        out[*count] = (struct waiting){ row_int(row, 0), row_str(row, 1) };
        ++*count;
    }
    return row_end(row);
}

/* The last piece ends the job in the same transaction. */
static enum err count_on(struct ctx *cx, const struct import *import, const struct waiting *some, size_t count)
{
    bool last = count < TAKEN_AT_ONCE;

    if (count > 0)
        TRY(db_put(cx, &SQL_IMPORT_DROP, ARGS(arg_int(import->id), arg_int(some[count - 1].n))));
    TRY(db_put(cx, &SQL_IMPORT_STEP, ARGS(arg_int(import->id), arg_int(last ? IMPORT_DONE : IMPORT_TAKING), arg_int((int64_t)count))));
    return last ? job_end(cx, JOB_KIND, import->digest, JOB_DONE) : OK;
}

static enum err take_some(struct ctx *cx, const void *args, void *out)
{
    struct waiting some[TAKEN_AT_ONCE];
    struct import import;
    size_t count;
    struct val *v;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(import_get(cx, *(const int64_t *)args, &import));
    if (import.state != IMPORT_TAKING)
        return OK;                          /* cancelled while this piece waited */
    TRY(read_some(cx, import.id, some, &count));
    for (size_t i = 0; i < count; i++) {
        struct list_household l;
        TRY(opened(cx, some[i].sealed, &v));
        l = list_of(cx, v);
        TRY(take_household(cx, &l, import.name));
    }
    return count_on(cx, &import, some, count);
}

enum err import_step(struct ctx *cx, int64_t id)
{
    return command_run(cx, take_some, &id, NULL);
}

static enum err begin_taking(struct ctx *cx, const void *args, void *out)
{
    struct import import;

    (void)out;
    TRY(import_get(cx, *(const int64_t *)args, &import));
    if (import.state == IMPORT_DONE)
        return ctx_fail(cx, ERR_STATE, "gap.import.done", STR(""));
    if (import.state == IMPORT_READING)
        return ctx_fail(cx, ERR_STATE, "gap.import.unread", STR(""));
    if (import.state == IMPORT_TAKING || job_begin(cx, JOB_KIND, import.id, import.digest) != OK)
        return ctx_fail(cx, ERR_STATE, "gap.import.running", STR(""));
    return db_put(cx, &SQL_IMPORT_SET_STATE, ARGS(arg_int(import.id), arg_int(IMPORT_TAKING)));
}

enum err import_take(struct ctx *cx, int64_t id)
{
    return command_run(cx, begin_taking, &id, NULL);
}

struct stopping { int64_t id; enum job_state how; };

static enum err stop(struct ctx *cx, const void *args, void *out)
{
    const struct stopping *s = args;
    struct import import;

    (void)out;
    TRY(import_get(cx, s->id, &import));
    if (import.state != IMPORT_TAKING)
        return ctx_fail(cx, ERR_STATE, "gap.import.not_running", STR(""));
    TRY(job_end(cx, JOB_KIND, import.digest, s->how));
    return db_put(cx, &SQL_IMPORT_SET_STATE, ARGS(arg_int(import.id), arg_int(IMPORT_STOPPED)));
}

enum err import_cancel(struct ctx *cx, int64_t id)
{
    return command_run(cx, stop, &(struct stopping){ id, JOB_CANCELLED }, NULL);
}

enum err import_fail(struct ctx *cx, int64_t id)
{
    return command_run(cx, stop, &(struct stopping){ id, JOB_FAILED }, NULL);
}
