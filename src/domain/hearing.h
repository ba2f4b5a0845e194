/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * hearing - 听证: before a licence is decided the applicant, or who has an interest, may be heard (行政许可法 46 to 48).
 *
 *   event                 may be done                                        clocks
 *   case.hearing_told     accepted, by who has the case                      hearing.ask starts (5 wd)
 *   case.hearing_asked    within hearing.ask                                 all stand (special "hearing"); hearing.hold starts (20 wd)
 *   case.hearing_set      notice days before, within hearing.hold; host      -
 *                         never one who examined the case
 *   case.hearing_held     on its day or later, with a record                 all go on
 *
 * The paper "hearing" tells the right, and later time and place; the paper "special" that the clocks stand.  One hearing
 * a case; days from the profile of the item's type, none where it knows no hearing.
 */
#ifndef DOMAIN_HEARING_H
#define DOMAIN_HEARING_H

#include "domain/step.h"

enum { HALL_CHARS_MAX = 100 };

struct hearing_day {
    int64_t    case_id, day;            /* of the hearing, day number */
    struct str hall, host;              /* where; login of who holds it */
};
/* How it stands; told_at 0: nothing was told. */
struct hearing_state { int64_t told_at, asked_at, set_at, held_on; struct str hall; int64_t host; struct str host_name; int64_t done_at; };

/* ERR_STATE: the type knows none, told before, or not accepted; ERR_FORBIDDEN; ERR_NOT_FOUND. */
NODISCARD enum err hearing_tell(struct ctx *cx, int64_t case_id, struct str why, struct case_file *out);
/* note: who asked and how. ERR_STATE: nobody was told, asked before, or after the last day. */
NODISCARD enum err hearing_ask(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out);
/* ERR_INVALID: gaps of day (too soon, too late), hall, host (unknown, or examined the case); ERR_STATE: nobody asked. */
NODISCARD enum err hearing_set(struct ctx *cx, const struct hearing_day *when, struct case_file *out);
/* note: the record. ERR_STATE: no day was set, or it lies ahead. */
NODISCARD enum err hearing_hold(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out);
NODISCARD enum err hearing_of_case(struct ctx *cx, int64_t case_id, struct hearing_state *out);
/* True where the type of the item knows a hearing. */
bool hearing_known(const struct item *item);

NODISCARD enum err apply_hearing(struct ctx *cx, const struct event *ev);

#endif
