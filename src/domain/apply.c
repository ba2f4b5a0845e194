/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/apply.h"

#include "domain/account.h"
#include "domain/attempt.h"
#include "domain/batch.h"
#include "domain/calendars.h"
#include "domain/case.h"
#include "domain/hearing.h"
#include "domain/held.h"
#include "domain/household.h"
#include "domain/copied.h"
#include "domain/mandate.h"
#include "domain/objection.h"
#include "domain/onsite.h"
#include "domain/original.h"
#include "domain/packs.h"
#include "domain/prereview.h"
#include "domain/delivery.h"
#include "domain/payee.h"
#include "domain/payout.h"
#include "domain/proxy.h"
#include "domain/reassign.h"
#include "domain/redress.h"
#include "domain/urgent.h"
#include "domain/review.h"
#include "domain/turn.h"

/* Every event type of the program and what carries it into the projections. */
static const struct { const char *type; enum err (*apply)(struct ctx *, const struct event *); } table[] = {
    { "case.received",          apply_case_received },
    { "case.accepted",          apply_case_step },
    { "case.deemed_accepted",   apply_case_step },
    { "case.extended",          apply_case_stay },
    { "case.hearing_told",      apply_hearing },
    { "case.hearing_asked",     apply_hearing },
    { "case.hearing_set",       apply_hearing },
    { "case.hearing_dropped",   apply_hearing },
    { "case.hearing_held",      apply_hearing },
    { "case.objected",          apply_objection },
    { "case.objection_answered", apply_objection },
    { "case.special_begun",     apply_case_stay },
    { "case.special_ended",     apply_case_stay },
    { "case.correction_asked",  apply_case_step },
    { "case.not_accepted",      apply_case_step },
    { "case.not_required",      apply_case_step },
    { "case.mended_onsite",     apply_onsite },
    { "case.supplied",          apply_case_step },
    { "case.lapsed",            apply_case_step },
    { "case.gathered",          apply_case_step },
    { "case.opinion",           apply_case_step },
    { "case.drafted",           apply_case_drafted },
    { "case.draft_returned",    apply_case_draft_returned },
    { "case.reviewed",          apply_case_reviewed },
    { "case.recorded",          apply_case_step },
    { "case.decided",           apply_case_step },
    { "case.part_decided",      apply_case_step },
    { "case.summed",            apply_case_step },
    { "case.copied",            apply_case_copied },
    { "case.delivered",         apply_case_step },
    { "case.sent_back",         apply_case_step },
    { "case.withdrawn",         apply_case_step },
    { "case.taken_back",        apply_case_step },
    { "case.voided",            apply_case_step },
    { "case.forwarded_up",      apply_case_step },
    { "case.prereviewed",       apply_prereview },
    { "case.timer",             apply_case_step },
    { "case.attempt",           apply_attempt },
    { "draft.attempt",          apply_attempt },
    { "case.original_seen",     apply_original_seen },
    { "household.entered",      apply_household },
    { "household.changed",      apply_household },
    { "household.merged",       apply_household },
    { "case.posted",            apply_case_post },
    { "case.post_returned",     apply_case_post },
    { "case.proof_scanned",     apply_case_papers },
    { "case.paid_out",          apply_case_paid_out },
    { "case.payout_returned",   apply_case_payout_returned },
    { "case.account_change",    apply_case_account_change },
    { "case.account_called",    apply_case_account_called },
    { "case.corrected",         apply_case_redress },
    { "case.annulled",          apply_case_redress },
    { "case.reopened",          apply_case_redress },
    { "case.reassign_offered",  apply_case_reassign },
    { "case.reassigned",        apply_case_reassign },
    { "case.reassign_declined", apply_case_reassign },
    { "case.urgent",            apply_case_urgent },
    { "case.urgent_lifted",     apply_case_urgent_lifted },
    { "batch.opened",           apply_batch_opened },
    { "batch.fell",             apply_batch_fell },
    { "case.proxy_added",       apply_proxy_added },
    { "case.proxy_revoked",     apply_proxy_revoked },
    { "case.originals_taken",   apply_originals },
    { "case.originals_handed",  apply_originals },
    { "case.originals_returned", apply_originals },
    { "mandate.granted",        apply_mandate_granted },
    { "mandate.revoked",        apply_mandate_revoked },
    { "county.calendar",        apply_county_calendar },
    { "county.pack",            apply_county_pack },
};

enum err apply_event(struct ctx *cx, const struct event *ev)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(ev->type, table[i].type))
            return table[i].apply(cx, ev);
    return ev->kind == STREAM_ACCOUNT ? apply_account(cx, ev) : ERR_INTERNAL;
}
