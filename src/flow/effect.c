/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "base/buf.h"
#include "flow/state.h"

static const char *const kind_names[FLOW_EFFECT_COUNT] = {
    [FLOW_SCOPE_OPEN] = "scope_open", [FLOW_SCOPE_SET] = "scope_set", [FLOW_SCOPE_CLOSE] = "scope_close",
    [FLOW_TOKEN_PUT] = "token_put", [FLOW_TOKEN_TAKE] = "token_take", [FLOW_ITEM_OPEN] = "item_open",
    [FLOW_ITEM_SET] = "item_set", [FLOW_ITEM_CLOSE] = "item_close", [FLOW_WAIT_OPEN] = "wait_open",
    [FLOW_WAIT_CLOSE] = "wait_close", [FLOW_VALUE_SET] = "value_set", [FLOW_CASE_SET] = "case_set",
    [FLOW_SEND] = "send", [FLOW_TRACE] = "trace",
};

/* These names stand in recorded events: they are never changed. */
static const char *const what_names[FLOW_WHAT_COUNT] = {
    [FLOW_WHAT_NONE] = "", [FLOW_IN_PROCESS] = "process", [FLOW_IN_SUB] = "sub", [FLOW_IN_EVENT_SUB] = "event_sub",
    [FLOW_IN_CALL] = "call", [FLOW_IN_MULTI] = "multi", [FLOW_IN_LOOP] = "loop", [FLOW_IN_BEFORE] = "before",
    [FLOW_IN_AFTER] = "after", [FLOW_IN_BESIDE] = "beside", [FLOW_IN_COMPENSATION] = "in_compensation",
    [FLOW_IN_KEPT] = "kept",
    [FLOW_ITEM_USER] = "user", [FLOW_ITEM_MANUAL] = "manual", [FLOW_ITEM_SERVICE] = "service",
    [FLOW_ITEM_SEND] = "send_task", [FLOW_ITEM_RECEIVE] = "receive", [FLOW_ITEM_TRANSFERRED] = "transferred",
    [FLOW_ITEM_DELEGATED] = "delegated", [FLOW_ITEM_TAKEN_BACK] = "taken_back", [FLOW_ITEM_HELD] = "held",
    [FLOW_ITEM_FREED] = "freed", [FLOW_MOVED] = "moved", [FLOW_ON_TIMER] = "timer", [FLOW_ON_MESSAGE] = "message",
    [FLOW_ON_SIGNAL] = "signal", [FLOW_ON_CONDITION] = "condition", [FLOW_ON_COMPENSATION] = "compensation",
    [FLOW_CLOSED_DONE] = "done", [FLOW_CLOSED_CANCELLED] = "cancelled", [FLOW_CASE_STARTED] = "started",
    [FLOW_CASE_SUSPENDED] = "suspended", [FLOW_CASE_RESUMED] = "resumed", [FLOW_CASE_FINISHED] = "finished",
    [FLOW_CASE_FAILED] = "failed", [FLOW_CASE_WITHDRAWN] = "withdrawn", [FLOW_CASE_VERSION] = "version",
    [FLOW_CASE_MARKS] = "marks", [FLOW_SEND_MESSAGE] = "send_message", [FLOW_SEND_SIGNAL] = "send_signal",
    [FLOW_SEND_COPY] = "copy", [FLOW_SEND_URGE] = "urge", [FLOW_TRACE_PASS] = "pass", [FLOW_TRACE_THROW] = "throw",
    [FLOW_TRACE_CATCH] = "catch", [FLOW_TRACE_SCRIPT] = "script", [FLOW_TRACE_ERROR] = "error",
    [FLOW_TRACE_END] = "end",
};

const char *flow_effect_name(enum flow_effect_kind kind)
{
    return kind < FLOW_EFFECT_COUNT ? kind_names[kind] : "";
}

const char *flow_what_name(enum flow_what what)
{
    return what < FLOW_WHAT_COUNT ? what_names[what] : "";
}

static void set_number(struct arena *a, struct val *map, const char *key, int64_t n)
{
    if (n != 0)
        val_set_int(a, map, key, n);
}

static struct str hex_of(struct arena *a, const struct feel *data)
{
    struct buf bytes = buf_in(a), hex = buf_in(a);

    feel_encode(&bytes, data);
    for (size_t i = 0; i < bytes.len; i++)
        buf_printf(&hex, "%02x", (unsigned)(unsigned char)bytes.p[i]);
    return buf_str(&hex);
}

/* JSON where it gives the value back as it was, so that an event can be read; else the bytes of feel_encode. */
static void set_data(struct arena *a, struct val *map, const struct feel *data)
{
    struct str json = feel_to_json(a, data);
    const struct feel *again;

    if (feel_from_json(a, json, &again, NULL) == OK && str_eq(hex_of(a, again), hex_of(a, data)))
        val_set_str(a, map, "d", json);
    else
        val_set_str(a, map, "x", hex_of(a, data));
}

static struct val *effect_to_val(struct arena *a, const struct flow_effect *e)
{
    struct val *map = val_map(a);

    val_set_str(a, map, "k", str_of(kind_names[e->kind]));
    if (e->what != FLOW_WHAT_NONE)
        val_set_str(a, map, "w", str_of(what_names[e->what]));
    set_number(a, map, "i", e->id);
    set_number(a, map, "s", e->scope);
    set_number(a, map, "o", e->owner);
    set_number(a, map, "e", e->element);
    set_number(a, map, "n", e->n);
    set_number(a, map, "at", e->at);
    set_number(a, map, "who", e->who);
    if (e->text.len > 0)
        val_set_str(a, map, "t", e->text);
    if (e->data != NULL)
        set_data(a, map, e->data);
    return map;
}

struct val *flow_effects_to_val(struct arena *a, const struct flow_effects *e)
{
    struct val *list = val_list(a);

    for (size_t i = 0; i < e->count; i++)
        val_push(a, list, effect_to_val(a, &e->items[i]));
    return list;
}

static bool find_name(const char *const *names, int count, struct str name, int *out)
{
    for (*out = 0; *out < count; ++*out)
        if (str_is(name, names[*out]))
            return true;
    return false;
}

static bool small(const struct val *v, const char *key, uint32_t *out)
{
    int64_t n = val_num(v, key);

    *out = (uint32_t)n;
    return n >= 0 && n <= UINT32_MAX;
}

static bool unhex(struct arena *a, struct str hex, struct str *out)
{
    char *bytes = ARENA_ARRAY(a, hex.len / 2 + 1, char);

    for (size_t i = 0; i < hex.len; i++) {
        const char *digits = "0123456789abcdef", *at = hex.p[i] != '\0' ? strchr(digits, hex.p[i]) : NULL;
        if (at == NULL)
            return false;
        bytes[i / 2] = (char)((unsigned)(unsigned char)bytes[i / 2] << 4 | (unsigned)(at - digits));
    }
    *out = (struct str){ bytes, hex.len / 2 };
    return hex.len % 2 == 0;
}

static bool get_data(struct arena *a, const struct val *v, const struct feel **out)
{
    struct str bytes;
    size_t at = 0;

    *out = NULL;
    if (val_has(v, "d"))
        return feel_from_json(a, val_str(v, "d"), out, NULL) == OK;
    if (!val_has(v, "x"))
        return true;
    return unhex(a, val_str(v, "x"), &bytes) && feel_decode(a, bytes, &at, out) == OK && at == bytes.len;
}

static bool effect_from_val(struct arena *a, const struct val *v, struct flow_effect *out)
{
    int kind, what;

    *out = (struct flow_effect){ .at = val_num(v, "at"), .who = val_num(v, "who"), .text = val_str(v, "t") };
    if (!find_name(kind_names, FLOW_EFFECT_COUNT, val_str(v, "k"), &kind)
        || !find_name(what_names, FLOW_WHAT_COUNT, val_str(v, "w"), &what))
        return false;
    out->kind = (enum flow_effect_kind)kind;
    out->what = (enum flow_what)what;
    return small(v, "i", &out->id) && small(v, "s", &out->scope) && small(v, "o", &out->owner)
        && small(v, "e", &out->element) && small(v, "n", &out->n) && get_data(a, v, &out->data);
}

enum err flow_effects_from_val(struct arena *a, const struct val *v, struct flow_effects *out)
{
    *out = (struct flow_effects){ .refused = { "", 0 } };
    if (v == NULL || v->kind != VAL_LIST)
        return ERR_INVALID;
    out->items = ARENA_ARRAY(a, v->count, struct flow_effect);
    out->count = out->cap = v->count;
    for (size_t i = 0; i < v->count; i++)
        if (!effect_from_val(a, v->items[i], &out->items[i]))
            return ERR_INVALID;
    return OK;
}
