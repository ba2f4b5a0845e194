/* SPDX-License-Identifier: MulanPSL-2.0 */
/* picture - where the elements of a flow stand, from the file or laid out; lengths in pixels. */
#ifndef FLOW_PICTURE_H
#define FLOW_PICTURE_H

#include "flow/state.h"

struct point { double x, y; };
struct figure {
    bool   there, closed;           /* closed: a sub-process whose inside is not shown */
    double x, y, w, h;
    bool   has_label;
    struct point label;             /* middle of the top of the label, of struct track too */
};
struct track { struct point *points; size_t count; bool has_label; struct point label; };
struct strip { struct str name; double x, y, w, h; bool upright; };     /* pool or lane; upright: name on top */

struct picture {
    struct figure *figures;         /* by element number */
    struct track  *tracks;
    struct strip  *strips;
    size_t         strip_count, strip_cap;
};

/* False: the file has no diagram of the process. */
bool diagram_read(struct arena *a, const struct flow *f, struct picture *out);
void layout_make(struct arena *a, const struct flow *f, struct picture *out);

#endif
