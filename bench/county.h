/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * county - a demonstration county in a temporary folder, served by a process of its own.
 *
 * The pack is counties/badong with one item more (bench/pack): BENCH-01, a process of its own
 * with two departments side by side, one paper, the plain form.  A temporary
 * folder goes when the bench ends, well or not.
 */
#ifndef BENCH_COUNTY_H
#define BENCH_COUNTY_H

#include <stdbool.h>
#include <stddef.h>

enum { COUNTY_TEXT = 1024 };

struct county {
    char folder[COUNTY_TEXT];
    bool keep;                          /* the folder stays */
    bool found;                         /* it was there already, with its people and cases */
    char config[COUNTY_TEXT];
    char database[COUNTY_TEXT];         /* a file, or a postgresql:// address */
    char program[COUNTY_TEXT];
    int  public_port, staff_port, pid;
};

struct county_options {
    const char *program;        /* NULL: the one built beside the bench */
    const char *postgres;       /* address; NULL: SQLite */
    const char *extra;          /* lines for the configuration; NULL: none */
    const char *folder;         /* stays when the bench ends; made when it is not there.  NULL: a temporary one */
};

/* Folder, pack, configuration, database with people; nothing runs yet. */
void county_make(const struct county_options *o, struct county *out);
/* Starts the server; out is the time from exec to the first healthy answer. */
void county_serve(struct county *c, double *ready_ms);
void county_stop(struct county *c);
void county_sign_in_as(const struct county *c, const char *role, char login[64], char password[64]);

#endif
