/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * hearing - 听证: before a licence is decided the applicant, or who has an interest, may be heard (行政许可法 46 to 48).
 *
 *   event                 may be done                                        clocks
 *   case.hearing_told     accepted, by who has the case; names 利害关系人      hearing.ask starts (5 wd), the first time
 *                         again for more of them, until a day is set
 *   case.hearing_asked    by each who was told, within his own days          the first: all stand (special "hearing"); hearing.hold
 *                                                                            starts (20 wd)
 *   case.hearing_dropped  who asked, or still may, gives it up; he may ask   the last who asked: all go on
 *                         again within his days
 *   case.hearing_set      notice days before, within hearing.hold; host      -
 *                         never one who examined the case
 *   case.hearing_held     on its day or later, with a record, and who of     all go on
 *                         those told signed it, refused to, or stayed away
 *
 * The paper "hearing" tells the right, and later time and place; the paper "special" that the clocks stand.  One hearing
 * a case; days from the profile of the item's type, none where it knows no hearing.  Until each who was told has asked,
 * given it up or let his days pass, nothing is decided (47).  A decision behind a hearing rests on its record: who decides
 * says that he read it (48).
 */
#ifndef DOMAIN_HEARING_H
#define DOMAIN_HEARING_H

#include "domain/step.h"

enum { HALL_CHARS_MAX = 100, HEARING_PARTIES_MAX = 30, INTEREST_CHARS_MIN = 2, INTEREST_CHARS_MAX = 60 };

struct hearing_day {
    int64_t    case_id, day;            /* of the hearing, day number */
    struct str hall, host;              /* where; login of who holds it */
};
/* How it stands; told_at 0: nothing was told. */
struct hearing_state { int64_t told_at, asked_at, set_at, held_on; struct str hall; int64_t host; struct str host_name; int64_t done_at; };


/* Who was told: n 0 is the applicant, whose name stands with the case. */
struct hearing_party {
    int64_t    n, told_at, asked_at;    /* asked_at 0: not yet */
    int64_t    last_day;                /* on which he may ask, day number */
    struct str name, interest;
    struct str part;                    /* signed, refused, absent; waived: he gave it up; "": no record yet */
};
struct hearing_party_list { struct hearing_party *items; size_t count, cap; };

#define HEARING_WAIVED "waived"
extern const char *const hearing_parts[];       /* signed, refused, absent; ends with NULL */

/* parties: lines of name and interest (nameline.h); none: the applicant alone. */
struct hearing_telling { int64_t case_id; struct str why; const struct val *parties; };
/*
 * ERR_STATE: the type knows none, not accepted, told before and nobody new named, or a day is set; ERR_INVALID: a party
 * without name or interest, twice, or the applicant (gap "parties"); ERR_FORBIDDEN; ERR_NOT_FOUND.
 */
NODISCARD enum err hearing_tell(struct ctx *cx, const struct hearing_telling *t, struct case_file *out);
#define HEARING_NOBODY_NAMED (-1)
struct hearing_wish { int64_t case_id, party; struct str note; };
/* note: how it was asked. ERR_INVALID: nobody named, and not the applicant alone was told (gap "party"); ERR_STATE: he was not told, asked before, after his last day, or it was held. */
NODISCARD enum err hearing_ask(struct ctx *cx, const struct hearing_wish *w, struct case_file *out);
/*
 * Who asked, or was told and still may, gives it up. note: how. ERR_INVALID: no reason, or not clear who (gap "party");
 * ERR_STATE: nobody was told, or it was held.
 */
NODISCARD enum err hearing_give_up(struct ctx *cx, const struct hearing_wish *w, struct case_file *out);
/* ERR_INVALID: gaps of day (too soon, too late), hall, host (unknown, or examined the case); ERR_STATE: nobody asked. */
NODISCARD enum err hearing_set(struct ctx *cx, const struct hearing_day *when, struct case_file *out);
/* note: the record; form: "signed.N" of each who was told, a word of hearing_parts. */
struct hearing_record { int64_t case_id; struct str note; const struct val *form; };
/* ERR_STATE: no day was set, or it lies ahead; ERR_INVALID: no record, or somebody of whom it is not said (gaps). */
NODISCARD enum err hearing_hold(struct ctx *cx, const struct hearing_record *r, struct case_file *out);
NODISCARD enum err hearing_of_case(struct ctx *cx, int64_t case_id, struct hearing_state *out);
NODISCARD enum err hearing_parties(struct ctx *cx, const struct item *item, int64_t case_id, struct hearing_party_list *out);
/* Those of a whole list of cases behind which a hearing was held, with one question. */
struct hearing_case_list { int64_t *items; size_t count, cap; };
NODISCARD enum err hearing_held_of(struct ctx *cx, const int64_t *ids, size_t count, struct hearing_case_list *out);
bool hearing_may_give_up(const struct hearing_party *p, int64_t today);
/* True where the type of the item knows a hearing. */
bool hearing_known(const struct item *item);

/* ---- inside a command ---- */
/* The parties a telling names, numbered behind those told, as the payload keeps them. Errors of hearing_tell. */
NODISCARD enum err hearing_name_parties(struct ctx *cx, const struct hearing_telling *t, const struct case_file *c,
                                        const struct hearing_party_list *told, struct val **out);
/* What a record says of each who was told. Errors of hearing_hold. */
NODISCARD enum err hearing_name_parts(struct ctx *cx, const struct hearing_record *r, const struct case_file *c,
                                      const struct hearing_party_list *told, struct val **out);
/*
 * Before a decision. ERR_STATE: one was asked for and not held, or somebody may still ask; ERR_INVALID: one was held and
 * it is not said that its record was read (gap "heard").
 */
NODISCARD enum err hearing_check_read(struct ctx *cx, const struct item *item, int64_t case_id, bool read);
/* ERR_STATE: the actor holds or held the hearing of this case, so he is none of those who examine it (48(3)). */
NODISCARD enum err hearing_check_actor(struct ctx *cx, const struct item *item, int64_t case_id);
/* True while one was asked for and is not held. */
NODISCARD enum err hearing_waits(struct ctx *cx, int64_t case_id, bool *out);
/* The clocks stand for the hearing from now on. */
NODISCARD enum err hearing_say_stop(struct ctx *cx, const struct case_file *c, struct step *step, struct str note);
/* With the decision: the day of the hearing into its payload ("heard"), where one was held. */
NODISCARD enum err hearing_say_read(struct ctx *cx, int64_t case_id, struct val *payload);

/* Rows of those who were told, of whatever event of a hearing. */
NODISCARD enum err apply_hearing_parties(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_hearing(struct ctx *cx, const struct event *ev);

#endif
