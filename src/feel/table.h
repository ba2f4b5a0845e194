/* SPDX-License-Identifier: MulanPSL-2.0 */
/* table - a decision table ready to be evaluated (DMN chapter 8). */
#ifndef FEEL_TABLE_H
#define FEEL_TABLE_H

#include "feel/eval.h"

enum hit { HIT_UNIQUE, HIT_ANY, HIT_PRIORITY, HIT_FIRST, HIT_RULE_ORDER, HIT_OUTPUT_ORDER, HIT_COLLECT };
enum aggregation { AGGREGATE_LIST, AGGREGATE_SUM, AGGREGATE_COUNT, AGGREGATE_MIN, AGGREGATE_MAX };

struct table_input { const struct node *expression, *allowed; const struct type *type; };   /* allowed: or NULL */
/* allowed: the tests whose order is the priority, or NULL; standard: what holds when no rule does, or NULL. */
struct table_output { struct str name; const struct node *allowed, *standard; const struct type *type; };
struct table_rule { const struct node **tests, **outputs; };    /* as many as the table has inputs and outputs */

struct table {
    enum hit             hit;
    enum aggregation     aggregation;
    struct table_input  *inputs;
    struct table_output *outputs;
    struct table_rule   *rules;
    size_t               input_count, output_count, rule_count;
    const struct str    *output_names;
};

#endif
