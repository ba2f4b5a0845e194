/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/population.h"

#include "base/calendar.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/ids.h"
#include "domain/person.h"

enum { AT_ONCE = 100, BIG_VILLAGE = 20, PEOPLE_MAX = 7, GROUPS = 6, ADULT = 18, HEAD_AGE_MIN = 26, HEAD_AGES = 50 };

static const char *const surnames[] = { "谭", "向", "田", "邓", "黄", "税", "许", "宋", "贺", "费", "廖", "秦", "龚", "覃", "郑",
                                        "卢", "韩", "曾", "张", "李", "王", "陈", "朱", "胡" };
static const char *const men[] = { "永胜", "大军", "开平", "远志", "世安", "光文", "先明", "维国", "建新", "庆云", "家成", "文兵",
                                   "德华", "明富", "正雄", "自兴", "祖贵", "发祥", "绍武", "启山" };
static const char *const women[] = { "春华", "明秀", "家凤", "兴梅", "正英", "素珍", "小艳", "玉兰", "守英", "大菊", "桂芳", "清莲",
                                     "丽琼", "光翠", "群芝", "昌碧", "金娥", "雪梅", "庭香", "云霞" };
enum { SURNAMES = sizeof surnames / sizeof *surnames, GIVEN = sizeof men / sizeof *men };

/* A series that is the same every time: a demonstration can be described in words. */
struct dice { uint64_t state; };

static int64_t throw(struct dice *d, int64_t sides)
{
    d->state = d->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(d->state >> 33) % sides;
}

struct piece { int64_t place, first, count, people; struct dice dice; };

/* Day, month and sequence together are different for the first 160,000 people. */
static struct str id_no_of(struct ctx *cx, int64_t n, int year, bool man)
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    struct str head = arena_printf(cx->arena, "%06lld%04d%02lld%02lld%03lld", (long long)(cx->house->pack->county / 1000000), year,
                                   1 + (long long)n / 499 % 12, 1 + (long long)n / 5988 % 28, (long long)n % 499 * 2 + man);
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (head.p[i] - '0') * weights[i];
    return arena_printf(cx->arena, "%.*s%c", STR_ARG(head), "10X98765432"[sum % 11]);
}

struct being { const char *surname; bool man; int age; enum relation relation; };

static enum err add(struct ctx *cx, struct piece *p, struct household *h, const struct being *b)
{
    int64_t n = ++p->people, given = throw(&p->dice, GIVEN), digits = throw(&p->dice, 100000000);
    struct person person = {
        .name = arena_printf(cx->arena, "%s%s", b->surname, b->man ? men[given] : women[given]), .place = h->place,
        .phone = b->age < ADULT ? STR("") : arena_printf(cx->arena, "138%08lld", (long long)digits),
        .account = b->relation != RELATION_HEAD ? STR("") : arena_printf(cx->arena, "62179912%011lld", (long long)n),
    };
    int year = day_civil(day_of(cx->now)).year - b->age - 1;

    TRY(person_of_id_no(cx, STR("id_no"), id_no_of(cx, n, year, b->man), &person));
    TRY(person_keep(cx, &person));
    if (b->relation == RELATION_HEAD)
        h->head = person.id;
    h->members[h->member_count++] = (struct member){ person.id, b->relation, STANDING_HERE };
    return OK;
}

static enum err add_family(struct ctx *cx, struct piece *p, struct household *h)
{
    const char *surname = surnames[throw(&p->dice, SURNAMES)], *other = surnames[throw(&p->dice, SURNAMES)];
    int age = HEAD_AGE_MIN + (int)throw(&p->dice, HEAD_AGES);
    bool alone = age > 66 && throw(&p->dice, 3) == 0, man = throw(&p->dice, 5) > 0;
    int64_t children = alone ? 0 : throw(&p->dice, 3);

    TRY(add(cx, p, h, &(struct being){ surname, man, age, RELATION_HEAD }));
    if (alone)
        return OK;
    TRY(add(cx, p, h, &(struct being){ other, !man, age > 28 ? age - 2 : age, RELATION_SPOUSE }));
    for (int64_t i = 0; i < children; i++)
        TRY(add(cx, p, h, &(struct being){ surname, throw(&p->dice, 2) == 0, age - 24 - (int)i * 2 > 0 ? age - 24 - (int)i * 2 : 0,
                                           RELATION_CHILD }));
    if (age < 55 && throw(&p->dice, 3) == 0)
        TRY(add(cx, p, h, &(struct being){ surname, false, age + 25, RELATION_PARENT }));
    return OK;
}

static enum err enter_some(struct ctx *cx, const void *args, void *out)
{
    struct piece *p = out;

    *p = *(const struct piece *)args;
    for (int64_t n = p->first; n < p->first + p->count; n++) {
        struct member members[PEOPLE_MAX];
        struct household h = { .id = ids_next(cx->house->ids), .place = p->place, .members = members };
        int64_t group = 1 + throw(&p->dice, GROUPS);
        h.number = arena_printf(cx->arena, "%lld%04lld", (long long)(p->place % 1000000), (long long)n + 1);
        h.group = arena_printf(cx->arena, "%lld组", (long long)group);
        h.address = arena_printf(cx->arena, "%lld号", (long long)n + 1);
        TRY(add_family(cx, p, &h));
        TRY(household_say(cx, "household.entered", &h, STR(""), 0));
    }
    return OK;
}

static enum err enter_village(struct ctx *cx, int64_t place, int64_t count, struct piece *at)
{
    struct ctx own = *cx;
    enum err e = OK;

    for (int64_t first = 0; e == OK && first < count; first += AT_ONCE) {
        struct piece some = { place, first, count - first < AT_ONCE ? count - first : AT_ONCE, at->people, at->dice };
        own.arena = arena_new(0);
        e = command_run(&own, enter_some, &some, at);
        arena_free(own.arena);
    }
    return e;
}

static enum err check_empty(struct ctx *cx)
{
    const struct pack *pack = cx->house->pack;
    bool none;

    if (pack_division(pack, pack->demo_villages[0]) == NULL || pack_division(pack, pack->demo_villages[1]) == NULL)
        return ctx_gap(cx, STR("village"), "gap.place.unknown", STR(""));
    TRY(household_none(cx, &none));
    return none ? OK : ctx_fail(cx, ERR_STATE, "gap.register.filled", STR(""));
}

enum err population_invent(struct ctx *cx, int64_t households, int64_t *out)
{
    const struct pack *pack = cx->house->pack;
    struct piece at = { .dice = { 2013 } };
    int64_t villages = 0, each, many;

    TRY(check_empty(cx));
    for (size_t i = 0; i < pack->division_count; i++)
        villages += pack->divisions[i].level == LEVEL_VILLAGE;
    each = households / (villages - 2 + 2 * BIG_VILLAGE);
    many = (households - each * (villages - 2)) / 2;
    for (size_t i = 0; i < pack->division_count; i++) {
        int64_t code = pack->divisions[i].code;
        bool big = code == pack->demo_villages[0] || code == pack->demo_villages[1];
        if (pack->divisions[i].level == LEVEL_VILLAGE)
            TRY(enter_village(cx, code, big ? many : each, &at));
    }
    *out = at.people;
    return OK;
}
