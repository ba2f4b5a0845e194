/* SPDX-License-Identifier: MulanPSL-2.0 */
/* read - what the files of a compile share: documents, ids, findings, FEEL texts. */
#ifndef FLOW_READ_H
#define FLOW_READ_H

#include "flow/model.h"

struct known { struct str id; const struct xml *xml; uint32_t file; };      /* an element with an id */

struct reader {
    struct arena       *arena;
    struct flow        *flow;
    struct flow_report *report;
    size_t              report_cap, node_cap, element_cap, link_cap, box_cap;
    struct known       *known;          /* sorted by file, id */
    size_t              known_count, known_cap;
    struct feel_names   names;
    size_t              name_cap;
    size_t              fatal;
    const struct dmn  **models;         /* one for each .dmn file that loads */
    size_t              model_count, model_cap;
};

/* Reads all files into documents, indexes ids and names; what is wrong becomes findings. */
void read_files(struct reader *r, const struct flow_source *files, size_t count);
/* The BPMN element with that id (a prefix "p:" is dropped) in a file; NULL: none. */
const struct xml *read_known(const struct reader *r, uint32_t file, struct str id);
struct str read_local(struct str qname);

void read_finding(struct reader *r, uint32_t element, bool fatal, const char *rule, struct str text);
void read_finding_at(struct reader *r, uint32_t file, const struct xml *at, const char *rule, struct str text);
/* Parses a FEEL text of at, ${...} too; a leading "=" is dropped; NULL with a finding where it is none, NULL without one for "". */
const struct feel_expr *read_feel(struct reader *r, uint32_t element, const struct xml *at, struct str text);

/* ---- dialect.c: ${...} of other engines as FEEL, any other text as it is ---- */
struct str dialect_feel(struct arena *a, struct str text);

/* ---- rule.c ---- */
void rule_read_models(struct reader *r);
void rule_bind(struct reader *r, uint32_t element);     /* a business rule task to the model of its decision */

/* ---- detail.c: what a node says beyond its place in the graph ---- */
void detail_read(struct reader *r, uint32_t element);
struct val *detail_more(struct arena *a, const struct xml *x);
/* The one event definition inside x, by reference too; NULL: none. count: how many there are. */
const struct xml *detail_event(struct reader *r, uint32_t file, const struct xml *x, size_t *count);

#endif
