/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/register_note.h"

#include "domain/actor.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/ids.h"
#include "domain/person_use.h"
#include "domain/register_note.sql.h"
#include "domain/tenure.h"
#include "store/db.h"

static bool staff(const struct ctx *cx)
{
    return cx->actor != NULL && cx->actor->account != 0;
}

enum err register_person(struct ctx *cx, struct person *p)
{
    int64_t known, home = 0;

    TRY(person_find(cx, p->id_no, &known));
    if (known != 0)
        TRY(household_of_person(cx, known, &home));
    if (home == 0)
        return person_note(cx, p);
    p->id = known;
    return OK;
}

/* ---- proposals ---- */

static enum err propose(struct ctx *cx, int64_t person, int64_t case_id, const char *field, struct str value)
{
    return db_put(cx, &SQL_PROPOSAL_WRITE,
                  ARGS(arg_int(ids_next(cx->house->ids)), arg_int(person), arg_text(str_of(field)),
                       arg_bytes(person_seal(cx, value)), arg_int(case_id), arg_int(cx->now),
                       arg_int(cx->actor != NULL ? cx->actor->account : 0),
                       arg_text(cx->actor != NULL ? cx->actor->name : STR(""))));
}

/* The answer of the form that means the bank account, where it is asked. */
static struct str account_answered(const struct draft *d, const struct form *form)
{
    for (size_t i = 0; form != NULL && i < form->page_count; i++)
        for (size_t f = 0; form->pages[i].rows == 0 && f < form->pages[i].field_count; f++) {
            const struct val *v = val_find(d->answers, form->pages[i].fields[f].key);
            if (v != NULL && str_is(form->pages[i].fields[f].from, "person.account"))
                return v->text;
        }
    return STR("");
}

static enum err propose_changes(struct ctx *cx, const struct draft *d, const struct household *h, int64_t person,
                                int64_t case_id)
{
    const struct item *item = pack_item(cx->house->pack, d->item);
    struct person p;

    TRY(person_get(cx, person, &p));
    if (p.address.len == 0)
        p.address = arena_join(cx->arena, h->group, h->address);
    const struct { const char *field; struct str is, said; } fields[] = {
        { "name", p.name, val_str(d->answers, "applicant.name") }, { "phone", p.phone, val_str(d->answers, "applicant.phone") },
        { "address", p.address, val_str(d->answers, "applicant.address") },
        { "account", p.account, account_answered(d, item != NULL ? item->form : NULL) },
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].said.len > 0 && !str_eq(fields[i].is, fields[i].said))
            TRY(propose(cx, person, case_id, fields[i].field, fields[i].said));
    return OK;
}

/* ---- filing ---- */

static void bring_in(struct ctx *cx, const struct draft *d, int64_t person, struct val *payload)
{
    struct member head = { person, RELATION_HEAD, STANDING_HERE };
    struct household h = { .place = d->place, .address = val_str(d->answers, "applicant.address"), .head = person,
                           .members = &head, .member_count = 1 };
    struct val *v = household_value(cx, &h);

    val_set(cx->arena, payload, "household", val_set_int(cx->arena, v, "id", ids_next(cx->house->ids)));
}

enum err register_filed(struct ctx *cx, const struct draft *d, int64_t case_id, struct val *payload)
{
    int64_t person = val_num(payload, "applicant"), agent = val_num(payload, "agent"), home;
    struct household h;

    TRY(household_of_person(cx, person, &home));
    if (home == 0 && staff(cx))
        bring_in(cx, d, person, payload);
    if (home != 0) {
        TRY(household_get(cx, home, &h));
        TRY(propose_changes(cx, d, &h, person, case_id));
    }
    if (agent != 0)
        TRY(person_use_note(cx, agent, d->place, case_id, "filed", d->item));
    return person_use_note(cx, person, d->place, case_id, "filed", d->item);
}

/* ---- taking or declining ---- */

static enum err collect(struct ctx *cx, struct row *row, struct proposal_list *out)
{
    *out = (struct proposal_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct proposal){
            .id = row_int(row, 0), .person = row_int(row, 1), .case_id = row_int(row, 2), .at = row_int(row, 3),
            .field = row_str(row, 4), .value = row_str(row, 5), .account_name = row_str(row, 6),
        };
    }
    TRY(row_end(row));
    for (size_t i = 0; i < out->count; i++)
        TRY(person_unseal(cx, out->items[i].value, &out->items[i].value));
    return OK;
}

enum err proposal_of(struct ctx *cx, const int64_t *persons, size_t count, struct proposal_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_PROPOSAL_OF, &row, ARGS(arg_list(cx->arena, persons, count))));
    return collect(cx, row, out);
}

static enum err take_over(struct ctx *cx, const struct proposal *proposal, const struct household *h)
{
    struct case_file c = { .number = STR("") };
    struct person p;

    TRY(person_get(cx, proposal->person, &p));
    const struct { const char *field; struct str *to; } fields[] = {
        { "name", &p.name }, { "phone", &p.phone }, { "address", &p.address }, { "account", &p.account },
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (str_is(proposal->field, fields[i].field))
            *fields[i].to = proposal->value;
    TRY(person_keep(cx, &p));
    TRY(case_get(cx, proposal->case_id, &c));
    TRY(person_use_note(cx, p.id, h->place, proposal->case_id, "changed", proposal->field));
    return household_say(cx, "household.changed", h, STR(""), proposal->case_id);
}

struct deciding { int64_t id; bool take; };

static enum err decide(struct ctx *cx, const void *args, void *out)
{
    const struct deciding *d = args;
    struct proposal_list found;
    struct household h;
    struct row *row;
    int64_t home;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(db_select(cx, &SQL_PROPOSAL_READ, &row, ARGS(arg_int(d->id))));
    TRY(collect(cx, row, &found));
    if (found.count == 0)
        return ERR_NOT_FOUND;
    TRY(household_of_person(cx, found.items[0].person, &home));
    TRY(household_see(cx, home, &h));
    if (d->take)
        TRY(take_over(cx, &found.items[0], &h));
    return db_put(cx, &SQL_PROPOSAL_REMOVE, ARGS(arg_int(d->id)));
}

enum err proposal_decide(struct ctx *cx, int64_t id, bool take)
{
    struct deciding args = { id, take };

    return command_run(cx, decide, &args, NULL);
}
