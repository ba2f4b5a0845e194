/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What the form of each approval item asks: what its own papers are about, and nothing that the register knows already. */
#include "fixture.h"

static struct arena *arena;
static const struct pack *badong;

/* The papers of the directory name these; an office could not begin without them. */
static const struct { const char *item, *keys; } asked[] = {
    { "S-MZ-02", "household.dibao,change.ask,change.reason,change.person,change.day" },
    { "S-MZ-05", "event.kind,event.day,event.cost,event.paid,account.number" },
    { "S-MZ-11", "service.from,service.to,service.number,account.number" },
    { "S-MZ-12", "soldier.name,soldier.relation,soldier.from,soldier.number,account.number" },
    { "S-GT-02", "parcel.place,parcel.area,parcel.neighbours,title.how,title.approval" },
    { "S-GT-03", "parcel.certificate,change.kind,change.before,change.after" },
    { "S-GT-04", "parcel.place,parcel.area,facility.kind,facility.from,facility.to,facility.announced" },
    { "S-GT-05", "parcel.area,use.purpose,use.from,use.to,use.owner,restore.how" },
    { "S-JS-02", "couple.spouse_id,couple.married,couple.first" },
    { "S-JS-03", "couple.spouse_id,couple.married,child.name,child.born,child.certificate" },
    { "S-JS-04", "couple.state,children.count,away.where,away.from" },
    { "S-JS-05", "children.born,children.names,account.number" },
    { "S-JS-06", "child.event,child.day,child.certificate,account.number" },
    { "S-JS-07", "child.name,child.born,child.certificate,account.number" },
    { "S-JS-08", "child.name,child.born,illness.diagnosis,couple.spouse_id" },
    { "S-JS-09", "couple.spouse_id,couple.married,plan.day" },
    { "S-LY-02", "timber.permit,timber.quarantine,timber.species,timber.volume,route.from,route.to" },
    { "S-LY-03", "parcel.mu,parcel.neighbours,right.kind,right.certificate,right.what" },
    { "S-LY-04", "parcel.mu,parcel.kind,use.purpose,use.from,use.to,use.owner" },
    { "S-LY-05", "goods.kind,goods.species,goods.quantity,goods.origin,goods.certificate,route.to" },
    { "S-ZJ-01", "site.approval,building.floors,building.area,building.plan,neighbours.agree" },
    { "S-WS-03", "patient.scheme_no,illness.kind,illness.diagnosis,illness.since" },
    { "S-CL-01", "person.kind,person.since,assessment.done" },
    { "S-CL-02", "person.certificate,change.kind,change.reason" },
    { "S-CL-03", "person.certificate,care.kind,care.carer,care.from,care.to,account.number" },
    { "S-CL-04", "person.certificate,device.kind" },
    { "S-CL-05", "person.certificate,vehicle.bought,vehicle.frame,account.number" },
    { "S-SL-01", "place.river,place.where,amount.purpose,amount.quantity,others.affected" },
    { "S-SL-02", "place.river,place.where,sand.quantity,sand.from,sand.to" },
    { "S-SL-03", "project.source,project.households,project.people,money.asked,account.number" },
};

static void what_the_papers_of_an_item_are_about_is_asked_and_must_be_answered(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const struct item *it = pack_item(badong, str_of(asked[i].item));
        struct str rest = str_of(asked[i].keys);
        while (rest.len > 0) {
            int64_t comma = str_find(rest, STR(","));
            struct str key = comma < 0 ? rest : str_sub(rest, 0, (size_t)comma);
            const struct field *f = form_field(it->form, key);
            if (f == NULL || !f->required)
                fail_msg("%s %.*s", asked[i].item, STR_ARG(key));
            rest = comma < 0 ? STR("") : str_sub(rest, (size_t)comma + 1, rest.len);
        }
    }
}

/* A form for several items would ask a farmer who fells trees how the timber travels. */
static void every_approval_item_has_a_form_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < badong->item_count; i++)
        for (size_t k = i + 1; k < badong->item_count; k++)
            if (badong->items[i].form != NULL && badong->items[i].form == badong->items[k].form)
                fail_msg("%.*s and %.*s", STR_ARG(badong->items[i].code), STR_ARG(badong->items[k].code));
}

static void a_key_fills_itself(const char *key, const char *from)
{
    for (size_t i = 0; i < badong->form_count; i++) {
        const struct field *f = form_field(&badong->forms[i], str_of(key));
        bool collective = str_is(badong->forms[i].name, "village_project") || str_is(badong->forms[i].name, "drinking_water");
        if (f != NULL && !str_is(f->from, collective && str_starts(str_of(from), STR("person.")) ? "" : from))
            fail_msg("%.*s %s", STR_ARG(badong->forms[i].name), key);
    }
}

/* Money for a village is paid to no person's account. */
static void account_and_size_of_the_household_fill_themselves_in_every_form(void **state)
{
    (void)state;
    a_key_fills_itself("account.number", "person.account");
    a_key_fills_itself("account.holder", "person.name");
    a_key_fills_itself("household.size", "household.size");
}

/* Children, births and illness are asked for nowhere in the open (PIPL 28). */
static void what_is_said_of_children_and_illness_is_sealed(void **state)
{
    static const char *const keys[] = { "child.name", "child.born", "children.names", "illness.diagnosis", "treatment.diagnosis",
                                        "person.cause", "plan.history", "couple.spouse_id" };

    (void)state;
    for (size_t i = 0; i < badong->form_count; i++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            const struct field *f = form_field(&badong->forms[i], str_of(keys[k]));
            if (f != NULL && !f->sensitive)
                fail_msg("%.*s %s", STR_ARG(badong->forms[i].name), keys[k]);
        }
}

static bool reads_badong(void)
{
    struct pack_report report;
    struct pack *p;

    if (pack_read(arena, BADONG_PACK, &p, &report) != OK)
        return false;
    badong = p;
    return true;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_papers_of_an_item_are_about_is_asked_and_must_be_answered),
        cmocka_unit_test(every_approval_item_has_a_form_of_its_own),
        cmocka_unit_test(account_and_size_of_the_household_fill_themselves_in_every_form),
        cmocka_unit_test(what_is_said_of_children_and_illness_is_sealed),
    };
    int failed = 1;

    arena = arena_new(0);
    if (reads_badong())
        failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
