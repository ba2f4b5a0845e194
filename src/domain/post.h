/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * post - 岗位: a role at an office and place, with the items it may touch; rights hang on posts, not people.
 *
 * A task names the post that answers for it (role, place, department); an account holds posts for a
 * time.  department "" stands for every department of that place (service centre, township hall).
 */
#ifndef DOMAIN_POST_H
#define DOMAIN_POST_H

#include "base/ctx.h"

enum role {
    ROLE_CLERK,         /* 业务受理员, village        */
    ROLE_HANDLER,       /* 业务办理员 as 承办         */
    ROLE_CHECKER,       /* 审核                       */
    ROLE_APPROVER,      /* 批准                       */
    ROLE_HEAD,          /* 部门负责人                 */
    ROLE_EXPERT,        /* 咨询专家                   */
    ROLE_MANAGER,       /* 政务服务中心主任           */
    ROLE_SUPERVISOR,    /* 监督员                     */
    ROLE_LEADER,        /* 县领导, reads              */
    ROLE_EDITOR,        /* 站点编辑                   */
    ROLE_AGENT,         /* 服务商代理人               */
    ROLE_SYSADMIN,      /* 系统管理员                 */
    ROLE_SECADMIN,      /* 安全管理员                 */
    ROLE_AUDITADMIN,    /* 审计管理员                 */
    ROLE_COUNT
};

/* A set of roles, as the route table writes it. */
#define ROLES(r) (1u << (r))
/* 三员: separate persons, and none of them sees what the offices do (GB/T 22239-2019, 8.1.5). */
#define ROLES_ADMIN (ROLES(ROLE_SYSADMIN) | ROLES(ROLE_SECADMIN) | ROLES(ROLE_AUDITADMIN))

const char *role_name(enum role r);                         /* "clerk", "handler", ... */
/* ERR_INVALID: no such role. */
NODISCARD enum err role_of(struct str name, enum role *out);

struct post {
    int64_t      id;
    enum role    role;
    int64_t      place;         /* 12-digit division code */
    struct str   department;    /* "" : all of that place */
    struct str  *items; size_t item_count;      /* none: all items of the department */
    int64_t      for_account;   /* the holder on leave it is held for (代); 0: an own post */
    struct str   for_name;
};

/* True when the post answers for a task of that role at exactly that place and department. */
bool post_answers(const struct post *p, enum role role, int64_t place, struct str department, struct str item);
/*
 * True when a case of that place, item and department lies within what the post may see: the place lies
 * in the post's place.  False for editors and administrators, who see no cases.
 */
bool post_covers(const struct post *p, int64_t place, struct str department, struct str item);
/* "handler:422823107000:MZ"; without items. */
struct str post_code(struct arena *a, const struct post *p);
/* ERR_INVALID: not role:place:department with a known role and 12 digits. */
NODISCARD enum err post_of_code(struct str code, struct post *out);

#endif
