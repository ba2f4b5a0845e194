/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/profile.h"

#include "pack/limit.h"

static const char *const titles[] = {
    [TITLE_RECEIPT] = "receipt", [TITLE_ACCEPTANCE] = "acceptance", [TITLE_CORRECTION] = "correction",
    [TITLE_NOT_ACCEPTED] = "not_accepted", [TITLE_NOT_REQUIRED] = "not_required", [TITLE_EXTENSION] = "extension",
    [TITLE_SPECIAL] = "special", [TITLE_GRANTED] = "granted", [TITLE_REFUSED] = "refused",
    [TITLE_DELIVERY] = "delivery", [TITLE_SUMMARY] = "summary",
};
static const char *const extenders[] = { "head", "leader" };
/* 行政许可法 45: what may stop the clock of a licence, each a word a process can name. */
static const char *const reasons[] = { "hearing", "tender", "auction", "inspection", "test", "quarantine", "finding",
                                       "expert_review" };

const char *title_name(enum title t)
{
    return titles[t];
}

struct special profile_special(struct reading *r, const struct val *v)
{
    struct special s = { .name = reading_label(r, v, "name", REQUIRED), .basis = limit_basis(r, v) };

    reading_keys(r, v, "code name basis");
    s.code = str_of(reasons[reading_word(r, v, "code", reasons, sizeof reasons / sizeof *reasons)]);
    return s;
}

static void read_specials(struct reading *r, const struct val *v, struct profile *p)
{
    const struct val *list = reading_kind(r, v, "specials", VAL_LIST, OPTIONAL);

    p->specials = ARENA_ARRAY(r->arena, list->count, struct special);
    for (size_t i = 0; i < list->count; i++)
        p->specials[p->special_count++] = profile_special(r, list->items[i]);
    p->own_specials = reading_bool(r, v, "own_specials", false);
}

struct extension profile_extension(struct reading *r, const struct val *v, const char *key)
{
    const struct val *map = reading_kind(r, v, key, VAL_MAP, OPTIONAL);
    struct extension e = { .limit = limit_read(r, map), .by = STR("") };

    if (map->kind != VAL_MAP)
        return e;
    reading_keys(r, map, "days unit basis note source by township");
    e.township_days = (int32_t)reading_int(r, map, "township", 1, 60, OPTIONAL);
    e.by = str_of(extenders[reading_word(r, map, "by", extenders, sizeof extenders / sizeof *extenders)]);
    return e;
}

static struct hearing read_hearing(struct reading *r, const struct val *v)
{
    const struct val *map = reading_kind(r, v, "hearing", VAL_MAP, OPTIONAL);

    reading_keys(r, map, "ask hold notice");
    return (struct hearing){ limit_of(r, map, "ask"), limit_of(r, map, "hold"), limit_of(r, map, "notice") };
}

static void read_titles(struct reading *r, const struct val *v, struct profile *p)
{
    const struct val *map = reading_kind(r, v, "titles", VAL_MAP, REQUIRED);

    if (map->kind != VAL_MAP)
        return;
    reading_keys(r, map, "receipt acceptance correction not_accepted not_required extension special granted refused "
                 "delivery summary");
    for (enum title t = 0; t < TITLE_COUNT; t++)
        p->titles[t] = reading_label(r, map, titles[t], REQUIRED);
}

/* A remedy without its places would name no court and no day. */
static void check_remedy(struct reading *r, const struct val *map, struct label text)
{
    static const char *const places[] = { "{organ}", "{review_organ}", "{court}", "{date}" };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (str_find(text.zh, str_of(places[i])) < 0 || (text.en.len > 0 && str_find(text.en, str_of(places[i])) < 0))
            reading_fault(r, map->line, "the remedy does not say %s; put it where it belongs in both languages", places[i]);
}

static struct remedy read_remedy(struct reading *r, const struct val *v)
{
    const struct val *map = reading_kind(r, v, "remedy", VAL_MAP, REQUIRED);
    struct remedy remedy = { .basis = STR("none_known") };

    if (map->kind != VAL_MAP)
        return remedy;
    reading_keys(r, map, "text review_days suit_months basis");
    remedy.text = reading_label(r, map, "text", REQUIRED);
    remedy.review_days = (int32_t)reading_int(r, map, "review_days", 0, LIMIT_DAYS_MAX, OPTIONAL);
    remedy.suit_months = (int32_t)reading_int(r, map, "suit_months", 0, 24, OPTIONAL);
    remedy.basis = limit_basis(r, map);
    check_remedy(r, map, remedy.text);
    return remedy;
}

static struct profile read_profile(struct reading *r, const struct val *v)
{
    struct profile p = { .type = limit_type(r, v, "type"), .name = reading_label(r, v, "name", REQUIRED) };

    reading_keys(r, v, "type name correction deemed_accepted decide joint lower extension joint_extension delivery specials "
                 "own_specials hearing publish titles remedy");
    p.correction = limit_of(r, v, "correction");
    p.deemed_accepted = reading_bool(r, v, "deemed_accepted", false);
    p.decide = limit_of(r, v, "decide");
    p.joint = limit_of(r, v, "joint");
    p.lower = limit_of(r, v, "lower");
    p.extension = profile_extension(r, v, "extension");
    p.joint_extension = profile_extension(r, v, "joint_extension");
    p.delivery = limit_of(r, v, "delivery");
    p.hearing = read_hearing(r, v);
    p.publish = reading_bool(r, v, "publish", false);
    p.remedy = read_remedy(r, v);
    read_specials(r, v, &p);
    read_titles(r, v, &p);
    if (p.deemed_accepted && p.correction.days == 0)
        reading_fault(r, v->line, "\"deemed_accepted\" needs \"correction\": after how many days is it deemed accepted?");
    return p;
}

const struct profile *pack_profile(const struct pack *p, struct str type)
{
    for (size_t i = 0; i < p->profile_count; i++)
        if (str_eq(p->profiles[i].type, type))
            return &p->profiles[i];
    return NULL;
}

void profile_read(struct reading *r)
{
    const struct source *file = reading_file(r, "profiles.yaml");
    struct pack *p = r->pack;
    const struct val *list;

    if (file == NULL) {
        reading_fault(r, 0, "the file is missing: say in it what law says of each type of item");
        return;
    }
    reading_keys(r, file->root, "profiles");
    list = reading_kind(r, file->root, "profiles", VAL_LIST, REQUIRED);
    p->profiles = ARENA_ARRAY(r->arena, list->count, struct profile);
    for (size_t i = 0; i < list->count; i++) {
        struct profile profile = read_profile(r, list->items[i]);
        if (pack_profile(p, profile.type) != NULL)
            reading_fault(r, list->items[i]->line, "the type %.*s stands twice", STR_ARG(profile.type));
        p->profiles[p->profile_count++] = profile;
    }
}
