/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * document - 文书: the numbered papers which an organ sends out in a case.
 *
 * A number belongs to organ (department at a place), kind and year and runs without gaps: it is drawn inside the
 * command that makes the paper, from a counter of the same transaction, so what fails takes no number.  The event
 * records the number in its list "documents"; what the paper says is read from that event when it is printed.
 *
 *   kind            title          drawn with
 *   receipt         收件凭证       filing (行政许可法 32: written proof)
 *   acceptance      受理通知书     acceptance, also the deemed one
 *   correction      补正告知书     the one correction notice
 *   not_accepted    不予受理通知书 non-acceptance
 *   not_required    不需要办理告知 行政许可法 32(1)
 *   extension       延期通知书     extension (42)
 *   special         特别程序告知书 a special procedure begins (45)
 *   hearing         听证告知书     the right to a hearing, its time and place (46 to 48)
 *   granted,refused 决定书         decision
 *   summary         汇总告知书     a joint case is decided
 *   forwarded       转报告知书     a higher organ decides
 *   delivery        送达回证       handing over
 */
#ifndef DOMAIN_DOCUMENT_H
#define DOMAIN_DOCUMENT_H

#include "domain/event.h"

struct document {
    int64_t    case_id, n;              /* n: stable within the case          */
    int64_t    seq;                     /* of the event that tells what it says */
    struct str kind, number;
    struct str department; int64_t place;       /* the organ that speaks      */
    int64_t    year, serial, at;
};
struct document_list { struct document *items; size_t count, cap; };

/*
 * Inside a command: draws the next number and adds the paper to the list "documents" of the payload of an event that
 * is about to be appended to a case.  A village is no organ: place is lifted to its township.
 */
NODISCARD enum err document_draw(struct ctx *cx, struct val *payload, const char *kind, struct str department, int64_t place);

/* In the order they were made. */
NODISCARD enum err document_of_case(struct ctx *cx, int64_t case_id, struct document_list *out);
/* ERR_NOT_FOUND. */
NODISCARD enum err document_get(struct ctx *cx, int64_t case_id, int64_t n, struct document *out);
/* The last one of that kind; NULL: none. */
const struct document *document_last(const struct document_list *all, struct str kind);

/*
 * 许可公开 (行政许可法 40): a granted decision as everybody may read it; the page masks the name.  One that was annulled,
 * or whose case runs again, grants nothing and is not among them; corrected: how it reads rightly, "" it was not.
 */
struct published { struct document paper; struct str item_zh, item_en, applicant_name; int wall_rule; struct str corrected; int64_t corrected_at; };
struct published_list { struct published *items; size_t count, cap; bool more; };
/* Marks the paper drawn last as one of the published list. */
void document_publish(struct ctx *cx, struct val *payload);
/* Where the list goes on: behind the paper shown last; papers of one moment are told apart by their case and place in it. */
struct published_mark { int64_t at, case_id, n; };
/* Newest first, behind a mark; at most limit, more tells that some were left out. */
NODISCARD enum err document_published(struct ctx *cx, struct published_mark before, size_t limit, struct published_list *out);

/* True while a paper of the case stands in that list. */
NODISCARD enum err document_is_published(struct ctx *cx, int64_t case_id, bool *out);

/*
 * What stands in the address of a paper on the tracking page instead of a session: made for one paper of one case, it
 * fits on the day it was made and the next.
 */
struct str document_token(struct ctx *cx, struct str case_number, int64_t n);
bool document_token_fits(struct ctx *cx, struct str case_number, int64_t n, struct str token);

/* Carries the list "documents" of an event into the projection. */
NODISCARD enum err apply_documents(struct ctx *cx, const struct event *ev);
/* Takes the papers of a case out of the published list. */
NODISCARD enum err apply_document_unpublish(struct ctx *cx, int64_t case_id);

#endif
