/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/wording.h"

#include "text/override.h"
#include "web/embed.h"

static void tell(struct arena *a, const struct text_faults *faults, struct pack_report *report)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct text_problem *f = &faults->items[i];
        report->items = arena_grow(a, report->items, report->count, &report->cap, sizeof *report->items);
        report->items[report->count++] = (struct pack_finding){ f->file, f->why, f->line, true };
        report->fatal++;
    }
}

enum err wording_load(struct arena *a, const struct pack *pack, struct text **out, struct pack_report *report)
{
    size_t count = pack != NULL ? pack->text_count : 0;
    struct text_file *over = ARENA_ARRAY(a, count, struct text_file);
    struct text_faults faults;
    enum err e;

    for (size_t i = 0; i < count; i++)
        over[i] = (struct text_file){ arena_cstr(a, pack->texts[i].path), pack->texts[i].bytes.p, pack->texts[i].bytes.len };
    e = text_load_over(a, web_templates, web_template_count, web_catalogues, web_catalogue_count, over, count, out, &faults);
    tell(a, &faults, report);
    return e;
}
