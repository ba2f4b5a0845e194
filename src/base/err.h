/* SPDX-License-Identifier: MulanPSL-2.0 */
/* err - the one result type of the whole program; details of a failure are gaps in struct ctx. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define NODISCARD __attribute__((warn_unused_result))

enum err {
    OK = 0,
    ERR_INVALID,          /* the caller's input breaks a rule; gaps name the fields     */
    ERR_UNAUTHENTICATED,  /* nobody is signed in                                        */
    ERR_FORBIDDEN,        /* signed in, but the post does not allow it                  */
    ERR_NOT_FOUND,        /* no such thing, or not visible to the actor                 */
    ERR_CONFLICT,         /* somebody else changed it first                             */
    ERR_STATE,            /* the step is not allowed from this state                    */
    ERR_REUSED,           /* an idempotency key came back with another request          */
    ERR_LIMIT,            /* too large, too many, too deep, too fast                    */
    ERR_BUSY,             /* transient: nothing was done, try again                     */
    ERR_FULL,             /* the disk is full: nothing was done                         */
    ERR_INTERNAL,         /* a bug, or a broken disk, database or network               */
    ERR_COUNT
};

/* Short stable name for logs, JSON and catalogues: "invalid", "not_found", ... */
const char *err_name(enum err e);

/*
 * Returns early on failure.  Only where everything a function holds belongs to an arena
 * (feel, flow, pack, domain, web); never where a file, lock or connection must be given back.
 */
#define TRY(expr) \
    do { enum err err_ = (expr); if (err_ != OK) return err_; } while (0)

#endif
