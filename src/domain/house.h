/* SPDX-License-Identifier: MulanPSL-2.0 */
/* house - what the program was started with; made by app, read by every command, changed by none. */
#ifndef DOMAIN_HOUSE_H
#define DOMAIN_HOUSE_H

#include "base/ctx.h"
#include "pack/pack.h"

struct packs;       /* domain/packs.h     */
struct calendars;   /* domain/calendars.h */
struct keys;        /* secure/secure.h    */
struct blobs;       /* store/blob.h       */
struct store;       /* store/store.h      */
struct writer;      /* store/writer.h     */
struct ids;         /* domain/ids.h       */

struct house {
    const struct pack *pack;            /* the pack in force: new cases begin with it     */
    struct packs      *packs;           /* older versions, for cases that began with them */
    struct calendars  *calendars;
    struct str         calendar;        /* version of the calendar in force               */
    const struct keys *keys;
    struct blobs      *blobs;
    struct store      *store;           /* NULL likewise                                  */
    struct writer     *writer;          /* NULL in tools that run a command by themselves */
    struct ids        *ids;
    struct str         public_url;      /* where the public reaches us, no slash at the end */
    bool               demo;            /* invented data; shown on every page             */
};

#endif
