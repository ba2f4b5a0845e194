/* SPDX-License-Identifier: MulanPSL-2.0 */
/* All 64 approval items from the village room to the end, granted and refused, against what walk_table says of them. */
#include "../test.h"

#include <stdio.h>
#include <string.h>

#include "domain/command.h"
#include "domain/decision.h"
#include "domain/delivery.h"
#include "domain/payout.h"
#include "domain/rebuild.h"
#include "domain/slot.h"
#include "walk_case.h"

enum { HOUR = 3600000, MINUTE = 60000, AMOUNT_FEN = 123400 };

static int64_t everyman;

/* ---- who ---- */

static const struct { enum desk desk; const char *login; } seats[3][3] = {
    { { AT_COUNTY_HANDLER, "handler" }, { AT_COUNTY_CHECKER, "checker" }, { AT_COUNTY_APPROVER, "approver" } },
    { { AT_TOWNSHIP_HANDLER, "thandler" }, { AT_TOWNSHIP_CHECKER, "tchecker" }, { AT_TOWNSHIP_APPROVER, "tapprover" } },
    { { AT_VILLAGE, "clerk" }, { AT_VILLAGE, "clerk" }, { AT_VILLAGE, "clerk" } },
};

static int rank(enum role role)
{
    return role == ROLE_CHECKER ? 1 : role == ROLE_APPROVER ? 2 : 0;
}

/* Somebody who holds every post of township and county at once. */
static enum err add_everyman(struct ctx *cx, const void *args, void *out)
{
    static const enum role roles[] = { ROLE_HANDLER, ROLE_CHECKER, ROLE_APPROVER };
    static const int64_t places[] = { HOME_TOWNSHIP, COUNTY_PLACE };
    struct account_new new = { STR("everyman"), STR("everyman"), STR(""), false };
    struct tenure t = { .from_day = day_of(cx->now) };

    (void)args;
    TRY(account_make(cx, &new, STR("none"), &t.account));
    *(int64_t *)out = t.account;
    for (int i = 0; i < 6; i++) {
        t.post = (struct post){ .role = roles[i % 3], .place = places[i / 3] };
        TRY(tenure_make(cx, &t));
    }
    return OK;
}

static struct ctx *as_everyman(void)
{
    struct ctx *cx = people_as(&house, everyman);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    *actor = *cx->actor;
    actor->name = STR("everyman");
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    return cx;
}

/* ---- acting ---- */

static const char *outcome_of(const char *kind)
{
    static const struct { const char *kind, *outcomes[2]; } outcomes[] = {
        { "gather", { "no_gaps", "no_gaps" } }, { "accept", { "accepted", "accepted" } }, { "opinion", { "agree", "disagree" } },
        { "decide", { "granted", "refused" } }, { "decide_part", { "granted", "refused" } }, { "summary", { "told", "told" } },
        { "deliver", { "delivered", "delivered" } },
    };

    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (strcmp(outcomes[i].kind, kind) == 0)
            return outcomes[i].outcomes[walk.way];
    return "done";
}

static bool gives_money(void)
{
    return strchr(walk.item->results, 'M') != NULL;
}

/* The sum that is granted; everything else an item gives as well. */
static const struct val *amounts(struct arena *a)
{
    const struct item *item = pack_item(house.house.pack, str_of(walk.item->code));
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->result_count; i++) {
        struct val *one = val_set_str(a, val_map(a), "id", item->results[i].id);
        if (item->results[i].kind == RESULT_MONEY)
            val_set_int(a, one, "amount_fen", AMOUNT_FEN);
        val_push(a, list, one);
    }
    return list;
}

/* Why something could not be done that must be possible. */
static void tell_gaps(void)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        print_error("%s, %s: %.*s %.*s\n", walk.item->code, walk.at, STR_ARG(house.cx->gaps[i].field), STR_ARG(house.cx->gaps[i].key));
}

static enum err act_as(struct ctx *cx, const struct doing *d)
{
    struct task_list all;
    struct case_file c;
    struct act act = { .outcome = str_of(outcome_of(d->step->kind)), .note = STR("情况属实，符合条件。"),
                       .marks = county_marks(cx->arena), .delivery = county_signed(), .visit = county_went(cx->arena) };
    const struct task *t;

    assert_int_equal(task_of_case(cx, walk.id, &all), OK);
    t = walk_task_for(&all, d);
    if (t == NULL)
        return ERR_NOT_FOUND;
    act.task = t->id;
    if (gives_money() && strcmp(d->step->kind, "decide") == 0 && walk.way == GRANTED)
        act.results = amounts(cx->arena);
    return handling_act(cx, &act, &c);
}

static bool told(const struct ctx *cx, const char *key)
{
    return cx->gap_count > 0 && str_is(cx->gaps[cx->gap_count - 1].key, key);
}

/*
 * In the refused way somebody who holds all posts tries everything.  He may do what belongs to the first part he did,
 * that of the handler; another part only where the item does not keep the persons apart.  True: he did it.
 */
static bool tried_by_everyman(const struct doing *d, struct walk_post post)
{
    bool may = post.role == ROLE_HANDLER || !walk.item->separate;
    struct ctx *cx;
    enum err e;

    if (walk.way == GRANTED || post.role == ROLE_CLERK)
        return false;
    cx = as_everyman();
    e = act_as(cx, d);
    walk_same_num("everyman", e, may ? OK : ERR_STATE);
    if (e == ERR_STATE && !told(cx, "gap.turn.same"))
        walk_same_text("why", cx->gaps[cx->gap_count - 1].key, "gap.turn.same");
    return e == OK;
}

static const char *power_of(const char *kind)
{
    return strcmp(kind, "decide") == 0 ? "decide" : "accept";
}

static void do_step(const struct doing *d)
{
    struct walk_post post = walk_post_of(d->step->post);
    int level = (int)walk_level_of(d->step->post);
    const char *by = "everyman";

    walk.at = d->step->id;
    if (d->persons == 2)
        post.role = ROLE_HANDLER;
    if (!tried_by_everyman(d, post)) {
        enum err e = act_as(county_as(seats[level][rank(post.role)].desk), d);
        if (e != OK)
            tell_gaps();
        assert_int_equal(e, OK);
        by = seats[level][rank(post.role)].login;
    }
    walk_look_at_event(by, post, d->department, power_of(d->step->kind));
}

/* ---- what a step leaves behind ---- */

static void expect_decision(const struct doing *d, bool part)
{
    int64_t place = walk_post_of(d->step->post).place;
    const char *number;

    if (place == HOME_VILLAGE)          /* a village room is no organ: the paper is the organ's */
        place = walk_acceptor_place();
    number = walk_want_paper(walk.way == GRANTED ? "granted" : "refused", d->department, place);
    walk.decisions[walk.decision_count++] = (struct want_decision){ d->department, place, part, number };
}

static void expect_after(struct doing *d)
{
    bool joint = walk.decision_count > 0;
    char kind[WATCH_KIND_MAX];

    if (strcmp(d->step->kind, "accept") == 0) {
        walk_expect_accepted();
    } else if (strcmp(d->step->kind, "decide_part") == 0) {
        expect_decision(d, true);
        walk_part_kind(kind, d->department);
        walk_watch_end(kind);
    } else if (strcmp(d->step->kind, "decide") == 0) {
        expect_decision(d, false);
        if (joint)
            walk_want_acceptors_paper("summary");
        walk_expect_decided();
    } else if (strcmp(d->step->kind, "summary") == 0) {
        walk_want_acceptors_paper("summary");
        walk_expect_decided();
    } else if (strcmp(d->step->kind, "deliver") == 0) {
        walk_want_acceptors_paper("delivery");
        walk_watch_end("*");
    }
}

static void go(struct doing *d)
{
    do_step(d);
    if (--d->persons > 0)               /* handed on to the second person: nothing else changes */
        return;
    expect_after(d);
    d->progress = DONE;
    walk_open_steps();
}

/* ---- time ---- */

static void at(int64_t now)
{
    house.cx->now = now;
    walk.today = day_of(now);
}

/* Seven days end seven times 24 hours later, working days with the end of the last one. */
static int64_t notice_ends(const struct doing *d)
{
    int64_t day = day_of(d->opened_at);

    if (walk.item->notice_unit == 'c')
        return d->opened_at + walk.item->notice * (int64_t)24 * HOUR;
    for (int i = 0; i < walk.item->notice; i++)
        day = days_next_working(day);
    return day_end(day);
}

static void end_notice(struct doing *d)
{
    int64_t end = notice_ends(d);

    walk.at = d->step->id;
    if (house.cx->now < end) {
        at(end - MINUTE);
        county_fire();
        walk_look();
        at(end + MINUTE);
    }
    county_fire();
    walk.seq++;
    d->progress = DONE;
    walk_open_steps();
}

static struct doing *next_step(bool wait)
{
    for (int i = 0; i < walk.step_count; i++)
        if (walk.steps[i].progress == OPEN && (strcmp(walk.steps[i].step->kind, "wait") == 0) == wait)
            return &walk.steps[i];
    return NULL;
}

/* One step a working day, at ten; a notice that ends before is over before. */
static bool step_on(void)
{
    struct doing *wait = next_step(true), *d = next_step(false);
    int64_t next = day_start(days_next_working(walk.today)) + 10 * HOUR;

    if (wait != NULL && (d == NULL || notice_ends(wait) < next)) {
        end_notice(wait);
    } else if (d != NULL) {
        at(next);
        go(d);
    } else {
        return false;
    }
    walk_look();
    return true;
}

/* ---- the end ---- */

static void look_at_decisions(void)
{
    struct decision_list all;

    assert_int_equal(decision_of_case(house.cx, walk.id, &all), OK);
    walk_same_num("decisions", (int64_t)all.count, walk.decision_count);
    for (int i = 0; i < walk.decision_count && i < (int)all.count; i++) {
        const struct want_decision *want = &walk.decisions[i];
        walk_same_text("decider", all.items[i].department, want->department);
        walk_same_num("its place", all.items[i].place, want->place);
        walk_same_num("part", all.items[i].part, want->part);
        walk_same_text("outcome", all.items[i].outcome, walk.way == GRANTED ? "granted" : "refused");
        walk_same_text("number", all.items[i].number, want->number);
    }
}

static const char *number_by(const char *department)
{
    for (int i = 0; i < walk.decision_count; i++)
        if (strcmp(walk.decisions[i].department, department) == 0)
            return walk.decisions[i].number;
    return "?";
}

/* "P,L@ZJ": kind, and who issues it where that is not whoever decides. */
static const char *issuer(const char *letter, char code[4])
{
    snprintf(code, 4, "%.2s", letter[1] == '@' ? letter + 2 : walk_lead());
    return code;
}

static bool is_result(const struct case_result *r, const char *letter)
{
    const char *kind = *letter == 'M' ? "money" : *letter == 'L' ? "licence" : "paper";
    char code[4];

    return str_is(r->kind, kind) && str_is(r->department, issuer(letter, code)) && str_is(r->number, number_by(code)) &&
           r->granted == (walk.way == GRANTED) &&
           r->amount_fen == (*letter == 'M' && walk.way == GRANTED ? AMOUNT_FEN : 0);
}

static void look_at_results(void)
{
    struct case_result_list all;
    int64_t wanted = 0, found = 0;

    assert_int_equal(decision_results(house.cx, walk.id, &all), OK);
    for (const char *letter = walk.item->results; letter != NULL && *letter != '\0'; letter = strchr(letter, ',')) {
        letter += *letter == ',';
        wanted++;
        for (size_t i = 0; i < all.count; i++)
            found += is_result(&all.items[i], letter);
    }
    walk_same_num("results", (int64_t)all.count, wanted);
    walk_same_num("results as they should be", found, wanted);
}

static void look_at_handing_over(void)
{
    struct handover_list all;

    assert_int_equal(delivery_of_case(house.cx, walk.id, &all), OK);
    walk_same_num("handed over", (int64_t)all.count, 1);
    if (all.count != 1)
        return;
    walk_same_text("way", all.items[0].way, "counter");
    walk_same_text("state", all.items[0].state, "delivered");
    walk_same_text("taken by", all.items[0].taken_by, "覃守英");
    walk_same_text("proof", all.items[0].proof, "signature");
}

/* Money is marked as paid once, with the sum that was granted; what grants none cannot be paid. */
static void look_at_money(void)
{
    struct payout_new p = { walk.id, AMOUNT_FEN + 1, walk.today, STR("社保发2026-07") };
    bool pays = gives_money() && walk.way == GRANTED;
    struct payout_list all;

    if (pays)
        walk_same_num("another sum", payout_mark(county_as(AT_COUNTY_HANDLER), &p), ERR_INVALID);
    p.amount_fen = AMOUNT_FEN;
    walk_same_num("paying", payout_mark(county_as(AT_COUNTY_HANDLER), &p), pays ? OK : ERR_STATE);
    if (pays)
        walk_same_num("paying twice", payout_mark(county_as(AT_COUNTY_HANDLER), &p), ERR_STATE);
    assert_int_equal(payout_of_case(house.cx, walk.id, &all), OK);
    walk_same_num("payments", (int64_t)all.count, pays);
    if (all.count == 1 && payout_standing(&all) != NULL)
        walk_same_text("account", payout_standing(&all)->tail, "8903");
}

static void look_at_the_end(void)
{
    struct case_file c;

    walk.at = "at the end";
    assert_int_equal(case_get(house.cx, walk.id, &c), OK);
    walk_same_num("state", c.state, CASE_CLOSED);
    walk_same_text("outcome", c.outcome, walk.way == GRANTED ? "granted" : "refused");
    look_at_decisions();
    look_at_results();
    look_at_handing_over();
    look_at_money();
}

/* ---- the walk ---- */

/* Answers on which the way depends; the fixture gives every other one. */
static int64_t draft_for(int n, bool slow)
{
    int64_t id = county_draft(walk.item->code, n);
    struct ctx *cx = county_as(AT_VILLAGE);
    struct draft d;

    assert_int_equal(draft_get(cx, id, &d), OK);
    if (strcmp(walk.item->process, "disaster-relief") == 0)
        val_set_str(cx->arena, d.answers, "event.stage", slow ? STR("winter") : STR("emergency"));
    if (strcmp(walk.item->process, "tree-felling") == 0) {
        val_set_str(cx->arena, d.answers, "trees.land", STR("private_hill"));
        val_set_str(cx->arena, d.answers, "trees.volume", slow ? STR("6") : STR("5"));
    }
    assert_int_equal(draft_save(cx, &d), OK);
    county_scan(id, SLOT_SIGNED_FORM);  /* signed after the last word of it */
    return id;
}

static const struct walk_step *steps_for(bool slow)
{
    char name[60];
    const struct walk_step *steps;

    snprintf(name, sizeof name, "%s/slow", walk.item->process);
    steps = slow ? walk_steps(name) : NULL;
    steps = steps != NULL ? steps : walk_steps(walk.item->process);
    assert_non_null(steps);
    return steps;
}

static void file_it(int n, bool slow)
{
    struct case_file c;

    int64_t draft = draft_for(n, slow);
    enum err e = filing_submit(county_as(AT_VILLAGE), draft, &c);

    if (e != OK)
        tell_gaps();
    assert_int_equal(e, OK);
    walk.id = c.id;
    walk_want_acceptors_paper("receipt");
    walk_watch_start("correction", 5, 'w');
    walk_open_steps();
    walk_look_at_event("clerk", (struct walk_post){ HOME_VILLAGE, ROLE_CLERK }, NULL, "accept");
    walk_look();
}

static void walk_one(const struct walk_item *item, enum way way, int n, int64_t day)
{
    bool slow = way == REFUSED;

    walk = (struct walk){ .item = item, .way = way, .at = "filing" };
    at(day_start(days_working(day) ? day : days_next_working(day)) + 9 * HOUR);
    walk_plan(steps_for(slow));
    file_it(n, slow);
    for (int i = 0; i < 60 && step_on(); i++)
        ;
    look_at_the_end();
}

/* Days of filing lie all over the first half of the year, so that limits run over every holiday there is. */
static void walk_all(enum way way)
{
    int turn = way == REFUSED;

    for (int i = 0; i < WALK_ITEMS; i++)
        walk_one(&walk_items[i], way, 100 + turn * 100 + i, days_of(1, 5) + (i * 37 + turn * 11) % 165);
    assert_int_equal(walk_wrong, 0);
}

static void the_table_names_all_approval_items_and_the_calendar_is_read(void **state)
{
    const struct pack *pack = house.house.pack;
    int approvals = 0;

    (void)state;
    walk_reset();
    for (size_t i = 0; i < pack->item_count; i++)
        approvals += pack->items[i].class == ITEM_APPROVAL;
    assert_int_equal(approvals, WALK_ITEMS);
    for (int i = 0; i < WALK_ITEMS; i++) {
        const struct item *item = pack_item(pack, str_of(walk_items[i].code));
        assert_non_null(item);
        assert_true(str_is(item->type, walk_items[i].type));
        assert_true(str_is(item->process->name, walk_items[i].process));
    }
    assert_true(days_read(COUNTY_FOLDER "/calendars/2026.yaml"));
    assert_int_equal(command_run(people_as(&house, 0), add_everyman, NULL, &everyman), OK);
}

static void every_item_is_granted_with_its_papers_limits_and_names_on_every_step(void **state)
{
    (void)state;
    walk_all(GRANTED);
}

static void every_item_is_refused_likewise_and_nobody_does_two_parts_where_the_item_keeps_them_apart(void **state)
{
    (void)state;
    walk_all(REFUSED);
}

static void what_was_walked_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_names_all_approval_items_and_the_calendar_is_read),
        cmocka_unit_test(every_item_is_granted_with_its_papers_limits_and_names_on_every_step),
        cmocka_unit_test(every_item_is_refused_likewise_and_nobody_does_two_parts_where_the_item_keeps_them_apart),
        cmocka_unit_test(what_was_walked_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
