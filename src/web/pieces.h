/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pieces - parts of models that several pages share; keys as doc/pages.md lists them. */
#ifndef WEB_PIECES_H
#define WEB_PIECES_H

#include "domain/case.h"
#include "domain/clock.h"
#include "domain/draft.h"
#include "domain/redress.h"
#include "domain/task.h"
#include "web/page.h"

/* "野三关镇 木龙垭村"; the county by its own name. */
struct str piece_place(const struct page *p, int64_t place);
/* Office and post, no person: "野三关镇 民政局 业务办理员"; the applicant for ROLE_COUNT. */
struct str piece_office(const struct page *p, enum role role, int64_t place, struct str department);
/* The organ: "野三关镇 民政局". */
struct str piece_organ(const struct page *p, int64_t place, struct str department);
struct str piece_name(const struct page *p, struct str zh, struct str en);
/* A name as the public may see it: the surname stays. */
struct str piece_masked(const struct page *p, struct str name);
/* Stars for all but so many characters in front and behind. */
struct str piece_hidden(const struct page *p, struct str s, size_t front, size_t back);
/* The item as the pack had it with which the case began; NULL: none. */
const struct item *piece_item(const struct page *p, const struct case_file *c);
/* "mandate", the number of the signed paper by which it was taken in, into m; nothing where none was needed. */
NODISCARD enum err piece_mandate(const struct page *p, const struct case_file *c, struct val *m);
struct str piece_item_plain(const struct page *p, struct str code);

/* True when the clock is over without anybody being late: ended, or the applicant's own time to ask for a hearing. */
bool piece_clock_over(const struct page *p, const struct clock *c);
/* "承诺时限"; "part.LY": the clock of a department in a joint case. */
struct str piece_clock_name(const struct page *p, struct str kind);
/* "left", "due", "unit" and "level" ("", near, over) of a limit into m; nothing where none runs. */
NODISCARD enum err piece_left(const struct page *p, struct val *m, int64_t due_at);
/* The clock that matters to the applicant now, into m as piece_left does, and "stopped" with the reason. */
NODISCARD enum err piece_clock(const struct page *p, struct val *m, const struct clock_list *clocks);

/* number, item, item_plain, state, outcome, reason, received_at ...; applicant masked unless staff see it. */
struct val *piece_case(const struct page *p, const struct case_file *c, bool masked);
/* Newest first; persons of the staff are named to staff only. */
NODISCARD enum err piece_timeline(const struct page *p, int64_t case_id, bool staff, struct val **out);

/* Open tasks of the case, "id", "name" and "office" each, under "waiting" of a JSON answer: who has it now. */
NODISCARD enum err piece_waiting(struct page *p, int64_t case_id);

/* Texts of the gaps of the last correction notice; an empty list where none was sent. */
NODISCARD enum err piece_gaps(const struct page *p, int64_t case_id, struct val **out);

/* "originals" [{n, name, pages, owner, holder_kind, holder, since, returned_at, proof}] and "originals_open" into m. */
NODISCARD enum err piece_originals(struct page *p, int64_t case_id, struct val *m);

/* The line of stations of an item as it should go. */
struct val *journey_of_item(const struct page *p, const struct item *item);
/* The same with where the case is. */
NODISCARD enum err journey_of_case(const struct page *p, const struct case_file *c, struct val **out);
/* What the lines of several cases are drawn from, read with one question of a kind for all of them. */
struct journey_facts { struct task_list tasks; struct clock_list clocks; struct redress_list redresses; };
NODISCARD enum err journey_read(const struct page *p, const struct case_file *cases, size_t count, struct journey_facts *out);
/* One of them, which asks the database nothing more. */
NODISCARD enum err journey_draw(const struct page *p, const struct case_file *c, const struct journey_facts *facts,
                                struct val **out);

/* The scans of a slot: id, url, thumb, kind and bytes each; url: the address they stand under. */
struct val *piece_scans(const struct page *p, struct str url, const struct scan_list *scans, struct str slot);
/* A paper of a case: url, thumb, kind, bytes. */
struct val *piece_paper(const struct page *p, int64_t case_id, const struct case_material *paper);

/* The receipt (收件凭证) of a case as a page to print. */
NODISCARD enum err receipt_show(struct page *p, const struct case_file *c, struct str back_url);
struct document;
/* The address of one paper on the tracking page, without a session. */
struct str piece_track_paper_url(const struct page *p, const struct case_file *c, const struct document *d);
/* "papers" of the tracking page: name, number, at and an address that works today and tomorrow, without a session. */
NODISCARD enum err piece_track_papers(struct page *p, const struct case_file *c);
/* The QR code of the tracking address of a case. */
NODISCARD enum err qr_show(struct page *p, const struct case_file *c);

#endif
