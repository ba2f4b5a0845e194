/* SPDX-License-Identifier: MulanPSL-2.0 */
/* dmn_say - what the tests of decision models share: a model and a name in, the value or the refusal out. */
#ifndef UNIT_FEEL_DMN_SAY_H
#define UNIT_FEEL_DMN_SAY_H

#include "base/xml.h"
#include "feel/dmn.h"
#include "say.h"

#define MODEL_HEAD "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' namespace='urn:m' name='m' id='m'>"

static inline int setup(void **state)
{
    (void)state;
    xml_start();
    return 0;
}

static inline struct str decided_of(struct arena *a, const struct dmn_source *files, size_t count, const char *name,
                                    const char *input)
{
    struct dmn_problem p = { .line = 0 };
    struct feel_problem fp = { 0, 0, STR("") };
    struct feel_env env = SAY_ENV;
    const struct dmn *m;
    const struct feel *v = NULL;
    enum err e = dmn_load(a, files, count, &m, &p);

    if (e != OK)
        return arena_printf(a, "%s %.*s:%d: %.*s: %.*s", err_name(e), STR_ARG(p.file), p.line, STR_ARG(p.element), STR_ARG(p.why));
    e = dmn_decide(a, m, str_of(name), json_in(a, input), &env, &v, &fp);
    return said(a, e, v, fp);
}

static inline struct str decided(struct arena *a, struct str model, const char *name, const char *input)
{
    struct dmn_source file = { STR("m.dmn"), model };

    return decided_of(a, &file, 1, name, input);
}

#endif
