/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/ctx.h"

enum err ctx_gap(struct ctx *cx, struct str field, const char *key, struct str detail)
{
    cx->gaps = arena_grow(cx->arena, cx->gaps, cx->gap_count, &cx->gap_cap, sizeof *cx->gaps);
    cx->gaps[cx->gap_count++] = (struct gap){
        .field = arena_str(cx->arena, field),
        .key = arena_str(cx->arena, str_of(key)),
        .detail = arena_str(cx->arena, detail),
    };
    return ERR_INVALID;
}

enum err ctx_fail(struct ctx *cx, enum err e, const char *key, struct str detail)
{
    ctx_gap(cx, STR(""), key, detail);
    return e;
}
