/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "county_fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "domain/answers.h"
#include "domain/calendars.h"
#include "domain/command.h"
#include "domain/mandate.h"
#include "domain/packs.h"
#include "domain/slot.h"
#include "domain/timer.h"
#include "store/blob.h"

static int64_t desks[DESKS];
static const struct { const char *login; enum role role; int64_t place; } seats[DESKS] = {
    [AT_VILLAGE] = { "clerk", ROLE_CLERK, HOME_VILLAGE },
    [AT_TOWNSHIP_HANDLER] = { "thandler", ROLE_HANDLER, HOME_TOWNSHIP },
    [AT_TOWNSHIP_CHECKER] = { "tchecker", ROLE_CHECKER, HOME_TOWNSHIP },
    [AT_TOWNSHIP_APPROVER] = { "tapprover", ROLE_APPROVER, HOME_TOWNSHIP },
    [AT_COUNTY_HANDLER] = { "handler", ROLE_HANDLER, COUNTY_PLACE },
    [AT_COUNTY_CHECKER] = { "checker", ROLE_CHECKER, COUNTY_PLACE },
    [AT_COUNTY_APPROVER] = { "approver", ROLE_APPROVER, COUNTY_PLACE },
};

static void must(enum err e, const char *what)
{
    if (e == OK)
        return;
    fprintf(stderr, "county_fixture: %s: %s\n", what, err_name(e));
    for (size_t i = 0; i < house.cx->gap_count; i++)
        fprintf(stderr, "  %.*s %.*s %.*s\n", STR_ARG(house.cx->gaps[i].field), STR_ARG(house.cx->gaps[i].key),
                STR_ARG(house.cx->gaps[i].detail));
    abort();
}

/* ---- opening ---- */

/* Two papers each, so that one power can be taken back alone. */
static enum err mandate_each(struct ctx *cx, const struct department *d, const char *power)
{
    struct val *powers = val_list(cx->arena);
    struct mandate m = { .department = d->code, .organ_place = COUNTY_PLACE, .role = ROLE_CLERK, .place = COUNTY_PLACE,
                         .items = val_list(cx->arena), .powers = powers,
                         .document = arena_printf(cx->arena, "测授〔2026〕%s号", power),
                         .from_day = day_of(cx->now) - 365, .until_day = day_of(cx->now) + 3650 };

    val_push(cx->arena, powers, val_text(cx->arena, str_of(power)));
    return mandate_make(cx, &m);
}

static enum err mandate_all(struct ctx *cx, const void *args, void *out)
{
    const struct pack *pack = cx->house->pack;

    (void)args;
    (void)out;
    for (size_t i = 0; i < pack->department_count; i++) {
        if (pack->departments[i].provider)
            continue;
        TRY(mandate_each(cx, &pack->departments[i], "accept"));
        TRY(mandate_each(cx, &pack->departments[i], "decide"));
    }
    return OK;
}

static void take_pack(void)
{
    struct pack_report report;
    struct arena *a = house.store.arena;
    struct pack *pack;

    must(pack_read(a, COUNTY_FOLDER, &pack, &report), "the county pack");
    house.house.pack = pack;
    house.house.packs = packs_new(a);
    house.house.calendars = calendars_new(a);
    must(blob_open(a, arena_printf(a, "%s/files", house.store.folder).p, &house.house.blobs), "blobs");
    must(packs_publish(house.cx, pack), "packs_publish");
    must(calendars_publish(house.cx, pack->calendars, &house.house.calendar), "calendars_publish");
}

static int open_county(enum backend backend)
{
    house_fixture_open(&house, backend);
    county_clock("2026-01-05", 9);
    for (int i = 0; i < DESKS; i++)
        desks[i] = people_add(&house, seats[i].login, seats[i].role, seats[i].place, STR(""));
    take_pack();
    must(command_run(people_as(&house, 0), mandate_all, NULL, NULL), "mandates");
    return 0;
}

int county_open_on_sqlite(void **state)
{
    (void)state;
    return open_county(ON_SQLITE);
}

int county_open_on_postgres(void **state)
{
    (void)state;
    return open_county(ON_POSTGRES);
}

int county_close(void **state)
{
    (void)state;
    blob_close(house.house.blobs);
    house_fixture_close(&house);
    return 0;
}

/* ---- who, when ---- */

static struct ctx *as(int64_t account, const char *login)
{
    struct ctx *cx = people_as(&house, account);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    *actor = *cx->actor;
    actor->name = str_of(login);
    actor->owner = arena_printf(cx->arena, "account:%lld", (long long)account);
    must(tenure_fill(cx, actor), "posts");
    cx->actor = actor;
    return cx;
}

struct ctx *county_as(enum desk desk)
{
    return as(desks[desk], seats[desk].login);
}

struct ctx *county_as_new(const char *login, enum role role, int64_t place)
{
    return as(people_add(&house, login, role, place, STR("")), login);
}

void county_clock(const char *iso_day, int hour)
{
    int64_t day;

    must(day_parse(str_of(iso_day), &day), iso_day);
    house.cx->now = day_start(day) + hour * 3600000LL;
}

/* ---- filing ---- */

static struct str id_no_of(struct arena *a, int n)
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    struct str head = arena_printf(a, "42282319%02d0302%03d", 50 + n / 499 % 40, n % 499 * 2);
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (head.p[i] - '0') * weights[i];
    return arena_printf(a, "%.*s%c", STR_ARG(head), "10X98765432"[sum % 11]);
}

static struct str answer_of(struct arena *a, const struct field *f)
{
    if (str_is(f->from, "person.name"))
        return STR("覃守英");
    switch (f->kind) {
    case FIELD_CHOICE:
    case FIELD_CHOICES: return f->choices[0].value;
    case FIELD_INT:     return arena_printf(a, "%lld", (long long)(f->min > 1 ? f->min : 1));
    case FIELD_DATE:    return STR("2020-01-01");
    case FIELD_YES:     return STR("yes");
    case FIELD_ID_NO:   return id_no_of(a, 7);
    case FIELD_PHONE:   return STR("13871000001");
    case FIELD_MONEY:   return STR("100");
    case FIELD_ACCOUNT: return STR("6228480012345678903");
    default:            return STR("家里常年有病，没有收入。");
    }
}

static void answer_form(struct arena *a, const struct item *item, struct val *answers)
{
    for (size_t p = 0; p < item->form->page_count; p++) {
        const struct form_page *page = &item->form->pages[p];
        for (size_t i = 0; i < page->field_count; i++)
            if (page->fields[i].kind != FIELD_NOTE)
                val_put(a, answers, answers_key(a, page, &page->fields[i], 1), val_text(a, answer_of(a, &page->fields[i])));
    }
}

void county_scan(int64_t draft, const char *slot)
{
    static long long sheets = 0x100000;
    struct ctx *cx = county_as(AT_VILLAGE);
    struct scan sheet = { .slot = str_of(slot), .type = STR("PNG"), .bytes = 4,
                          .digest = arena_printf(cx->arena, "%064llx", sheets++) };

    must(draft_add_scan(cx, draft, &sheet), slot);
}

static void add_papers(struct ctx *cx, int64_t draft, const struct item *item)
{
    for (size_t i = 0; i < item->material_count; i++) {
        struct scan s = { .slot = item->materials[i].id, .type = STR("PNG"), .bytes = 4,
                          .digest = arena_printf(cx->arena, "%064zx", i + 1) };
        must(draft_add_scan(cx, draft, &s), "a scan");
    }
    county_scan(draft, SLOT_SIGNED_FORM);
}

int64_t county_draft(const char *code, int n)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    const struct item *item = pack_item(cx->house->pack, str_of(code));
    struct arena *a = cx->arena;
    struct draft d;
    int64_t id;

    must(draft_begin(cx, str_of(code), HOME_VILLAGE, &id), code);
    must(draft_get(cx, id, &d), "the draft");
    val_set_str(a, d.answers, "applicant.name", STR("覃守英"));
    val_set_str(a, d.answers, "applicant.id_no", id_no_of(a, n));
    val_set_str(a, d.answers, "applicant.phone", STR("13871000001"));
    val_set_str(a, d.answers, "applicant.address", STR("三组12号"));
    answer_form(a, item, d.answers);
    if (form_field(item->form, STR("bill.number")) != NULL)     /* a bill is claimed once (once.h) */
        val_set_str(a, d.answers, "bill.number", arena_printf(a, "2026%06d", n));
    must(draft_save(cx, &d), "saving");
    add_papers(cx, id, item);
    return id;
}

struct case_file county_file(const char *code, int n)
{
    int64_t draft = county_draft(code, n);
    struct case_file c;

    must(filing_submit(county_as(AT_VILLAGE), draft, &c), code);
    return c;
}

/* ---- handling ---- */

struct task county_task(int64_t case_id, enum desk desk)
{
    struct ctx *cx = county_as(desk);
    struct task_list tasks;
    struct case_file c;

    must(case_get(cx, case_id, &c), "the case");
    must(task_of_case(cx, case_id, &tasks), "its tasks");
    for (size_t i = 0; i < tasks.count; i++)
        if (tasks.items[i].state == TASK_OPEN && task_post(cx, &tasks.items[i], c.item) != NULL)
            return tasks.items[i];
    return (struct task){ .id = 0 };
}

const struct val *county_signed(void)
{
    struct arena *a = house.store.arena;
    struct val *m = val_set_str(a, val_map(a), "way", STR("counter"));

    val_set_str(a, m, "taken_by", STR("覃守英"));
    val_set_str(a, m, "relation", STR("self"));
    return val_set_str(a, m, "proof", STR("signature"));
}

const struct val *county_went(struct arena *a)
{
    return val_set_str(a, val_map(a), "officers_other", STR("谭明 民政办科员"));
}

enum err county_act(int64_t case_id, enum desk desk, const char *outcome, const char *note)
{
    struct act act = { .task = county_task(case_id, desk).id, .outcome = str_of(outcome), .note = str_of(note) };
    struct ctx *cx = county_as(desk);
    struct case_file c;

    act.marks = county_marks(cx->arena);
    act.delivery = county_signed();
    act.visit = county_went(cx->arena);
    return handling_act(cx, &act, &c);
}

const struct val *county_marks(struct arena *a)
{
    return val_set_int(a, val_map(a), "*", REVIEW_HOLDS);
}

void county_fire(void)
{
    struct timer_list due;

    must(timer_due(people_as(&house, 0), (struct timer){ 0 }, 100, &due), "timers");
    for (size_t i = 0; i < due.count; i++)
        must(handling_timer(people_as(&house, 0), due.items[i].case_id, due.items[i].wait), "a timer");
}

/* The desk whose task of that level and kind is open; DESKS: none.  *other: a desk that has any. */
static enum desk desk_at(int64_t case_id, enum level stage, const char *kind, enum desk *other)
{
    *other = DESKS;
    for (int desk = 0; desk < DESKS; desk++) {
        struct task t = county_task(case_id, (enum desk)desk);
        if (t.id != 0 && t.stage == stage && (kind == NULL || str_is(t.kind, kind)))
            return (enum desk)desk;
        if (t.id != 0)
            *other = (enum desk)desk;
    }
    return DESKS;
}

enum desk county_walk_to(int64_t case_id, enum level stage, const char *kind)
{
    for (int steps = 0; steps < 60; steps++) {
        const struct act_choice *choices[8];
        enum desk other, desk = desk_at(case_id, stage, kind, &other);
        if (desk != DESKS)
            return desk;
        house.cx->now += other == DESKS ? 8 * 86400000LL : 60000;
        if (other == DESKS) {
            county_fire();
            continue;
        }
        if (handling_choices(county_task(case_id, other).kind, 0, choices, 8) == 0)
            break;
        must(county_act(case_id, other, choices[0]->outcome, "情况属实，符合条件。"), "walking");
    }
    must(ERR_STATE, "the case never comes there");
    return DESKS;
}
