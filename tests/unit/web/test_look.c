/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "web/embed.h"

enum { STYLE_BYTES_MAX = 12 * 1024, FIRST_VIEW_BYTES_MAX = 100 * 1024 };

static const struct text *loaded(struct arena *a)
{
    struct text_problem problem = { 0 };
    struct text *t;
    enum err e = text_load(a, web_templates, web_template_count, web_catalogues, web_catalogue_count, &t, &problem);

    if (e != OK)
        print_error("%.*s:%d: %.*s\n", STR_ARG(problem.file), problem.line, STR_ARG(problem.why));
    assert_int_equal(e, OK);
    return t;
}

static const struct text_file *catalogue(const char *name)
{
    for (size_t i = 0; i < web_catalogue_count; i++)
        if (strcmp(web_catalogues[i].name, name) == 0)
            return &web_catalogues[i];
    fail_msg("no catalogue %s", name);
    return NULL;
}

/* ---- words ---- */

static bool next_message(struct str *rest, struct str *key, struct str *words)
{
    struct str line;

    while (rest->len > 0) {
        str_cut(*rest, '\n', &line, rest);
        if (line.len > 0 && line.p[0] != '#' && str_cut(line, '=', key, words)) {
            *key = str_trim(*key);
            return true;
        }
    }
    return false;
}

static bool find_message(const struct text_file *f, struct str wanted, struct str *words)
{
    struct str rest = { f->bytes, f->len }, key;

    while (next_message(&rest, &key, words))
        if (str_eq(key, wanted))
            return true;
    return false;
}

/* The name in the next {{...}}, without sigil and formatters; what ends a section is passed over. */
static bool next_name(struct str *rest, struct str *name)
{
    struct str filters;
    ptrdiff_t from, len;

    while ((from = str_find(*rest, STR("{{"))) >= 0) {
        *rest = str_sub(*rest, (size_t)from + 2, rest->len);
        len = str_find(*rest, STR("}}"));
        assert_true(len > 0);
        *name = str_sub(*rest, 0, (size_t)len);
        if (name->p[0] == '/')
            continue;
        if (strchr("#^>&{", name->p[0]) != NULL)
            *name = str_sub(*name, 1, name->len);
        str_cut(*name, '|', name, &filters);
        return true;
    }
    return false;
}

static bool names_all(struct str words, struct str others)
{
    struct str name, other;

    while (next_name(&words, &name)) {
        struct str rest = others;
        bool found = false;

        while (!found && next_name(&rest, &other))
            found = str_eq(name, other);
        if (!found)
            return false;
    }
    return true;
}

static void every_message_of_one_language_stands_in_the_other_with_the_same_places(const char *left, const char *right)
{
    const struct text_file *from = catalogue(left), *to = catalogue(right);
    struct str rest = { from->bytes, from->len }, key, words, others;

    while (next_message(&rest, &key, &words)) {
        if (!find_message(to, key, &others))
            fail_msg("%.*s is missing in %s", STR_ARG(key), right);
        if (!names_all(words, others))
            fail_msg("%.*s names something that %s does not", STR_ARG(key), right);
    }
}

static void chinese_and_english_say_the_same(void **state)
{
    (void)state;
    every_message_of_one_language_stands_in_the_other_with_the_same_places("zh-CN.txt", "en.txt");
    every_message_of_one_language_stands_in_the_other_with_the_same_places("en.txt", "zh-CN.txt");
}

static void a_missing_place_would_be_noticed(void **state)
{
    (void)state;
    assert_true(names_all(STR("a {{n}} {{#x}}b{{/x}}"), STR("{{x}}{{n|num}}")));
    assert_false(names_all(STR("a {{n}}"), STR("b {{m}}")));
}

/* ---- pages ---- */

static bool has(struct str s, const char *what)
{
    return str_find(s, str_of(what)) >= 0;
}

static void no_template_carries_style_or_script_of_its_own(void **state)
{
    static const char *const banned[] = { " style=", "<style", "<script>", " onclick=", " onload=", "javascript:", "http://", "https://" };

    (void)state;
    for (size_t i = 0; i < web_template_count; i++)
        for (size_t k = 0; k < sizeof banned / sizeof *banned; k++)
            if (has((struct str){ web_templates[i].bytes, web_templates[i].len }, banned[k]))
                fail_msg("%s has %s", web_templates[i].name, banned[k]);
}

static const struct asset *asset(const char *path)
{
    for (size_t i = 0; i < web_asset_count; i++)
        if (strcmp(web_assets[i].path, path) == 0)
            return &web_assets[i];
    fail_msg("no asset %s", path);
    return NULL;
}

static void style_and_scripts_fit_a_thin_line(void **state)
{
    size_t all = 0;

    (void)state;
    assert_true(asset("/assets/site.css")->len < STYLE_BYTES_MAX);
    for (size_t i = 0; i < web_asset_count; i++)
        all += web_assets[i].gz != NULL ? web_assets[i].gz_len : web_assets[i].len;
    assert_true(all < FIRST_VIEW_BYTES_MAX);
}

/* Models of pages: the files of tests/pages that are laid over each other. */
static const struct { const char *template, *models[5]; } pages[] = {
    { "home", { "common", "home" } },
    { "items", { "common", "items" } },
    { "guide", { "common", "guide" } },
    { "track", { "common", "track" } },
    { "track_result", { "common", "journey", "track_result" } },
    { "sign_in", { "common", "sign_in" } },
    { "password", { "common", "sign_in" } },
    { "villages", { "common" } },
    { "file_start", { "common", "file_start" } },
    { "file_page", { "common", "file_page" } },
    { "file_page", { "common", "file_rows" } },
    { "file_materials", { "common", "file_materials" } },
    { "file_check", { "common", "file_check" } },
    { "file_done", { "common", "journey", "case", "file_done" } },
    { "receipt", { "common", "journey", "case", "receipt" } },
    { "notice", { "common", "case", "notice_acceptance" } },
    { "notice", { "common", "case", "notice_correction" } },
    { "notice", { "common", "case", "notice_refused" } },
    { "desk", { "common", "staff", "desk" } },
    { "inbox", { "common", "staff", "inbox" } },
    { "cases", { "common", "staff", "cases" } },
    { "drafts", { "common", "staff", "desk" } },
    { "changes", { "common", "staff" } },
    { "case", { "common", "staff", "journey", "case" } },
    { "act", { "common", "staff", "journey", "case", "act" } },
    { "people", { "common", "staff", "people" } },
    { "person", { "common", "staff", "person" } },
    { "mandates", { "common", "staff", "mandates" } },
    { "audit", { "common", "staff", "audit" } },
    { "health", { "common", "staff", "health" } },
    { "wall", { "common", "wall" } },
    { "village", { "common", "wall", "village" } },
    { "error", { "common", "error" } },
};

static struct str read_file(struct arena *a, const char *path)
{
    struct buf bytes = buf_in(a);
    char piece[4096];
    FILE *f = fopen(path, "rb");
    size_t n;

    if (f == NULL)
        fail_msg("no file %s", path);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&bytes, (struct str){ piece, n });
    fclose(f);
    return buf_str(&bytes);
}

static struct val *model_of(struct arena *a, const char *const *names)
{
    struct val *model = val_map(a), *part;

    for (; *names != NULL; names++) {
        struct str path = arena_printf(a, "%s/%s.json", PAGES_FOLDER, *names);
        assert_int_equal(json_read(a, read_file(a, path.p), &part, NULL), OK);
        for (size_t i = 0; i < part->count; i++)
            val_put(a, model, part->keys[i], part->items[i]);
    }
    return model;
}

static void check_page(struct arena *a, const struct text *t, size_t i, enum lang lang)
{
    struct str html;

    assert_int_equal(text_render(t, a, pages[i].template, model_of(a, pages[i].models), lang, 1795397400000, &html), OK);
    if (!has(html, "</html>") || has(html, "{{") || !has(html, "<h1") || !has(html, "id=\"main\""))
        fail_msg("%s is not whole", pages[i].template);
    assert_true(html.len < FIRST_VIEW_BYTES_MAX / 2);
}

static void every_page_is_whole_in_both_languages(void **state)
{
    struct arena *a = arena_new(0);
    const struct text *t = loaded(a);

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        check_page(a, t, i, LANG_ZH);
        check_page(a, t, i, LANG_EN);
    }
    arena_free(a);
}

static void the_journey_says_in_words_where_it_is(void **state)
{
    static const char *const models[] = { "common", "journey", "track_result", NULL };
    struct arena *a = arena_new(0);
    struct str html;

    (void)state;
    assert_int_equal(text_render(loaded(a), a, "track_result", model_of(a, models), LANG_ZH, 1795397400000, &html), OK);
    assert_true(has(html, "现在在<b>野三关镇民政办公室</b>"));
    assert_true(has(html, "还有 6 个工作日"));
    assert_true(has(html, "aria-current=\"step\""));
    assert_true(has(html, "<span class=\"hide\">正在办</span>"));
    arena_free(a);
}

static void an_error_names_its_field_and_leads_to_it(void **state)
{
    static const char *const models[] = { "common", "file_page", NULL };
    struct arena *a = arena_new(0);
    struct str html;

    (void)state;
    assert_int_equal(text_render(loaded(a), a, "file_page", model_of(a, models), LANG_ZH, 1795397400000, &html), OK);
    assert_true(has(html, "<a href=\"#f-income.kind\">收入来源："));
    assert_true(has(html, "id=\"f-income.kind\""));
    assert_true(has(html, "aria-describedby=\"h-applicant.id_no e-applicant.id_no\""));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_and_english_say_the_same),
        cmocka_unit_test(a_missing_place_would_be_noticed),
        cmocka_unit_test(no_template_carries_style_or_script_of_its_own),
        cmocka_unit_test(style_and_scripts_fit_a_thin_line),
        cmocka_unit_test(every_page_is_whole_in_both_languages),
        cmocka_unit_test(the_journey_says_in_words_where_it_is),
        cmocka_unit_test(an_error_names_its_field_and_leads_to_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
