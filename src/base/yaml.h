/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * yaml - the plain part of YAML 1.1 that people write by hand, read strictly; JSON is a subset of it.
 *
 * Plain null, ~, nothing at all, true, false and whole numbers without leading zeros are typed; every other
 * plain scalar is text (yes, no, 1.5 and 0718 too), and so is every quoted one.  Each value keeps its line.
 * Refused: anchors and aliases, tags, a second document, a key twice in one map, keys that are no scalars.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/val.h"

enum {
    YAML_BYTES_MAX = 1024 * 1024,
    YAML_DEPTH_MAX = 32,
    YAML_VALUES_MAX = 100000,       /* of the whole document */
    YAML_KEYS_MAX = 2000            /* of one map            */
};

struct yaml_problem { int line, column; struct str why; };      /* from 1; why: English, for logs and developers */

/*
 * Reads one document; problem may be NULL.  An empty document is null.
 * ERR_INVALID: not YAML, something refused above, NUL or bad UTF-8, an integer beyond 2^53 - 1.
 * ERR_LIMIT: beyond one of the limits above.
 */
NODISCARD enum err yaml_read(struct arena *a, struct str bytes, struct val **out, struct yaml_problem *problem);

#endif
