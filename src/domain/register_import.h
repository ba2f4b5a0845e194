/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * register_import - 导入台账: a list is looked at first (nothing changes), then taken over in small commands.
 *
 * Both are jobs (job.h): the request only keeps the file, sealed; a job reads it, then compares a few households with the
 * register at a time, and another takes a few over at a time, so that neither request nor writer is held up and a killed
 * program goes on where it stood.  Taking the same list again changes
 * nothing: households are known by their number, people by their ID number.  Who is not in the list stays as he is.
 */
#ifndef DOMAIN_REGISTER_IMPORT_H
#define DOMAIN_REGISTER_IMPORT_H

#include "base/ctx.h"
#include "base/val.h"

/*
 * READING: the file is not whole; CHECKING: it is being looked at; UNREADABLE: it is no list (its one fault says why), or
 * was cancelled meanwhile; STOPPED: taking over was cancelled, or failed; what is in stays, and it can go on;
 * REPLACED: a later list of the same person was read, its households are gone.
 */
enum import_state { IMPORT_READING, IMPORT_CHECKED, IMPORT_TAKING, IMPORT_DONE, IMPORT_STOPPED, IMPORT_CHECKING,
                    IMPORT_UNREADABLE, IMPORT_REPLACED, IMPORT_STATES };

struct import {
    int64_t    id, made_at;
    struct str name, account_name, digest;      /* digest: of the file */
    enum import_state state;
    int64_t    rows, refused;                   /* refused: rows with a fault                        */
    int64_t    fresh, changed, same, done;      /* households; done: compared, or taken over         */
    int64_t    households;                      /* of the list; 0: not read yet                      */
    const struct val *faults;                   /* [{row, column, key, detail}], NULL in lists       */
};
struct import_list { struct import *items; size_t count, cap; };

/*
 * Keeps the file and begins the job that looks at it. ERR_INVALID (gaps under "file"): empty or too big, this file is being
 * taken over just now, or another of the actor is being looked at.
 */
NODISCARD enum err import_check(struct ctx *cx, struct str name, struct str bytes, int64_t *out);
/* Of the actor's own. ERR_NOT_FOUND. */
NODISCARD enum err import_get(struct ctx *cx, int64_t id, struct import *out);
NODISCARD enum err import_mine(struct ctx *cx, struct import_list *out);        /* the last ten, newest first */
/*
 * Begins the job that takes over what was found good, or goes on with it. A household that fits no longer (its number or
 * a person went elsewhere meanwhile) is left out and counted as the same. ERR_STATE: done already, under way, or the same
 * file is under way in another list.
 */
NODISCARD enum err import_take(struct ctx *cx, int64_t id);
/* Stops it, looking or taking over; what is in stays. ERR_STATE: not under way. */
NODISCARD enum err import_cancel(struct ctx *cx, int64_t id);

/* ---- of the jobs ---- */
NODISCARD enum err import_step(struct ctx *cx, int64_t id);
NODISCARD enum err import_fail(struct ctx *cx, int64_t id);
NODISCARD enum err import_look_step(struct ctx *cx, int64_t id);
NODISCARD enum err import_look_cancel(struct ctx *cx, int64_t id);
NODISCARD enum err import_look_fail(struct ctx *cx, int64_t id);

#endif
