/* SPDX-License-Identifier: MulanPSL-2.0 */
/* house_fixture - a house on a new database: a small county of two villages, its writer, its clock standing still. */
#ifndef UNIT_DOMAIN_HOUSE_FIXTURE_H
#define UNIT_DOMAIN_HOUSE_FIXTURE_H

#include "domain/actor.h"
#include "domain/house.h"
#include "pack/pack.h"
#include "store_fixture.h"

#define COUNTY_PLACE 422823000000
#define TOWNSHIP_PLACE 422823107000
#define VILLAGE_PLACE 422823107201
#define OTHER_VILLAGE_PLACE 422823107202

struct house_fixture {
    struct store_fixture store;
    struct house house;
    struct ctx *cx;                     /* of a request; nobody has signed in */
};

/* Aborts where there is nothing to test. */
void house_fixture_open(struct house_fixture *f, enum backend backend);
void house_fixture_close(struct house_fixture *f);

#endif
