/* SPDX-License-Identifier: MulanPSL-2.0 */
/* law_say - what the tests of limits say again and again. */
#ifndef UNIT_DOMAIN_LAW_SAY_H
#define UNIT_DOMAIN_LAW_SAY_H

#include "../test.h"

#include "county_fixture.h"
#include "domain/clock.h"
#include "domain/document.h"
#include "domain/rebuild.h"

/* A licence that the county's land bureau accepts and decides: 20 working days by law. */
#define LICENCE "S-GT-05"

static inline bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static inline struct case_file again(int64_t id)
{
    struct case_file c;

    assert_int_equal(case_get(house.cx, id, &c), OK);
    return c;
}

static inline int64_t day_at(const char *iso)
{
    int64_t day;

    assert_int_equal(day_parse(str_of(iso), &day), OK);
    return day;
}

static inline struct clock clock_now(int64_t case_id, const char *kind)
{
    struct clock_list clocks;

    assert_int_equal(clock_of_case(house.cx, case_id, &clocks), OK);
    assert_non_null(clock_find(&clocks, str_of(kind)));
    return *clock_find(&clocks, str_of(kind));
}

static inline bool clock_runs(int64_t case_id, const char *kind)
{
    struct clock_list clocks;
    const struct clock *c;

    assert_int_equal(clock_of_case(house.cx, case_id, &clocks), OK);
    c = clock_find(&clocks, str_of(kind));
    return c != NULL && c->ended_day == 0;
}

static inline void assert_due(int64_t case_id, const char *kind, const char *iso)
{
    int64_t due = clock_now(case_id, kind).due_at;

    assert_int_not_equal(due, DUE_NONE);
    assert_int_equal(day_of(due), day_at(iso));
}

static inline struct document last_paper(int64_t case_id)
{
    struct document_list all;

    assert_int_equal(document_of_case(house.cx, case_id, &all), OK);
    assert_true(all.count > 0);
    return all.items[all.count - 1];
}

static inline struct case_file accepted_licence(int n, const char *iso_day)
{
    struct case_file c;

    county_clock(iso_day, 9);
    c = county_file(LICENCE, n);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    return again(c.id);
}

static inline void assert_rebuilt_alike(void)
{
    struct rebuild_report report;

    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

#endif
