/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "store/logfile.h"

enum { ROWS = 400 };

struct place { char folder[64], path[96]; sqlite3 *writer, *reader; };

static sqlite3 *open_with(const char *path, const char *layer)
{
    sqlite3 *h;

    assert_int_equal(sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, layer), SQLITE_OK);
    sqlite3_extended_result_codes(h, 1);
    return h;
}

static int run(sqlite3 *h, const char *sql)
{
    return sqlite3_exec(h, sql, NULL, NULL, NULL);
}

static void must(sqlite3 *h, const char *sql)
{
    if (run(h, sql) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(h));
}

static void say(sqlite3 *h, const char *sql, char out[200])
{
    sqlite3_stmt *st;

    assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    snprintf(out, 200, "%s", (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
}

static void place_make(struct place *p)
{
    snprintf(p->folder, sizeof p->folder, "/tmp/buchucun-logfile-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
}

/* Where the cache holds few pages, a transaction spills them into the log before it commits, some of them twice. */
static void place_fill(struct place *p, const char *cache)
{
    char sql[200];

    snprintf(p->path, sizeof p->path, "%s/x.db", p->folder);
    p->writer = open_with(p->path, logfile_layer());
    snprintf(sql, sizeof sql, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;"
             "PRAGMA cache_size = %s; CREATE TABLE t (n INTEGER PRIMARY KEY, round INTEGER CHECK (round >= 0), x TEXT)", cache);
    must(p->writer, sql);
    p->reader = open_with(p->path, NULL);
}

static void place_open(struct place *p, const char *cache)
{
    place_make(p);
    place_fill(p, cache);
}

static void place_close(struct place *p)
{
    char command[160];

    sqlite3_close(p->reader);
    sqlite3_close(p->writer);
    snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
    assert_int_equal(system(command), 0);
}

static void write_rows(sqlite3 *h, int round, int rows)
{
    char sql[400];

    snprintf(sql, sizeof sql, "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %d) "
             "INSERT OR REPLACE INTO t SELECT n, %d, hex(zeroblob(300)) || n || '-%d' FROM c", rows, round, round);
    must(h, sql);
}

static void write_all_rows(sqlite3 *h, int round)
{
    write_rows(h, round, ROWS);
    write_rows(h, round, ROWS);
}

static const char sum[] = "SELECT count(*) || ' ' || coalesce(sum(round), 0) || ' ' || coalesce(sum(length(x)), 0) FROM t";

static void expect(sqlite3 *h, const char *wanted)
{
    char got[200];

    say(h, sum, got);
    assert_string_equal(got, wanted);
    say(h, "PRAGMA integrity_check", got);
    assert_string_equal(got, "ok");
}

/* What a kill at this moment would leave: the files as the kernel has them. */
static void expect_after_kill(const struct place *p, const char *wanted)
{
    char command[500], copy[128];
    sqlite3 *h;

    snprintf(command, sizeof command, "cp '%s' '%s/copy.db' && cp '%s-wal' '%s/copy.db-wal'", p->path, p->folder, p->path,
             p->folder);
    assert_int_equal(system(command), 0);
    snprintf(copy, sizeof copy, "%s/copy.db", p->folder);
    h = open_with(copy, NULL);
    expect(h, wanted);
    sqlite3_close(h);
}

/* Readers see it, and so would the program after a kill. */
static void expect_all_round(const struct place *p, const char *wanted)
{
    expect(p->reader, wanted);
    expect_after_kill(p, wanted);
}

static void commit_rows(struct place *p, int round, char out[200])
{
    must(p->writer, "BEGIN IMMEDIATE");
    write_all_rows(p->writer, round);
    must(p->writer, "COMMIT");
    say(p->writer, sum, out);
}

static void a_commit_is_there_for_readers_and_after_a_kill_as_soon_as_it_is_answered(void **state)
{
    static const char *const caches[] = { "5", "-32768" };
    struct place p;
    char mine[200];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        place_open(&p, caches[i]);
        for (int round = 1; round <= 8; round++) {
            commit_rows(&p, round, mine);
            expect_all_round(&p, mine);
            if (round % 3 == 0)
                must(p.writer, round % 2 == 0 ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(RESTART)");
        }
        place_close(&p);
    }
}

static void what_is_taken_back_is_nowhere(void **state)
{
    struct place p;
    char before[200], after[200];

    (void)state;
    place_open(&p, "5");
    commit_rows(&p, 1, before);
    must(p.writer, "BEGIN IMMEDIATE");
    write_all_rows(p.writer, 2);
    expect_all_round(&p, before);                       /* spilled, not committed */
    must(p.writer, "ROLLBACK");
    expect(p.writer, before);
    must(p.writer, "BEGIN IMMEDIATE; SAVEPOINT one");
    write_all_rows(p.writer, 3);
    must(p.writer, "ROLLBACK TO one; DELETE FROM t WHERE n > 100; COMMIT");
    say(p.writer, sum, after);
    assert_string_not_equal(after, before);
    expect_all_round(&p, after);
    place_close(&p);
}

/* The kernel's limit on the size of a file stands for a full disk; it comes in the middle of one piece. */
static void a_commit_that_could_not_be_written_is_refused_and_the_next_one_holds(void **state)
{
    struct rlimit was, small;
    struct place p;
    char before[200], after[200];

    (void)state;
    place_open(&p, "-32768");
    commit_rows(&p, 1, before);
    must(p.writer, "BEGIN IMMEDIATE");
    write_all_rows(p.writer, 2);
    getrlimit(RLIMIT_FSIZE, &was);
    small = was;
    small.rlim_cur = 400 * 1024;
    setrlimit(RLIMIT_FSIZE, &small);
    assert_int_not_equal(run(p.writer, "COMMIT"), SQLITE_OK);
    setrlimit(RLIMIT_FSIZE, &was);
    (void)run(p.writer, "ROLLBACK");
    expect(p.writer, before);
    expect_all_round(&p, before);
    commit_rows(&p, 3, after);
    assert_string_not_equal(after, before);
    expect_all_round(&p, after);
    place_close(&p);
}

/* Fills what is left of the file system the place lies on. */
static void fill_disk(const struct place *p)
{
    char path[128], bytes[4096] = { 1 };
    FILE *f;

    snprintf(path, sizeof path, "%s/ballast", p->folder);
    f = fopen(path, "w");
    assert_non_null(f);
    setvbuf(f, NULL, _IONBF, 0);
    while (fwrite(bytes, 1, sizeof bytes, f) == sizeof bytes)
        continue;
    while (fwrite(bytes, 1, 1, f) == 1)
        continue;
    fclose(f);
}

/*
 * The library may hear that pages were lost by a read of the log, behind which it goes on with the transaction; what it
 * commits then would stand behind a hole.
 */
static void behind_what_was_lost_on_a_full_disk_nothing_is_committed(void **state)
{
    struct place p;
    char before[200], ballast[128];

    (void)state;
    place_make(&p);
    if (mount("tmpfs", p.folder, "tmpfs", 0, "size=2m") != 0) {
        print_message("no right to mount: a full disk is not tried here\n");
        rmdir(p.folder);
        skip();
    }
    place_fill(&p, "5");
    must(p.writer, "INSERT INTO t VALUES (1, 1, 'first')");
    say(p.writer, sum, before);
    must(p.writer, "BEGIN IMMEDIATE");
    write_rows(p.writer, 2, 40);                            /* the last of what it spilled is held back */
    fill_disk(&p);
    must(p.writer, "SAVEPOINT two");
    assert_int_equal(run(p.writer, "UPDATE t SET round = round + 1 WHERE n < 35"), SQLITE_FULL);
    snprintf(ballast, sizeof ballast, "%s/ballast", p.folder);
    unlink(ballast);
    if (run(p.writer, "ROLLBACK TO two") != SQLITE_OK || run(p.writer, "COMMIT") != SQLITE_OK) {
        (void)run(p.writer, "ROLLBACK");
        expect(p.writer, before);
    } else {
        say(p.writer, sum, before);
    }
    expect_all_round(&p, before);
    sqlite3_close(p.reader);
    sqlite3_close(p.writer);
    assert_int_equal(umount(p.folder), 0);
    rmdir(p.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_commit_is_there_for_readers_and_after_a_kill_as_soon_as_it_is_answered),
        cmocka_unit_test(what_is_taken_back_is_nowhere),
        cmocka_unit_test(behind_what_was_lost_on_a_full_disk_nothing_is_committed),
        cmocka_unit_test(a_commit_that_could_not_be_written_is_refused_and_the_next_one_holds),
    };

    signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
