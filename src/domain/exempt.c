/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/exempt.h"

#include "domain/document.h"
#include "domain/house.h"
#include "pack/decider.h"

/* A draft that is half filled in fits no row, or needs it: only a clear answer counts. */
enum err exempt_draft(struct ctx *cx, const struct draft *d, const struct item *item, bool *out, struct label *basis)
{
    struct step asked = { .place = d->place, .received_at = cx->now, .answers = d->answers, .item = item,
                          .pack = cx->house->pack->version };
    struct decided found;

    *out = false;
    if (item->decider.len == 0)
        return OK;
    if (step_decided(cx, &asked, &found) == OK && !found.required) {
        *out = true;
        *basis = found.basis;
    }
    return OK;
}

static void say(struct ctx *cx, struct label basis, struct step *step)
{
    struct arena *a = cx->arena;
    struct val *rule = val_set_str(a, val_map(a), "zh", basis.zh);

    val_set_str(a, rule, "en", label_in(basis, LANG_EN));
    val_set(a, step->payload, "basis", rule);
    val_set_str(a, step->payload, "state", STR("closed"));
    val_set_str(a, step->payload, "outcome", STR("not_required"));
    val_set_str(a, step->payload, "reason", basis.zh);
    clock_say_end(cx, step->clocks, STR("*"));
}

enum err exempt_end(struct ctx *cx, const struct step *filed, struct label basis)
{
    struct case_file c;
    struct step step;
    struct event ev;

    TRY(case_get(cx, filed->case_id, &c));
    TRY(step_of_case(cx, &c, &step));
    step.type = "case.not_required";
    step.by = filed->by;
    step.mandate = filed->mandate;
    step.move = (struct flow_event){ .kind = FLOW_WITHDRAW };
    say(cx, basis, &step);
    TRY(document_draw(cx, step.payload, "not_required", c.acceptor_department, c.acceptor_place));
    return step_take(cx, &step, &ev);
}
