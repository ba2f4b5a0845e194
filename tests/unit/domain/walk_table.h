/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * walk_table - what each of the 64 approval items is expected to do, written down a second time and apart from the pack.
 *
 * Limits: the directory of items (badong.md 3.2), the legal limit being the sum of its levels.  Steps and posts: the
 * chain of the process as an office would tell it.  Whoever changes the pack changes this table knowingly.
 */
#ifndef UNIT_DOMAIN_WALK_TABLE_H
#define UNIT_DOMAIN_WALK_TABLE_H

#include <stdbool.h>

#define WALK_ITEMS 64

struct walk_item {
    const char *code, *type, *process;
    int  acceptor;              /* enum level */
    int  legal;  char legal_unit;       /* 'w' working days, 'c' calendar days; 0: none known */
    int  promise;               /* working days */
    int  stages[3];             /* days of county, township, village (walk_stage_unit); -1: not passed  */
    int  notice; char notice_unit;
    bool stops;                 /* the notice stops the clock */
    bool separate;              /* nobody does two parts */
    const char *results;        /* P paper, L licence, M money; "L@ZJ": issued by that department */
    const char *joining;        /* "" or "ZJ,LY,SL" */
};

/*
 * One step.  post: "township.handler" of the item's department, "county.approver@ZJ" of another, "@*" one for each that
 * joins ("@+": and the lead); of a wait: "".  after: what must be done before it opens.
 */
struct walk_step { const char *id, *kind, *post, *after; };

extern const struct walk_item walk_items[WALK_ITEMS];
/* Ends with an id of NULL.  The way of a name is another process: "disaster-relief/slow". */
const struct walk_step *walk_steps(const char *process);
/* As in document numbers. */
const char *walk_short(const char *department);
/* The word of a kind of paper in its number. */
const char *walk_word(const char *kind);
/* The township's and the county's own share of the legal limit; NULL: none is known. */
struct walk_share { const char *code; int lower; char lower_unit; int upper; char upper_unit; };
const struct walk_share *walk_share(const char *code);
char walk_stage_unit(const struct walk_item *item, int level);
/* Days a department of a joint case has. */
int walk_part_days(const struct walk_item *item, const char *department);

#endif
