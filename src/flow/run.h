/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * run - plays one case on a virtual clock and tells what happens, one JSON object a line.
 *
 * Lines: {"t":ms since the start,"event":"enter|complete|wait|timer|throw|catch|script|error|end","element":id,
 * "kind":"userTask",...}; "text" is the message, signal, code or script.  The last line is
 * {"event":"finished|waiting|stuck|failed","tokens":[ids of elements with something live],"data":{...}}.
 * Working days of timers are counted as Monday to Friday: no calendar is at hand.
 */
#ifndef FLOW_RUN_H
#define FLOW_RUN_H

#include "flow/flow.h"

enum { RUN_STEPS_MAX = 100000 };

struct run_post { struct str name; int64_t after_ms; bool is_signal; };     /* a message or signal from outside */
/*
 * action: complete, fail, return, return-branch, before, after, beside, delegate, take-back, transfer, withdraw,
 * copy, urge; any other word completes the item with {action: word} and the data.  data: the output; of return the id
 * of the target, of fail the code, of the others who.
 */
struct run_do { struct str element, action; const struct feel *data; };

struct run_plan {
    const struct feel *data;            /* values the case begins with; may be NULL          */
    int64_t            start;           /* unix milliseconds                                 */
    bool               automatic;       /* complete all work in order of arising             */
    int64_t            until_ms;        /* time that passes at most; below 0: no end is set  */
    struct run_post   *posts;
    size_t             post_count;
    struct run_do     *dos;             /* each is done as soon as its element is at work    */
    size_t             do_count;
    void             (*line)(void *user, struct str json);
    void              *user;
};

enum run_outcome { RUN_FINISHED, RUN_WAITING, RUN_STUCK, RUN_FAILED };
enum run_outcome flow_run(struct arena *a, const struct flow *f, const struct run_plan *plan);

#endif
