/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * event - the log: streams of facts with their outcomes; everything shown is derived from it.
 *
 * An event is a canonical header (RFC 8785) and a payload.  The header carries who, when and
 * "sm3:H(salt || payload)"; the payload lies in a row of its own, sealed with the key of its stream,
 * so that content can be destroyed at the end of its retention while the proof stands.
 */
#ifndef DOMAIN_EVENT_H
#define DOMAIN_EVENT_H

#include "base/ctx.h"
#include "base/val.h"

enum stream_kind { STREAM_CASE = 1, STREAM_ACCOUNT, STREAM_MANDATE, STREAM_COUNTY, STREAM_BATCH = 8, STREAM_HOUSEHOLD = 14,
                   STREAM_DRAFT = 15 };

/* Streams that exist once have id 1. */
enum { STREAM_ONLY = 1 };

struct event {
    enum stream_kind kind;
    int64_t    stream, seq;         /* seq from 1                                           */
    int64_t    node, node_seq, position;
    struct str type;                /* "case.received"                                      */
    int64_t    at;                  /* when it happened; unix ms                            */
    int64_t    entered_at;          /* when it was entered                                  */
    int64_t    actor;               /* account; 0: a visitor, the system                    */
    struct str actor_name;
    int64_t    mandate;             /* 0: none                                              */
    struct str pack;                /* pack version, "" where none matters                  */
    const struct val *payload;      /* outcomes only: no due dates, no floats, no nulls     */
};

/* What a command says; the rest is filled in by event_append. */
struct event_new {
    enum stream_kind kind;
    int64_t    stream;
    const char *type;
    int64_t    at;                  /* 0: now */
    int64_t    mandate;
    struct str pack;
    const struct val *payload;
};

/* Writes the event and applies it to the projections. Inside a command only. */
NODISCARD enum err event_append(struct ctx *cx, const struct event_new *what, struct event *out);

/* Reads one stream in order. ERR_INTERNAL: a payload does not match its header. */
struct event_list { struct event *items; size_t count, cap; };
NODISCARD enum err event_stream(struct ctx *cx, enum stream_kind kind, int64_t stream, struct event_list *out);
/* Reads one event of a stream; seq counts from 1. ERR_NOT_FOUND: there is none. */
NODISCARD enum err event_at(struct ctx *cx, enum stream_kind kind, int64_t stream, int64_t seq, struct event *out);
/* Reads up to limit events behind a position. */
NODISCARD enum err event_after(struct ctx *cx, int64_t position, size_t limit, struct event_list *out);
/* The salt of a stream, which seals what belongs to it beside the log. ERR_NOT_FOUND: none, or destroyed. */
NODISCARD enum err event_salt(struct ctx *cx, enum stream_kind kind, int64_t stream, struct str *out);

#endif
