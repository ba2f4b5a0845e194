/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * phrase - 常用语: what an officer writes often, kept by himself or shared with his office.
 *
 * A phrase may hold placeholders, filled in when it is used: {材料} names of the papers at hand, {申请人},
 * {事项}, {日期}.  One that could not be filled stays in sight, and an act is refused while it does.
 */
#ifndef DOMAIN_PHRASE_H
#define DOMAIN_PHRASE_H

#include "base/ctx.h"

enum { PHRASES_MAX = 60, PHRASE_CHARS_MIN = 2, PHRASE_CHARS_MAX = 300 };

struct phrase {
    int64_t    id;
    int64_t    account; struct str account_name;
    int64_t    place; struct str department;    /* of the office it is shared with; place 0: own */
    struct str outcome;                         /* the act it is for; "": any */
    struct str text;
};
struct phrase_list { struct phrase *items; size_t count, cap; };

/* What the actor may use: own first, then those of the offices of his posts; oldest first. */
NODISCARD enum err phrase_mine(struct ctx *cx, struct phrase_list *out);
/*
 * Keeps one; shared: with the office of the actor's first post.  ERR_INVALID: too short, too long, an unknown
 * placeholder (gaps); ERR_LIMIT: PHRASES_MAX of the actor; ERR_FORBIDDEN: a share without a post.
 */
NODISCARD enum err phrase_add(struct ctx *cx, struct str text, struct str outcome, bool shared);
/* ERR_NOT_FOUND: not written by the actor. */
NODISCARD enum err phrase_drop(struct ctx *cx, int64_t id);

struct phrase_values { struct str papers, applicant, item, day; };
/* The text with its placeholders filled; an empty value leaves the placeholder. */
struct str phrase_fill(struct arena *a, struct str text, const struct phrase_values *v);
/* True when a placeholder still stands in the text. */
bool phrase_unfilled(struct str text);

#endif
