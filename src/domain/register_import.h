/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * register_import - 导入台账: a list is looked at first (nothing changes), then taken over in small commands.
 *
 * What was read lies sealed in the database between the two; each command takes a few households and counts on, so that
 * the writer is never held up and a list that was broken off goes on where it stood.  Taking the same list again changes
 * nothing: households are known by their number, people by their ID number.  Who is not in the list stays as he is.
 */
#ifndef DOMAIN_REGISTER_IMPORT_H
#define DOMAIN_REGISTER_IMPORT_H

#include "base/ctx.h"
#include "base/val.h"

enum import_state { IMPORT_READING, IMPORT_CHECKED, IMPORT_TAKING, IMPORT_DONE };

struct import {
    int64_t    id, made_at;
    struct str name, account_name;
    enum import_state state;
    int64_t    rows, refused;                   /* refused: rows with a fault                        */
    int64_t    fresh, changed, same, done;      /* households                                        */
    const struct val *faults;                   /* [{row, column, key, detail}], NULL in lists       */
};
struct import_list { struct import *items; size_t count, cap; };

/* The dry run. ERR_INVALID: the file cannot be read as a list (gaps under "file"). */
NODISCARD enum err import_check(struct ctx *cx, struct str name, struct str bytes, int64_t *out);
/* Of the actor's own. ERR_NOT_FOUND. */
NODISCARD enum err import_get(struct ctx *cx, int64_t id, struct import *out);
NODISCARD enum err import_mine(struct ctx *cx, struct import_list *out);        /* the last ten, newest first */
/*
 * Takes over what was found good, or goes on with it. A household that fits no longer (its number or a person went
 * elsewhere meanwhile) is left out and counted as the same. ERR_STATE: done already.
 */
NODISCARD enum err import_take(struct ctx *cx, int64_t id);

#endif
