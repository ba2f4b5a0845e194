/* SPDX-License-Identifier: MulanPSL-2.0 */
/* case_apply - the part of case that writes: events into the rows of a case. */
#include "domain/attempt.h"
#include "domain/batch.h"
#include "domain/case.h"
#include "domain/case.sql.h"
#include "domain/clock.h"
#include "domain/held.h"
#include "domain/household.h"
#include "domain/delivery.h"
#include "domain/document.h"
#include "domain/decision.h"
#include "domain/joint.h"
#include "domain/once.h"
#include "domain/proxy.h"
#include "domain/special.h"
#include "domain/review.h"
#include "domain/said.h"
#include "domain/task.h"
#include "domain/timeline.h"
#include "domain/timer.h"
#include "domain/turn.h"
#include "domain/visit.h"
#include "flow/flow.h"
#include "store/db.h"

/* A state is the fold of its effects: no process is needed to carry them in. */
static enum err fold(struct ctx *cx, struct str before, const struct event *ev, struct str *after)
{
    struct flow_state *old = NULL, *now;
    struct flow_effects effects;

    if (before.len > 0)
        TRY(flow_decode(cx->arena, NULL, before, &old));
    TRY(flow_effects_from_val(cx->arena, val_at(ev->payload, "effects"), &effects));
    TRY(flow_apply(cx->arena, NULL, old, &effects, &now));
    *after = flow_encode(cx->arena, now);
    return OK;
}

static struct arg id_or_null(int64_t id)
{
    return id != 0 ? arg_int(id) : arg_null();
}

/* Names as they were written that day: what a person is called later changes no case. */
static enum err write_case(struct ctx *cx, const struct event *ev, struct str flow_state)
{
    const struct val *p = ev->payload, *answers = val_at(p, "answers");
    struct str applicant = val_str(answers, "applicant.name");
    struct str agent = val_num(p, "agent") != 0 ? val_str(answers, "agent.name") : STR("");

    return db_put(cx, &SQL_CASE_WRITE,
                  ARGS(arg_int(ev->stream), arg_text(val_str(p, "number")), arg_text(val_str(p, "item")),
                       arg_text(val_str(p, "item_zh")), arg_text(val_str(p, "item_en")), arg_text(val_str(p, "department")),
                       arg_int(val_num(p, "place")), arg_int(val_num(p, "channel")), arg_int(val_num(p, "applicant")),
                       arg_text(applicant), id_or_null(val_num(p, "agent")), arg_text(agent),
                       arg_text(val_str(p, "acceptor_department")), arg_int(val_num(p, "acceptor_place")),
                       arg_int(ev->actor), arg_text(ev->actor_name), id_or_null(ev->mandate),
                       arg_int(val_num(p, "wall_rule")), arg_text(ev->pack), arg_text(val_str(p, "process")),
                       arg_bytes(flow_state), arg_int(ev->at), arg_int(ev->position)));
}

/* n counts on from what the case has: a supplement adds to the papers of the filing. */
static enum err write_materials(struct ctx *cx, const struct event *ev)
{
    const struct val *papers = val_at(ev->payload, "materials");

    for (size_t i = 0; i < papers->count; i++) {
        const struct val *m = papers->items[i];
        TRY(db_put(cx, &SQL_CASE_WRITE_MATERIAL,
                   ARGS(arg_int(ev->stream), arg_int(ev->seq * PAPERS_AN_EVENT + (int64_t)i), arg_text(val_str(m, "slot")),
                        arg_text(val_str(m, "name_zh")), arg_text(val_str(m, "name_en")), arg_text(val_str(m, "digest")),
                        arg_text(val_str(m, "type")), arg_int(val_num(m, "bytes")), arg_int(ev->at), arg_int(ev->actor),
                        arg_text(val_str(m, "source")))));
        TRY(apply_held(cx, ev, ev->seq * PAPERS_AN_EVENT + (int64_t)i, m));
    }
    return OK;
}

static enum err write_joining(struct ctx *cx, const struct event *ev)
{
    const struct val *joining = val_at(ev->payload, "joining");

    for (size_t i = 0; i < joining->count; i++)
        TRY(db_put(cx, &SQL_CASE_WRITE_JOINING, ARGS(arg_int(ev->stream), arg_text(joining->items[i]->text))));
    return OK;
}

/* What every event of a case carries besides its own columns; clocks last, they tell the tasks. */
static enum err carry(struct ctx *cx, const struct event *ev)
{
    TRY(write_materials(cx, ev));
    TRY(apply_joint(cx, ev));
    TRY(apply_decision(cx, ev));
    TRY(apply_delivery(cx, ev));
    TRY(apply_tasks(cx, ev));
    TRY(apply_organs(cx, ev));
    TRY(apply_turns(cx, ev));
    TRY(apply_review(cx, ev));
    TRY(apply_visit(cx, ev));
    TRY(apply_batch_done(cx, ev));
    TRY(apply_clocks(cx, ev));
    TRY(apply_timers(cx, ev));
    TRY(apply_documents(cx, ev));
    TRY(apply_special(cx, ev));
    TRY(apply_said(cx, ev));
    return apply_timeline(cx, ev);
}

enum err apply_case_stay(struct ctx *cx, const struct event *ev)
{
    return carry(cx, ev);
}

enum err apply_case_received(struct ctx *cx, const struct event *ev)
{
    struct str flow_state;

    TRY(fold(cx, STR(""), ev, &flow_state));
    TRY(write_case(cx, ev, flow_state));
    TRY(write_joining(cx, ev));
    TRY(apply_once(cx, ev));
    if (val_has(ev->payload, "household"))
        TRY(apply_household_value(cx, val_num(val_at(ev->payload, "household"), "id"), val_at(ev->payload, "household"), ev->at));
    TRY(apply_proxy(cx, ev));
    TRY(apply_attempt_filed(cx, ev));
    return carry(cx, ev);
}

enum err apply_case_note(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_CASE_TOUCH, ARGS(arg_int(ev->stream), arg_int(ev->position))));
    return apply_timeline(cx, ev);
}

enum err apply_case_papers(struct ctx *cx, const struct event *ev)
{
    TRY(write_materials(cx, ev));
    return apply_case_note(cx, ev);
}

static enum case_state state_of(const struct event *ev, enum case_state before)
{
    struct str name = val_str(ev->payload, "state");

    for (int s = 0; s < CASE_STATE_COUNT; s++)
        if (str_is(name, case_state_name((enum case_state)s)))
            return (enum case_state)s;
    return before;
}

/* Acceptance may count from an earlier day than that of the event. */
static void mark_times(struct case_file *c, enum case_state before, int64_t at, const struct val *p)
{
    if (c->state == before)
        return;
    if (c->state == CASE_ACCEPTED)
        c->accepted_at = val_has(p, "accepted_at") ? val_num(p, "accepted_at") : at;
    if (c->state == CASE_DECIDED)
        c->decided_at = at;
    if (c->state == CASE_CLOSED)
        c->closed_at = at;
}

enum err apply_case_step(struct ctx *cx, const struct event *ev)
{
    struct case_file c;
    enum case_state before;
    struct str flow_state;

    TRY(case_get(cx, ev->stream, &c));
    TRY(fold(cx, c.flow_state, ev, &flow_state));
    before = c.state;
    c.state = state_of(ev, before);
    mark_times(&c, before, ev->at, ev->payload);
    if (val_has(ev->payload, "outcome"))
        c.outcome = val_str(ev->payload, "outcome");
    if (val_has(ev->payload, "reason"))
        c.reason = val_str(ev->payload, "reason");
    c.corrected += val_has(ev->payload, "gaps");
    TRY(db_put(cx, &SQL_CASE_STEP,
               ARGS(arg_int(c.id), arg_int(c.state), arg_text(c.outcome), arg_text(c.reason), arg_bytes(flow_state),
                    id_or_null(c.accepted_at), id_or_null(c.decided_at), id_or_null(c.closed_at), arg_int(c.corrected),
                    arg_int(ev->position))));
    return carry(cx, ev);
}

enum err apply_case_reopened(struct ctx *cx, const struct event *ev)
{
    struct str flow_state;
    struct case_file c;

    TRY(case_get(cx, ev->stream, &c));
    TRY(fold(cx, STR(""), ev, &flow_state));
    TRY(db_put(cx, &SQL_CASE_STEP,
               ARGS(arg_int(c.id), arg_int(CASE_RECEIVED), arg_text(STR("")), arg_text(STR("")), arg_bytes(flow_state),
                    arg_null(), arg_null(), arg_null(), arg_int(c.corrected), arg_int(ev->position))));
    return carry(cx, ev);
}
