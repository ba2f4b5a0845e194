/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * state - what is live in one running case, as flat arrays in the order of arising (ids rise).
 *
 * A scope is finished when its live is 0: the items, held tokens, scopes in it, and waits without an owner.
 * Waits with an owner (an item, a scope, a token at an event-based gateway) end with that owner.
 */
#ifndef FLOW_STATE_H
#define FLOW_STATE_H

#include "flow/model.h"

struct scope {
    uint32_t id, parent, element;
    uint32_t owner;             /* key of the activity it stands for: boundary waits name it as owner      */
    uint32_t n, done, turn;     /* multi-instance: how many, how many finished, how many begun             */
    uint32_t live;              /* counted, not stored                                                     */
    enum flow_what what;
    int64_t  who;               /* sign round AFTER: who signs then                                        */
};
struct token { uint32_t id, scope, flow; };
struct item {
    uint32_t id, scope, element, n;
    enum flow_what what;
    bool     held, delegated;   /* held: waits for those who sign before                                   */
    int64_t  at, who, back;     /* back: who delegated                                                     */
    const struct feel *data;    /* its element of the collection; may be NULL                              */
};
struct wait { uint32_t id, scope, element, owner, n; enum flow_what what; int64_t at; struct str text; };
struct value { uint32_t scope; struct str name; const struct feel *data; };

struct flow_state {
    uint64_t          hash;
    uint32_t          next_id, elements;        /* elements: of the flow, how many marks there are          */
    enum flow_status  status;
    struct scope     *scopes;
    struct token     *tokens;
    struct item      *items;
    struct wait      *waits;
    struct value     *values;
    size_t            scope_count, scope_cap, token_count, token_cap, item_count, item_cap, wait_count, wait_cap,
                      value_count, value_cap;
    uint64_t         *marks;                    /* a bit for each element of the path so far                */
    const struct flow *fits;                    /* the flow its elements were checked against               */
};

struct flow_state *state_new(struct arena *a);
struct flow_state *state_copy(struct arena *a, const struct flow_state *s);     /* with room to grow */
/* False: the effect does not fit; the state is then worthless. */
bool state_apply(struct arena *a, struct flow_state *s, const struct flow_effect *e);
/* True when every element number is one of f and of the right kind. */
bool state_fits(const struct flow *f, const struct flow_state *s);

/* NULL: no such id */
struct scope *state_scope(const struct flow_state *s, uint32_t id);
struct token *state_token(const struct flow_state *s, uint32_t id);
struct item  *state_item(const struct flow_state *s, uint32_t id);
struct wait  *state_wait(const struct flow_state *s, uint32_t id);
bool state_inside(const struct flow_state *s, uint32_t scope, uint32_t around);    /* or the same */
/* Counts what lives in each scope anew; false: something names a scope that is not there. */
bool state_count(struct flow_state *s);

enum flow_what state_item_what(enum node_kind kind);
enum flow_what state_wait_what(enum trigger trigger);
struct str state_marks_text(struct arena *a, const struct flow_state *s, const uint64_t *marks);

#endif
