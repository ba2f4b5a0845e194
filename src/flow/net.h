/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * net - the control flow of one box as a token game without data: every choice is possible.
 *
 * A node joins what comes in and splits what goes out.  Reduction merges what cannot go wrong, so that a model built
 * of matching blocks shrinks to one node; what is left over is explored state by state.
 */
#ifndef FLOW_NET_H
#define FLOW_NET_H

#include "flow/model.h"

enum pattern { ONE_OF, ALL_OF, SOME_OF, MIXED };    /* exclusive, parallel, inclusive; MIXED: see plan_choices */

struct spot {                       /* a node of the net */
    enum pattern join, split;
    bool     gone, clears;          /* clears: takes all tokens of the box with it (terminate, error) */
    uint32_t joins, splits;         /* elements it stands for: the first and the last that were merged */
    uint32_t in, out;               /* how many arcs */
};
struct arc { uint32_t from, to, flow, enters; bool gone, optional, must, instead; };
/* flow: as it leaves; enters: as it arrives. */
/* Of a MIXED split: optional: may also go (non-interrupting boundary); must: goes whenever the activity completes;
 * instead: of all others (interrupting boundary); none of them: one of several conditional ways. */

struct token_net {
    struct spot *spots;
    uint32_t     spot_count;
    struct arc  *arcs;
    uint32_t     arc_count;
    uint32_t    *starts;            /* spots that begin a run, each on its own */
    uint32_t     start_count;
};

struct token_net net_build(struct arena *a, const struct flow *f, uint32_t box);
void net_reduce(struct token_net *n);

/* ---- space.c ---- */
enum trouble { TROUBLE_STARVED, TROUBLE_TWICE, TROUBLE_DEAD, TROUBLE_ENDLESS };
struct found { enum trouble trouble; uint32_t spot, arc, other; };   /* arc: the way in without, other: with a token */
struct space_result { struct found *items; size_t count, cap; bool proven; size_t states; };
struct space_result space_explore(struct arena *a, const struct token_net *n, size_t max_states);

#endif
