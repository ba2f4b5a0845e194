/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/channel.h"

#include "domain/actor.h"
#include "domain/mandate.h"
#include "pack/item.h"

static const struct window { const char *name; enum role role; enum level level; } windows[] = {
    [CHANNEL_VILLAGE]  = { "village", ROLE_CLERK, LEVEL_VILLAGE },
    [CHANNEL_TOWNSHIP] = { "township", ROLE_HANDLER, LEVEL_TOWNSHIP },
    [CHANNEL_COUNTY]   = { "county", ROLE_HANDLER, LEVEL_COUNTY },
    [CHANNEL_PUBLIC]   = { "public", ROLE_COUNT, LEVEL_VILLAGE },
};

const char *channel_name(enum channel channel)
{
    return windows[channel].name;
}

int64_t channel_place(enum channel channel, int64_t place)
{
    return channel == CHANNEL_PUBLIC ? 0 : division_at(place, windows[channel].level);
}

enum err channel_of(struct ctx *cx, const struct item *item, int64_t place, enum channel *channel, const struct post **out)
{
    *out = NULL;
    *channel = CHANNEL_PUBLIC;
    if (cx->actor == NULL || cx->actor->account == 0)
        return OK;
    for (int c = CHANNEL_VILLAGE; c < CHANNEL_PUBLIC && *out == NULL; c++) {
        *out = actor_post(cx, windows[c].role, channel_place((enum channel)c, place), item->department->code, item->code);
        *channel = (enum channel)c;
    }
    return *out != NULL ? OK : ctx_fail(cx, ERR_FORBIDDEN, "gap.place.not_yours", STR(""));
}

const struct post *channel_window(struct ctx *cx, const struct item *item, const struct case_file *c)
{
    size_t gaps = cx->gap_count;
    const struct post *post;
    enum channel channel;
    bool same = channel_of(cx, item, c->place, &channel, &post) == OK && channel == c->channel;

    cx->gap_count = gaps;
    return same ? post : NULL;
}

enum err channel_mandate(struct ctx *cx, const struct item *item, enum channel channel, const struct post *post, int64_t *out)
{
    struct mandate m;

    *out = 0;
    if (post == NULL || (channel != CHANNEL_VILLAGE && item_passes(item, windows[channel].level)))
        return OK;
    TRY(mandate_for(cx, item->department->code, post->role, post->place, item->code, "accept", &m));
    *out = m.id;
    return m.id != 0 ? OK : ctx_fail(cx, ERR_FORBIDDEN, "gap.mandate.none", label_in(item->department->name, cx->lang));
}
