/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * step - one step of a case in the making, shared by the files that know one part of the rules each.
 *
 * Every change goes through step_emit: it is recorded and applied to the scratch state at once.  The first failure
 * stays in err; from then on step_emit does nothing and the step ends without effects.
 */
#ifndef FLOW_STEP_H
#define FLOW_STEP_H

#include "flow/state.h"

enum move_kind { MOVE_FLOW, MOVE_TURN };        /* along a sequence flow; the next turn of a multi-instance scope */
struct move { uint32_t scope, element; enum move_kind kind; };

struct run {
    struct arena            *arena;
    const struct flow       *flow;
    struct flow_state       *state;
    const struct flow_event *event;
    const struct feel       *facts;
    int64_t                  now;
    struct flow_effects     *out;
    struct move             *moves;
    size_t                   move_head, move_count, move_cap;
    uint32_t                 budget;
    bool                     data_changed;      /* conditions must be tested when quiet   */
    enum err                 err;
    uint32_t                 seen_scope;        /* context below was made for it, 0: none */
    const struct feel       *seen;
};

/* ---- step.c ---- */
void step_emit(struct run *r, struct flow_effect e);
/* The id the next opening effect will get. */
uint32_t step_id(const struct run *r);
void step_refuse(struct run *r, const char *rule, uint32_t element);
void step_trace(struct run *r, enum flow_what what, uint32_t scope, uint32_t element, struct str text);
void step_send(struct run *r, enum flow_what what, uint32_t scope, uint32_t element, struct str text);
static inline const struct node *step_node(const struct run *r, uint32_t element) { return &r->flow->nodes[element]; }

/* ---- data.c: what expressions see, what outputs change ---- */
/* extra lies above all values; may be NULL. */
const struct feel *data_context(struct run *r, uint32_t scope, const struct feel *extra);
struct feel_env data_env(const struct run *r);
const struct feel *data_eval(struct run *r, const struct feel_expr *expr, uint32_t scope, const struct feel *extra);
bool data_is_true(struct run *r, const struct feel_expr *expr, uint32_t scope, const struct feel *extra);
void data_set(struct run *r, uint32_t scope, struct str name, const struct feel *v);
void data_set_in(struct run *r, uint32_t scope, struct str name, const struct feel *v);    /* exactly there */
void data_set_all(struct run *r, uint32_t scope, const struct feel *context);
void data_into_call(struct run *r, uint32_t scope, const struct node *call);
void data_out_of_call(struct run *r, uint32_t scope, const struct node *call);
const struct feel *data_value(const struct run *r, uint32_t scope, struct str name);       /* NULL: none there */

/* ---- token.c: along sequence flows, through gateways ---- */
void token_leave(struct run *r, uint32_t scope, uint32_t element);
void token_enter(struct run *r, uint32_t scope, uint32_t element);
void token_move(struct run *r, struct move m);
void token_forget(struct run *r, uint32_t scope);       /* moves waiting in scope or inside it */
bool token_try_joins(struct run *r);                    /* true: an inclusive join went on     */
void token_turn(struct run *r, uint32_t scope);         /* asks for the next turn of a multi-instance scope */

/* ---- activity.c: begin and end of activities, one or many at once ---- */
void activity_begin(struct run *r, uint32_t scope, uint32_t element);
void activity_turn(struct run *r, uint32_t scope);
void activity_complete_item(struct run *r, uint32_t item, const struct feel *data);
/* Something that stood for element ended in scope; key: the owner its boundary waits name. */
void activity_instance_done(struct run *r, uint32_t scope, uint32_t element, uint32_t key);
void activity_open_item(struct run *r, uint32_t scope, uint32_t element, uint32_t n, int64_t who, const struct feel *data);

/* ---- scope.c: levels of the process ---- */
void scope_enter_body(struct run *r, uint32_t scope, uint32_t box);
void scope_open_event_subs(struct run *r, uint32_t scope, uint32_t box);
/* Ends all inside scope, itself not. */
void scope_cancel(struct run *r, uint32_t scope);
/* Ends what is live inside; what can still be undone stays.  region: only these nodes of its box; NULL: all. */
void scope_stop(struct run *r, uint32_t scope, const uint64_t *region);
/* Ends it with all inside; an id that is no scope is none. */
void scope_drop(struct run *r, uint32_t scope, enum flow_what how);
/* Ends the activity with that key: an item, or a scope with all in it. */
void scope_cancel_activity(struct run *r, uint32_t key);
void scope_close_waits(struct run *r, uint32_t owner);
bool scope_try_complete(struct run *r);                 /* true: an empty scope was completed */
void scope_end_case(struct run *r, enum flow_what how, struct str why);
bool scope_is_level(enum flow_what what);               /* process, sub-process or called process */
/* The node of the box of level that something in scope belongs to; 0: not inside. */
uint32_t scope_anchor(const struct flow_state *s, uint32_t level, uint32_t scope, uint32_t element);

/* ---- wait.c: timers, messages, signals, conditions ---- */
void wait_open(struct run *r, uint32_t scope, uint32_t element, uint32_t owner, uint32_t n);
void wait_open_edges(struct run *r, uint32_t scope, uint32_t element, uint32_t owner);
void wait_fire(struct run *r, uint32_t wait, const struct feel *data);
bool wait_fire_signal(struct run *r, struct str name, const struct feel *data);    /* false: nobody waits */
bool wait_try_conditions(struct run *r);                /* true: one has come true */

/* ---- throw.c: errors, escalations ---- */
void throw_event(struct run *r, uint32_t scope, uint32_t element);
void throw_error(struct run *r, uint32_t scope, uint32_t element, uint32_t key, struct str code);
void throw_start_event_sub(struct run *r, uint32_t scope, uint32_t start, const struct feel *data);

/* ---- undo.c: compensation ---- */
void undo_remember(struct run *r, uint32_t scope, uint32_t element);    /* an activity was done       */
bool undo_keep(struct run *r, uint32_t scope);          /* true: the done scope is kept, to be undone */
void undo_forget(struct run *r, uint32_t level, uint32_t element);      /* as if it was never done    */
void undo_begin(struct run *r, uint32_t scope, uint32_t element);       /* thrown at element          */
void undo_next(struct run *r, uint32_t scope);          /* of a scope that undoes, when nothing in it is live */

/* ---- rule.c: decisions ---- */
void rule_decide(struct run *r, uint32_t scope, uint32_t element, const struct feel *about);

/* ---- office.c, sign.c: what BPMN does not know ---- */
void office_return(struct run *r);
void office_withdraw(struct run *r);
void office_hand_on(struct run *r);                     /* transfer, delegate, take back */
void office_tell(struct run *r);                        /* copy, urge                    */
void sign_add(struct run *r);
void sign_child_done(struct run *r, uint32_t scope);

#endif
