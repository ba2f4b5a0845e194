/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/consent.h"

#include "base/json.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/consent.sql.h"
#include "domain/event.h"
#include "domain/house.h"
#include "domain/sealed.h"
#include "domain/slot.h"
#include "secure/secure.h"
#include "store/db.h"

static const char PURPOSE[] = "consent";
#define GAP_FIELD STR("material." SLOT_SIGNED_FORM)

/* ---- versions ---- */

/* A page opened and left again writes empty answers: they are none; where an answer came from (a map) is not printed. */
struct str consent_version(struct ctx *cx, struct str item, const struct val *answers)
{
    struct arena *a = cx->arena;
    struct val *filled = val_map(a);
    struct str text;

    for (size_t i = 0; i < answers->count; i++)
        if (answers->items[i]->kind != VAL_MAP && val_truth(answers->items[i]))
            val_put(a, filled, answers->keys[i], answers->items[i]);
    text = arena_printf(a, "%.*s\n%.*s", STR_ARG(item), STR_ARG(json_write(a, filled)));
    return str_sub(secure_index(cx->house->keys, a, "form", text), 0, CONSENT_VERSION_CHARS);
}

bool consent_needed(const struct item *item)
{
    return item->consent != CONSENT_NONE;
}

static bool agent_acts(const struct val *answers)
{
    return val_str(answers, "agent.acts").len > 0;
}

struct str consent_signer(const struct val *answers)
{
    return val_str(answers, agent_acts(answers) ? "agent.name" : "applicant.name");
}

struct str consent_sheet_version(struct ctx *cx, const struct draft *d)
{
    return d->printed.len > 0 ? d->printed : consent_version(cx, d->item, d->answers);
}

bool consent_outdated(struct ctx *cx, const struct draft *d, struct str version)
{
    return !str_eq(version, consent_version(cx, d->item, d->answers));
}

struct print { int64_t draft; struct str version; };

static enum err note_print(struct ctx *cx, const void *args, void *out)
{
    const struct print *p = args;

    (void)out;
    return db_put(cx, &SQL_CONSENT_PRINT, ARGS(arg_int(p->draft), arg_text(p->version), arg_text(cx->actor->owner)));
}

enum err consent_note_print(struct ctx *cx, const struct draft *d)
{
    struct print args = { d->id, consent_version(cx, d->item, d->answers) };

    return str_eq(args.version, d->printed) ? OK : command_run(cx, note_print, &args, NULL);
}

/* ---- a word in place of a signature ---- */

static enum err check_name(struct ctx *cx, const struct draft *d, struct str name)
{
    return str_eq(str_trim(name), consent_signer(d->answers))
        ? OK : ctx_gap(cx, STR("consent.name"), "gap.consent.name", STR(""));
}

static enum err check_text(struct ctx *cx, const char *field, struct str text, size_t min, size_t max, const char *key)
{
    size_t chars = str_chars(str_trim(text));

    return chars >= min && chars <= max ? OK : ctx_gap(cx, str_of(field), key, STR(""));
}

static enum err check_oral(struct ctx *cx, const struct consent_word *w)
{
    static const char *const ways[] = { "present", "phone", "video" };
    size_t before = cx->gap_count;
    bool known = false;

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        known = known || str_is(w->how, ways[i]);
    if (!known)
        ctx_gap(cx, STR("consent.how"), "gap.required", STR(""));
    if (str_eq(str_trim(w->witness), cx->actor->name))
        ctx_gap(cx, STR("consent.witness"), "gap.consent.witness_self", STR(""));
    (void)check_text(cx, "consent.witness", w->witness, 2, CONSENT_NAME_CHARS_MAX, "gap.required");
    (void)check_text(cx, "consent.note", w->note, CONSENT_NOTE_CHARS_MIN, CONSENT_NOTE_CHARS_MAX, "gap.consent.note");
    return cx->gap_count == before ? OK : ERR_INVALID;
}

static enum err check_word(struct ctx *cx, const struct draft *d, const struct consent_word *w)
{
    bool staff = cx->actor->account != 0, oral = str_is(w->way, "oral");
    enum err rest, name;

    if (d->case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    if (oral != staff || (!oral && !str_is(w->way, "online")))
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.consent.way", STR(""));
    name = check_name(cx, d, w->name);
    rest = oral ? check_oral(cx, w) : w->agree ? OK : ctx_gap(cx, STR("consent.agree"), "gap.tick", STR(""));
    return name != OK ? name : rest;
}

struct giving { int64_t draft; const struct consent_word *word; };

static enum err give(struct ctx *cx, const void *args, void *out)
{
    const struct giving *g = args;
    const struct consent_word *w = g->word;
    struct assent c = { .way = w->way, .at = cx->now, .by = cx->actor->account, .by_name = cx->actor->name };
    struct str sealed;
    struct draft d;

    (void)out;
    TRY(draft_get(cx, g->draft, &d));
    TRY(check_word(cx, &d, w));
    c.form = consent_version(cx, d.item, d.answers);
    c.name = str_trim(w->name);
    c.how = w->how;
    c.witness = str_trim(w->witness);
    c.note = str_trim(w->note);
    c.by_agent = agent_acts(d.answers);
    sealed = sealed_write(cx, PURPOSE, consent_say(cx, &c));
    return db_put(cx, &SQL_CONSENT_WRITE, ARGS(arg_int(d.id), arg_text(c.form), arg_bytes(sealed)));
}

enum err consent_give(struct ctx *cx, int64_t draft, const struct consent_word *w)
{
    struct giving args = { draft, w };

    return command_run(cx, give, &args, NULL);
}

/* ---- said and read ---- */

static void say_text(struct ctx *cx, struct val *m, const char *key, struct str s)
{
    if (s.len > 0)
        val_set_str(cx->arena, m, key, s);
}

struct val *consent_say(struct ctx *cx, const struct assent *c)
{
    struct val *m = val_map(cx->arena);

    val_set_str(cx->arena, m, "way", c->way);
    val_set_str(cx->arena, m, "form", c->form);
    val_set_int(cx->arena, m, "at", c->at);
    say_text(cx, m, "name", c->name);
    say_text(cx, m, "how", c->how);
    say_text(cx, m, "witness", c->witness);
    say_text(cx, m, "note", c->note);
    say_text(cx, m, "by_name", c->by_name);
    if (c->by != 0)
        val_set_int(cx->arena, m, "by", c->by);
    if (c->by_agent)
        val_set_bool(cx->arena, m, "by_agent", true);
    return m;
}

static struct assent from_val(const struct val *m)
{
    return (struct assent){
        .way = val_str(m, "way"), .form = val_str(m, "form"), .name = val_str(m, "name"), .how = val_str(m, "how"),
        .witness = val_str(m, "witness"), .note = val_str(m, "note"), .by_agent = val_has(m, "by_agent"),
        .at = val_num(m, "at"), .by = val_num(m, "by"), .by_name = val_str(m, "by_name"),
    };
}

enum err consent_of_draft(struct ctx *cx, int64_t draft, struct assent *out)
{
    struct str sealed = STR("");
    struct row *row;
    struct val *m;

    *out = (struct assent){ 0 };
    TRY(db_select(cx, &SQL_CONSENT_READ, &row, ARGS(arg_int(draft))));
    if (row_next(row))
        sealed = row_str(row, 1);
    TRY(row_end(row));
    if (sealed.len == 0)
        return OK;
    TRY(sealed_read(cx, PURPOSE, sealed, &m));
    *out = from_val(m);
    return OK;
}

enum err consent_of_case(struct ctx *cx, int64_t case_id, struct assent *out)
{
    struct event received;
    enum err e = event_at(cx, STREAM_CASE, case_id, 1, &received);

    *out = e == OK ? from_val(val_at(received.payload, "consent")) : (struct assent){ 0 };
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err consent_clear(struct ctx *cx, int64_t draft)
{
    return db_put(cx, &SQL_CONSENT_REMOVE, ARGS(arg_int(draft)));
}

/* ---- at filing ---- */

/* The newest sheet that fits; stale: there are sheets, but of other answers. */
static const struct scan *find_sheet(const struct scan_list *scans, struct str version, bool *stale)
{
    const struct scan *found = NULL;

    *stale = false;
    for (size_t i = 0; i < scans->count; i++) {
        bool sheet = str_is(scans->items[i].slot, SLOT_SIGNED_FORM), fits = str_eq(scans->items[i].form, version);
        if (sheet && fits)
            found = &scans->items[i];
        *stale = *stale || (sheet && !fits);
    }
    return found;
}

enum err consent_check(struct ctx *cx, const struct draft *d, const struct item *item, const struct scan_list *scans,
                       struct assent *out)
{
    struct str version = consent_version(cx, d->item, d->answers);
    bool stale;

    *out = (struct assent){ .way = STR("signed"), .form = version, .name = consent_signer(d->answers), .at = cx->now,
                             .by_agent = agent_acts(d->answers) };
    if (find_sheet(scans, version, &stale) != NULL)
        return OK;
    TRY(consent_of_draft(cx, d->id, out));
    if ((out->way.len > 0 && str_eq(out->form, version)) || !consent_needed(item))
        return OK;
    return ctx_gap(cx, GAP_FIELD, stale || out->way.len > 0 ? "gap.consent.outdated" : "gap.consent.missing", STR(""));
}
