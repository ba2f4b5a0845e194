/* SPDX-License-Identifier: MulanPSL-2.0 */
/* county_fixture - a house with the county pack of Badong, an officer at every desk of one chain, and mandates. */
#ifndef UNIT_DOMAIN_COUNTY_FIXTURE_H
#define UNIT_DOMAIN_COUNTY_FIXTURE_H

#include "domain/filing.h"
#include "domain/handling.h"
#include "domain/review.h"
#include "people_fixture.h"

#define HOME_VILLAGE 422823107271       /* 木龙垭村 */
#define HOME_TOWNSHIP 422823107000      /* 野三关镇 */

enum desk { AT_VILLAGE, AT_TOWNSHIP_HANDLER, AT_TOWNSHIP_CHECKER, AT_TOWNSHIP_APPROVER, AT_COUNTY_HANDLER,
            AT_COUNTY_CHECKER, AT_COUNTY_APPROVER, DESKS };

int county_open_on_sqlite(void **state);
int county_open_on_postgres(void **state);
int county_close(void **state);
#define COUNTY_RUN_ON_BOTH(tests) \
    (cmocka_run_group_tests_name("sqlite", tests, county_open_on_sqlite, county_close) + \
     (store_fixture_possible(ON_POSTGRES) \
          ? cmocka_run_group_tests_name("postgres", tests, county_open_on_postgres, county_close) : 0))

/* The context of a request by whoever sits at the desk. */
struct ctx *county_as(enum desk desk);
/* The same of somebody new with that post. */
struct ctx *county_as_new(const char *login, enum role role, int64_t place);
/* Sets the day and hour: "2026-02-13", 9. */
void county_clock(const char *iso_day, int hour);
/* One more sheet of its own in a slot of a draft of the village clerk. */
void county_scan(int64_t draft, const char *slot);
/* A complete draft of the village clerk for an item: applicant number n, every field answered, every paper there, signed. */
int64_t county_draft(const char *item, int n);
/* The same, filed. */
struct case_file county_file(const char *item, int n);
/* The open task of a case that a desk answers for; id 0: none. */
struct task county_task(int64_t case_id, enum desk desk);
/* Every point of review holds. */
const struct val *county_marks(struct arena *a);
/* A colleague without account went along, where the step is a visit. */
const struct val *county_went(struct arena *a);
/* Does an act at a desk, every point of review looked at, a visit not made alone; aborts the test when it answers for no task. */
enum err county_act(int64_t case_id, enum desk desk, const char *outcome, const char *note);
/*
 * Goes the ordinary way, over days where the case waits, until a desk of that level has a task of that kind (NULL: any);
 * that desk.  Aborts the test where it never comes to it.
 */
enum desk county_walk_to(int64_t case_id, enum level stage, const char *kind);
/* A result handed over at the counter, signed for by the applicant. */
const struct val *county_signed(void);
/* Lets timers that are due fire. */
void county_fire(void);

#endif
