/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * builtin - the built-in functions of FEEL (DMN 1.5 section 10.3.4) as one table.
 *
 * A row is a signature; a function with several has several rows.  The parameter list reads
 * "string:s,start position:n,length:n?": name, colon, what is wanted, "?" where it may be left out.
 *   s text  n number  b boolean  l list  c context  r range  f function  t anything
 *   lower case: null is refused; upper case: null may be given
 *   v  a list, or as the last one: all further arguments as a list
 *   w  all further arguments as a list, also where there is only one
 * A single value is taken for a list of one and the other way round (10.3.2.9.4).
 */
#ifndef FEEL_BUILTIN_H
#define FEEL_BUILTIN_H

#include "feel/value.h"

struct builtin {
    const char *name;
    const char *parameters;
    native_fn  *call;       /* args[i] is NULL where an optional argument was left out */
};

/* All rows of one name, next to each other; NULL: no such function. */
const struct builtin *builtin_find(struct str name);
/* Names of several words, for the parser; "" behind the last one. */
struct str builtin_long_name(size_t i);

/* names NULL: by position. Null where no signature fits. */
const struct feel *builtin_call(struct run *r, const struct builtin *b, const struct str *names,
                                const struct feel **args, size_t count);

/* One table a file, each ending in a row without name. */
extern const struct builtin builtin_texts[], builtin_lists[], builtin_list_edits[], builtin_numbers[], builtin_times[],
    builtin_ranges[], builtin_contexts[], builtin_conversions[], builtin_patterns[];

#endif
