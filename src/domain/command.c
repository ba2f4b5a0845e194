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

static void begin_each(struct ctx *cx, command_fn fn, const void *const *args, size_t count, struct ctx *own, struct call *calls,
                       struct writer_call *out)
{
    for (size_t i = 0; i < count; i++) {
        own[i] = *cx;
        own[i].arena = arena_new(0);
        own[i].db = NULL;
        own[i].gaps = NULL;
        own[i].gap_count = own[i].gap_cap = 0;
        own[i].asked = 0;
        calls[i] = (struct call){ fn, args[i], 0 };
        out[i] = (struct writer_call){ .cx = &own[i], .fn = run, .args = &calls[i] };
    }
}

static void run_together(struct ctx *cx, command_fn fn, const void *const *args, size_t count, enum err *answers)
{
    struct ctx *own = ARENA_ARRAY(cx->arena, count, struct ctx);
    struct call *calls = ARENA_ARRAY(cx->arena, count, struct call);
    struct writer_call *all = ARENA_ARRAY(cx->arena, count, struct writer_call);
    bool leased = cx->db != NULL;

    begin_each(cx, fn, args, count, own, calls, all);
    if (leased)
        store_return(cx->house->store, cx->db);
    writer_run_all(cx->house->writer, all, count);
    cx->db = leased ? store_lease(cx->house->store) : NULL;
    for (size_t i = 0; i < count; i++) {
        answers[i] = all[i].answer;
        cx->asked += own[i].asked;
        arena_free(own[i].arena);
    }
}

void command_run_all(struct ctx *cx, command_fn fn, const void *const *args, size_t count, enum err *answers)
{
    if (cx->house->writer != NULL) {
        run_together(cx, fn, args, count, answers);
        return;
    }
    for (size_t i = 0; i < count; i++)
        answers[i] = command_run(cx, fn, args[i], NULL);
}
