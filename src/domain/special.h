/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * special - 特别程序: what stops the clocks by an act of the office (行政许可法 45).
 *
 * The reasons are a closed list of the item's type (or of the item, for benefits); a visit is never one, a public
 * notice stops the clock only by the process of an item whose own rule says so.  It begins with a numbered paper that
 * names the reason and the days it is expected to take.  Where these are a limit, days beyond it count again; what
 * begins and ends on one day costs none.  One at a time; while one is open nothing is decided.
 *
 *   case.special_begun    clocks stop; paper "special"
 *   case.special_ended    clocks go on, unless the process itself waits for something that stops them
 */
#ifndef DOMAIN_SPECIAL_H
#define DOMAIN_SPECIAL_H

#include "domain/step.h"

enum { SPECIAL_DAYS_MAX = 365 };

struct special_act {
    int64_t    case_id;
    struct str reason;              /* code of the list: "finding" */
    int32_t    days;                /* expected */
    enum day_unit unit;
    bool       limited;             /* days beyond are not excluded */
    struct str note;                /* what is to be found out, by whom */
};
struct special_stop { int64_t case_id, seq; struct str reason; int64_t from_day; int32_t days; enum day_unit unit; bool limited;
                      int64_t until_day; };                         /* until_day 0: open */
struct special_list { struct special_stop *items; size_t count, cap; };

/*
 * By who has an open task of the case.  ERR_INVALID: gaps of reason (kept as an attempt where it is not in the list),
 * days, note; ERR_STATE: not accepted yet, decided, or the clocks stand already; ERR_FORBIDDEN; ERR_NOT_FOUND.
 */
NODISCARD enum err special_begin(struct ctx *cx, const struct special_act *act, struct case_file *out);
/* ERR_INVALID: gap of note (what came of it); ERR_STATE: none is open. */
NODISCARD enum err special_end(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out);
NODISCARD enum err special_of_case(struct ctx *cx, int64_t case_id, struct special_list *out);
NODISCARD enum err special_is_open(struct ctx *cx, int64_t case_id, bool *out);
/* The reason of the one that is open; "": none is. */
NODISCARD enum err special_open_reason(struct ctx *cx, int64_t case_id, struct str *out);

/* ---- for hearing.c, inside a command ---- */
NODISCARD enum err special_say_begin(struct ctx *cx, const struct special_act *act, const struct case_file *c, struct step *step);
NODISCARD enum err special_say_end(struct ctx *cx, const struct case_file *c, struct step *step);

NODISCARD enum err apply_special(struct ctx *cx, const struct event *ev);

#endif
