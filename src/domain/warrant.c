/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/warrant.h"

#include "domain/mandate.h"

/* What the task does in the organ's name; without a row it only carries papers, for which "accept" is enough. */
static const struct power { const char *kind, *power; bool needed; } powers[] = {
    { "accept", "accept", true }, { "opinion", "review", true }, { "check", "review", true }, { "decide", "decide", true },
    { "issue", "decide", true },
};
static const struct power carrying = { "", "accept", false };

static const struct power *power_for(struct str kind)
{
    for (size_t i = 0; i < sizeof powers / sizeof *powers; i++)
        if (str_is(kind, powers[i].kind))
            return &powers[i];
    return &carrying;
}

enum err warrant_find(struct ctx *cx, const struct item *item, const struct post *post, struct str kind, int64_t *out)
{
    const struct power *power = power_for(kind);
    bool refused = str_is(str_of(power->power), "decide") && item->mode != MODE_DONE_HERE;
    struct mandate m;

    *out = 0;
    if (post == NULL || post->role != ROLE_CLERK)
        return OK;
    TRY(mandate_for(cx, item->department->code, post->role, post->place, item->code, power->power, &m));
    *out = m.id;
    refused = refused || (power->needed && m.id == 0);
    return refused ? ctx_fail(cx, ERR_FORBIDDEN, "gap.mandate.none", label_in(item->department->name, cx->lang)) : OK;
}
