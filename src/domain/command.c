/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/command.h"

#include "domain/house.h"
#include "domain/ids.h"
#include "store/writer.h"

struct call { command_fn fn; const void *args; size_t gaps; };

static enum err run(struct ctx *cx, const void *args, void *out)
{
    const struct call *call = args;
    struct ids_mark mark = ids_mark(cx->house->ids);
    enum err e;

    cx->gap_count = call->gaps;             /* a second run says everything anew */
    e = call->fn(cx, call->args, out);
    if (e != OK)
        ids_undo(cx->house->ids, mark);
    return e;
}

/* Who waits for the disk holds no reader: others may read meanwhile, and batches can grow. */
enum err command_run(struct ctx *cx, command_fn fn, const void *args, void *out)
{
    struct call call = { fn, args, cx->gap_count };
    bool leased = cx->db != NULL;
    enum err e;

    if (cx->house->writer == NULL)
        return run(cx, &call, out);
    if (leased)
        store_return(cx->house->store, cx->db);
    cx->db = NULL;
    e = writer_run(cx->house->writer, cx, run, &call, out);
    if (leased)
        cx->db = store_lease(cx->house->store);
    return e;
}
