/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/process.h"

#include "pack/item.h"
#include "pack/limit.h"

static const char *const kinds[] = { "gather", "accept", "supplement", "opinion", "record", "notice", "check", "decide_part",
                                     "decide", "issue", "summary", "deliver" };
static const char *const roles[] = { "clerk", "handler", "checker", "approver", "head", "expert" };
static const char *const results[] = { "granted", "refused", "not_accepted", "lapsed" };
/* 行政许可法 45, the notice of a benefit's own rule, and waiting for the applicant */
static const char *const pauses[] = { "hearing", "tender", "auction", "inspection", "test", "quarantine", "finding",
                                      "expert_review", "public_notice", "correction" };

#define AMONG(words, text) among((words), sizeof (words) / sizeof *(words), (text))

static int among(const char *const *words, size_t count, struct str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(text, words[i]))
            return (int)i;
    return -1;
}

/* The level of that name; -1: none. */
static int level_of(struct str name)
{
    for (int level = LEVEL_COUNTY; level <= LEVEL_VILLAGE; level++)
        if (str_is(name, limit_level_name((enum level)level)))
            return level;
    return -1;
}

static struct str more(const struct flow_element *el, const char *name)
{
    return val_str(el->more, name);
}

/* "township.handler", "county.handler@GT", "county.handler@*", "decider.approver": of the organ the item's table names */
static bool post_valid(const struct pack *p, struct str post)
{
    struct str level, rest, role, department;

    if (!str_cut(post, '.', &level, &rest) || (level_of(level) < 0 && !str_is(level, "decider")))
        return false;
    if (str_cut(rest, '@', &role, &department) && !str_is(department, "*") && pack_department(p, department) == NULL)
        return false;
    return AMONG(roles, role) >= 0;
}

static void check_task(struct reading *r, const struct flow_element *el)
{
    if (el->post.len == 0)
        reading_fault(r, el->line, "the task \"%.*s\" has no bcc:post: nobody would answer for it", STR_ARG(el->id));
    else if (!post_valid(r->pack, el->post))
        reading_fault(r, el->line, "bcc:post \"%.*s\" of \"%.*s\" must be level.role or level.role@DEPARTMENT",
                      STR_ARG(el->post), STR_ARG(el->id));
    if (AMONG(kinds, more(el, "kind")) < 0)
        reading_fault(r, el->line, "bcc:kind \"%.*s\" of \"%.*s\" is not known", STR_ARG(more(el, "kind")), STR_ARG(el->id));
    if (level_of(more(el, "stage")) < 0)
        reading_fault(r, el->line, "bcc:stage of \"%.*s\" must be village, township or county", STR_ARG(el->id));
    if (more(el, "form").len > 0 && pack_form(r->pack, more(el, "form")) == NULL)
        reading_fault(r, el->line, "there is no form forms/%.*s.json", STR_ARG(more(el, "form")));
    if (more(el, "name_en").len == 0)
        reading_warn(r, el->line, "bcc:name_en of \"%.*s\" is missing: the Chinese name will be shown", STR_ARG(el->id));
}

static void check_element(struct reading *r, const struct flow_element *el)
{
    struct str pause = more(el, "pause");

    if (str_is(el->kind, "userTask"))
        check_task(r, el);
    if (pause.len > 0 && AMONG(pauses, pause) < 0)
        reading_fault(r, el->line, "bcc:pause \"%.*s\" is no reason that stops a clock", STR_ARG(pause));
    if (more(el, "clock").len > 0 && (!str_is(more(el, "clock"), "upper") || !str_is(el->kind, "boundaryEvent")))
        reading_fault(r, el->line, "bcc:clock of \"%.*s\" must be \"upper\", on a boundary event", STR_ARG(el->id));
    if (str_is(el->kind, "endEvent") && AMONG(results, more(el, "result")) < 0)
        reading_fault(r, el->line, "bcc:result of \"%.*s\" must be granted, refused, not_accepted or lapsed", STR_ARG(el->id));
}

/* First the process itself; what it calls and decides by stands behind it. */
static const struct flow_source *sources_of(struct reading *r, const struct source *own, size_t *count)
{
    struct flow_source *list = ARENA_ARRAY(r->arena, r->file_count, struct flow_source);
    bool calls = str_find(own->bytes, STR("calledElement")) >= 0;

    list[0] = (struct flow_source){ own->path, own->bytes };
    *count = 1;
    for (size_t i = 0; i < r->file_count; i++) {
        const struct source *f = &r->files[i];
        if (str_starts(f->path, STR("decisions/")) || (calls && f != own && str_starts(f->path, STR("processes/"))))
            list[(*count)++] = (struct flow_source){ f->path, f->bytes };
    }
    return list;
}

static void take_findings(struct reading *r, const struct flow_report *report)
{
    struct str file = r->file;

    for (size_t i = 0; i < report->count; i++) {
        const struct flow_finding *f = &report->items[i];
        r->file = f->file.len > 0 ? f->file : file;
        if (f->fatal)
            reading_fault(r, f->line, "%.*s (%.*s)", STR_ARG(f->text), STR_ARG(f->rule));
        else
            reading_warn(r, f->line, "%.*s (%.*s)", STR_ARG(f->text), STR_ARG(f->rule));
    }
    r->file = file;
}

static struct flow *compile(struct reading *r, const struct source *file, struct str name)
{
    struct flow_report compiled = { 0 }, proof = { 0 };
    struct flow *flow = NULL;
    size_t count, before = r->report->fatal;
    const struct flow_source *sources = sources_of(r, file, &count);
    enum err e = flow_compile(r->arena, sources, count, name, &flow, &compiled);

    take_findings(r, &compiled);
    if (e == OK) {
        e = flow_check(r->arena, flow, 0, &proof);
        take_findings(r, &proof);
    }
    if (e != OK && r->report->fatal == before)
        reading_fault(r, 0, "the process cannot be used (%s)", err_name(e));
    return e == OK ? flow : NULL;
}

static void read_process(struct reading *r, const struct source *file)
{
    struct process p = { .name = reading_stem(file->path), .file = file->path, .bpmn = file->bytes };

    r->file = file->path;
    p.flow = compile(r, file, p.name);
    for (uint32_t n = 1; p.flow != NULL && n <= flow_elements(p.flow); n++)
        check_element(r, flow_element(p.flow, n));
    r->pack->processes[r->pack->process_count++] = p;
}

void process_read_all(struct reading *r)
{
    size_t count;
    const struct source *files = reading_folder(r, "processes/", &count);

    r->pack->processes = ARENA_ARRAY(r->arena, count, struct process);
    for (size_t i = 0; i < count; i++)
        read_process(r, &files[i]);
}

const struct process *pack_process(const struct pack *p, struct str name)
{
    for (size_t i = 0; i < p->process_count; i++)
        if (str_eq(p->processes[i].name, name))
            return &p->processes[i];
    return NULL;
}

static bool is_step(const struct flow_element *el, struct str at, bool by_kind)
{
    struct str kind = val_str(el->more, "kind");

    if (!by_kind)
        return str_eq(el->id, at);
    return str_eq(kind, at) || (str_is(at, "decide") && str_is(kind, "decide_part"));
}

struct process_step process_step(const struct process *p, struct str at)
{
    for (int by_kind = 0; p != NULL && p->flow != NULL && by_kind < 2; by_kind++)
        for (uint32_t i = 1; i <= flow_elements(p->flow); i++) {
            const struct flow_element *el = flow_element(p->flow, i);
            struct str english = val_str(el->more, "name_en");
            if (is_step(el, at, by_kind == 1))
                return (struct process_step){ { .zh = el->name, .en = english.len > 0 ? english : el->name }, i };
        }
    return (struct process_step){ 0 };
}

/* A clock stands only for a reason that law or the item's own rule knows. */
static void compare_pause(struct reading *r, const struct item *it, const struct flow_element *el)
{
    struct str pause = more(el, "pause");
    int line = val_at(it->raw, "process")->line;

    if (pause.len == 0 || str_is(pause, "correction"))
        return;
    if (str_is(pause, "public_notice") && !it->notice.stops)
        reading_fault(r, line, "the public notice \"%.*s\" stops the clock, but no rule of the item says so: give \"notice\" "
                      "with \"stops: true\", or take bcc:pause out", STR_ARG(el->id));
    else if (!str_is(pause, "public_notice") && item_special(it, pause) == NULL)
        reading_fault(r, line, "\"%.*s\" of \"%.*s\" may not stop the clock of this type of item", STR_ARG(pause),
                      STR_ARG(el->id));
}

/* One task against the item: its level, and the two that law ties to an office. */
static void compare_task(struct reading *r, const struct item *it, const struct flow_element *el)
{
    int stage = level_of(more(el, "stage")), line = val_at(it->raw, "process")->line;
    enum level last = it->chain_length > 0 ? it->chain[it->chain_length - 1] : LEVEL_COUNTY;
    struct str kind = more(el, "kind");
    const char *here;

    if (stage < 0)
        return;
    here = limit_level_name((enum level)stage);
    if (!item_passes(it, (enum level)stage))
        reading_fault(r, line, "the process has a step at the %s (\"%.*s\"), which is not in the chain of the item", here,
                      STR_ARG(el->id));
    if (it->mode == MODE_DONE_HERE && stage == LEVEL_VILLAGE)
        return;
    if (str_starts(el->post, STR("village.")) && (str_is(kind, "accept") || str_is(kind, "decide") || str_is(kind, "issue")))
        reading_fault(r, line, "\"%.*s\" is the organ's own act, but a village room does it: only an item with mode done_here "
                      "may ask that, under a mandate", STR_ARG(el->id));
    if (str_is(kind, "accept") && stage != (int)it->acceptor)
        reading_fault(r, line, "the process accepts at the %s, but the acceptor of the item is the %s", here,
                      limit_level_name(it->acceptor));
    if ((str_is(kind, "decide") || str_is(kind, "issue")) && stage != (int)last && !str_starts(el->post, STR("decider.")))
        reading_fault(r, line, "the process decides at the %s, but the chain of the item ends at the %s", here,
                      limit_level_name(last));
}

/* True when the process has a task of that kind, or an end with that result. */
static bool has(const struct flow *flow, const char *name, const char *value)
{
    for (uint32_t n = 1; n <= flow_elements(flow); n++)
        if (str_is(more(flow_element(flow, n), name), value))
            return true;
    return false;
}

bool process_has_step(const struct process *p, struct str step)
{
    for (uint32_t n = 1; n <= flow_elements(p->flow); n++) {
        const struct flow_element *el = flow_element(p->flow, n);
        struct str kind = str_is(more(el, "kind"), "decide_part") ? STR("decide") : more(el, "kind");
        if (str_is(el->kind, "userTask") && (str_eq(el->id, step) || str_eq(kind, step)))
            return true;
    }
    return false;
}

struct str process_kind(const struct process *p, struct str id)
{
    for (uint32_t n = 1; n <= flow_elements(p->flow); n++) {
        const struct flow_element *el = flow_element(p->flow, n);
        if (str_is(el->kind, "userTask") && str_eq(el->id, id))
            return more(el, "kind");
    }
    return STR("");
}

bool process_decides(const struct process *p)
{
    return has(p->flow, "kind", "decide");
}

/* Joining departments are asked by a task whose department is that of the instance, or named. */
static bool asks_departments(const struct flow *flow)
{
    for (uint32_t n = 1; n <= flow_elements(flow); n++)
        if (str_find(flow_element(flow, n)->post, STR("@")) >= 0)
            return true;
    return false;
}

void process_check_item(struct reading *r, const struct item *it)
{
    static const struct { const char *name, *value; } needed[] = {
        { "kind", "accept" }, { "kind", "deliver" }, { "result", "granted" }, { "result", "refused" },
    };
    const struct flow *flow = it->process != NULL ? it->process->flow : NULL;

    if (flow == NULL)
        return;
    for (uint32_t n = 1; n <= flow_elements(flow); n++) {
        compare_pause(r, it, flow_element(flow, n));
        if (more(flow_element(flow, n), "clock").len > 0 && it->upper.days == 0)
            reading_fault(r, val_at(it->raw, "process")->line, "\"%.*s\" comes when the county's own days are over: give them in "
                          "\"upper\"", STR_ARG(flow_element(flow, n)->id));
        if (str_is(flow_element(flow, n)->kind, "userTask"))
            compare_task(r, it, flow_element(flow, n));
    }
    if (!process_decides(it->process) && !has(flow, "kind", "summary"))
        reading_fault(r, val_at(it->raw, "process")->line, "no way to finish: the process has nothing with bcc:kind \"decide\", "
                      "nor \"summary\" of a joint case");
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!has(flow, needed[i].name, needed[i].value))
            reading_fault(r, val_at(it->raw, "process")->line, "no way to finish: the process has nothing with bcc:%s \"%s\"",
                          needed[i].name, needed[i].value);
    if (it->joining_count > 0 && !asks_departments(flow))
        reading_fault(r, val_at(it->raw, "joining")->line, "no task of the process asks the joining departments: "
                      "take a process with a post \"county.handler@*\"");
}
