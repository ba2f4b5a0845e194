/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * model - a compiled flow from the inside: flat arrays indexed by element numbers, shared by the files of this floor.
 *
 * Processes, flow nodes and sequence flows share one numbering.  A box is what holds elements: the process, a called
 * process, a sub-process; its elements have consecutive numbers, nodes before flows.
 */
#ifndef FLOW_MODEL_H
#define FLOW_MODEL_H

#include "base/xml.h"
#include "flow/flow.h"

enum node_kind {
    NODE_NONE, NODE_PROCESS, NODE_FLOW, NODE_START, NODE_END, NODE_TASK, NODE_USER, NODE_MANUAL, NODE_SERVICE,
    NODE_SEND, NODE_RECEIVE, NODE_SCRIPT, NODE_RULE, NODE_EXCLUSIVE, NODE_PARALLEL, NODE_INCLUSIVE, NODE_EVENT_BASED,
    NODE_CATCH, NODE_THROW, NODE_BOUNDARY, NODE_SUB, NODE_EVENT_SUB, NODE_CALL, NODE_KIND_COUNT
};

enum trigger {
    ON_NONE, ON_TIMER, ON_MESSAGE, ON_SIGNAL, ON_CONDITION, ON_ERROR, ON_ESCALATION, ON_LINK, ON_COMPENSATION,
    ON_TERMINATE, TRIGGER_COUNT
};

struct slice { uint32_t at, count; };       /* of flow.links */

struct multi {                              /* 会签: several instances of one activity; standard loop */
    bool        sequential, is_loop, test_before;
    const struct feel_expr *count, *items, *until, *each_out;   /* until: completionCondition, or loopCondition */
    struct str  item_name, out_name;        /* of one element; of the list of outputs */
    uint32_t    max;                        /* loopMaximum, 0: none */
};

struct copy_rule { struct str to; const struct feel_expr *expr; };      /* data in or out of a call activity */
struct copies { struct copy_rule *items; size_t count; bool all; };     /* all: every value of the other side */

struct node {
    enum node_kind kind;
    enum trigger   trigger;
    bool           interrupting;            /* boundary, start of an event sub-process              */
    bool           foreign;                 /* script in another language: logged, never run        */
    bool           for_compensation;
    bool           aside;                   /* compensation throw that does not wait                */
    uint32_t       box, body;               /* where it stands; what it opens (0: nothing)          */
    uint32_t       from, to;                /* NODE_FLOW                                            */
    uint32_t       host;                    /* boundary: the activity it sits on                    */
    uint32_t       jump;                    /* link throw: its catch; compensation boundary: handler;
                                               compensation throw: the one activity, 0 all          */
    uint32_t       usual;                   /* the default flow                                     */
    struct slice   in, out, edges;          /* edges: boundary events on it                         */
    struct str     text;                    /* message, signal, code, link name, timer literal, script, decision */
    struct str     result;                  /* name the outcome of a decision gets                  */
    const struct feel_expr *expr;           /* condition, timer, script                             */
    const struct multi *multi;
    struct copies  data_in, data_out;
    uint32_t       join;                    /* NODE_INCLUSIVE with several ways in: number of struct join, from 1 */
    const struct dmn *decisions;            /* NODE_RULE */
    const struct xml *xml;                  /* lives as long as the flow: drawing and checking read it */
};

struct box {
    uint32_t   element;                     /* the process or sub-process                  */
    uint32_t   first, nodes, flows;         /* numbers first .. first + nodes + flows - 1  */
    uint32_t   start;                       /* none start, else the only one; 0: none      */
    struct slice starts, event_subs;
    uint32_t   first_region, regions;
    const struct xml *xml;
    uint32_t   file;
};

/* For each way into an inclusive join: the nodes of the box from which it can be reached without passing the join.
 * ways are in the order of node.in; words: 64-bit words of one set. */
struct join { uint32_t node, words; const uint64_t *ways; };

/* What lies between a fork and its join on one branch: bits over the nodes of the box. */
struct region { uint32_t fork, size; const uint64_t *bits; };

struct flow {
    uint32_t             count;             /* elements; numbers 1 .. count                */
    struct node         *nodes;             /* [0] is empty                                */
    struct flow_element *elements;
    uint32_t            *links;
    size_t               link_count;
    struct box          *boxes;             /* [0] is empty; [1] is the process itself     */
    uint32_t             box_count;
    struct join         *joins;             /* [0] is empty                                */
    uint32_t             join_count;
    struct region       *regions;
    uint32_t             region_count;
    uint32_t            *by_id;             /* element numbers sorted by id                */
    uint64_t             hash;
    struct str           hash_text;         /* 16 hexadecimal digits                       */
    struct str           process;
    const struct xml   **documents;         /* definitions of each file, NULL: not BPMN    */
    const struct flow_source *files;
    size_t               file_count;
};

#define BPMN_NAMESPACE "http://www.omg.org/spec/BPMN/20100524/MODEL"

static inline bool bit_get(const uint64_t *bits, uint32_t i) { return bits[i / 64] >> (i % 64) & 1; }
static inline void bit_set(uint64_t *bits, uint32_t i) { bits[i / 64] |= UINT64_C(1) << (i % 64); }

static inline bool node_is_task(enum node_kind k)      /* becomes an item */
{
    return k == NODE_USER || k == NODE_MANUAL || k == NODE_SERVICE || k == NODE_SEND || k == NODE_RECEIVE;
}

static inline bool node_is_activity(enum node_kind k)
{
    return (k >= NODE_TASK && k <= NODE_RULE) || k == NODE_SUB || k == NODE_CALL;
}

/* ---- graph.c: a box as a plain graph of its nodes, counted from 0 ---- */
struct net { uint32_t n; const uint32_t *succ_at, *succ, *pred_at, *pred; };    /* [x] .. [x + 1] of the _at arrays */

struct net graph_net(struct arena *a, const struct flow *f, uint32_t box);
void graph_build(struct arena *a, struct flow *f);      /* joins and regions, after all links stand */
/* Sets a bit for start and all that can be reached from it without entering wall (net.n: no wall). */
void graph_reach(struct arena *a, const struct net *g, uint32_t start, uint32_t wall, bool backwards, uint64_t *bits);

static inline uint32_t words_for(uint32_t bits) { return bits / 64 + 1; }

#endif
