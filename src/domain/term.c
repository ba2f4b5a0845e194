/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/term.h"

#include "base/log.h"
#include "domain/step.h"

static const char CLOCK[] = "upper";

bool term_hangs_on(const struct flow *flow, const char *clock)
{
    for (uint32_t n = 1; n <= flow_elements(flow); n++)
        if (str_is(val_str(flow_element(flow, n)->more, "clock"), clock))
            return true;
    return false;
}

/* The live timer that the clock fires; 0: the process is elsewhere. */
static enum err find_wait(struct ctx *cx, const struct step *step, uint32_t *out)
{
    const struct flow *flow = step->item->process->flow;
    struct flow_effects open;
    struct flow_state *state;

    *out = 0;
    TRY(flow_decode(cx->arena, flow, step->flow_state, &state));
    TRY(flow_open(cx->arena, state, &open));
    for (size_t i = 0; i < open.count; i++) {
        const struct flow_effect *e = &open.items[i];
        if (e->kind == FLOW_WAIT_OPEN && str_is(val_str(flow_element(flow, e->element)->more, "clock"), CLOCK))
            *out = e->id;
    }
    return OK;
}

enum err term_over(struct ctx *cx, int64_t case_id)
{
    const struct clock *clock;
    struct clock_list clocks;
    struct case_file c;
    struct step step;
    struct event ev;
    uint32_t wait;

    TRY(clock_of_case(cx, case_id, &clocks));
    clock = clock_find(&clocks, str_of(CLOCK));
    if (clock == NULL || clock->falls.len == 0 || clock->ended_day > 0 || clock->due_at > cx->now)
        return OK;
    TRY(case_get(cx, case_id, &c));
    TRY(step_of_case(cx, &c, &step));
    TRY(find_wait(cx, &step, &wait));
    step.type = "case.timer";
    clock_say_end(cx, step.clocks, str_of(CLOCK));      /* or it would come due for ever */
    if (wait != 0) {
        step.move = (struct flow_event){ .kind = FLOW_TIMER, .id = wait };
        return step_take(cx, &step, &ev);
    }
    log_event(LOG_ERROR, "term.no_wait", LOG_INT("case", case_id));
    return step_stay(cx, &step, &ev);
}
