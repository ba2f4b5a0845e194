/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * fill - many cases in a database, made by the very functions that pages call, a thousand in a commit.
 *
 *   fill --config FILE [--cases N]
 *
 * Invented people file item BENCH-02 (bench/pack) on line, spread over all villages and the last two years.  It is a
 * public service: a licence nobody answers is deemed accepted, and a server with a million of those is busy with them.
 * Prints one JSON object; the file "numbers" beside the database names up to 20,000 of the cases, one line
 * each: number, query code.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/service.h"
#include "base/calendar.h"
#include "domain/actor.h"
#include "domain/consent.h"
#include "domain/draft.h"
#include "domain/filing.h"
#include "domain/number.h"
#include "tool.h"

enum { BATCH = 1000, BUSY_MAX = 100, NUMBERS = 20000, YEARS_BACK_DAYS = 730 };

struct fill { long cases, made; FILE *numbers; const struct house *house; };

/* What main says to the function that runs with the service open. */
static struct fill fill;

static void answer(struct arena *a, long n, struct val *answers)
{
    char id_no[19];

    tool_id_number((unsigned)n, id_no);
    val_set_str(a, answers, "applicant.name", STR("覃守英"));
    val_set_str(a, answers, "applicant.id_no", arena_str(a, str_of(id_no)));
    val_set_str(a, answers, "applicant.phone", STR("13871000001"));
    val_set_str(a, answers, "applicant.address", STR("三组12号"));
    val_set_str(a, answers, "request.reason", STR("家里房子漏雨，想在老屋场旁边另起一间"));
    val_set_str(a, answers, "declaration.true", STR("yes"));
}

static int64_t village(const struct pack *pack, long n)
{
    size_t at = (size_t)n % pack->division_count;

    while (pack->divisions[at].level != LEVEL_VILLAGE)
        at = (at + 1) % pack->division_count;
    return pack->divisions[at].code;
}

static enum err make_case(struct ctx *cx, long n)
{
    struct case_file c;
    struct draft d;
    int64_t id;

    TRY(draft_begin(cx, STR("BENCH-02"), village(cx->house->pack, n * 7), &id));
    TRY(draft_get(cx, id, &d));
    answer(cx->arena, n, d.answers);
    TRY(draft_save(cx, &d));
    TRY(consent_give(cx, id, &(struct consent_word){ .way = STR("online"), .name = STR("覃守英"), .agree = true }));
    TRY(filing_submit(cx, id, &c));
    if (n % (fill.cases / NUMBERS + 1) == 0)
        fprintf(fill.numbers, "%.*s %.*s\n", STR_ARG(c.number), STR_ARG(number_query_code(cx, c.number)));
    return OK;
}

/* Inside the command of the batch the commands of a case run at once: a house without a writer runs them so. */
static enum err make_batch(struct ctx *cx, const void *args, void *out)
{
    const long *until = args;
    struct house alone = *cx->house;
    struct actor actor = { .name = STR("") };
    enum err e = OK;

    (void)out;
    alone.writer = NULL;
    for (long n = fill.made; e == OK && n < *until; n++) {
        struct ctx one = *cx;
        one.arena = arena_new(64 * 1024);
        one.house = &alone;
        one.actor = &actor;
        actor.owner = arena_printf(one.arena, "visitor:%ld", n);        /* drafts of one person are few */
        one.now = cx->now - (n % YEARS_BACK_DAYS) * DAY_MS;
        e = make_case(&one, n);
        arena_free(one.arena);
    }
    return e;
}

static enum err make_all(struct service *s, struct ctx *cx)
{
    enum err e = OK;
    int busy = 0;

    while (e == OK && fill.made < fill.cases) {
        long until = fill.made + BATCH < fill.cases ? fill.made + BATCH : fill.cases;
        e = writer_run(s->writer, cx, make_batch, &until, NULL);
        if (e == ERR_BUSY && busy++ < BUSY_MAX) {       /* a checkpoint of a slow disk took longer than a command waits */
            e = OK;
            continue;
        }
        fill.made = until;
    }
    if (e != OK)
        fprintf(stderr, "fill: %s\n", err_name(e));
    return e;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(0);
    struct config config;
    struct str why;
    double from = tool_seconds();
    int code;

    fill.cases = argc > 4 && strcmp(argv[3], "--cases") == 0 ? strtol(argv[4], NULL, 10) : 1000000;
    if (argc < 3 || strcmp(argv[1], "--config") != 0 || config_read(a, argv[2], &config, &why) != OK)
        tool_die("usage: fill --config FILE [--cases N]");
    fill.numbers = fopen(arena_printf(a, "%s/numbers", config.var).p, "w");
    if (fill.numbers == NULL)
        tool_die("%s/numbers cannot be written", config.var);
    code = service_do(a, &config, NULL, make_all);
    fclose(fill.numbers);
    printf("{\"cases\":%ld,\"seconds\":%.1f,\"cases_per_s\":%.0f}\n", fill.made, tool_seconds() - from,
           (double)fill.made / (tool_seconds() - from));
    arena_free(a);
    return code;
}
