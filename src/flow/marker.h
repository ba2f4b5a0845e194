/* SPDX-License-Identifier: MulanPSL-2.0 */
/* marker - the small signs of a diagram (BPMN 2.0.2, annex of markers) as shapes: no font has all of them. */
#ifndef FLOW_MARKER_H
#define FLOW_MARKER_H

#include "base/buf.h"
#include "flow/model.h"

enum mark { MARK_DONE, MARK_LIVE, MARK_NEAR, MARK_LATE };

/* In the middle of an event of radius r; thrown: filled. */
void marker_event(struct buf *b, enum trigger trigger, bool thrown, double x, double y, double r, const char *line);
/* What kind of task it is, its upper left corner at x, y. */
void marker_task(struct buf *b, enum node_kind kind, double x, double y, const char *line);
/* Loop, multi-instance, compensation, closed: in a row whose middle is x, y. */
void marker_foot(struct buf *b, const struct node *n, bool closed, double x, double y, const char *line);
/* Done, live, near its limit, late. */
void marker_state(struct buf *b, enum mark mark, double x, double y, const char *line);

#endif
