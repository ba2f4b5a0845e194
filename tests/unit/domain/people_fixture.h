/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people_fixture - a house with two administrators and an officer, and more accounts as a test needs them. */
#ifndef UNIT_DOMAIN_PEOPLE_FIXTURE_H
#define UNIT_DOMAIN_PEOPLE_FIXTURE_H

#include "domain/account.h"
#include "domain/tenure.h"
#include "house_fixture.h"

/* A password and its hash, made with the least of memory and passes so that a check takes no time. */
#define PEOPLE_PASSWORD "xk-Bmz7w-first"
#define PEOPLE_HASH "$argon2id$v=19$m=8,t=1,p=1$dGVzdHRlc3R0ZXN0dGVzdA$SR1F+Ea8kSCjD/rcbB4NHpRkmTx4LLM63U2dO1a5c4o"

/* The house of the group of tests under way; the officer's password is PEOPLE_PASSWORD. */
extern struct house_fixture house;
extern struct people { int64_t sysadmin, secadmin, officer; } people;

int people_open_on_sqlite(void **state);
int people_open_on_postgres(void **state);
int people_close(void **state);
/* Runs a group of tests in such a house on both databases; for main to return. */
#define PEOPLE_RUN_ON_BOTH(tests) \
    (cmocka_run_group_tests_name("sqlite", tests, people_open_on_sqlite, people_close) + \
     (store_fixture_possible(ON_POSTGRES) \
          ? cmocka_run_group_tests_name("postgres", tests, people_open_on_postgres, people_close) : 0))

/* One more account with a post, nobody's rights asked.  hash "": one that no password has. */
int64_t people_add(struct house_fixture *f, const char *login, enum role role, int64_t place, struct str hash);
/* The context of a request of that account (0: nobody) at the fixture's time, with no gaps. */
struct ctx *people_as(struct house_fixture *f, int64_t account);
/* True when the only gap is this one. */
bool people_told(const struct ctx *cx, const char *field, const char *key);

#endif
