/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * number - decimal arithmetic with 34 digits (IEEE 754 decimal128), as DMN 10.3.2.3 asks.
 *
 * Every result is finite: an operation that has none (division by zero, overflow, root of a
 * negative) returns false and leaves *out alone.
 */
#ifndef FEEL_NUMBER_H
#define FEEL_NUMBER_H

#include "base/buf.h"

struct decimal { uint64_t w[2]; };          /* the bytes of the library's own type, binary encoding */

enum round { ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING, ROUND_UP, ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_DOWN };

struct decimal number_int(int64_t n);
/* [-+] digits [. digits] [e[-+]digits], or a leading point; nothing else. */
bool number_read(struct str s, struct decimal *out);
/* All digits without an exponent while there are at most 60 of them, no useless zeros. */
void number_write(struct buf *b, struct decimal d);
/* Whole and within int64. */
bool number_whole(struct decimal d, int64_t *out);

bool number_add(struct decimal l, struct decimal r, struct decimal *out);
bool number_subtract(struct decimal l, struct decimal r, struct decimal *out);
bool number_multiply(struct decimal l, struct decimal r, struct decimal *out);
bool number_divide(struct decimal l, struct decimal r, struct decimal *out);
bool number_power(struct decimal l, struct decimal r, struct decimal *out);
/* l - r * floor(l / r): the sign is that of the divisor (10.3.4.5). */
bool number_modulo(struct decimal l, struct decimal r, struct decimal *out);
bool number_root(struct decimal d, struct decimal *out);
bool number_log(struct decimal d, struct decimal *out);
bool number_exp(struct decimal d, struct decimal *out);
struct decimal number_abs(struct decimal d);
int number_compare(struct decimal l, struct decimal r);
/* To scale digits behind the point (-6111 to 6176); false outside. */
bool number_round(struct decimal d, int64_t scale, enum round how, struct decimal *out);

#endif
