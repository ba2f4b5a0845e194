/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fuzz_mustache - any bytes as a template, a partial of its own and a catalogue: refused or rendered, never harmful. */
#include "base/arena.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct val *model(struct arena *a)
{
    struct val *m = val_map(a), *list = val_list(a);

    val_push(a, list, val_text(a, STR("谭<大>明")));
    val_push(a, list, val_int(a, -1795397400000));
    val_set(a, m, "a", list);
    val_set_str(a, m, "b", STR("2026-11-23"));
    return val_set_int(a, m, "c", INT64_MIN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(0);
    struct str bytes = { (const char *)data, size };
    struct text_file page = { "page.html", bytes.p, bytes.len }, words = { "en.txt", bytes.p, bytes.len };
    struct text_problem problem;
    struct text *t;
    struct str out;

    if (text_load(a, &page, 1, NULL, 0, &t, &problem) == OK)
        (void)!text_render(t, a, "page", model(a), LANG_EN, 0, &out);
    if (text_load(a, &page, 1, &words, 1, &t, &problem) == OK)
        (void)text_message(t, a, STR("a"), model(a), LANG_EN);
    arena_free(a);
    return 0;
}
