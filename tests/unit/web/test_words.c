/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/citizen.h"
#include "base/json.h"
#include "domain/handling.h"
#include "domain/leave.h"
#include "web/embed.h"
#include "web/route.h"

enum { SOURCE_BYTES_MAX = 1 << 20, CHOICES_MAX = 8 };

static struct arena *a;
static struct text *words;
static int asked;

static int open_words(void **state)
{
    struct text_problem problem;

    (void)state;
    json_start();
    a = arena_new(0);
    return text_load(a, web_templates, web_template_count, web_catalogues, web_catalogue_count, &words, &problem) == OK ? 0 : -1;
}

static int close_words(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static bool stands(struct str key, enum lang lang)
{
    return !str_eq(text_message(words, a, key, NULL, lang), key);
}

static void must_stand(struct str key, const char *where)
{
    asked++;
    if (!stands(key, LANG_ZH) || !stands(key, LANG_EN))
        fail_msg("%s asks for %.*s, which no catalogue has", where, STR_ARG(key));
}

static void must_stand_under(const char *prefix, const char *name)
{
    must_stand(arena_printf(a, "%s.%s", prefix, name), "a composed key");
}

static bool key_char(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_' || c == '.';
}

static struct str key_at(struct str s, size_t at)
{
    size_t end = at;

    while (end < s.len && key_char(s.p[end]))
        end++;
    return str_sub(s, at, end - at);
}

/* ---- templates ---- */

static void each_word_of_a_template_stands_in_both_languages(void **state)
{
    (void)state;
    asked = 0;
    for (size_t i = 0; i < web_template_count; i++) {
        struct str s = { web_templates[i].bytes, web_templates[i].len };
        for (size_t at = 2; at + 2 < s.len; at++)
            if (str_starts(str_sub(s, at, 2), STR("t.")) && strchr("{#^&", s.p[at - 1]) != NULL && s.p[at - 2] == '{')
                must_stand(key_at(s, at + 2), web_templates[i].name);
    }
    assert_true(asked > 200);
}

/* ---- sources ---- */

static struct str source_of(const char *folder, const char *name)
{
    FILE *f = fopen(arena_printf(a, "%s/%s/%s", SOURCE_FOLDER, folder, name).p, "r");
    char *bytes = arena_alloc(a, SOURCE_BYTES_MAX);
    size_t len;

    assert_non_null(f);
    len = fread(bytes, 1, SOURCE_BYTES_MAX, f);
    fclose(f);
    return (struct str){ bytes, len };
}

/* Whole literals that begin so, as "gap.required"; those that end with a dot are only the beginning of one. */
static void check_literals(struct str source, const char *begin, const char *prefix, const char *where)
{
    ptrdiff_t found;

    while ((found = str_find(source, str_of(begin))) >= 0) {
        struct str key;
        source = str_sub(source, (size_t)found + 1, source.len);
        key = key_at(source, 0);
        if (key.len < source.len && source.p[key.len] == '"' && key.p[key.len - 1] != '.')
            must_stand(arena_join(a, str_of(prefix), key), where);
    }
}

/* page_word(p, "key"): the first literal of the call. */
static void check_calls(struct str source, const char *where)
{
    ptrdiff_t found;

    while ((found = str_find(source, STR("page_word(p, \""))) >= 0) {
        source = str_sub(source, (size_t)found + strlen("page_word(p, \""), source.len);
        must_stand(key_at(source, 0), where);
    }
}

static void check_folder(const char *folder, const char *begin, const char *prefix)
{
    DIR *d = opendir(arena_printf(a, "%s/%s", SOURCE_FOLDER, folder).p);
    struct dirent *entry;

    assert_non_null(d);
    while ((entry = readdir(d)) != NULL)
        if (str_ends(str_of(entry->d_name), STR(".c"))) {
            check_literals(source_of(folder, entry->d_name), begin, prefix, entry->d_name);
            check_calls(source_of(folder, entry->d_name), entry->d_name);
        }
    closedir(d);
}

static void each_reason_of_a_refusal_stands_in_both_languages(void **state)
{
    (void)state;
    asked = 0;
    check_folder("domain", "\"gap.", "");
    check_folder("web", "\"gap.", "");
    check_folder("doc", "\"scan.", "gap.");
    assert_true(asked > 100);
}

/* ---- composed keys ---- */

static void each_fault_of_an_id_number_has_its_words(void **state)
{
    (void)state;
    for (int f = CITIZEN_OK + 1; f <= CITIZEN_CHECKSUM; f++)
        must_stand_under("gap.id_no", citizen_fault_name((enum citizen_fault)f));
}

static void each_role_level_and_state_has_its_words(void **state)
{
    static const char *const levels[] = { "county", "township", "village" };

    (void)state;
    for (int r = 0; r < ROLE_COUNT; r++)
        must_stand_under("role", role_name((enum role)r));
    for (int s = 0; s < CASE_STATE_COUNT; s++)
        must_stand_under("state", case_state_name((enum case_state)s));
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        must_stand_under("level", levels[i]);
}

static void each_act_is_named_before_it_is_done_and_after(void **state)
{
    static const char *const kinds[] = { "accept", "supplement", "opinion", "record", "notice", "check", "decide", "deliver" };
    static const char *const marks[] = { "urgent", "urgent_lifted" };

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct act_choice *choices[CHOICES_MAX];
        size_t count = handling_choices(str_of(kinds[i]), 0, choices, CHOICES_MAX);
        assert_true(count > 0);
        while (count-- > 0) {
            must_stand_under("act", choices[count]->outcome);
            must_stand_under("done", choices[count]->outcome);
            must_stand_under("outcome", choices[count]->outcome);
        }
    }
    must_stand_under("act", "withdraw");
    must_stand_under("done", "withdraw");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        must_stand_under("act", marks[i]);
        must_stand_under("act_what", marks[i]);
        must_stand_under("act_note", marks[i]);
        must_stand_under("done", marks[i]);
    }
}

static void each_event_of_a_case_has_its_line(void **state)
{
    static const char *const types[] = { "received", "accepted", "correction_asked", "not_accepted", "supplied", "lapsed",
                                         "opinion", "recorded", "decided", "delivered", "sent_back", "withdrawn", "timer",
                                         "urgent", "urgent_lifted", "posted", "post_returned", "paid_out", "payout_returned",
                                         "account_change", "account_called" };

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        must_stand_under("event.case", types[i]);
}

static void each_kind_of_leave_has_its_words(void **state)
{
    static const char *const states[] = { "now", "future", "past", "ended" };

    (void)state;
    for (const char *const *k = leave_kinds; *k != NULL; k++)
        must_stand_under("leave.kind", *k);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        must_stand_under("leave.state", states[i]);
}

/* 行政许可法 45, as the pack may name them. */
static void each_reason_that_stops_a_clock_has_its_words(void **state)
{
    static const char *const reasons[] = { "hearing", "tender", "auction", "inspection", "test", "quarantine", "finding",
                                           "expert_review", "public_notice", "correction" };

    (void)state;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        must_stand_under("pause", reasons[i]);
}

static void each_printed_paper_has_its_name(void **state)
{
    static const char *const kinds[] = { "receipt", "acceptance", "correction", "not_accepted", "decision" };

    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        must_stand_under("paper", kinds[i]);
}

static void each_reading_the_log_notes_is_told_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++)
        if ((routes[i].flags & LOGS_VIEW) != 0)
            must_stand_under("audit.page", routes[i].name);
    must_stand_under("audit.page", "refused");
    must_stand_under("audit.page", "id_no");
}

static void each_status_of_a_refusal_has_its_page(void **state)
{
    static const int statuses[] = { 400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503, 507 };

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        const char *status = arena_printf(a, "%d", statuses[i]).p;
        must_stand_under("error.title", status);
        must_stand_under("error.what", status);
        must_stand_under("error.do", status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_of_a_template_stands_in_both_languages),
        cmocka_unit_test(each_reason_of_a_refusal_stands_in_both_languages),
        cmocka_unit_test(each_fault_of_an_id_number_has_its_words),
        cmocka_unit_test(each_role_level_and_state_has_its_words),
        cmocka_unit_test(each_act_is_named_before_it_is_done_and_after),
        cmocka_unit_test(each_event_of_a_case_has_its_line),
        cmocka_unit_test(each_kind_of_leave_has_its_words),
        cmocka_unit_test(each_reason_that_stops_a_clock_has_its_words),
        cmocka_unit_test(each_printed_paper_has_its_name),
        cmocka_unit_test(each_reading_the_log_notes_is_told_in_words),
        cmocka_unit_test(each_status_of_a_refusal_has_its_page),
    };

    return cmocka_run_group_tests(tests, open_words, close_words);
}
