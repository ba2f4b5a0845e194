/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * register_list - 名单: a table of people turned into households, with every fault named by row, column and reason.
 *
 * The first row that names the columns 户号, 姓名, 身份证号 and 与户主关系 is the head; columns stand in any order, others are
 * passed over.  A household is taken whole or not at all.  Nothing is read from or written to the database.
 */
#ifndef DOMAIN_REGISTER_LIST_H
#define DOMAIN_REGISTER_LIST_H

#include "base/val.h"
#include "doc/table.h"
#include "domain/household_change.h"

enum { LIST_FAULTS_MAX = 1000 };

struct list_person { int64_t row; struct member_entry m; };
struct list_household {
    int64_t                row;         /* the first one */
    struct household_entry h;
    struct list_person    *people; size_t count, cap;
    bool                   refused;
};
struct register_list {
    struct list_household *items; size_t count, cap;
    struct val            *faults;      /* [{row, column, key, detail}], LIST_FAULTS_MAX at most */
    size_t                 fault_count, row_count;
};

/* ERR_INVALID: no row names the columns (a gap says which are missing). */
NODISCARD enum err register_list_read(struct ctx *cx, const struct table *t, struct register_list *out);
/* Notes a fault and refuses the household. */
void register_list_fault(struct ctx *cx, struct register_list *list, struct list_household *h, int64_t row,
                         const char *column, struct str key, struct str detail);

#endif
