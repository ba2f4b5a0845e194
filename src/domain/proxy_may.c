/* SPDX-License-Identifier: MulanPSL-2.0 */
/* proxy_may - the part of proxy that is asked by each act of the applicant's side: who came, and does the letter let him. */
#include "domain/attempt.h"
#include "domain/proxy.h"

#define TEXT(z) { (z), sizeof(z) - 1 }
#define WORDS(zh, en) { TEXT(zh), TEXT(en) }

const struct choice proxy_powers[PROXY_POWERS] = {
    { TEXT("file"), WORDS("代为申请", "Apply") },
    { TEXT("supply"), WORDS("代为补正材料", "Bring missing papers") },
    { TEXT("withdraw"), WORDS("代为撤回", "Withdraw") },
    { TEXT("receive"), WORDS("代为领取结果", "Take the result") },
    { TEXT("account"), WORDS("代为变更收款账户", "Change the account money is paid to") },
};

static struct str name_of(const struct ctx *cx, const char *power)
{
    for (size_t i = 0; i < PROXY_POWERS; i++)
        if (str_is(proxy_powers[i].value, power))
            return label_in(proxy_powers[i].name, cx->lang);
    return str_of(power);
}

static bool lists(const struct proxy *p, const char *power)
{
    for (size_t i = 0; i < p->powers->count; i++)
        if (str_is(p->powers->items[i]->text, power))
            return true;
    return str_is(p->kind, "guardian");
}

/* Why this letter does not do; NULL: it does. */
static const char *refusal(const struct ctx *cx, const struct proxy *p, const char *power)
{
    if (p->revoked_at != 0)
        return "gap.proxy.ended";
    if (!proxy_in_force(p, day_of(cx->now)))
        return "gap.proxy.expired";
    return lists(p, power) ? NULL : "gap.proxy.power";
}

bool proxy_allows(const struct ctx *cx, const struct proxy *p, const char *power)
{
    return refusal(cx, p, power) == NULL;
}

static enum err refuse(struct ctx *cx, const struct proxy_wish *w, const char *key, struct str name)
{
    struct str what = name_of(cx, w->power);

    return ctx_gap(cx, str_of(w->field), key, arena_printf(cx->arena, "%.*s|%.*s", STR_ARG(name), STR_ARG(what)));
}

static void say(struct ctx *cx, const struct proxy *p, struct val *payload)
{
    struct val *m = val_set_int(cx->arena, val_map(cx->arena), "n", p->n);

    val_set(cx->arena, payload, "acting", val_set_str(cx->arena, m, "name", p->name));
}

static enum err may_by(struct ctx *cx, const struct proxy_wish *w, const struct proxy *p, struct val *payload)
{
    const char *why = refusal(cx, p, w->power);

    if (why != NULL)
        return refuse(cx, w, why, p->name);
    say(cx, p, payload);
    return OK;
}

enum err proxy_may(struct ctx *cx, const struct proxy_wish *w, struct val *payload)
{
    struct proxy_list all;
    int64_t n;

    if (str_is(w->who, PROXY_SELF))
        return OK;
    if (str_is(w->who, PROXY_OTHER))
        return refuse(cx, w, "gap.proxy.none", STR(""));
    TRY(proxy_of_case(cx, w->case_id, &all));
    if (w->who.len == 0 && all.count == 0)
        return OK;
    for (size_t i = 0; str_int(w->who, &n) == OK && i < all.count; i++)
        if (all.items[i].n == n)
            return may_by(cx, w, &all.items[i], payload);
    return ctx_gap(cx, str_of(w->field), "gap.proxy.who", STR(""));
}

enum err proxy_named(struct ctx *cx, int64_t case_id, struct str name, const char *power, struct str *out)
{
    const struct proxy *found = NULL;
    struct proxy_list all;

    TRY(proxy_of_case(cx, case_id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (str_eq(all.items[i].name, str_trim(name)) && (found == NULL || !proxy_allows(cx, found, power)))
            found = &all.items[i];
    *out = found != NULL ? arena_printf(cx->arena, "%lld", (long long)found->n) : STR(PROXY_OTHER);
    return OK;
}

/* "谭明: 代为撤回"; nobody's name where there is no letter. */
static struct str tried(struct ctx *cx, struct str detail)
{
    struct str name, what;

    if (!str_cut(detail, '|', &name, &what))
        return detail;
    return name.len > 0 ? arena_printf(cx->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(what)) : what;
}

static const char *kept_of(const struct ctx *cx, const char *const *kept, size_t count, size_t *gap)
{
    for (size_t i = 0; i < cx->gap_count; i++)
        for (size_t k = 0; k < count; k++)
            if (str_is(cx->gaps[i].key, kept[k])) {
                *gap = i;
                return kept[k];
            }
    return NULL;
}

enum err proxy_refused(struct ctx *cx, int64_t case_id, enum err e)
{
    static const char *const kept[] = { "gap.proxy.none", "gap.proxy.power", "gap.proxy.expired", "gap.proxy.ended",
                                        "gap.taker.personal", "gap.taker.no_member", "gap.taker.minor" };
    size_t gap = 0;
    const char *rule = e == ERR_INVALID ? kept_of(cx, kept, sizeof kept / sizeof *kept, &gap) : NULL;

    return rule != NULL ? attempt_keep(cx, case_id, rule, tried(cx, cx->gaps[gap].detail), e) : e;
}

enum err proxy_refused_filing(struct ctx *cx, int64_t draft, enum err e)
{
    static const char *const kept[] = { "gap.proxy.no_letter", "gap.proxy.no_proof", "gap.proxy.outdated", "gap.proxy.over",
                                        "gap.proxy.file" };
    size_t gap = 0;
    const char *rule = e == ERR_INVALID ? kept_of(cx, kept, sizeof kept / sizeof *kept, &gap) : NULL;
    struct str what = name_of(cx, "file"), agent;
    struct draft d;

    if (rule == NULL)
        return e;
    TRY(draft_get(cx, draft, &d));
    agent = val_str(d.answers, "agent.name");
    return attempt_keep_filing(cx, draft, rule, arena_printf(cx->arena, "%.*s: %.*s", STR_ARG(agent), STR_ARG(what)), e);
}
