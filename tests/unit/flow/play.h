/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * play - plays one case of a small process; after every step it proves that the recorded effects, written as JSON and
 * read again, rebuild the same state without the flow, and that the state survives its own bytes.
 */
#ifndef UNIT_FLOW_PLAY_H
#define UNIT_FLOW_PLAY_H

#include "../test.h"
#include "flow/flow.h"

struct play {
    struct arena      *arena;
    struct flow       *flow;
    struct flow_state *state;
    struct flow_effects last;
    struct flow_report report;
    const struct feel *facts;
    int64_t            now;
};

#define F(from, to) "<sequenceFlow id='" #from "_" #to "' sourceRef='" #from "' targetRef='" #to "'/>"
#define FC(from, to, condition) "<sequenceFlow id='" #from "_" #to "' sourceRef='" #from "' targetRef='" #to \
    "'><conditionExpression>" condition "</conditionExpression></sequenceFlow>"

/* The bytes of a file with one process "p" of these elements, and of one with these definitions. */
struct str play_process(struct arena *a, const char *inside);
struct str play_definitions(struct arena *a, const char *inside);

struct play play_make(const char *inside);              /* compiles one process; a refusal fails the test */
struct play play_make_all(const char *definitions);
void play_end(struct play *p);
/* The findings of a refused or doubtful file: "rule:element rule:element". */
struct str play_findings(struct arena *a, struct str bytes);

enum err play_event(struct play *p, struct flow_event ev);
void play_start(struct play *p);
void play_start_with(struct play *p, const char *json);
enum err play_do(struct play *p, const char *element);          /* completes its first open item */
enum err play_do_with(struct play *p, const char *element, const char *json);
enum err play_move(struct play *p, enum flow_event_kind kind, const char *item, const char *target, enum flow_how how,
                   int64_t who);
enum err play_timer(struct play *p, const char *element);
enum err play_message(struct play *p, const char *name);
enum err play_signal(struct play *p, const char *name);
uint32_t play_item(struct play *p, const char *element);        /* id of its first open item, 0: none */
/* Ids of the elements with open items, then of those waiting with "?", then flows with held tokens with ">". */
struct str play_doing(struct play *p);
struct str play_status(struct play *p);
struct str play_value(struct play *p, const char *name);        /* as JSON */
bool play_says(struct play *p, enum flow_effect_kind kind, enum flow_what what, const char *element);
const struct feel *play_json(struct play *p, const char *json);

#define assert_doing(p, want) assert_str(play_doing(p), want)

#endif
