/* SPDX-License-Identifier: MulanPSL-2.0 */
/* citizen - the resident ID number (公民身份号码, GB 11643-1999): whether it can be one, and what it tells. */
#ifndef BASE_CITIZEN_H
#define BASE_CITIZEN_H

#include "base/calendar.h"

enum sex { SEX_FEMALE, SEX_MALE };

struct citizen {
    char     id_no[19];     /* always 18 characters and NUL; a final x is written X, 15 digits are made 18 */
    int64_t  born;          /* civil day */
    enum sex sex;
};

enum citizen_fault {
    CITIZEN_OK,
    CITIZEN_LENGTH,         /* neither 18 nor 15 characters                     */
    CITIZEN_CHARACTERS,     /* something else than digits and a final X         */
    CITIZEN_PROVINCE,       /* the first two digits are no province             */
    CITIZEN_DATE,           /* no such date, before 1900, or after today        */
    CITIZEN_CHECKSUM        /* ISO 7064 MOD 11-2; the usual slip of the pen     */
};

/* An address code may be abolished: only the province is checked.  out is written only for CITIZEN_OK. */
enum citizen_fault citizen_check(struct str id, int64_t today, struct citizen *out);
/* "length", "characters", "province", "date", "checksum": the tail of a message key. */
const char *citizen_fault_name(enum citizen_fault fault);
/* Whole years on a day (周岁: one more on the birthday itself, 29 February counts on 1 March). */
int citizen_age(int64_t born, int64_t on);

#endif
