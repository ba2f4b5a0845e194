/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The directory of the 64 approval items, written a second time: what it names of papers, notices and visits is in the pack. */
#include "fixture.h"

#include <string.h>

#include "pack/process.h"

struct line {
    const char *code, *materials;       /* a part of each name, in its order */
    int  notice, notices;               /* days, and how often it is posted */
    bool appraisal, visit;
    const char *joining;
};

/*
 * Where the pack knowingly says otherwise than the directory (doc/items.md): S-MZ-04, S-MZ-06 and S-CL-01 7 days instead of 5,
 * S-MZ-04 visits and posts twice, as S-MZ-01 and S-MZ-03 do; S-JS-01 has no notice.
 */
static const struct line lines[] = {
    { "S-MZ-01", "书面申请书,户口簿,居民身份证,家庭收入和财产状况申报,家庭经济状况核对授权书,近亲属备案表,银行账号复印件", 7, 2, true, true, "" },
    { "S-MZ-02", "变更申请表,户口簿,变更原因证明,低保证", 7, 1, false, false, "" },
    { "S-MZ-03", "书面申请,户口簿,居民身份证,无劳动能力,无法定赡养,银行账号", 7, 2, true, true, "" },
    { "S-MZ-04", "申请审批表,居民身份证,户口簿,低保证,诊断证明,医疗费用发票,银行账号", 7, 2, false, true, "" },
    { "S-MZ-05", "申请书,居民身份证,户口簿,突发困难证明", 0, 0, false, false, "" },
    { "S-MZ-06", "受灾救助申请表,户口簿,居民身份证,受灾照片", 7, 1, true, false, "" },
    { "S-MZ-07", "申请书,户口簿,倒损房屋照片及鉴定,建房手续", 5, 1, true, true, "" },
    { "S-MZ-08", "申请表,户口簿,父母死亡或宣告失踪证明,监护人身份证,照片", 0, 0, false, false, "" },
    { "S-MZ-09", "申请表,居民身份证,户口簿,银行账号,照片", 0, 0, false, false, "" },
    { "S-MZ-10", "居民身份证,一寸照片2张", 0, 0, false, false, "" },
    { "S-MZ-11", "申请登记表,居民身份证,户口簿,退伍证", 7, 1, false, false, "" },
    { "S-MZ-12", "入伍通知书,户口簿,居民身份证,账号", 0, 0, false, false, "" },
    { "S-MZ-13", "申请表,死亡证明,火化证明,身份类别证明", 0, 0, false, false, "" },
    { "S-MZ-14", "申请,户口簿,低保证等", 0, 0, false, false, "" },
    { "S-GT-01", "建房用地申请书,户口簿,居民身份证,村民小组,原宅基地证或无房证明,四邻意见,拟建地点草图,地质灾害危险性意见", 7, 1, false, true, "ZJ,LY" },
    { "S-GT-02", "登记申请书,居民身份证,用地批准文件,宗地图", 15, 1, false, true, "" },
    { "S-GT-03", "申请书,原土地使用证,继承,居民身份证", 0, 0, false, false, "" },
    { "S-GT-04", "设施建设方案,用地协议,土地利用现状图,公告照片", 10, 1, false, false, "NY" },
    { "S-GT-05", "申请书,用地协议,勘测定界图,复垦方案", 0, 0, false, true, "" },
    { "S-JS-01", "生育证申请表,结婚证,居民身份证,户口簿,照片,婚育情况证明,再婚者,病残儿鉴定", 0, 0, false, false, "" },
    { "S-JS-02", "结婚证,居民身份证,户口簿", 0, 0, false, false, "" },
    { "S-JS-03", "申请表,结婚证,子女出生医学证明,照片", 0, 0, false, false, "" },
    { "S-JS-04", "居民身份证,户口簿,结婚证,照片", 0, 0, false, false, "" },
    { "S-JS-05", "申请表,居民身份证,户口簿,结婚证,子女情况证明,账号", 7, 1, true, false, "" },
    { "S-JS-06", "申请表,居民身份证,户口簿,死亡证明,账号", 0, 0, false, false, "" },
    { "S-JS-07", "光荣证,账号,申请表", 0, 0, false, false, "" },
    { "S-JS-08", "申请表,病史资料,户口簿,居民身份证,结婚证", 0, 0, false, false, "" },
    { "S-JS-09", "结婚证,居民身份证,登记表", 0, 0, false, false, "" },
    { "S-RS-01", "参保登记表,居民身份证,户口簿", 0, 0, false, false, "" },
    { "S-RS-02", "变更登记表,居民身份证,变更证明", 0, 0, false, false, "" },
    { "S-RS-03", "待遇领取申请表,居民身份证,户口簿,银行卡", 0, 0, false, false, "" },
    { "S-RS-04", "注销登记表,死亡证明,继承人身份证,账号", 0, 0, false, false, "" },
    { "S-RS-05", "转移申请表,居民身份证,参保缴费凭证", 0, 0, false, false, "" },
    { "S-RS-06", "申请表,居民身份证,户口簿,征地协议,村民会议决议", 7, 1, true, false, "" },
    { "S-RS-07", "登记表,居民身份证,照片", 0, 0, false, false, "" },
    { "S-RS-08", "申请表,居民身份证,户口簿,营业执照,担保材料", 0, 0, false, true, "" },
    { "S-LY-01", "采伐申请书,居民身份证,林权证,村委会意见,采伐作业设计", 7, 1, false, true, "" },
    { "S-LY-02", "采伐许可证,检疫证明,居民身份证,运输申请", 0, 0, false, false, "" },
    { "S-LY-03", "林权登记申请表,原林权证,流转,宗地图,居民身份证", 30, 1, false, true, "" },
    { "S-LY-04", "申请表,用途说明,现状调查表,补偿协议", 0, 0, false, true, "" },
    { "S-LY-05", "报检单,产地检疫合格证,身份证", 0, 0, false, false, "" },
    { "S-ZJ-01", "申请表,居民身份证,户口簿,宅基地用地批准,建房图,村委会书面意见,四邻意见", 7, 1, false, true, "" },
    { "S-ZJ-02", "申请书,户口簿,居民身份证,困难类别证明,危房照片,危房鉴定,账号", 7, 2, true, true, "" },
    { "S-ZJ-03", "申请表,居民身份证,户口簿,收入证明,住房情况证明", 10, 1, false, false, "" },
    { "S-ZJ-04", "登记申请书,居民身份证,宅基地使用证,规划许可证,房屋测绘图,村集体成员证明", 15, 1, false, false, "" },
    { "S-WS-01", "登记表,户口簿,照片", 0, 0, false, false, "" },
    { "S-WS-02", "合作医疗证,居民身份证,户口簿,住院发票原件,费用清单,出院小结,转诊,银行账号", 0, 0, false, false, "" },
    { "S-WS-03", "申请表,诊断证明,合作医疗证,居民身份证", 0, 0, false, false, "" },
    { "S-WS-04", "申请表,结算单,居民身份证,账号", 0, 0, false, false, "" },
    { "S-WS-05", "申请表,转诊证明,居民身份证", 0, 0, false, false, "" },
    { "S-CL-01", "申请表,评定表,居民身份证,户口簿,两寸照片,病历", 7, 1, false, false, "" },
    { "S-CL-02", "原残疾人证,申请表,照片", 0, 0, false, false, "" },
    { "S-CL-03", "申请表,残疾人证,照护协议", 5, 1, false, true, "" },
    { "S-CL-04", "申请表,残疾人证,需求评估", 0, 0, false, false, "" },
    { "S-CL-05", "申请表,残疾人证,购车凭证,账号", 0, 0, false, false, "" },
    { "S-CZ-01", "补贴面积申报表,土地承包经营权证,一卡通账号,居民身份证", 7, 1, false, false, "" },
    { "S-CZ-02", "变更申请,居民身份证,新账号,户口簿", 0, 0, false, false, "" },
    { "S-CZ-03", "项目申报表,村民会议决议,筹资筹劳方案,预算", 7, 1, false, false, "" },
    { "S-FP-01", "书面申请,户口簿,居民身份证,家庭情况表", 7, 2, true, false, "" },
    { "S-FP-02", "申请表,户口簿,学籍证明,贫困户证明,账号", 7, 1, false, false, "" },
    { "S-FP-03", "申请书,户口簿,居民身份证,搬迁协议,旧房照片", 7, 1, false, true, "GT,ZJ" },
    { "S-SL-01", "申请书,取水说明,第三者利害关系说明,居民身份证", 0, 0, false, true, "" },
    { "S-SL-02", "申请书,地点,村委会意见", 0, 0, false, true, "" },
    { "S-SL-03", "申请书,受益户名册,方案及预算", 7, 1, false, false, "" },
};
enum { LINES = sizeof lines / sizeof *lines };

static struct arena *arena;

static const struct item *item_of(const struct line *l)
{
    static struct pack *p;
    struct pack_report report;

    if (p == NULL && pack_read(arena, BADONG_PACK, &p, &report) != OK)
        fail_msg("%s", pack_report_text(arena, STR("badong"), &report).p);
    assert_non_null(pack_item(p, str_of(l->code)));
    return pack_item(p, str_of(l->code));
}

/* The n-th name of a list with commas; empty: there are fewer. */
static struct str nth(const char *list, size_t n)
{
    struct str name = STR("");

    for (const char *at = list; *at != '\0' && n != SIZE_MAX; n--) {
        size_t len = strcspn(at, ",");
        name = n == 0 ? (struct str){ at, len } : STR("");
        at += len + (at[len] == ',');
    }
    return name;
}

static void every_paper_of_the_directory_is_asked_for_and_no_other(void **state)
{
    (void)state;
    for (int i = 0; i < LINES; i++) {
        const struct item *it = item_of(&lines[i]);
        for (size_t k = 0; k < it->material_count; k++) {
            struct str name = nth(lines[i].materials, k);
            if (name.len == 0 || str_find(it->materials[k].name.zh, name) < 0)
                fail_msg("%s: %.*s", lines[i].code, STR_ARG(it->materials[k].name.zh));
        }
        if (nth(lines[i].materials, it->material_count).len > 0)
            fail_msg("%.*s lacks a paper", STR_ARG(it->code));
    }
}

static int notices_of(const struct item *it)
{
    return (flow_find(it->process->flow, STR("first_wait")) > 0) + (flow_find(it->process->flow, STR("second_wait")) > 0);
}

static void every_notice_of_the_directory_is_posted_for_its_days_and_as_often(void **state)
{
    (void)state;
    for (int i = 0; i < LINES; i++) {
        const struct item *it = item_of(&lines[i]);
        if (it->notice.limit.days != lines[i].notice || notices_of(it) != lines[i].notices)
            fail_msg("%.*s: %d times %d days", STR_ARG(it->code), notices_of(it), (int)it->notice.limit.days);
    }
}

static void where_villagers_appraise_there_is_a_step_for_it(void **state)
{
    (void)state;
    for (int i = 0; i < LINES; i++)
        if (lines[i].appraisal && !process_has_step(item_of(&lines[i])->process, STR("appraisal")))
            fail_msg("%s", lines[i].code);
}

/* 行政许可法 34 for licences; the rest likewise. */
static void where_the_place_is_looked_at_two_officers_go(void **state)
{
    (void)state;
    for (int i = 0; i < LINES; i++)
        if (lines[i].visit && item_of(&lines[i])->visit.officers_min < 2)
            fail_msg("%s", lines[i].code);
}

static bool joins(const struct item *it, struct str code)
{
    for (size_t i = 0; i < it->joining_count; i++)
        if (str_eq(it->joining[i]->code, code))
            return true;
    return str_eq(it->department->code, code);
}

/* S-ZJ-01 alone asks nobody to join: the land is decided before, and its approval is a paper of it. */
static void departments_that_look_at_it_together_join(void **state)
{
    (void)state;
    for (int i = 0; i < LINES; i++)
        for (size_t k = 0; nth(lines[i].joining, k).len > 0; k++)
            if (!joins(item_of(&lines[i]), nth(lines[i].joining, k)))
                fail_msg("%s: %.*s", lines[i].code, STR_ARG(nth(lines[i].joining, k)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_paper_of_the_directory_is_asked_for_and_no_other),
        cmocka_unit_test(every_notice_of_the_directory_is_posted_for_its_days_and_as_often),
        cmocka_unit_test(where_villagers_appraise_there_is_a_step_for_it),
        cmocka_unit_test(where_the_place_is_looked_at_two_officers_go),
        cmocka_unit_test(departments_that_look_at_it_together_join),
    };
    int failed;

    arena = arena_new(0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
