/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * person - 当事人: who applies or acts for another; events name persons by id only.
 *
 * The ID number and the telephone are sealed; a number is looked up by a keyed blind index.
 */
#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include "base/ctx.h"

struct person {
    int64_t    id;
    struct str id_no;           /* 公民身份号码, 18 characters (GB 11643) */
    struct str name;
    int        sex;             /* 1 male, 2 female (GB/T 2261.1)        */
    int64_t    birth_day;       /* day number                            */
    struct str phone, address;
    int64_t    place;           /* division code of the home village     */
};

/*
 * Finds the person by ID number, or makes one.  Where staff took the papers in, name, telephone, address and place
 * become what p says; a visitor proves nobody's identity and changes nobody who is known.  A command.
 */
NODISCARD enum err person_note(struct ctx *cx, struct person *p);
/* ERR_NOT_FOUND. */
NODISCARD enum err person_get(struct ctx *cx, int64_t id, struct person *out);

#endif
