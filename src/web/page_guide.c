/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_guide - the front door, the directory of items, the guide of one item, its checklist to print. */
#include "domain/house.h"
#include "web/guide.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

static const char *const class_names[] = {
    [ITEM_APPROVAL] = "approval", [ITEM_APPOINTMENT] = "appointment", [ITEM_CONSULTATION] = "consultation",
    [ITEM_COMMERCE] = "commerce",
};
enum { CLASSES = sizeof class_names / sizeof *class_names };

/* ---- home ---- */

enum { OFTEN_MAX = 6 };

/* What is asked for most is not known before the first year; what the sources name comes first. */
enum err page_home(struct page *p)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    const struct item *first = NULL;

    for (size_t i = 0; i < pack->item_count && list->count < OFTEN_MAX; i++) {
        const struct item *item = &pack->items[i];
        if (item->process == NULL || item->evidence != EVIDENCE_DOCUMENTED)
            continue;
        val_push(a, list, guide_line(p, item));
        first = first != NULL ? first : item;
    }
    val_set(a, p->model, "recent_items", list);
    if (first != NULL)
        val_set(a, p->model, "journey", journey_of_item(p, first));
    page_show(p, "home", page_word(p, "home.title"));
    return OK;
}

/* ---- directory ---- */

struct filter { struct str class, department, q; };

static bool contains(struct str text, struct str q)
{
    return text.len > 0 && str_find(text, q) >= 0;
}

static bool fits_words(const struct item *item, struct str q)
{
    return q.len == 0 || contains(item->name.zh, q) || contains(item->name.en, q) || contains(item->plain.zh, q) ||
           contains(item->plain.en, q) || contains(item->code, q);
}

static bool fits(const struct item *item, const struct filter *f)
{
    return (f->class.len == 0 || str_is(f->class, class_names[item->class])) &&
           (f->department.len == 0 || str_eq(f->department, item->department->code)) && fits_words(item, f->q);
}

static int64_t count_items(const struct pack *pack, const struct filter *f)
{
    int64_t count = 0;

    for (size_t i = 0; i < pack->item_count; i++)
        count += fits(&pack->items[i], f);
    return count;
}

static struct val *choice(const struct page *p, const struct filter *f, int64_t count, bool current)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_str(a, m, "url", arena_printf(a, "/items?class=%.*s&department=%.*s", STR_ARG(f->class), STR_ARG(f->department)));
    val_set_int(a, m, "count", count);
    val_set_bool(a, m, "current", current);
    return m;
}

static struct val *class_choices(const struct page *p, const struct filter *f)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < CLASSES; i++) {
        struct filter one = { .class = str_of(class_names[i]), .department = STR("") };
        struct val *m = choice(p, &one, count_items(p->cx->house->pack, &one), str_eq(one.class, f->class));
        val_push(a, list, val_set_str(a, m, "key", one.class));
    }
    return list;
}

static struct val *department_choices(const struct page *p, const struct filter *f)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < pack->department_count; i++) {
        struct filter one = { .class = f->class, .department = pack->departments[i].code };
        int64_t count = count_items(pack, &one);
        struct val *m = choice(p, &one, count, str_eq(one.department, f->department));
        val_set_str(a, m, "code", one.department);
        val_set_str(a, m, "name", page_label(p, pack->departments[i].name));
        if (count > 0)
            val_push(a, list, m);
    }
    return list;
}

static struct val *groups(const struct page *p, const struct filter *f)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t d = 0; d < pack->department_count; d++) {
        struct val *items = val_list(a), *group = val_map(a);
        for (size_t i = 0; i < pack->item_count; i++)
            if (pack->items[i].department == &pack->departments[d] && fits(&pack->items[i], f))
                val_push(a, items, guide_line(p, &pack->items[i]));
        val_set_str(a, group, "department", page_label(p, pack->departments[d].name));
        val_set(a, group, "items", items);
        if (items->count > 0)
            val_push(a, list, group);
    }
    return list;
}

enum err page_items(struct page *p)
{
    struct filter f = { request_query(p->rq, "class"), request_query(p->rq, "department"),
                        str_trim(request_query(p->rq, "q")) };
    struct arena *a = page_arena(p);

    val_set_str(a, p->model, "q", f.q);
    val_set_str(a, p->model, "class", f.class);
    val_set_int(a, p->model, "total", count_items(p->cx->house->pack, &f));
    val_set(a, p->model, "classes", class_choices(p, &f));
    val_set(a, p->model, "departments", department_choices(p, &f));
    val_set(a, p->model, "groups", groups(p, &f));
    page_show(p, "items", page_word(p, "items.title"));
    return OK;
}

/* ---- guide ---- */

static enum err show_guide(struct page *p, const char *template, const char *title)
{
    const struct item *item = pack_item(p->cx->house->pack, p->params[0]);
    struct arena *a = page_arena(p);

    if (item == NULL)
        return ERR_NOT_FOUND;
    val_set(a, p->model, "item", guide_item(p, item));
    val_set_str(a, p->model, "back_url", arena_join(a, STR("/items/"), item->code));
    if (item->process != NULL)
        val_set(a, p->model, "journey", journey_of_item(p, item));
    page_show(p, template, title != NULL ? page_word(p, title) : page_label(p, item->plain.zh.len > 0 ? item->plain : item->name));
    return OK;
}

enum err page_guide(struct page *p)
{
    return show_guide(p, "guide", NULL);
}

enum err page_checklist(struct page *p)
{
    return show_guide(p, "checklist", "checklist.title");
}
