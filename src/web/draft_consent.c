/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/draft_consent.h"

#include "domain/consent.h"
#include "domain/identity.h"
#include "domain/proxy.h"
#include "domain/slot.h"
#include "web/pieces.h"

bool draft_consent_slot(struct str slot)
{
    return str_is(slot, SLOT_SIGNED_FORM) || str_is(slot, SLOT_PROXY_LETTER);
}

static struct str draft_url(const struct page *p, const struct draft *d, const char *tail)
{
    return arena_printf(page_arena(p), "/drafts/%lld%s", (long long)d->id, tail);
}

/* ---- the slots ---- */

static struct val *slot_model(struct page *p, const struct draft *d, const struct scan_list *scans, const char *id,
                              struct label name)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "id", str_of(id)), *list;
    const struct val *error = val_find(val_at(p->model, "gap"), arena_printf(a, "material.%s", id));

    list = piece_scans(p, draft_url(p, d, "/scans"), scans, str_of(id));
    val_set_str(a, m, "name", page_label(p, name));
    val_set_str(a, m, "error", error != NULL ? error->text : STR(""));
    val_set_str(a, m, "upload_url", arena_printf(a, "/drafts/%lld/scans?slot=%s", (long long)d->id, id));
    val_set_str(a, m, "drop_url", draft_url(p, d, "/scans/drop"));
    val_set(a, m, "scans", list);
    return val_set_int(a, m, "count", (int64_t)list->count);
}

/* Sheets there are, but all of an older print. */
static bool outdated(const struct scan_list *scans, const char *slot, struct str version)
{
    bool any = false, fits = false;

    for (size_t i = 0; i < scans->count; i++)
        if (str_is(scans->items[i].slot, slot)) {
            any = true;
            fits = fits || str_eq(scans->items[i].form, version);
        }
    return any && !fits;
}

static void put_given(struct page *p, const struct draft *d, const struct assent *c, struct val *consent)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    if (c->way.len == 0)
        return;
    val_set_str(a, m, "way", c->way);
    val_set_str(a, m, "name", c->name);
    val_set_str(a, m, "how", c->how);
    val_set_str(a, m, "witness", c->witness);
    val_set_str(a, m, "note", c->note);
    val_set_str(a, m, "by_name", c->by_name);
    val_set_int(a, m, "at", c->at);
    val_set_bool(a, m, "stale", consent_outdated(p->cx, d, c->form));
    val_set(a, consent, "given", m);
}

static const char *const hows[] = { "present", "phone", "video", NULL };

static struct val *choices(struct page *p, const char *const *values, struct str on)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; values[i] != NULL; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(values[i]));
        val_push(a, list, val_set_bool(a, m, "on", str_is(on, values[i])));
    }
    return list;
}

/* What was wrong with a field, beside what was typed into it. */
static void put_field(struct page *p, struct val *m, const char *name, const char *field)
{
    struct arena *a = page_arena(p);
    const struct val *error = val_find(val_at(p->model, "gap"), str_of(field));

    val_set_str(a, m, name, page_field(p, field));
    val_put(a, m, arena_printf(a, "%s_wrong", name), val_text(a, error != NULL ? error->text : STR("")));
}

/* What was typed into the form of an oral consent is kept when it had a gap. */
static void put_oral(struct page *p, struct val *consent)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    put_field(p, m, "name", "consent.name");
    put_field(p, m, "how", "consent.how");
    put_field(p, m, "witness", "consent.witness");
    put_field(p, m, "note", "consent.note");
    val_set(a, m, "hows", choices(p, hows, page_field(p, "consent.how")));
    val_set_bool(a, m, "open", val_has(p->rq->form, "consent.how") || val_has(p->rq->form, "consent.witness"));
    val_set(a, consent, "oral", m);
}

static enum err put_form(struct page *p, const struct draft *d, const struct scan_list *scans)
{
    struct arena *a = page_arena(p);
    struct str version = consent_version(p->cx, d->item, d->answers);
    struct val *m = val_set_str(a, val_map(a), "version", version);
    struct assent given;

    TRY(consent_of_draft(p->cx, d->id, &given));
    val_set_str(a, m, "print_url", draft_url(p, d, "/print/form"));
    val_set_str(a, m, "consent_url", draft_url(p, d, "/consent/oral"));
    val_set_str(a, m, "signer", consent_signer(d->answers));
    val_set_bool(a, m, "outdated", outdated(scans, SLOT_SIGNED_FORM, version));
    val_set_bool(a, m, "reprint", d->printed.len > 0 && !str_eq(d->printed, version));
    val_set(a, m, "slot", slot_model(p, d, scans, SLOT_SIGNED_FORM, slot_name(NULL, STR(SLOT_SIGNED_FORM))));
    put_given(p, d, &given, m);
    put_oral(p, m);
    val_set(a, p->model, "consent", m);
    return OK;
}

static void put_letter(struct page *p, const struct draft *d, const struct scan_list *scans)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    if (val_str(d->answers, "agent.acts").len == 0)
        return;
    val_set_bool(a, m, "guardian", str_is(val_str(d->answers, "agent.kind"), "guardian"));
    val_set_str(a, m, "print_url", draft_url(p, d, "/print/letter"));
    val_set_bool(a, m, "outdated", outdated(scans, SLOT_PROXY_LETTER, proxy_letter_version(p->cx, d->answers)));
    val_set(a, m, "slot", slot_model(p, d, scans, SLOT_PROXY_LETTER, slot_letter_name(d->answers)));
    val_set(a, p->model, "letter", m);
}

static enum err put_identity(struct page *p, const struct draft *d)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    struct identity known;

    TRY(identity_of_draft(p->cx, d->id, &known));
    if (page_field(p, "identity.how").len > 0)
        known.how = page_field(p, "identity.how");
    val_set(a, m, "ways", choices(p, identity_ways, known.how));
    put_field(p, m, "how", "identity.how");
    val_set_str(a, m, "note", val_has(p->rq->form, "identity.note") ? page_field(p, "identity.note") : known.note);
    val_set_str(a, m, "by_name", known.by_name);
    val_set_int(a, m, "at", known.at);
    val_set(a, p->model, "identity", m);
    return OK;
}

static void put_online(struct page *p)
{
    struct val *m = val_map(page_arena(p));

    put_field(p, m, "name", "consent.name");
    put_field(p, m, "agree", "consent.agree");
    val_set(page_arena(p), p->model, "online", m);
}

enum err draft_consent_put(struct page *p, const struct draft *d, const struct item *item, const struct scan_list *scans)
{
    put_letter(p, d, scans);
    if (p->face == FACE_STAFF)
        TRY(put_identity(p, d));
    if (!consent_needed(item))
        return OK;
    if (p->face == FACE_STAFF)
        return put_form(p, d, scans);
    put_online(p);
    return OK;
}

/* ---- handing in ---- */

enum err draft_consent_take(struct page *p, const struct draft *d)
{
    struct consent_word w = { .way = STR("online"), .name = page_field(p, "consent.name"),
                              .agree = page_field(p, "consent.agree").len > 0 };

    if (p->face != FACE_STAFF)
        return val_has(p->rq->form, "consent.name") ? consent_give(p->cx, d->id, &w) : OK;
    if (page_field(p, "identity.how").len == 0)
        return OK;
    return identity_note(p->cx, d->id, page_field(p, "identity.how"), page_field(p, "identity.note"));
}
