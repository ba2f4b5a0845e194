/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/actor.h"

#include "secure/secure.h"

const struct post *actor_post(const struct ctx *cx, enum role role, int64_t place, struct str department, struct str item)
{
    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++)
        if (post_answers(&cx->actor->posts[i], role, place, department, item))
            return &cx->actor->posts[i];
    return NULL;
}

bool actor_has(const struct ctx *cx, uint32_t roles)
{
    return cx->actor != NULL && (cx->actor->roles & roles) != 0;
}

const struct post *actor_sees(const struct ctx *cx, int64_t place, struct str department, struct str item)
{
    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++)
        if (post_covers(&cx->actor->posts[i], place, department, item))
            return &cx->actor->posts[i];
    return NULL;
}

bool actor_token_fits(const struct actor *actor, struct str sent)
{
    return actor->csrf.len > 0 && secure_equal(actor->csrf, sent);
}
