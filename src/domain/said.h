/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * said - where the log of a case says something last, so that one event is read instead of all.
 *
 *   what        events                                  key of the payload
 *   gaps        case.correction_asked, and no other     gaps       (补正告知书: the one notice, 行政许可法 32(4))
 *   identity    any that tells of it                    identity
 *   hearing_record  case.hearing_held                   hearing_record (听证笔录: the decision rests on it, 行政许可法 48)
 */
#ifndef DOMAIN_SAID_H
#define DOMAIN_SAID_H

#include "domain/event.h"

#define SAID_GAPS "gaps"
#define SAID_IDENTITY "identity"
#define SAID_HEARING_RECORD "hearing_record"

/* The value under the key of the payload; val_none where nothing was said. */
NODISCARD enum err said_last(struct ctx *cx, int64_t case_id, const char *what, const struct val **out);

/* Notes what an event of a case says. */
NODISCARD enum err apply_said(struct ctx *cx, const struct event *ev);

#endif
