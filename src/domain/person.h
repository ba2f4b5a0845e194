/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * person - 当事人: who applies, acts for another or stands in the register; events name persons by id only.
 *
 * The ID number, the telephone and the bank account are sealed (个人信息保护法 28); a number is looked up by a keyed
 * blind index.
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
    struct str account;         /* 银行账号; "": not known                */
    int64_t    place;           /* division code of the home village     */
};

/* Fills id_no (as it is written), sex and birth_day from an ID number. ERR_INVALID: it is none; a gap under field. */
NODISCARD enum err person_of_id_no(struct ctx *cx, struct str field, struct str id_no, struct person *out);
/*
 * Finds the person by ID number, or makes one.  Where staff took the papers in, name, telephone, address and place
 * become what p says; a visitor proves nobody's identity and changes nobody who is known.  A command.
 */
NODISCARD enum err person_note(struct ctx *cx, struct person *p);
/* Finds by ID number or makes; what p leaves empty stays as it is.  Inside a command, of the register. */
NODISCARD enum err person_keep(struct ctx *cx, struct person *p);
/* ERR_NOT_FOUND. */
NODISCARD enum err person_get(struct ctx *cx, int64_t id, struct person *out);
/* Of a whole list with one question, in the order of the ids. ERR_NOT_FOUND: one of them is nobody. */
NODISCARD enum err person_get_all(struct ctx *cx, const int64_t *ids, size_t count, struct person *out);
/* By the whole ID number; 0: nobody. */
NODISCARD enum err person_find(struct ctx *cx, struct str id_no, int64_t *out);
/* Seals a value of a person that lies elsewhere in the database, and opens it again. */
struct str person_seal(struct ctx *cx, struct str plain);
NODISCARD enum err person_unseal(struct ctx *cx, struct str sealed, struct str *out);

#endif
