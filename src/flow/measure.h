/* SPDX-License-Identifier: MulanPSL-2.0 */
/* measure - how fast one core plays cases of a process whose work is done at once, and how large they are. */
#ifndef FLOW_MEASURE_H
#define FLOW_MEASURE_H

#include "flow/flow.h"

struct flow_figures {
    double instances_per_s, steps_per_s;
    size_t state_bytes;                     /* the largest running state as bytes */
    double encode_ns, decode_ns, compile_ms, check_ms;
};

/* nanos: a clock that only goes forward.  ERR_STATE: an instance did not come to its end by completing items. */
NODISCARD enum err flow_measure(const struct flow_source *files, size_t count, int64_t instances,
                                int64_t (*nanos)(void), struct flow_figures *out);

#endif
