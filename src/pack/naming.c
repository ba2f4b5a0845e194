/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/naming.h"

/* True when another township of the county begins with the same characters. */
static bool shared(const struct pack *p, int64_t township, struct str head)
{
    for (size_t i = 0; i < p->division_count; i++) {
        const struct division *d = &p->divisions[i];
        if (d->level == LEVEL_TOWNSHIP && d->code != township && str_starts(d->name.zh, head))
            return true;
    }
    return false;
}

static struct str short_township(const struct pack *p, const struct division *d)
{
    struct str head = str_head(d->name.zh, 1);

    for (size_t chars = 2; shared(p, d->code, head) && chars <= str_chars(d->name.zh); chars++)
        head = str_head(d->name.zh, chars);
    return head;
}

struct str naming_organ(struct arena *a, const struct pack *p, int64_t place, struct str department)
{
    const struct division *township = pack_division(p, division_at(place, LEVEL_TOWNSHIP));
    const struct department *d = pack_department(p, department);
    struct str county = p->number_short.len > 0 ? p->number_short : str_head(p->title.zh, 1);
    struct str town = township != NULL && township->level == LEVEL_TOWNSHIP ? short_township(p, township) : STR("");
    struct str office = d != NULL && d->short_name.len > 0 ? d->short_name : department;

    return arena_printf(a, "%.*s%.*s%.*s", STR_ARG(county), STR_ARG(town), STR_ARG(office));
}

struct str naming_number(struct arena *a, const struct pack *p, struct str organ, struct str kind, int year, int64_t serial)
{
    const struct val *word = val_find(p->number_words, kind);
    struct str name = word != NULL && word->kind == VAL_TEXT ? word->text : kind;

    return arena_printf(a, "%.*s%.*s〔%d〕%lld号", STR_ARG(organ), STR_ARG(name), year, (long long)serial);
}
