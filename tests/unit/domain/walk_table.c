/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "walk_table.h"

#include <stddef.h>
#include <string.h>

enum { COUNTY, TOWNSHIP };      /* as enum level */

/*
 * Promises that are not those of the directory: S-MZ-03 (25), S-LY-02 (2) and S-LY-03 (60) could have ended after the
 * legal limit around holidays; S-LY-01 (10) could not hold the 7 working days of notice.  Legal limits that are not the sum
 * of the directory's levels: S-LY-01 (25) and S-ZJ-01 (30), because a county that accepts has 20 days (行政许可法 42).
 */
const struct walk_item walk_items[WALK_ITEMS] = {
    { "S-MZ-01", "05", "dibao", TOWNSHIP, 25, 'w', 20, { 8, 11, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-MZ-02", "05", "benefit-notice", TOWNSHIP, 20, 'w', 15, { 7, 7, 1 }, 7, 'c', true, false, "P", "" },
    { "S-MZ-03", "05", "five-guarantees", TOWNSHIP, 40, 'c', 22, { 9, 9, 1 }, 7, 'c', true, true, "L,M", "" },
    { "S-MZ-04", "05", "medical-assistance", TOWNSHIP, 20, 'w', 15, { 7, 7, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-MZ-05", "05", "standard-county", TOWNSHIP, 10, 'w', 5, { 2, 2, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-MZ-06", "05", "disaster-relief", TOWNSHIP, 10, 'w', 5, { 2, 2, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-MZ-07", "05", "benefit-appraisal", TOWNSHIP, 20, 'w', 15, { 7, 7, 1 }, 5, 'c', true, true, "P,M", "" },
    { "S-MZ-08", "05", "standard-county", TOWNSHIP, 20, 'w', 15, { 7, 7, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-MZ-09", "05", "standard-county", TOWNSHIP, 15, 'w', 7, { 4, 2, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-MZ-10", "20", "standard-county", TOWNSHIP, 5, 'w', 3, { 1, 1, 1 }, 0, '-', false, false, "L", "" },
    { "S-MZ-11", "05", "benefit-notice", TOWNSHIP, 30, 'w', 20, { 13, 6, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-MZ-12", "05", "standard-county", TOWNSHIP, 15, 'w', 10, { 6, 3, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-MZ-13", "05", "standard-county", TOWNSHIP, 0, 'w', 5, { 3, 1, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-MZ-14", "07", "village-direct", TOWNSHIP, 1, 'w', 1, { -1, -1, 1 }, 0, '-', false, false, "P", "" },
    { "S-GT-01", "01", "house-building", COUNTY, 30, 'w', 20, { 9, 4, 1 }, 7, 'c', false, true, "L,L@ZJ", "ZJ,LY,SL" },
    { "S-GT-02", "07", "registration-notice", COUNTY, 20, 'w', 12, { 8, 3, 1 }, 15, 'c', true, false, "L", "" },
    { "S-GT-03", "07", "licence-county", COUNTY, 20, 'w', 12, { 8, 3, 1 }, 0, '-', false, false, "L", "" },
    { "S-GT-04", "10", "joint-notice", COUNTY, 22, 'w', 10, { 6, 3, 1 }, 10, 'c', true, false, "P", "NY" },
    { "S-GT-05", "01", "licence-county", COUNTY, 20, 'w', 12, { 8, 3, 1 }, 0, '-', false, true, "L", "" },
    { "S-JS-01", "01", "second-birth", TOWNSHIP, 30, 'c', 15, { 8, 7, 1 }, 0, '-', false, true, "L", "" },
    { "S-JS-02", "10", "village-direct", TOWNSHIP, 3, 'w', 1, { -1, -1, 1 }, 0, '-', false, false, "L", "" },
    { "S-JS-03", "08", "standard-township", TOWNSHIP, 10, 'w', 5, { -1, 4, 1 }, 0, '-', false, false, "L", "" },
    { "S-JS-04", "10", "standard-township", TOWNSHIP, 1, 'w', 1, { -1, 1, 0 }, 0, '-', false, false, "L", "" },
    { "S-JS-05", "07", "benefit-appraisal", TOWNSHIP, 0, 'w', 30, { 22, 7, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-JS-06", "07", "standard-county", TOWNSHIP, 0, 'w', 30, { 22, 7, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-JS-07", "05", "standard-county", TOWNSHIP, 10, 'w', 10, { 7, 2, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-JS-08", "07", "standard-county", TOWNSHIP, 40, 'w', 20, { 9, 10, 1 }, 0, '-', false, false, "P", "" },
    { "S-JS-09", "20", "standard-county", TOWNSHIP, 5, 'w', 3, { 1, 1, 1 }, 0, '-', false, false, "P", "" },
    { "S-RS-01", "20", "standard-county", TOWNSHIP, 10, 'w', 3, { 1, 1, 1 }, 0, '-', false, false, "P", "" },
    { "S-RS-02", "20", "standard-county", TOWNSHIP, 10, 'w', 3, { 1, 1, 1 }, 0, '-', false, false, "P", "" },
    { "S-RS-03", "05", "standard-county", TOWNSHIP, 15, 'w', 7, { 4, 2, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-RS-04", "05", "standard-county", TOWNSHIP, 15, 'w', 7, { 4, 2, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-RS-05", "20", "standard-county", TOWNSHIP, 15, 'w', 15, { 10, 4, 1 }, 0, '-', false, false, "P", "" },
    { "S-RS-06", "05", "benefit-appraisal", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-RS-07", "20", "standard-county", TOWNSHIP, 10, 'w', 5, { 3, 1, 1 }, 0, '-', false, false, "L", "" },
    { "S-RS-08", "10", "county-visit", TOWNSHIP, 15, 'w', 12, { 7, 4, 1 }, 0, '-', false, false, "P", "" },
    { "S-LY-01", "01", "tree-felling", COUNTY, 20, 'w', 15, { 5, 2, 1 }, 7, 'w', false, true, "L", "" },
    { "S-LY-02", "01", "licence-county", COUNTY, 3, 'c', 1, { 1, 0, 0 }, 0, '-', false, true, "L", "" },
    { "S-LY-03", "07", "registration-notice", COUNTY, 90, 'c', 56, { 41, 14, 1 }, 30, 'c', true, false, "L", "" },
    { "S-LY-04", "01", "licence-county", COUNTY, 20, 'w', 12, { 8, 3, 1 }, 0, '-', false, true, "L", "" },
    { "S-LY-05", "01", "licence-county", COUNTY, 20, 'w', 3, { 1, 1, 1 }, 0, '-', false, true, "L", "" },
    { "S-ZJ-01", "01", "licence-notice", COUNTY, 20, 'w', 15, { 5, 3, 1 }, 7, 'c', false, true, "L", "" },
    { "S-ZJ-02", "05", "benefit-two-notices", TOWNSHIP, 30, 'w', 30, { 15, 14, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-ZJ-03", "05", "benefit-notice", TOWNSHIP, 40, 'w', 30, { 15, 14, 1 }, 10, 'c', true, false, "P", "" },
    { "S-ZJ-04", "07", "registration-notice", COUNTY, 60, 'w', 40, { 29, 10, 1 }, 15, 'c', true, false, "L", "" },
    { "S-WS-01", "20", "village-direct", TOWNSHIP, 0, 'w', 1, { -1, -1, 1 }, 0, '-', false, false, "L", "" },
    { "S-WS-02", "05", "medical-claim", TOWNSHIP, 25, 'w', 15, { 11, 3, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-WS-03", "07", "standard-county", TOWNSHIP, 20, 'w', 15, { 10, 4, 1 }, 0, '-', false, false, "P", "" },
    { "S-WS-04", "05", "standard-county", TOWNSHIP, 20, 'w', 15, { 10, 4, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-WS-05", "10", "standard-county", TOWNSHIP, 1, 'w', 1, { 1, 0, 0 }, 0, '-', false, false, "P", "" },
    { "S-CL-01", "07", "benefit-notice", TOWNSHIP, 20, 'w', 15, { 10, 4, 1 }, 7, 'c', true, false, "L", "" },
    { "S-CL-02", "07", "standard-county", TOWNSHIP, 15, 'w', 7, { 4, 2, 1 }, 0, '-', false, false, "L", "" },
    { "S-CL-03", "05", "benefit-visit", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 5, 'c', true, true, "P,M", "" },
    { "S-CL-04", "05", "standard-county", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 0, '-', false, false, "P", "" },
    { "S-CL-05", "05", "standard-county", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 0, '-', false, true, "P,M", "" },
    { "S-CZ-01", "05", "benefit-notice", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-CZ-02", "20", "standard-township", TOWNSHIP, 3, 'w', 2, { -1, 1, 1 }, 0, '-', false, false, "P", "" },
    { "S-CZ-03", "05", "benefit-notice", TOWNSHIP, 0, 'w', 30, { 22, 7, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-FP-01", "07", "poverty-register", TOWNSHIP, 0, 'w', 30, { 22, 7, 1 }, 7, 'c', true, false, "P", "" },
    { "S-FP-02", "05", "benefit-notice", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 7, 'c', true, true, "P,M", "" },
    { "S-FP-03", "05", "joint-notice", COUNTY, 0, 'w', 30, { 22, 7, 1 }, 7, 'c', true, false, "P", "GT,ZJ" },
    { "S-SL-01", "01", "licence-county", COUNTY, 45, 'c', 20, { 14, 5, 1 }, 0, '-', false, true, "L", "" },
    { "S-SL-02", "01", "licence-county", COUNTY, 20, 'w', 12, { 8, 3, 1 }, 0, '-', false, true, "L", "" },
    { "S-SL-03", "05", "benefit-notice", TOWNSHIP, 0, 'w', 20, { 14, 5, 1 }, 7, 'c', true, true, "P,M", "" },
};

/* ---- chains ---- */

#define END { NULL, NULL, NULL, NULL }
#define BY_TOWNSHIP { "accept", "accept", "township.handler", "" }
#define BY_COUNTY { "accept", "accept", "county.handler", "" }
#define TWO_NOTICES \
    { "appraisal", "record", "village.clerk", "accept" }, \
    { "visit", "record", "township.handler", "appraisal" }, \
    { "first_notice", "notice", "township.handler", "visit" }, \
    { "first_wait", "wait", "", "first_notice" }, \
    { "first_result", "notice", "township.handler", "first_wait" }, \
    { "township_opinion", "opinion", "township.checker", "first_result" }, \
    { "second_notice", "notice", "township.handler", "township_opinion" }, \
    { "second_wait", "wait", "", "second_notice" }, \
    { "second_result", "notice", "township.handler", "second_wait" }
#define HANDED_OVER { "deliver", "deliver", "village.clerk", "decide" }, { "deliver_refusal", "deliver", "village.clerk", "decide" }

static const struct walk_step standard_township[] = {
    BY_TOWNSHIP,
    { "decide", "decide", "township.approver", "accept" },
    HANDED_OVER, END
};

static const struct walk_step standard_county[] = {
    BY_TOWNSHIP,
    { "township_opinion", "opinion", "township.checker", "accept" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

static const struct walk_step village_direct[] = {
    { "accept", "accept", "village.clerk", "" },
    { "decide", "decide", "village.clerk", "accept" },
    HANDED_OVER, END
};

static const struct walk_step benefit_notice[] = {
    BY_TOWNSHIP,
    { "first_notice", "notice", "township.handler", "accept" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "township_opinion", "opinion", "township.checker", "first_result" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

static const struct walk_step benefit_appraisal[] = {
    BY_TOWNSHIP,
    { "appraisal", "record", "village.clerk", "accept" },
    { "visit", "record", "township.handler", "appraisal" },
    { "first_notice", "notice", "township.handler", "visit" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "township_opinion", "opinion", "township.checker", "first_result" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

/* Twice posted, in the village and in the township, before the county looks at it. */
static const struct walk_step benefit_two_notices[] = {
    BY_TOWNSHIP, TWO_NOTICES,
    { "county_opinion", "opinion", "county.handler", "second_result" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

/* Two notices and an announcement (两公示一公告): what was refused is announced nowhere. */
static const struct walk_step poverty_register[] = {
    BY_TOWNSHIP, TWO_NOTICES,
    { "county_opinion", "opinion", "county.handler", "second_result" },
    { "decide", "decide", "county.approver", "county_opinion" },
    { "announcement", "notice", "county.handler", "decide" },
    { "deliver", "deliver", "village.clerk", "announcement" }, { "deliver_refusal", "deliver", "village.clerk", "decide" },
    END
};

static const struct walk_step benefit_visit[] = {
    BY_TOWNSHIP,
    { "visit", "record", "township.handler", "accept" },
    { "first_notice", "notice", "township.handler", "visit" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "township_opinion", "opinion", "township.checker", "first_result" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

static const struct walk_step county_visit[] = {
    BY_TOWNSHIP,
    { "visit", "record", "township.handler", "accept" },
    { "township_opinion", "opinion", "township.checker", "visit" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

static const struct walk_step dibao[] = {
    BY_TOWNSHIP,
    { "visit", "record", "township.handler", "accept" },
    { "appraisal", "record", "township.handler", "visit" },
    { "first_notice", "notice", "township.handler", "appraisal" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "township_opinion", "opinion", "township.approver", "first_result" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "second_notice", "notice", "county.handler", "county_check" },
    { "second_wait", "wait", "", "second_notice" },
    { "second_result", "notice", "county.handler", "second_wait" },
    { "decide", "decide", "county.approver", "second_result" },
    HANDED_OVER, END
};

static const struct walk_step five_guarantees[] = {
    BY_TOWNSHIP,
    { "appraisal", "record", "village.clerk", "accept" },
    { "first_notice", "notice", "village.clerk", "appraisal" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "village.clerk", "first_wait" },
    { "visit", "record", "township.handler", "first_result" },
    { "township_opinion", "opinion", "township.approver", "visit" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "second_notice", "notice", "county.handler", "county_check" },
    { "second_wait", "wait", "", "second_notice" },
    { "second_result", "notice", "county.handler", "second_wait" },
    { "decide", "decide", "county.approver", "second_result" },
    HANDED_OVER, END
};

static const struct walk_step medical_assistance[] = {
    BY_TOWNSHIP,
    { "visit", "record", "township.handler", "accept" },
    { "bills", "record", "township.checker", "accept" },
    { "first_notice", "notice", "township.handler", "visit,bills" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "township_opinion", "opinion", "township.approver", "first_result" },
    { "second_notice", "notice", "township.handler", "township_opinion" },
    { "second_wait", "wait", "", "second_notice" },
    { "second_result", "notice", "township.handler", "second_wait" },
    { "calculation", "record", "county.handler", "second_result" },
    { "county_check", "check", "county.checker", "calculation" },
    { "decide", "decide", "county.approver", "county_check" },
    HANDED_OVER, END
};

static const struct walk_step medical_claim[] = {
    BY_TOWNSHIP,
    { "originals", "record", "township.handler", "accept" },
    { "township_opinion", "opinion", "township.checker", "originals" },
    { "membership", "check", "county.checker", "township_opinion" },
    { "verify", "record", "county.handler", "township_opinion" },
    { "calculation", "record", "county.handler", "membership,verify" },
    { "county_check", "check", "county.checker", "calculation" },
    { "decide", "decide", "county.approver", "county_check" },
    HANDED_OVER, END
};

/* Emergency help: nothing between acceptance and opinion. */
static const struct walk_step disaster_relief[] = {
    BY_TOWNSHIP,
    { "township_opinion", "opinion", "township.checker", "accept" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

/* Help until life is back in order, or in winter. */
static const struct walk_step disaster_relief_slow[] = {
    BY_TOWNSHIP,
    { "damage", "record", "township.handler", "accept" },
    { "appraisal", "record", "village.clerk", "damage" },
    { "first_notice", "notice", "village.clerk", "appraisal" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "village.clerk", "first_wait" },
    { "township_opinion", "opinion", "township.checker", "first_result" },
    { "county_opinion", "opinion", "county.handler", "township_opinion" },
    { "decide", "decide", "county.approver", "county_opinion" },
    HANDED_OVER, END
};

static const struct walk_step licence_county[] = {
    BY_COUNTY,
    { "township_opinion", "opinion", "township.handler", "accept" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "decide", "decide", "county.approver", "county_check" },
    HANDED_OVER, END
};

static const struct walk_step licence_notice[] = {
    BY_COUNTY,
    { "township_opinion", "opinion", "township.handler", "accept" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "first_notice", "notice", "township.handler", "township_opinion" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "decide", "decide", "county.approver", "county_check,first_result" },
    HANDED_OVER, END
};

static const struct walk_step registration_notice[] = {
    BY_COUNTY,
    { "township_opinion", "opinion", "township.handler", "accept" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "first_notice", "notice", "county.handler", "county_check" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "county.handler", "first_wait" },
    { "decide", "decide", "county.approver", "first_result" },
    HANDED_OVER, END
};

static const struct walk_step second_birth[] = {
    BY_TOWNSHIP,
    { "village_facts", "record", "township.handler", "accept" },
    { "township_opinion", "opinion", "township.checker", "village_facts" },
    { "decide", "decide", "county.approver", "township_opinion" },
    HANDED_OVER, END
};

/* Few trees on the own hill: the township decides, as the county's table says. */
static const struct walk_step tree_felling[] = {
    BY_COUNTY,
    { "village_stamp", "record", "village.clerk", "accept" },
    { "station", "record", "township.handler", "village_stamp" },
    { "design", "record", "township.checker", "station" },
    { "first_notice", "notice", "village.clerk", "station" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "village.clerk", "first_wait" },
    { "township_opinion", "opinion", "township.approver", "design,first_result" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "decide", "decide", "township.approver", "county_check" },
    HANDED_OVER, END
};

/* Many trees: the county. */
static const struct walk_step tree_felling_slow[] = {
    BY_COUNTY,
    { "village_stamp", "record", "village.clerk", "accept" },
    { "station", "record", "township.handler", "village_stamp" },
    { "design", "record", "township.checker", "station" },
    { "first_notice", "notice", "village.clerk", "station" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "village.clerk", "first_wait" },
    { "township_opinion", "opinion", "township.approver", "design,first_result" },
    { "county_check", "check", "county.checker", "township_opinion" },
    { "decide", "decide", "county.approver", "county_check" },
    HANDED_OVER, END
};

/* Seen by two and posted before the township gives its opinion. */
static const struct walk_step joint_notice[] = {
    { "gather", "gather", "county.handler@*", "" },
    { "accept", "accept", "county.handler", "gather" },
    { "visit", "record", "township.handler", "accept" },
    { "first_notice", "notice", "township.handler", "visit" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "township_opinion", "opinion", "township.handler", "first_result" },
    { "part", "decide_part", "county.handler@+", "township_opinion" },
    { "summary", "summary", "county.handler", "part" },
    { "deliver", "deliver", "village.clerk", "summary" }, { "deliver_refusal", "deliver", "village.clerk", "summary" },
    END
};

/* Since 2020 the government of the township decides on the land (土地管理法 62). */
static const struct walk_step house_building[] = {
    { "gather", "gather", "county.handler@*", "" },
    { "accept", "accept", "county.handler", "gather" },
    { "site_visit", "record", "township.handler", "accept" },
    { "township_opinion", "opinion", "township.handler", "site_visit" },
    { "land", "opinion", "county.handler@GT", "township_opinion" },
    { "planning", "decide_part", "county.approver@ZJ", "township_opinion" },
    { "forest", "decide_part", "county.approver@LY", "township_opinion" },
    { "water", "decide_part", "county.approver@SL", "township_opinion" },
    { "first_notice", "notice", "township.handler", "township_opinion" },
    { "first_wait", "wait", "", "first_notice" },
    { "first_result", "notice", "township.handler", "first_wait" },
    { "decide", "decide", "township.approver", "land,planning,forest,water,first_result" },
    HANDED_OVER, END
};

static const struct { const char *process; const struct walk_step *steps; } chains[] = {
    { "standard-township", standard_township }, { "standard-county", standard_county }, { "village-direct", village_direct },
    { "benefit-notice", benefit_notice }, { "benefit-appraisal", benefit_appraisal }, { "dibao", dibao },
    { "five-guarantees", five_guarantees }, { "medical-assistance", medical_assistance },
    { "medical-claim", medical_claim }, { "disaster-relief", disaster_relief },
    { "disaster-relief/slow", disaster_relief_slow }, { "licence-county", licence_county },
    { "licence-notice", licence_notice }, { "registration-notice", registration_notice }, { "second-birth", second_birth },
    { "tree-felling", tree_felling }, { "tree-felling/slow", tree_felling_slow }, { "joint-notice", joint_notice },
    { "house-building", house_building }, { "benefit-two-notices", benefit_two_notices },
    { "poverty-register", poverty_register }, { "benefit-visit", benefit_visit }, { "county-visit", county_visit },
};

const struct walk_step *walk_steps(const char *process)
{
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++)
        if (strcmp(chains[i].process, process) == 0)
            return chains[i].steps;
    return NULL;
}

/* ---- words ---- */

struct pair { const char *key, *value; };

static const char *look_up(const struct pair *pairs, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(pairs[i].key, key) == 0)
            return pairs[i].value;
    return "?";
}

const char *walk_short(const char *department)
{
    static const struct pair names[] = {
        { "MZ", "民" }, { "GT", "国土" }, { "JS", "计生" }, { "RS", "人社" }, { "LY", "林" }, { "ZJ", "建" }, { "WS", "卫" },
        { "CL", "残" }, { "CZ", "财" }, { "FP", "扶" }, { "SL", "水" }, { "NY", "农" },
    };

    return look_up(names, sizeof names / sizeof *names, department);
}

const char *walk_word(const char *kind)
{
    static const struct pair words[] = {
        { "receipt", "收" }, { "acceptance", "受" }, { "correction", "补" }, { "not_accepted", "不受" }, { "granted", "准" },
        { "refused", "不准" }, { "summary", "汇" }, { "delivery", "送" },
    };

    return look_up(words, sizeof words / sizeof *words, kind);
}

/* What the sources give township and county each (badong.md 3.2, 3.3); where the county accepts it is no legal limit. */
const struct walk_share *walk_share(const char *code)
{
    static const struct walk_share shares[] = {
        { "S-MZ-01", 15, 'w', 10, 'w' }, { "S-MZ-03", 20, 'c', 20, 'c' }, { "S-JS-01", 10, 'c', 20, 'c' },
    };

    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (strcmp(shares[i].code, code) == 0)
            return &shares[i];
    return NULL;
}

/* A township that has ten calendar days by law is given calendar days. */
char walk_stage_unit(const struct walk_item *item, int level)
{
    return strcmp(item->code, "S-JS-01") == 0 && level == TOWNSHIP ? 'c' : 'w';
}

int walk_part_days(const struct walk_item *item, const char *department)
{
    if (strcmp(item->code, "S-GT-01") != 0)
        return item->stages[COUNTY];
    return strcmp(department, "ZJ") == 0 ? 9 : 5;       /* forestry and water look at less than planning does */
}
