/* SPDX-License-Identifier: MulanPSL-2.0 */
/* config - the one configuration file, YAML; every key with its default stands in doc/operating.md. */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/arena.h"

enum { FACES = 3, PROXIES_MAX = 16 };

struct listen { const char *address; int port; };       /* port 0: any free one */

struct config {
    const char *var;                /* folder of everything that changes                */
    const char *pack;               /* folder of the county pack                        */
    const char *database;           /* SQLite file or postgresql:// address             */
    const char *files, *keys;       /* folder of scans, key file                        */
    const char *log;                /* file; NULL: standard error                       */
    struct listen faces[FACES];     /* public, staff, screen                            */
    const char *proxies[PROXIES_MAX + 1];
    struct str  public_url;
    int64_t     node;               /* number of this node, 1 to 8191                   */
    int         readers, threads, loops;
    bool        demo;
};

/*
 * Reads and checks; why: every problem as "FILE:LINE: what is wrong and what to do", one a line.
 * A missing file is an error; keys left out have their defaults.
 */
NODISCARD enum err config_read(struct arena *a, const char *path, struct config *out, struct str *why);
/* The configuration as it stands after defaults, as YAML. */
struct str config_text(struct arena *a, const struct config *c);

#endif
