/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * consent - 申请人确认: the applicant's own hand or word behind an application; without it nothing is filed.
 *
 * Ordinarily the filled form is printed, signed or marked with a thumbprint, and scanned into the slot
 * "signed_form".  Who cannot sign is asked before a witness; a visitor on line types the name and ticks.  Each
 * holds for the answers it was given for and no others: they have a version, eight hex digits printed on the form.
 *
 *   way      given by                                       needs
 *   signed   a scan in the slot signed_form                 the sheet bears the version of the answers
 *   oral     the applicant, asked by the officer            how (present, phone, video), a witness, why no signature
 *   online   a visitor                                      the applicant's (or agent's) name typed, a tick
 */
#ifndef DOMAIN_CONSENT_H
#define DOMAIN_CONSENT_H

#include "domain/draft.h"
#include "pack/pack.h"

enum { CONSENT_VERSION_CHARS = 8, CONSENT_NAME_CHARS_MAX = 50, CONSENT_NOTE_CHARS_MIN = 4, CONSENT_NOTE_CHARS_MAX = 500 };

struct assent {
    struct str way;                 /* "signed", "oral", "online"; "" none yet                      */
    struct str form;                /* version of the answers it covers                             */
    struct str name;                /* who said so: the applicant, or the agent                     */
    struct str how, witness, note;  /* oral                                                         */
    bool       by_agent;            /* the agent's hand or word                                     */
    int64_t    at, by;
    struct str by_name;             /* who asked                                                    */
};

/* What is to be compared: the version of the answers, empty ones left out. */
struct str consent_version(struct ctx *cx, struct str item, const struct val *answers);
/* Whether the item wants it at all. */
bool consent_needed(const struct item *item);
/* Who has to sign: the agent's name where one acts, else the applicant's. */
struct str consent_signer(const struct val *answers);

/* The form was printed as the answers are now; a scan that comes later is of this print. */
NODISCARD enum err consent_note_print(struct ctx *cx, const struct draft *d);
/* For a sheet put into signed_form now: the version last printed, or of a form filled in by hand, that of the answers. */
struct str consent_sheet_version(struct ctx *cx, const struct draft *d);
/* True when a scan of that version is not of the answers as they are. */
bool consent_outdated(struct ctx *cx, const struct draft *d, struct str version);

/*
 * Records an oral or online consent for the answers as they are.  ERR_INVALID: gaps of consent.name, consent.how,
 * consent.witness, consent.note, consent.agree (agree: the tick of a visitor); ERR_STATE: submitted; ERR_FORBIDDEN: an oral one by a visitor,
 * an online one by staff.
 */
struct consent_word { struct str way, name, how, witness, note; bool agree; };
NODISCARD enum err consent_give(struct ctx *cx, int64_t draft, const struct consent_word *w);
/* What is recorded beside the draft, still fitting or not; way "": nothing. */
NODISCARD enum err consent_of_draft(struct ctx *cx, int64_t draft, struct assent *out);

/*
 * The consent that fits the answers now, for filing.  ERR_INVALID with a gap under "material.signed_form":
 * none, or only one of other answers.
 */
NODISCARD enum err consent_check(struct ctx *cx, const struct draft *d, const struct item *item,
                                 const struct scan_list *scans, struct assent *out);
/* As the map "consent" of the event. */
struct val *consent_say(struct ctx *cx, const struct assent *c);
/* What the first event of a case says of it. */
NODISCARD enum err consent_of_case(struct ctx *cx, int64_t case_id, struct assent *out);
/* Inside a command: the draft is filed or thrown away. */
NODISCARD enum err consent_clear(struct ctx *cx, int64_t draft);

#endif
