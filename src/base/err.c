/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/err.h"

static const char *const names[ERR_COUNT] = {
    [OK] = "ok",
    [ERR_INVALID] = "invalid",
    [ERR_UNAUTHENTICATED] = "unauthenticated",
    [ERR_FORBIDDEN] = "forbidden",
    [ERR_NOT_FOUND] = "not_found",
    [ERR_CONFLICT] = "conflict",
    [ERR_STATE] = "state",
    [ERR_REUSED] = "reused",
    [ERR_LIMIT] = "limit",
    [ERR_BUSY] = "busy",
    [ERR_FULL] = "full",
    [ERR_INTERNAL] = "internal",
};

const char *err_name(enum err e)
{
    return e < ERR_COUNT ? names[e] : "internal";
}
