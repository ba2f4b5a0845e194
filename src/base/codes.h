/* SPDX-License-Identifier: MulanPSL-2.0 */
/* codes - whether a number written down can be one: credit code, organisation code, bank card, telephone. */
#ifndef BASE_CODES_H
#define BASE_CODES_H

#include "base/str.h"

bool codes_credit_valid(struct str code);           /* 统一社会信用代码, GB 32100-2015: 18 characters, checked */
bool codes_organisation_valid(struct str code);     /* 组织机构代码, GB 11714: 9 characters without a dash     */
bool codes_luhn_valid(struct str digits);           /* two or more digits, Luhn modulus 10                    */
bool codes_card_valid(struct str digits);           /* 13 to 19 digits with Luhn; old passbooks have neither  */
bool codes_mobile_valid(struct str phone);          /* 手机号: 1[3-9] and nine digits                          */
bool codes_landline_valid(struct str phone);        /* 0718-4332211: area code of 3 or 4 digits, 7 or 8 more  */

#endif
