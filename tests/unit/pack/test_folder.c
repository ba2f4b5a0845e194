/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "pack/folder.h"

struct place { struct arena *arena; const char *folder; };

static const char *path_in(const struct place *p, const char *name)
{
    return arena_printf(p->arena, "%s/%s", p->folder, name).p;
}

static void put(const struct place *p, const char *name, struct str text)
{
    FILE *f = fopen(path_in(p, name), "w");

    assert_non_null(f);
    assert_int_equal(fwrite(text.p, 1, text.len, f), text.len);
    assert_int_equal(fclose(f), 0);
}

/* A copy of the small pack on disk, so that a file can be put beside or in place of another. */
static int set_up(void **state)
{
    static const char *const folders[] = { "items", "forms", "processes", "calendars", "decisions" };
    char name[] = "/tmp/buchucun-pack-XXXXXX";
    struct arena *a = arena_new(0);
    struct place *p = ARENA_NEW(a, struct place);
    struct val *files;

    *p = (struct place){ a, arena_cstr(a, str_of(mkdtemp(name))) };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(mkdir(path_in(p, folders[i]), 0700), 0);
    assert_int_equal(json_read(a, small_pack(a)->frozen, &files, NULL), OK);
    for (size_t i = 0; i < files->count; i++)
        put(p, arena_cstr(a, files->keys[i]), files->items[i]->text);
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    const struct place *p = *state;
    int gone = system(arena_printf(p->arena, "rm -rf %s", p->folder).p);

    arena_free(p->arena);
    return gone;
}

static enum err read_now(const struct place *p, struct pack_report *report)
{
    struct pack *pack;

    return pack_read(p->arena, p->folder, &pack, report);
}

static void expect_fault(const struct place *p, const char *file, const char *why)
{
    struct pack_report report;

    assert_int_equal(read_now(p, &report), ERR_INVALID);
    for (size_t i = 0; i < report.count; i++)
        if (str_is(report.items[i].file, file) && str_find(report.items[i].why, str_of(why)) >= 0)
            return;
    fail_msg("%s", pack_report_text(p->arena, STR(""), &report).p);
}

static void a_copy_is_the_same_pack(void **state)
{
    struct place *p = *state;
    struct pack *pack;
    struct pack_report report;

    put(p, ".gitignore", STR("x"));
    assert_int_equal(pack_read(p->arena, p->folder, &pack, &report), OK);
    assert_true(str_eq(pack->version, small_pack(p->arena)->version));
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    struct place *p = *state;
    struct pack *pack;
    struct pack_report report;

    assert_int_equal(pack_read(p->arena, path_in(p, "nothing"), &pack, &report), ERR_NOT_FOUND);
    assert_int_equal(report.fatal, 1);
}

static void a_file_no_part_of_a_pack_reads_is_refused(void **state)
{
    put(*state, "items/note.txt", STR("x"));
    expect_fault(*state, "items/note.txt", "take it out or correct its name");
}

static void a_link_is_refused(void **state)
{
    struct place *p = *state;

    assert_int_equal(symlink("/etc/hostname", path_in(p, "items/C-1.yaml")), 0);
    expect_fault(p, "items/C-1.yaml", "cannot be opened");
}

static void a_pipe_is_refused_and_does_not_block(void **state)
{
    struct place *p = *state;

    assert_int_equal(mkfifo(path_in(p, "items/C-1.yaml"), 0600), 0);
    expect_fault(p, "items/C-1.yaml", "only plain files");
}

static void a_file_that_is_too_large_is_refused(void **state)
{
    struct place *p = *state;

    put(p, "items/C-1.yaml", STR("x"));
    assert_int_equal(truncate(path_in(p, "items/C-1.yaml"), FOLDER_FILE_BYTES_MAX + 1), 0);
    expect_fault(p, "items/C-1.yaml", "larger than 1 MB");
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    put(*state, "processes/other.bpmn", STR("\xff\xfe"));
    expect_fault(*state, "processes/other.bpmn", "not UTF-8");
}

static struct str item_of_small_pack(struct place *p)
{
    struct val *files;

    assert_int_equal(json_read(p->arena, small_pack(p->arena)->frozen, &files, NULL), OK);
    return val_str(files, "items/A-1.yaml");
}

static void a_visit_without_a_step_to_record_it_in_is_refused(void **state)
{
    struct place *p = *state;

    put(p, "items/A-1.yaml", arena_printf(p->arena, "%.*s\nvisit: {officers_min: 2, share_percent: 100, basis: reconstructed}\n",
                                          STR_ARG(item_of_small_pack(p))));
    expect_fault(p, "items/A-1.yaml", "no step \"visit\"");
}

static void a_result_that_serves_as_a_paper_nobody_asks_for_is_refused(void **state)
{
    struct place *p = *state;

    put(p, "items/A-1.yaml", arena_printf(p->arena, "%.*s\nresults:\n  - {id: x, kind: paper, name: {zh: x, en: x}, serves: [id_crad]}\n",
                                          STR_ARG(item_of_small_pack(p))));
    expect_fault(p, "items/A-1.yaml", "no item asks for a material \"id_crad\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_copy_is_the_same_pack, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_no_part_of_a_pack_reads_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_link_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pipe_is_refused_and_does_not_block, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_too_large_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_text_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_visit_without_a_step_to_record_it_in_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_result_that_serves_as_a_paper_nobody_asks_for_is_refused, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
