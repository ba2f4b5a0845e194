/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * handling - 办理: what an officer does with a task, what an applicant may do meanwhile, what the clock does.
 *
 * Acts by the kind of task, each with its event and what follows (the process decides where to go):
 *
 *   kind        outcome        event                  case becomes          clocks
 *   accept      accepted       case.accepted          accepted              correction ends; promise, legal start
 *   accept      correction     case.correction_asked  awaiting_correction   correction ends
 *   accept      not_mended     case.not_accepted      closed                all end
 *   accept      not_required   case.not_required      closed                all end
 *   accept      not_accepted   case.not_accepted      closed                all end
 *   supplement  supplied       case.supplied          received              correction starts anew
 *   supplement  expired        case.lapsed            closed                all end
 *   gather      no_gaps        case.gathered          -                     -
 *   gather      gaps_found     case.gathered          -                     -
 *   opinion     agree          case.opinion           -                     -
 *   opinion     disagree       case.opinion           -                     -
 *   record, notice, check: done   case.recorded       -                     -
 *   decide      granted        case.decided           decided               promise, legal end
 *   decide      refused        case.decided           decided               promise, legal end
 *   decide_part granted        case.part_decided      -                     that department's ends
 *   decide_part refused        case.part_decided      -                     that department's ends
 *   summary     told           case.summed            decided               promise, legal end
 *   deliver     delivered      case.delivered         closed                all end
 *
 * One correction notice names every gap, once (行政许可法 32(4)): a second one is refused.  What else law asks of an
 * act, and the numbered paper it sends out, stands in formality.h.
 */
#ifndef DOMAIN_HANDLING_H
#define DOMAIN_HANDLING_H

#include "domain/case.h"
#include "domain/task.h"
#include "domain/timer.h"

enum { NOTE_CHARS_MIN = 4, NOTE_CHARS_MAX = 2000, CORRECTION_GAPS_MAX = 40, GAP_CHARS_MAX = 500 };

struct act {
    int64_t    task;
    struct str outcome;             /* one of the table, as the task's kind allows           */
    struct str note;                /* opinion, reason, record; needed where the act says so */
    struct str competent;           /* not_accepted: the competent organ, a department of the pack or its name */
    const struct val *gaps;         /* correction, gaps_found: list of texts, each one gap; not_mended: those that remain */
    const struct val *results;      /* granted: [{id, amount_fen}]; NULL: all there are      */
    const struct val *marks;        /* 审查要点 as review_take wants them; NULL: as they stand */
    int64_t    batch;               /* the list this act belongs to; 0: none                 */
    const struct val *delivery;     /* delivered: how, to whom, what proves it (delivery.h)  */
    const struct val *visit;        /* a visit: who else was there (visit.h); NULL: nobody   */
    bool       heard;               /* granted, refused behind a hearing: its record was read (hearing.h) */
    struct str who;                 /* supplied: who of the applicant's side came (proxy.h)  */
};

/* One choice an officer has for a task, in the order of the page; the first is the ordinary one. */
struct act_choice { const char *kind, *outcome; bool needs_note, needs_gaps, final; };
/* Choices for the kind; corrected: how many correction notices the case has had. */
size_t handling_choices(struct str kind, int corrected, const struct act_choice **out, size_t max);

/*
 * Does the act.  ERR_CONFLICT: the task is done or gone (a gap names who and when); ERR_FORBIDDEN: another
 * post answers for it; ERR_NOT_FOUND: no such task in sight; ERR_INVALID: note or gaps missing, a point of review
 * open, a visit of too few (visit.h), who came may not (gap "who", or "relation" of a delivery; kept as an attempt) (gaps); ERR_STATE: the actor did another part
 * and the item keeps persons apart (turn.h).
 */
NODISCARD enum err handling_act(struct ctx *cx, const struct act *act, struct case_file *out);
/* What is asked of every note; pointed: as opinion_check. ERR_INVALID: too short, too long, no opinion (gap "note"). */
NODISCARD enum err handling_check_note(struct ctx *cx, struct str note, bool pointed);
/*
 * Inside a command: what came by a link is handed in, with nobody of the staff.  ERR_STATE: it is no open supplement;
 * ERR_INVALID: who sends it may not (gap "who").
 */
NODISCARD enum err handling_supply(struct ctx *cx, int64_t task, struct str who);
/*
 * The applicant takes the application back, by the village or window, before the decision.  ERR_STATE: too late;
 * ERR_INVALID: no reason, or who came may not (gap "who"; kept as an attempt).
 */
struct withdrawal { int64_t case_id; struct str reason, who; };
NODISCARD enum err handling_withdraw(struct ctx *cx, const struct withdrawal *w, struct case_file *out);
/* A timer has come due: lets the process go on. Late or doubled firing is harmless. */
NODISCARD enum err handling_timer(struct ctx *cx, int64_t case_id, uint32_t wait);
/* Several that are due, together: one commit for all, answers[i] for each; one that fails stops none of the others. */
void handling_timers(struct ctx *cx, const struct timer *due, size_t count, enum err *answers);

#endif
