/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * walk_case - one case under way beside what it is expected to show: steps, limits, papers, names.
 *
 * What is expected comes from walk_table and the law it names (standards.md 1.1, 1.2), days from walk_days; what is
 * found is read from the projections.  A mistake is told with item, way and step, and counted; the walk goes on.
 */
#ifndef UNIT_DOMAIN_WALK_CASE_H
#define UNIT_DOMAIN_WALK_CASE_H

#include "county_fixture.h"
#include "walk_days.h"
#include "walk_table.h"

enum { WALK_STEPS_MAX = 24, WALK_PAPERS_MAX = 24, WALK_WATCHES_MAX = 16 };
enum way { GRANTED, REFUSED };
enum progress { WAITS, OPEN, DONE };

struct doing { const struct walk_step *step; const char *department; enum progress progress; int64_t opened_at; int persons; };
struct want_paper { const char *kind, *department; int64_t place; char number[80]; };
struct want_decision { const char *department; int64_t place; bool part; const char *number; };

extern struct walk {
    const struct walk_item *item;
    enum way way;
    int64_t id, today, seq;             /* seq: events so far */
    struct doing steps[WALK_STEPS_MAX];
    int step_count;
    struct watch watches[WALK_WATCHES_MAX];
    int watch_count;
    struct want_paper papers[WALK_PAPERS_MAX];
    int paper_count;
    struct want_decision decisions[WALK_STEPS_MAX];
    int decision_count;
    bool level_open[3];
    const char *at;                     /* the step, for what is told of a mistake */
} walk;
extern int walk_wrong;                  /* mistakes told */

/* In a new house: numbers begin at 1, nothing is wrong yet. */
void walk_reset(void);
void walk_same_num(const char *what, int64_t got, int64_t want);
void walk_same_text(const char *what, struct str got, const char *want);

/* "township.handler", "county.approver@ZJ" */
struct walk_post { int64_t place; enum role role; };
struct walk_post walk_post_of(const char *post);
enum level walk_level_of(const char *post);
const char *walk_lead(void);
int64_t walk_acceptor_place(void);

/* ---- what is expected from now on ---- */
void walk_plan(const struct walk_step *steps);
/* Steps that the last one set free, with their limits. */
void walk_open_steps(void);
/* Draws the next number; returns it. */
const char *walk_want_paper(const char *kind, const char *department, int64_t place);
void walk_want_acceptors_paper(const char *kind);
void walk_watch_start(const char *kind, int days, char unit);
void walk_watch_end(const char *kind);          /* "*": all */
void walk_part_kind(char out[WATCH_KIND_MAX], const char *department);
/* What the township has for itself; 0 days: nothing. */
struct walk_lower { int days; char unit; };
struct walk_lower walk_lower(void);
void walk_expect_accepted(void);
void walk_expect_decided(void);

/* ---- looking ---- */
/* At everything the case shows now. */
void walk_look(void);
/* At the one event that came since: who, at which post, under a mandate that gives the power where a village clerk acts. */
void walk_look_at_event(const char *by, struct walk_post post, const char *department, const char *power);
const struct task *walk_task_for(const struct task_list *all, const struct doing *d);

#endif
