/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * proxy - 代理: who acts for an applicant, by a letter (委托书) the applicant signed or as legal guardian.
 *
 * The letter says who (name, ID number, telephone, relation), for what (powers), until when; it covers one
 * application.  A guardian (of a minor or of one who cannot act) shows the proof of guardianship instead and
 * needs no end.  For a child under 14 the guardian has to act (个人信息保护法 31).
 *
 *   power     the agent may          file      hand in the application
 *   supply    bring missing papers   withdraw  take the application back     receive  take the result
 *   account   have money paid to another account
 *
 * 民法典 165: a letter names the agent, what he does, his powers and their time; 171: what goes beyond is not the
 * applicant's act.  So each of these acts asks who came (proxy_may), and what was tried without a letter is kept.
 */
#ifndef DOMAIN_PROXY_H
#define DOMAIN_PROXY_H

#include "domain/draft.h"
#include "domain/event.h"
#include "pack/pack.h"

enum { PROXY_REASON_CHARS_MIN = 4, PROXY_REASON_CHARS_MAX = 500, PROXY_DAYS_MAX = 3 * 366, PROXY_GUARDED_AGE = 14 };

struct proxy {
    int64_t    n, person;
    struct str name, relation, kind;        /* kind: "proxy", "guardian" */
    const struct val *powers;               /* list of texts; a guardian has all */
    int64_t    from_day, until_day;         /* until_day included; 0: no end */
    struct str letter;                      /* digest of the scan */
    int64_t    revoked_at;
    struct str reason;
};
struct proxy_list { struct proxy *items; size_t count, cap; };

bool proxy_in_force(const struct proxy *p, int64_t day);
/* Oldest first. */
NODISCARD enum err proxy_of_case(struct ctx *cx, int64_t case_id, struct proxy_list *out);

/* The powers a letter may give, as choices of a form. */
enum { PROXY_POWERS = 5 };
extern const struct choice proxy_powers[PROXY_POWERS];

/*
 * Who of the applicant's side asks for an act.  who: PROXY_SELF, the number n of a letter, or PROXY_OTHER, somebody
 * without one; "" is the applicant where the case never had a letter.
 */
#define PROXY_SELF  "self"
#define PROXY_OTHER "other"
struct proxy_wish { int64_t case_id; struct str who; const char *power, *field; };
/*
 * May he, today?  An agent who may is named in the payload ("acting").  ERR_INVALID, a gap of the field: it was not
 * said who came (gap.proxy.who); gap.proxy.none: without a letter; gap.proxy.power: the letter does not say so;
 * gap.proxy.expired, gap.proxy.ended: it is over, or was taken back.
 */
NODISCARD enum err proxy_may(struct ctx *cx, const struct proxy_wish *w, struct val *payload);
/* Does this letter let its agent do that today? */
bool proxy_allows(const struct ctx *cx, const struct proxy *p, const char *power);
/* The number of a letter of that name, as who: of one that allows it where there is one; PROXY_OTHER: none. */
NODISCARD enum err proxy_named(struct ctx *cx, int64_t case_id, struct str name, const char *power, struct str *out);
/* After such an act was refused: keeps what was tried (attempt.h).  Returns e. */
NODISCARD enum err proxy_refused(struct ctx *cx, int64_t case_id, enum err e);

/* The same where the agent of an application has no letter that lets him hand it in. */
NODISCARD enum err proxy_refused_filing(struct ctx *cx, int64_t draft, enum err e);

/* Notes the gaps of the agent's answers ("agent.kind", ...), where one acts; filing: the letter has to let him file. */
void proxy_check_answers(struct ctx *cx, const struct val *answers, bool filing);
/* What a letter says, as digits: changes when agent, powers or end change. */
struct str proxy_letter_version(struct ctx *cx, const struct val *answers);
/* At filing: the letter is there and says what the answers say.  ERR_INVALID: gap of "material.proxy_letter". */
NODISCARD enum err proxy_check(struct ctx *cx, const struct draft *d, const struct scan_list *scans);
/* As the map "proxy" of the event, of checked answers. */
struct val *proxy_say(struct ctx *cx, const struct val *answers, int64_t person, const struct scan_list *scans);

/*
 * A letter that came after filing: another agent, other powers, a later day.  answers: the fields "agent.*" of the page
 * of the applicant; letter: its signed scan, which becomes a paper of the case.
 * ERR_INVALID: gaps of those fields, of "letter" where there is no scan; ERR_STATE: this very sheet was entered before;
 * ERR_FORBIDDEN: neither clerk nor handler of the case; ERR_NOT_FOUND.
 */
struct proxy_new { int64_t case_id; const struct val *answers; const struct scan *letter; };
NODISCARD enum err proxy_add(struct ctx *cx, const struct proxy_new *w);
/* What such a letter would say: the answers of the case with those of the agent in place of the old ones. */
NODISCARD enum err proxy_answers(struct ctx *cx, int64_t case_id, const struct val *sent, struct val **out);

/* Before it is printed. ERR_INVALID: gaps of those fields. */
NODISCARD enum err proxy_check_letter(struct ctx *cx, const struct val *answers);

/*
 * The applicant takes the letter back (民法典 173); said by whoever may see the case.  ERR_NOT_FOUND; ERR_STATE: revoked
 * before; ERR_INVALID: gap of "reason".
 */
NODISCARD enum err proxy_revoke(struct ctx *cx, int64_t case_id, int64_t n, struct str reason);

/* Carries "proxy" of a first event into the projection. */
NODISCARD enum err apply_proxy(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_proxy_added(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_proxy_revoked(struct ctx *cx, const struct event *ev);

#endif
