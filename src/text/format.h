/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * format - the formatters of templates: {{due_at|day}}, {{state|t:case.state}}.
 *
 * Inside the floor only.  A formatter takes a value of the model and gives another; what it cannot
 * read it leaves as it is.  Their wording stands in the catalogues under "format.".
 *
 *   day daytime date clock   unix milliseconds, a day number (below 1,000,000), either as text too, "2026-11-23"
 *   days_left                working days, negative when overdue
 *   money                    fen            num, size   a count; bytes
 *   mask_name mask_phone mask_id mask_account          what the public may see of a person
 *   t:prefix                 the message "prefix.<value>"; t alone: the value is the key
 *   is:x  not:x              true when the value reads x (not)      count   items of a list
 *   or:x                     x where the value is empty
 *   cut:from,len             so many characters of it      upper url json
 */
#ifndef TEXT_FORMAT_H
#define TEXT_FORMAT_H

#include "base/val.h"

struct view;        /* text/render.h */

struct format {
    const char *name;
    const struct val *(*run)(struct view *v, const struct val *x, struct str arg);
};

const struct format *format_find(struct str name);      /* NULL: none of that name */

#endif
