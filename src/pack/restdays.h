/* SPDX-License-Identifier: MulanPSL-2.0 */
/* restdays - calendars/YEAR.yaml read: the published rest days, year by year, with the number of their notice. */
#ifndef PACK_RESTDAYS_H
#define PACK_RESTDAYS_H

#include "pack/reading.h"

/* Fills pack->calendars and pack->calendar; tells a year left out between two, and days every notice has. */
void restdays_read(struct reading *r);

#endif
