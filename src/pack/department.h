/* SPDX-License-Identifier: MulanPSL-2.0 */
/* department - departments.yaml read: the county's departments (部门) and providers (服务商). */
#ifndef PACK_DEPARTMENT_H
#define PACK_DEPARTMENT_H

#include "pack/reading.h"

/* Fills pack->departments, in the order of the file. */
void department_read(struct reading *r);

#endif
