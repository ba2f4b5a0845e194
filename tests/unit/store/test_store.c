/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store_test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void a_second_program_is_refused_while_the_first_runs(void **state)
{
    struct store_fixture f;
    struct store *second;
    struct str why;

    test_open(state, &f);
    assert_int_equal(store_open(f.arena, &f.store_options, &second, &why), ERR_CONFLICT);
    assert_true(str_find(why, STR("another process")) > 0);
    store_fixture_close(&f);
}

static void after_the_first_has_ended_the_next_program_starts(void **state)
{
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct str why;

    store_fixture_place(&f, &o);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(store_open(f.arena, &f.store_options, &f.store, &why), OK);
        store_close(f.store);
    }
    store_fixture_remove(&f);
}

static void a_database_that_cannot_be_opened_says_why(void **state)
{
    static const char *const places[] = { "/nowhere/at/all/x.db", "/dev", "postgresql:///x?host=/nowhere/at/all" };
    struct arena *a = arena_new(0);
    struct store_options o = { .readers = 1 };
    struct store *s;
    struct str why;

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        o.database = places[i];
        assert_int_equal(store_open(a, &o, &s, &why), ERR_INTERNAL);
        assert_true(why.len > 10);
    }
    arena_free(a);
}

static void only_the_owner_may_read_the_files(void **state)
{
    static const char *const files[] = { "test.db", "test.db-wal", "test.db.lock" };
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct stat st;

    if (o.backend == ON_POSTGRES)
        skip();
    store_fixture_open(&f, &o);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(stat(arena_printf(f.arena, "%s/%s", f.folder, files[i]).p, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
    store_fixture_close(&f);
}

struct waiter { struct store *store; struct db *got; atomic_bool done; };

static void *lease(void *p)
{
    struct waiter *w = p;

    w->got = store_lease(w->store);
    w->done = true;
    return NULL;
}

static void when_all_readers_are_out_a_lease_waits_for_one(void **state)
{
    struct store_fixture f;
    struct waiter w = { .got = NULL };
    struct timespec pause = { 0, 50000000 };
    struct db *second;
    pthread_t thread;

    test_open(state, &f);                       /* two readers, one of them is the fixture's own */
    second = store_lease(f.store);
    assert_ptr_not_equal(second, f.cx.db);
    w.store = f.store;
    pthread_create(&thread, NULL, lease, &w);
    nanosleep(&pause, NULL);
    assert_false(w.done);
    store_return(f.store, second);
    pthread_join(thread, NULL);
    assert_ptr_equal(w.got, second);
    store_return(f.store, w.got);
    store_fixture_close(&f);
}

static void a_query_somebody_forgot_to_end_does_not_freeze_what_the_next_one_reads(void **state)
{
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct row *r;

    if (o.backend == ON_POSTGRES)
        skip();                                 /* there a result holds no snapshot */
    o.readers = 1;
    store_fixture_open(&f, &o);
    assert_int_equal(db_select(&f.cx, &SQL_COUNTER_READ, &r, NO_ARGS), OK);
    assert_true(row_next(r));
    store_return(f.store, f.cx.db);
    assert_int_equal(writer_run(f.writer, &f.cx, count_one, NULL, NULL), OK);
    f.cx.db = store_lease(f.store);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 1);
    store_fixture_close(&f);
}

static void all_that_one_lease_reads_is_of_one_moment(void **state)
{
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;

    if (o.backend == ON_POSTGRES)
        skip();                                 /* there each select sees its own moment (store.h) */
    store_fixture_open(&f, &o);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 0);
    assert_int_equal(writer_run(f.writer, &f.cx, count_one, NULL, NULL), OK);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 0);
    look_anew(&f);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 1);
    store_fixture_close(&f);
}

static void connections_ended_from_outside_come_back_by_themselves(void **state)
{
    struct store_fixture f;

    test_open(state, &f);
    assert_int_equal(writer_run(f.writer, &f.cx, count_one, NULL, NULL), OK);
    store_fixture_cut(&f);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 1);
    assert_int_equal(writer_run(f.writer, &f.cx, count_one, NULL, NULL), OK);
    look_anew(&f);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 2);
    store_fixture_close(&f);
}

struct long_item { int64_t id; const char *name; };

static enum err add_long(struct ctx *cx, const void *args, void *out)
{
    const struct long_item *item = args;

    (void)out;
    return item_insert(cx, item->id, item->name, 1);
}

/* Twice what lies between two checkpoints, and the log is begun anew instead of growing on. */
static void the_log_goes_into_the_database_while_the_program_runs(void **state)
{
    static const int64_t commits = 1000;
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct stat st;
    char *name;

    if (o.backend == ON_POSTGRES)
        skip();
    store_fixture_open(&f, &o);
    name = arena_alloc(f.arena, 40001);
    memset(name, 'x', 40000);
    for (int64_t i = 0; i < commits; i++) {
        memcpy(name, arena_printf(f.arena, "%08d", (int)i).p, 8);
        (void)read_int(&f.cx, &SQL_COUNTER_READ);       /* a reader was there, and has gone */
        look_anew(&f);
        assert_int_equal(writer_run(f.writer, &f.cx, add_long, &(struct long_item){ i, name }, NULL), OK);
    }
    assert_int_equal(stat(arena_printf(f.arena, "%s/test.db-wal", f.folder).p, &st), 0);
    assert_true(st.st_size < 24 * 1024 * 1024);
    assert_int_equal(stat(arena_printf(f.arena, "%s/test.db", f.folder).p, &st), 0);
    assert_true(st.st_size > 16 * 1024 * 1024);
    store_fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_second_program_is_refused_while_the_first_runs),
        ON_BOTH(after_the_first_has_ended_the_next_program_starts),
        cmocka_unit_test(a_database_that_cannot_be_opened_says_why),
        ON_BOTH(only_the_owner_may_read_the_files),
        ON_BOTH(when_all_readers_are_out_a_lease_waits_for_one),
        ON_BOTH(a_query_somebody_forgot_to_end_does_not_freeze_what_the_next_one_reads),
        ON_BOTH(all_that_one_lease_reads_is_of_one_moment),
        ON_BOTH(the_log_goes_into_the_database_while_the_program_runs),
        ON_BOTH(connections_ended_from_outside_come_back_by_themselves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
