/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/seat.h"

#include <stddef.h>

static _Thread_local const struct seats *mine;

void seat_begin(const struct seats *seats)
{
    mine = seats;
}

void seat_leave(void)
{
    if (mine != NULL)
        mine->leave(mine->of);
}

void seat_take(void)
{
    if (mine != NULL)
        mine->take(mine->of);
}
