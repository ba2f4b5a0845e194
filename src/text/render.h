/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * render - walks a compiled template over a model and writes text.
 *
 * Inside the floor only.  A failure sticks in the budget and ends the walk; text_render reports it.
 */
#ifndef TEXT_RENDER_H
#define TEXT_RENDER_H

#include "base/buf.h"
#include "text/template.h"

enum { RENDER_DEPTH_MAX = 64, RENDER_STEPS_MAX = 1000000 };     /* partials and messages in each other; nodes */

struct scope { const struct val *value; const struct scope *up; };      /* the context stack, top first */
struct budget { size_t steps; enum err err; };

struct view {
    const struct text  *text;
    struct arena       *arena;
    struct buf         *out;
    const struct scope *scope;
    struct budget      *budget;
    enum lang           lang;
    int64_t             now;
    struct str          indent;     /* goes before each line of a partial           */
    bool                fresh;      /* nothing stands on this line yet              */
    bool                escape;     /* HTML; off in messages read as plain text     */
    int                 depth;
};

void render_template(struct view *v, const struct template *t);
/* A message as plain text, with extra (may be NULL) on top of the context. */
struct str render_message(struct view *v, const struct template *message, const struct val *extra);
/* What {{x}} writes for a value: "" for null, lists and maps. */
struct str render_text(struct arena *a, const struct val *x);
/* The message of that key in the view's language, else in the other; NULL: in neither. */
const struct template *text_find_message(const struct text *t, struct str key, enum lang lang);

#endif
