/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/state.h"

enum flow_status flow_status(const struct flow_state *s)
{
    return s->status;
}

struct flow_counts flow_counts(const struct flow_state *s)
{
    return (struct flow_counts){ s->scope_count, s->token_count, s->item_count, s->wait_count, s->value_count };
}

bool flow_passed(const struct flow_state *s, uint32_t element)
{
    return element >= 1 && element <= s->elements && bit_get(s->marks, element);
}

const struct feel *flow_values(struct arena *a, const struct flow_state *s)
{
    const struct feel *context = feel_context(a);
    uint32_t root = s->scope_count > 0 ? s->scopes[0].id : 1;

    for (size_t i = 0; i < s->value_count; i++)
        if (s->values[i].scope == root)
            context = feel_put(a, context, s->values[i].name, s->values[i].data);
    return context;
}

struct live { uint32_t id, element; };

static size_t add(struct live *list, size_t count, uint32_t id, uint32_t element)
{
    size_t i = count;

    for (size_t k = 0; k < count; k++)
        if (list[k].element == element)
            return count;
    for (; i > 0 && list[i - 1].id > id; i--)
        list[i] = list[i - 1];
    list[i] = (struct live){ id, element };
    return count + 1;
}

size_t flow_live(const struct flow_state *s, uint32_t *out, size_t max)
{
    struct arena *a = arena_new(0);
    struct live *list = ARENA_ARRAY(a, s->token_count + s->item_count + s->wait_count, struct live);
    size_t count = 0;

    for (size_t i = 0; i < s->item_count; i++)
        count = add(list, count, s->items[i].id, s->items[i].element);
    for (size_t i = 0; i < s->token_count; i++)
        count = add(list, count, s->tokens[i].id, s->tokens[i].flow);
    for (size_t i = 0; i < s->wait_count; i++)
        if (s->waits[i].owner == 0)
            count = add(list, count, s->waits[i].id, s->waits[i].element);
    for (size_t i = 0; i < count && i < max; i++)
        out[i] = list[i].element;
    arena_free(a);
    return count;
}

static void push(struct arena *a, struct flow_effects *out, struct flow_effect e)
{
    out->items = arena_grow(a, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = e;
}

enum err flow_open(struct arena *a, const struct flow_state *s, struct flow_effects *out)
{
    *out = (struct flow_effects){ .refused = { "", 0 } };
    for (size_t i = 0; i < s->item_count; i++) {
        const struct item *it = &s->items[i];
        push(a, out, (struct flow_effect){ .kind = FLOW_ITEM_OPEN, .what = it->what, .id = it->id, .scope = it->scope,
            .element = it->element, .n = it->n, .at = it->at, .who = it->who, .data = it->data });
    }
    for (size_t i = 0; i < s->wait_count; i++) {
        const struct wait *w = &s->waits[i];
        push(a, out, (struct flow_effect){ .kind = FLOW_WAIT_OPEN, .what = w->what, .id = w->id, .scope = w->scope,
            .element = w->element, .owner = w->owner, .n = w->n, .at = w->at, .text = w->text });
    }
    return OK;
}
