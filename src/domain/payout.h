/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * payout - 已发放: the mark that money which a decision granted is on the applicant's account.
 *
 * The money itself moves in the treasury and the bank; here stand amount, day, batch and the last digits of the account,
 * and when the bank sent it back (退票), after which it is paid again.
 */
#ifndef DOMAIN_PAYOUT_H
#define DOMAIN_PAYOUT_H

#include "domain/payee.h"

enum { BATCH_CHARS_MIN = 2, BATCH_CHARS_MAX = 60 };

struct payout {
    int64_t    n, amount_fen, day;
    struct str batch, tail, paid_name;
    int64_t    came_back_at;            /* 0: it arrived */
    struct str why;
};
struct payout_list { struct payout *items; size_t count, cap; };

NODISCARD enum err payout_of_case(struct ctx *cx, int64_t case_id, struct payout_list *out);
/* What was paid and did not come back; NULL: nothing. */
const struct payout *payout_standing(const struct payout_list *all);
/* What the decision granted as money, 0: none, or no amount was said; money: whether a result of it is money. */
NODISCARD enum err payout_granted(struct ctx *cx, const struct case_file *c, int64_t *fen, bool *money);

/*
 * Marks it as paid.  ERR_INVALID: amount (another than the decision's), day (to come, or before the decision), batch
 * (gaps); ERR_STATE: no money was granted, it is paid already, or a change of the account waits for its call;
 * ERR_FORBIDDEN: not an officer who sees the case; ERR_NOT_FOUND.
 */
struct payout_new { int64_t case_id, amount_fen, day; struct str batch; };
NODISCARD enum err payout_mark(struct ctx *cx, const struct payout_new *p);
/* The bank sent it back.  ERR_STATE: nothing stands as paid; ERR_INVALID: no reason. */
NODISCARD enum err payout_return(struct ctx *cx, int64_t case_id, struct str why);

NODISCARD enum err apply_case_paid_out(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_payout_returned(struct ctx *cx, const struct event *ev);

#endif
