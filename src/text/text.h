/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * text - pages and papers from Mustache templates, words from catalogues.
 *
 * Templates follow the Mustache specification 1.3 (interpolation, sections, inverted sections,
 * partials, comments, delimiters) plus formatters: {{due_at|day}}, {{name|mask}}.  A name that
 * begins with "t." is a message of the catalogue of the reader's language and is itself a template
 * rendered in the same context: {{t.case.days_left}}.  {{t.{{x}}}} does not exist; a message whose
 * key is a value is written {{state|t:state}}: looks up "state.<value of state>".
 */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/ctx.h"
#include "base/val.h"

struct text;        /* all templates and catalogues; immutable after loading, shared by threads */

struct text_file { const char *name; const char *bytes; size_t len; };      /* embedded by the build */
struct text_problem { struct str file, why; int line; };

/* Compiles all; templates by name without ".html"/".txt", catalogues "zh-CN" and "en". ERR_INVALID: see problem. */
NODISCARD enum err text_load(struct arena *a, const struct text_file *templates, size_t template_count,
                             const struct text_file *catalogues, size_t catalogue_count,
                             struct text **out, struct text_problem *problem);
/* Renders a template to HTML-escaped text. ERR_NOT_FOUND: no such template. ERR_LIMIT: partials nested over 64. */
NODISCARD enum err text_render(const struct text *t, struct arena *a, const char *name, const struct val *model,
                               enum lang lang, int64_t now, struct str *out);
/* One message, filled with model (may be NULL), not HTML-escaped; the key itself where a catalogue lacks it. */
struct str text_message(const struct text *t, struct arena *a, struct str key, const struct val *model, enum lang lang);

#endif
