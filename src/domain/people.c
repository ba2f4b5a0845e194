/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/people.h"

#include "base/calendar.h"
#include "domain/account.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/passrule.h"
#include "pack/pack.h"

enum where { COUNTY, TOWNSHIP, VILLAGE, OTHER_VILLAGE };
enum whose { ALL, LEADING, PROVIDER };      /* department: of the first item, of a provider */

struct plan { const char *login, *name; enum role role; enum where where; enum whose whose; };

static const struct plan founders[] = {
    { "sysadmin",   "系统管理员", ROLE_SYSADMIN,   COUNTY, ALL },
    { "secadmin",   "安全管理员", ROLE_SECADMIN,   COUNTY, ALL },
    { "auditadmin", "审计管理员", ROLE_AUDITADMIN, COUNTY, ALL },
};

/* Invented people. */
static const struct plan demonstration[] = {
    { "clerk",             "谭春华", ROLE_CLERK,      VILLAGE,       ALL },
    { "clerk2",            "向明秀", ROLE_CLERK,      OTHER_VILLAGE, ALL },
    { "township.handler",  "田永胜", ROLE_HANDLER,    TOWNSHIP,      ALL },
    { "township.handler2", "向自立", ROLE_HANDLER,    TOWNSHIP,      ALL },
    { "township.checker",  "邓家凤", ROLE_CHECKER,    TOWNSHIP,      ALL },
    { "township.approver", "黄大军", ROLE_APPROVER,   TOWNSHIP,      ALL },
    { "handler",           "税兴梅", ROLE_HANDLER,    COUNTY,        ALL },
    { "checker",           "许开平", ROLE_CHECKER,    COUNTY,        ALL },
    { "approver",          "宋远志", ROLE_APPROVER,   COUNTY,        ALL },
    { "head",              "贺正英", ROLE_HEAD,       COUNTY,        LEADING },
    { "expert",            "费世安", ROLE_EXPERT,     COUNTY,        LEADING },
    { "manager",           "廖光文", ROLE_MANAGER,    COUNTY,        ALL },
    { "supervisor",        "秦素珍", ROLE_SUPERVISOR, COUNTY,        ALL },
    { "leader",            "龚先明", ROLE_LEADER,     COUNTY,        ALL },
    { "editor",            "覃小艳", ROLE_EDITOR,     COUNTY,        ALL },
    { "agent",             "郑维国", ROLE_AGENT,      COUNTY,        PROVIDER },
    { "sysadmin",          "卢建新", ROLE_SYSADMIN,   COUNTY,        ALL },
    { "secadmin",          "韩玉兰", ROLE_SECADMIN,   COUNTY,        ALL },
    { "auditadmin",        "曾庆云", ROLE_AUDITADMIN, COUNTY,        ALL },
};

struct joining { struct newcomer_list *people; struct str *hashes; bool must_change; };

static enum err check_none(struct ctx *cx)
{
    struct account_list any;

    TRY(account_page(cx, STR(""), 1, &any));
    return any.count == 0 ? OK : ctx_fail(cx, ERR_STATE, "gap.people.founded", STR(""));
}

static enum err join(struct ctx *cx, const struct newcomer *n, struct str hash, bool must_change)
{
    struct account_new new = { n->login, n->name, n->password, must_change };
    struct tenure t = { .post = n->post, .from_day = day_of(cx->now) };

    TRY(account_make(cx, &new, hash, &t.account));
    return tenure_make(cx, &t);
}

/* One command: a power cut leaves all of them or none. */
static enum err join_all(struct ctx *cx, const void *args, void *out)
{
    const struct joining *j = args;

    (void)out;
    TRY(check_none(cx));
    for (size_t i = 0; i < j->people->count; i++)
        TRY(join(cx, &j->people->items[i], j->hashes[i], j->must_change));
    return OK;
}

static struct str department_of(const struct pack *p, enum whose whose)
{
    if (whose == LEADING && p->item_count > 0)
        return p->items[0].department->code;
    for (size_t i = 0; whose == PROVIDER && i < p->department_count; i++)
        if (p->departments[i].provider)
            return p->departments[i].code;
    return STR("");
}

static struct newcomer newcomer_of(struct ctx *cx, const struct plan *plan, const int64_t places[])
{
    return (struct newcomer){
        .login = str_of(plan->login), .name = str_of(plan->name), .password = passrule_make(cx->arena),
        .post = { .role = plan->role, .place = places[plan->where],
                  .department = department_of(cx->house->pack, plan->whose) },
    };
}

static enum err carry_out(struct ctx *cx, const struct plan *plans, size_t count, const int64_t places[], bool must_change,
                          struct newcomer_list *out)
{
    struct joining j = { out, ARENA_ARRAY(cx->arena, count, struct str), must_change };

    TRY(check_none(cx));
    *out = (struct newcomer_list){ ARENA_ARRAY(cx->arena, count, struct newcomer), count };
    for (size_t i = 0; i < count; i++) {
        out->items[i] = newcomer_of(cx, &plans[i], places);
        j.hashes[i] = account_hash_of(cx, out->items[i].password);
    }
    return command_run(cx, join_all, &j, NULL);
}

enum err people_found(struct ctx *cx, struct newcomer_list *out)
{
    const int64_t places[] = { [COUNTY] = cx->house->pack->county };

    return carry_out(cx, founders, sizeof founders / sizeof *founders, places, true, out);
}

static bool is_village(const struct ctx *cx, int64_t place)
{
    return pack_division(cx->house->pack, place) != NULL && division_level(place) == LEVEL_VILLAGE;
}

enum err people_demonstrate(struct ctx *cx, int64_t village, int64_t other_village, struct newcomer_list *out)
{
    const int64_t places[] = {
        [COUNTY] = cx->house->pack->county, [TOWNSHIP] = division_at(village, LEVEL_TOWNSHIP),
        [VILLAGE] = village, [OTHER_VILLAGE] = other_village,
    };

    if (!is_village(cx, village) || !is_village(cx, other_village))
        return ctx_gap(cx, STR("village"), "gap.place.unknown", STR(""));
    return carry_out(cx, demonstration, sizeof demonstration / sizeof *demonstration, places, false, out);
}
