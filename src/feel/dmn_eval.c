/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"

const struct feel *eval_service(struct run *r, const struct node *n, const struct scope *s)
{
    (void)r;
    (void)n;
    (void)s;
    return feel_null();
}
