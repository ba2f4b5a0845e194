/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/marker.h"

enum paint { LINE, FILL_THROWN, FILL };
struct shape { const char *d; enum paint paint; };      /* around 0, 0; an event has the radius 18 */

static void put(struct buf *b, const struct shape *s, bool thrown, double x, double y, double scale, const char *line)
{
    bool filled = s->paint == FILL || (s->paint == FILL_THROWN && thrown);

    if (s->d != NULL)
        buf_printf(b, "<path transform=\"translate(%.1f %.1f) scale(%.2f)\" d=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.4\""
                   " stroke-linejoin=\"round\"/>", x, y, scale, s->d, filled ? line : "none", line);
}

void marker_event(struct buf *b, enum trigger trigger, bool thrown, double x, double y, double r, const char *line)
{
    static const struct shape shapes[TRIGGER_COUNT] = {
        [ON_TIMER] = { "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1-10 0M0-10V-7M0 7V10M-10 0H-7M7 0H10M1-6L0 0L5 2", LINE },
        [ON_MESSAGE] = { "M-9-6H9V6H-9ZM-9-6L0 1L9-6", LINE },
        [ON_SIGNAL] = { "M0-9L9 7H-9Z", FILL_THROWN },
        [ON_CONDITION] = { "M-7-9H7V9H-7ZM-5-6H5M-5-2H5M-5 2H5M-5 6H5", LINE },
        [ON_ERROR] = { "M-9 8L-4-7L3 2L9-9L4 7L-3-2Z", FILL_THROWN },
        [ON_ESCALATION] = { "M0-10L7 8L0 1L-7 8Z", FILL_THROWN },
        [ON_LINK] = { "M-10-4H2V-8L11 0L2 8V4H-10Z", FILL_THROWN },
        [ON_COMPENSATION] = { "M-1-7V7L-10 0ZM8-7V7L-1 0Z", FILL_THROWN },
        [ON_TERMINATE] = { "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1-10 0Z", FILL } };
    static const struct shape envelope = { "M-9-5.5L0 1.5L9-5.5V6H-9ZM-9-8H9L0-.5Z", FILL };

    put(b, thrown && trigger == ON_MESSAGE ? &envelope : &shapes[trigger], thrown, x, y, r / 18, line);
}

void marker_task(struct buf *b, enum node_kind kind, double x, double y, const char *line)
{
    static const struct shape shapes[NODE_KIND_COUNT] = {
        [NODE_USER] = { "M5 4A3 3 0 1 1 11 4A3 3 0 1 1 5 4M2 14C2 6 14 6 14 14Z", LINE },
        [NODE_MANUAL] = { "M2 13V7L7 3L8 4L6 7H14V9H8M14 9V11H8M13 11V13H2", LINE },
        [NODE_SERVICE] = { "M5 8A3 3 0 1 1 11 8A3 3 0 1 1 5 8M8 2V5M8 11V14M2 8H5M11 8H14M3.8 3.8L6 6M10 10L12.2 12.2M12.2 3.8L10 6M6 10L3.8 12.2",
                           LINE },
        [NODE_SEND] = { "M2 5.5L8 9.5L14 5.5V13H2ZM2 3.5H14L8 7.5Z", FILL },
        [NODE_RECEIVE] = { "M2 4H14V13H2ZM2 4L8 9L14 4", LINE },
        [NODE_SCRIPT] = { "M5 2H13C10 6 15 9 12 14H3C6 9 2 6 5 2M6 5H10M6 8H11M6 11H11", LINE },
        [NODE_RULE] = { "M2 3H14V13H2ZM2 6H14M2 9.5H14M6 6V13", LINE } };

    put(b, &shapes[kind], false, x, y, 1, line);
}

enum { FEET_MAX = 3 };

void marker_foot(struct buf *b, const struct node *n, bool closed, double x, double y, const char *line)
{
    static const struct shape loop = { "M-2 5A5.5 5.5 0 1 1 2 5M-6 5.5H-1.5V1", LINE },
        side_by_side = { "M-4-6V6M0-6V6M4-6V6", LINE }, one_by_one = { "M-6-4H6M-6 0H6M-6 4H6", LINE },
        undo = { "M0-5V5L-7 0ZM7-5V5L0 0Z", LINE }, plus = { "M-7-7H7V7H-7ZM0-4.5V4.5M-4.5 0H4.5", LINE };
    const struct shape *feet[FEET_MAX];
    int count = 0;

    if (n->multi != NULL)
        feet[count++] = n->multi->is_loop ? &loop : n->multi->sequential ? &one_by_one : &side_by_side;
    if (n->for_compensation)
        feet[count++] = &undo;
    if (closed)
        feet[count++] = &plus;
    for (int i = 0; i < count; i++)
        put(b, feet[i], false, x + (i - (count - 1) / 2.0) * 18, y, 1, line);
}

void marker_state(struct buf *b, enum mark mark, double x, double y, const char *line)
{
    static const struct shape shapes[] = {
        [MARK_DONE] = { "M-5 0L-1.5 4L5-4", LINE },
        [MARK_LIVE] = { "M-4 0A4 4 0 1 1 4 0A4 4 0 1 1-4 0Z", FILL },
        [MARK_NEAR] = { "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0M0-3V0H3", LINE },
        [MARK_LATE] = { "M-1.2-6H1.2L.5 2H-.5ZM-1 4.5H1V6H-1Z", FILL } };

    put(b, &shapes[mark], false, x, y, 1.1, line);
}
