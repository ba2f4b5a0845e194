/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * case - 办件: one application and its life, as its projection shows it.
 *
 *   state                on                          next
 *   received             filed                       awaiting_correction, accepted, closed
 *   awaiting_correction  gaps told                   received, closed
 *   accepted             organ took it               decided, closed
 *   decided              granted or refused          closed
 *   closed               result handed over, or ended without a decision
 *
 * Who is legally responsible (acceptor), who did it (handler) and by which mandate stand apart from
 * the first event on.
 */
#ifndef DOMAIN_CASE_H
#define DOMAIN_CASE_H

#include "domain/event.h"

enum case_state { CASE_RECEIVED, CASE_AWAITING_CORRECTION, CASE_ACCEPTED, CASE_DECIDED, CASE_CLOSED, CASE_STATE_COUNT };
enum channel { CHANNEL_VILLAGE, CHANNEL_TOWNSHIP, CHANNEL_COUNTY, CHANNEL_PUBLIC };     /* 受理渠道 */

struct case_file {
    int64_t         id;
    struct str      number, item, item_zh, item_en, department;
    int64_t         place;                      /* the applicant's village */
    enum channel    channel;
    enum case_state state;
    struct str      outcome, reason;            /* "", granted, refused, not_accepted, withdrawn, lapsed */
    int64_t         applicant; struct str applicant_name;
    int64_t         agent;     struct str agent_name;
    struct str      acceptor_department; int64_t acceptor_place;
    int64_t         handler;   struct str handler_name;
    int64_t         mandate;
    int             wall_rule;
    struct str      pack_version, process, flow_state;
    int64_t         received_at, accepted_at, decided_at, closed_at;    /* 0: not yet */
    int             corrected;
    int64_t         position;
};
struct case_list { struct case_file *items; size_t count, cap; };

/* n: seq of the event that brought it (1: the filing) * PAPERS_AN_EVENT + place in its list; source: how it came, see paper.h */
enum { PAPERS_AN_EVENT = 1000 };
struct case_material { int64_t n; struct str slot, name_zh, name_en, digest, type; int64_t bytes, added_at, added_by; struct str source; };
struct case_material_list { struct case_material *items; size_t count, cap; };

const char *case_state_name(enum case_state s);             /* "received", ... */

/* Without asking who may see it. ERR_NOT_FOUND. */
NODISCARD enum err case_get(struct ctx *cx, int64_t id, struct case_file *out);
/* Of a whole list with one question, by id; those that are no case are left out. */
NODISCARD enum err case_get_all(struct ctx *cx, const int64_t *ids, size_t count, struct case_list *out);
const struct case_file *case_list_find(const struct case_list *all, int64_t id);        /* NULL: not there */
/* Their numbers alone, in the order of the ids; "" for what is no case. */
NODISCARD enum err case_numbers(struct ctx *cx, const int64_t *ids, size_t count, struct str *out);
NODISCARD enum err case_by_number(struct ctx *cx, struct str number, struct case_file *out);
/* For the actor's eyes: ERR_NOT_FOUND also when no post of the actor covers it. */
NODISCARD enum err case_see(struct ctx *cx, int64_t id, struct case_file *out);
/* The same for a case that was read already, of a list that is wider than the posts of the actor. */
NODISCARD enum err case_in_sight(struct ctx *cx, const struct case_file *c, bool *out);
/* Leaves in the list what the actor may see of it, with one question a post at most. */
NODISCARD enum err case_list_in_sight(struct ctx *cx, struct case_list *io);
NODISCARD enum err case_materials(struct ctx *cx, int64_t id, struct case_material_list *out);
/* Which slots of a whole list of cases have a paper, with one question. */
struct case_slot { int64_t case_id; struct str slot; };
struct case_slot_list { struct case_slot *items; size_t count, cap; };
NODISCARD enum err case_slots(struct ctx *cx, const int64_t *ids, size_t count, struct case_slot_list *out);
/* What the applicant filled in, out of the first event; a map of field key to text. */
NODISCARD enum err case_answers(struct ctx *cx, int64_t id, const struct val **out);
NODISCARD enum err case_joins(struct ctx *cx, int64_t id, struct str department, bool *out);
/*
 * Where a list goes on: behind the case that was shown last. Many cases are received in one millisecond (an import,
 * a courier's stick), so the time alone would skip those beside it.
 */
struct case_mark { int64_t received_at, id; };
/* Newest first, of a place range and department ("" all); one page. The newest of all: { DUE_NONE, 0 }. */
NODISCARD enum err case_list_of(struct ctx *cx, int64_t place, struct str department, struct case_mark before, size_t limit,
                                struct case_list *out);
/* The same, those of an applicant by his whole name. */
NODISCARD enum err case_list_named(struct ctx *cx, int64_t place, struct str department, struct str name,
                                   struct case_mark before, size_t limit, struct case_list *out);
/* For the wall: open cases and those closed since a time, newest first. */
NODISCARD enum err case_list_open(struct ctx *cx, int64_t place, int64_t closed_since, size_t limit, struct case_list *out);

NODISCARD enum err apply_case_received(struct ctx *cx, const struct event *ev);
/* An event that moves nothing in the process (step_stay). */
NODISCARD enum err apply_case_stay(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_step(struct ctx *cx, const struct event *ev);
/* Of an event that moves no process: its line in the timeline, its position on the case. */
/* Papers that came beside the process, with the grade they have. */
NODISCARD enum err apply_case_papers(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_note(struct ctx *cx, const struct event *ev);
/* A fresh run of the process: the row begins anew, its number, papers and correction notices stay. */
NODISCARD enum err apply_case_reopened(struct ctx *cx, const struct event *ev);

#endif
