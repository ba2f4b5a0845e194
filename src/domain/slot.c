/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/slot.h"

#define TEXT(z) { (z), sizeof(z) - 1 }

static const struct label nameless = { { "", 0 }, { "", 0 } };
static const struct label signed_form = { TEXT("签字的申请表"), TEXT("Signed application form") };
static const struct label proxy_letter = { TEXT("委托书"), TEXT("Proxy letter") };
static const struct label delivery_proof = { TEXT("送达回证"), TEXT("Proof of delivery, signed") };
static const struct label guardian_proof = { TEXT("监护关系证明"), TEXT("Proof of guardianship") };

static const struct material *find(const struct item *item, struct str slot)
{
    for (size_t i = 0; item != NULL && i < item->material_count; i++)
        if (str_eq(item->materials[i].id, slot))
            return &item->materials[i];
    return NULL;
}

bool slot_exists(const struct item *item, struct str slot)
{
    return str_is(slot, SLOT_SIGNED_FORM) || str_is(slot, SLOT_PROXY_LETTER) || find(item, slot) != NULL;
}

struct label slot_name(const struct item *item, struct str slot)
{
    const struct material *m = find(item, slot);

    if (m != NULL)
        return m->name;
    if (str_is(slot, SLOT_SIGNED_FORM))
        return signed_form;
    if (str_is(slot, SLOT_DELIVERY_PROOF))
        return delivery_proof;
    return str_is(slot, SLOT_PROXY_LETTER) ? proxy_letter : nameless;
}

struct label slot_letter_name(const struct val *answers)
{
    return str_is(val_str(answers, "agent.kind"), "guardian") ? guardian_proof : proxy_letter;
}
