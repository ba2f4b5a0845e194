/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * decision - 决定: which organ decided what of a case, each with the results it grants or refuses.
 *
 * A case has one decision, or in a joint case one of each department.  An item names its results (paper, licence,
 * money); where it names none, its one result is a paper.  A result belongs to the department that issues it, or to
 * whoever decides the case.  The outcome of a case whose results differ is "partly".
 */
#ifndef DOMAIN_DECISION_H
#define DOMAIN_DECISION_H

#include "domain/handling.h"
#include "pack/pack.h"

enum { RESULTS_MAX = 16, RESULT_FEN_MAX = 1000000000 };       /* ten million yuan: more is a slip of the hand */

struct decision {
    int64_t    task;
    struct str department; int64_t place;   /* the organ                                                   */
    struct str organ_zh, organ_en;          /* its name where the county's table gives one (县人民政府), or "" */
    bool       part;                        /* a department's own in a joint case */
    struct str outcome, reason, number;
    int64_t    at, actor;
    struct str actor_name;
};
struct decision_list { struct decision *items; size_t count, cap; };

struct case_result {
    struct str id, kind, name_zh, name_en;
    int64_t    task;                        /* of the decision */
    struct str department; int64_t place;
    struct str number;
    int64_t    amount_fen;                  /* 0: none, or not said */
    bool       granted;
    int64_t    at;
};
struct case_result_list { struct case_result *items; size_t count, cap; };

/* In the order of their making; of a case that was reopened those made since. */
NODISCARD enum err decision_of_case(struct ctx *cx, int64_t case_id, struct decision_list *out);
NODISCARD enum err decision_results(struct ctx *cx, int64_t case_id, struct case_result_list *out);

/*
 * The results of an item that the task may grant: a department's own decision those it issues, the last one all that are
 * left.  Returns how many; at most max are written.
 */
size_t decision_choices(const struct item *item, const struct task *t, const struct case_result_list *made,
                        const struct result **out, size_t max);

/* ---- inside a command ---- */
/*
 * Adds the results of the act, with the organ as the county's table named it, to the payload; act->results NULL: all are granted, or refused.
 * ERR_INVALID: granted without any result, an unknown one, an amount that is none (gaps).
 */
NODISCARD enum err decision_say(struct ctx *cx, const struct item *item, const struct task *t, const struct act *act,
                                struct val *payload);
/* granted, refused or partly: what was decided so far, and outcome ("" none) with it. */
NODISCARD enum err decision_sum(struct ctx *cx, int64_t case_id, struct str outcome, struct str *out);

/* Carries a decision with its results into the projections; other events pass. */
NODISCARD enum err apply_decision(struct ctx *cx, const struct event *ev);
/* What the county's table named for each task an event opens, until that is decided. */
NODISCARD enum err apply_organs(struct ctx *cx, const struct event *ev);
/* The case runs again: what was decided before stays in its record and counts no more, nor do results and gaps of then. */
NODISCARD enum err apply_decision_past(struct ctx *cx, int64_t case_id);

#endif
