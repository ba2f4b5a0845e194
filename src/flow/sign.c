/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * 加签.  A sign round is a scope around one item: BEFORE holds the item until the other has signed, AFTER opens the
 * other when the item is done, BESIDE lets both work.  In a parallel multi-instance BESIDE is one instance more.
 */
#include "flow/step.h"

static bool takes_one_more(const struct run *r, const struct scope *c, const struct item *it)
{
    if (c->element != it->element)
        return false;
    return c->what == FLOW_IN_BESIDE
        || (c->what == FLOW_IN_MULTI && !step_node(r, c->element)->multi->sequential);
}

static void one_more(struct run *r, const struct scope *c, uint32_t element)
{
    struct scope was = *c;

    if (was.n >= FLOW_INSTANCES_MAX) {
        step_refuse(r, "sign.too_many", element);
        return;
    }
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .id = was.id, .scope = was.parent, .element = was.element,
                                       .owner = was.n + 1, .n = was.done, .at = was.turn + 1 });
    activity_open_item(r, was.id, element, was.what == FLOW_IN_MULTI ? was.turn + 1 : 0, r->event->who, NULL);
}

static void set_item(struct run *r, const struct item *it, enum flow_what what, uint32_t scope)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_ITEM_SET, .what = what, .id = it->id, .scope = scope,
                                       .element = it->element, .n = it->n, .at = r->now, .who = it->who });
}

static void wrap(struct run *r, struct item it, enum flow_what what)
{
    uint32_t round = step_id(r);

    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .what = what, .id = round, .scope = it.scope,
        .owner = it.id, .element = it.element, .n = 2, .at = r->now, .who = r->event->who });
    set_item(r, &it, FLOW_MOVED, round);
    if (what == FLOW_IN_BEFORE)
        set_item(r, &it, FLOW_ITEM_HELD, round);
    if (what != FLOW_IN_AFTER)
        activity_open_item(r, round, it.element, 0, r->event->who, NULL);
}

void sign_add(struct run *r)
{
    static const enum flow_what rounds[] = {
        [FLOW_BEFORE] = FLOW_IN_BEFORE, [FLOW_AFTER] = FLOW_IN_AFTER, [FLOW_BESIDE] = FLOW_IN_BESIDE };
    const struct item *it = state_item(r->state, r->event->id);
    enum flow_how how = r->event->how;
    const struct scope *c;

    if (it == NULL)
        step_refuse(r, "item.closed", 0);
    else if (it->held)
        step_refuse(r, "item.held", it->element);
    else if (it->what != FLOW_ITEM_USER && it->what != FLOW_ITEM_MANUAL)
        step_refuse(r, "item.kind", it->element);
    else if (r->event->who == 0 || r->event->who == it->who)
        step_refuse(r, "who.missing", it->element);
    else if (how != FLOW_BEFORE && how != FLOW_AFTER && how != FLOW_BESIDE)
        step_refuse(r, "sign.how", it->element);
    if (r->err != OK)
        return;
    c = state_scope(r->state, it->scope);
    if (how == FLOW_BESIDE && takes_one_more(r, c, it))
        one_more(r, c, it->element);
    else
        wrap(r, *it, rounds[how]);
}

static void free_held(struct run *r, uint32_t round)
{
    for (size_t i = 0; i < r->state->item_count; i++) {
        struct item it = r->state->items[i];
        if (it.scope == round && it.held) {
            set_item(r, &it, FLOW_ITEM_FREED, round);
            return;
        }
    }
}

void sign_child_done(struct run *r, uint32_t round)
{
    struct scope c = *state_scope(r->state, round);
    uint32_t done = c.done + 1;

    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .id = round, .scope = c.parent, .element = c.element,
                                       .owner = c.n, .n = done, .at = c.turn });
    if (done < c.n) {
        if (c.what == FLOW_IN_BEFORE)
            free_held(r, round);
        else if (c.what == FLOW_IN_AFTER)
            activity_open_item(r, round, c.element, 0, c.who, NULL);
        return;
    }
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_CLOSE, .what = FLOW_CLOSED_DONE, .id = round, .scope = c.parent,
                                       .element = c.element });
    activity_instance_done(r, c.parent, c.element, c.owner);
}
