/* SPDX-License-Identifier: MulanPSL-2.0 */
/* ctx - what one request carries through every floor; one thread owns it at a time. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"

struct db;          /* store/db.h        */
struct house;       /* domain/house.h    */
struct actor;       /* domain/actor.h    */

/*
 * One thing wrong with what came in.  field: the path of the input ("applicant.id_no"), "" for the
 * whole; key: a message key of the catalogue ("gap.id_no.checksum"); detail: a value for the message.
 */
struct gap { struct str field, key, detail; };

enum lang { LANG_ZH, LANG_EN };

struct ctx {
    struct arena       *arena;      /* dies with the request                                    */
    struct db          *db;         /* leased reader, or the writer inside a command; or NULL   */
    const struct house *house;      /* what the program was started with                        */
    const struct actor *actor;      /* who acts; NULL: the public without a session             */
    int64_t             now;        /* unix milliseconds, set once per request or command       */
    enum lang           lang;
    struct gap         *gaps;       /* all that was found wrong, shown together                 */
    size_t              gap_count, gap_cap;
    int64_t             asked;      /* statements asked of the database so far                  */
};

/* Notes what is wrong; texts are copied.  Returns ERR_INVALID, so a check can end with it. */
enum err ctx_gap(struct ctx *cx, struct str field, const char *key, struct str detail);
/* Notes why the whole was refused and returns e. */
enum err ctx_fail(struct ctx *cx, enum err e, const char *key, struct str detail);

#endif
