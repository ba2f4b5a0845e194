/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * purge - what nobody can reach any more is thrown away: visitors' sessions that are over, drafts they left behind, papers
 * that came half through a link that is over, files no row names.
 *
 * Rows go first, then the file, which is looked for among the files alone: a kill between the two leaves a file that the
 * next round finds.  A file that is put again meanwhile is young and stays (blob_drop); what a command makes a row of was
 * put shortly before, far within PURGE_FILE_DAYS.  Times: reconstructed (no longer than needed, 个人信息保护法 19).
 */
#ifndef DOMAIN_PURGE_H
#define DOMAIN_PURGE_H

#include "base/ctx.h"

/* A visitor's draft is kept that long after it was last saved; his session is over long before. */
enum { PURGE_DRAFT_HOURS = 24, PURGE_PART_HOURS = 24, PURGE_FILE_DAYS = 7 };

/* Rows.  Waits for the commit. */
NODISCARD enum err purge_run(struct ctx *cx);
/* Files of one branch (store/blob.h) that no row named for so long; how many went is added to *removed. */
NODISCARD enum err purge_files(struct ctx *cx, int branch, int64_t *removed);

#endif
