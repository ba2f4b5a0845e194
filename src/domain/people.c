/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/people.h"

#include "base/calendar.h"
#include "domain/account.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/passrule.h"
#include "pack/pack.h"

enum where { COUNTY, TOWNSHIP, VILLAGE, OTHER_VILLAGE, FAR_TOWNSHIP, FAR_VILLAGE, WHERES };
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
    { "clerk3",            "谭德贵", ROLE_CLERK,      FAR_VILLAGE,   ALL },
    { "township.handler",  "田永胜", ROLE_HANDLER,    TOWNSHIP,      ALL },
    { "township.handler2", "向自立", ROLE_HANDLER,    TOWNSHIP,      ALL },
    { "township.handler3", "李家旺", ROLE_HANDLER,    FAR_TOWNSHIP,  ALL },
    { "township.approver3", "向宏图", ROLE_APPROVER,  FAR_TOWNSHIP,  ALL },
    { "township.checker",  "邓家凤", ROLE_CHECKER,    TOWNSHIP,      ALL },
    { "township.approver", "黄大军", ROLE_APPROVER,   TOWNSHIP,      ALL },
    { "township.head3",    "向国栋", ROLE_HEAD,       FAR_TOWNSHIP,  ALL },
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

/* For the departments of a joint case, a handler and an approver each. */
static const char *const officers[] = { "谭远航", "覃文秀", "邓立新", "向桂英", "黄启明", "税国强", "许春兰", "宋玉芬", "费长青", "秦少华" };

/* 行政许可法 42: an extension is approved by the head of the organ, so every organ that decides has one. */
static const char *const heads[] = { "覃远林", "向春梅", "谭家兴", "田大山", "邓志高", "黄爱民", "税友善", "许厚才", "宋先富", "费清河",
                                     "秦云峰", "廖子良", "郑守信", "卢家和" };
enum { OFFICERS = sizeof officers / sizeof *officers, HEADS = sizeof heads / sizeof *heads };

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

/* The item that most departments join; NULL: none is joint. */
static const struct item *joint_item(const struct pack *p)
{
    const struct item *found = NULL;

    for (size_t i = 0; i < p->item_count; i++)
        if (p->items[i].joining_count > (found != NULL ? found->joining_count : 0))
            found = &p->items[i];
    return found;
}

/* A login takes small letters only. */
static struct str login_of(struct arena *a, enum role role, struct str department)
{
    char *code = arena_alloc(a, department.len + 1);

    for (size_t i = 0; i < department.len; i++)
        code[i] = (char)(department.p[i] >= 'A' && department.p[i] <= 'Z' ? department.p[i] - 'A' + 'a' : department.p[i]);
    code[department.len] = '\0';
    return arena_printf(a, "%s_%s", role_name(role), code);
}

static struct newcomer officer_of(struct ctx *cx, const struct department *d, enum role role, const char *name)
{
    return (struct newcomer){
        .login = login_of(cx->arena, role, d->code), .name = str_of(name), .password = passrule_make(cx->arena),
        .post = { .role = role, .place = cx->house->pack->county, .department = d->code },
    };
}

static void add_officers(struct ctx *cx, struct newcomer_list *people)
{
    const struct item *item = joint_item(cx->house->pack);

    for (size_t i = 0; item != NULL && i <= item->joining_count && 2 * i + 1 < OFFICERS; i++) {
        const struct department *d = i == 0 ? item->department : item->joining[i - 1];
        people->items[people->count++] = officer_of(cx, d, ROLE_HANDLER, officers[2 * i]);
        people->items[people->count++] = officer_of(cx, d, ROLE_APPROVER, officers[2 * i + 1]);
    }
}

static bool decides(const struct pack *p, const struct department *d)
{
    for (size_t i = 0; i < p->item_count; i++)
        if (p->items[i].department == d && p->items[i].process != NULL)
            return true;
    return false;
}

/* The head of the first department stands among the others. */
static void add_heads(struct ctx *cx, struct newcomer_list *people)
{
    const struct pack *p = cx->house->pack;
    struct str first = department_of(p, LEADING);
    size_t n = 0;

    for (size_t i = 0; i < p->department_count && n < HEADS; i++)
        if (decides(p, &p->departments[i]) && !str_eq(p->departments[i].code, first))
            people->items[people->count++] = officer_of(cx, &p->departments[i], ROLE_HEAD, heads[n++]);
}

static enum err carry_out(struct ctx *cx, const struct plan *plans, size_t count, const int64_t places[], bool must_change,
                          struct newcomer_list *out)
{
    size_t most = count + OFFICERS + HEADS;
    struct joining j = { out, ARENA_ARRAY(cx->arena, most, struct str), must_change };

    TRY(check_none(cx));
    *out = (struct newcomer_list){ ARENA_ARRAY(cx->arena, most, struct newcomer), 0 };
    for (size_t i = 0; i < count; i++)
        if (places[plans[i].where] != 0)
            out->items[out->count++] = newcomer_of(cx, &plans[i], places);
    if (plans == demonstration) {
        add_officers(cx, out);
        add_heads(cx, out);
    }
    for (size_t i = 0; i < out->count; i++)
        j.hashes[i] = account_hash_of(cx, out->items[i].password);
    return command_run(cx, join_all, &j, NULL);
}

enum err people_found(struct ctx *cx, struct newcomer_list *out)
{
    const int64_t places[WHERES] = { [COUNTY] = cx->house->pack->county };

    return carry_out(cx, founders, sizeof founders / sizeof *founders, places, true, out);
}

static bool is_village(const struct ctx *cx, int64_t place)
{
    return pack_division(cx->house->pack, place) != NULL && division_level(place) == LEVEL_VILLAGE;
}

enum err people_demonstrate(struct ctx *cx, const int64_t villages[DEMO_VILLAGES_MAX], struct newcomer_list *out)
{
    const int64_t places[WHERES] = {
        [COUNTY] = cx->house->pack->county, [TOWNSHIP] = division_at(villages[0], LEVEL_TOWNSHIP),
        [VILLAGE] = villages[0], [OTHER_VILLAGE] = villages[1],
        [FAR_TOWNSHIP] = division_at(villages[2], LEVEL_TOWNSHIP), [FAR_VILLAGE] = villages[2],
    };

    for (size_t i = 0; i < DEMO_VILLAGES_MAX; i++)
        if (!is_village(cx, villages[i]) && (i < 2 || villages[i] != 0))
            return ctx_gap(cx, STR("village"), "gap.place.unknown", STR(""));
    return carry_out(cx, demonstration, sizeof demonstration / sizeof *demonstration, places, false, out);
}
