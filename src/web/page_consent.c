/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_consent - an oral consent before a witness, taken down by the clerk. */
#include "domain/consent.h"
#include "domain/slot.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/sheet.h"

enum err page_consent(struct page *p)
{
    struct consent_word w = { .way = STR("oral"), .name = page_field(p, "consent.name"), .how = page_field(p, "consent.how"),
                              .witness = page_field(p, "consent.witness"), .note = page_field(p, "consent.note") };
    struct sheet s;
    enum err e;

    TRY(sheet_load(p, &s));
    e = consent_give(p->cx, s.d.id, &w);
    if (e == ERR_INVALID)
        return page_check_again(p, e);
    TRY(e);
    page_go(p, arena_join(page_arena(p), s.url, STR("/check#f-material." SLOT_SIGNED_FORM)));
    return OK;
}
