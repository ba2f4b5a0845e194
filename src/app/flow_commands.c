/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/flow_commands.h"

#include <stdio.h>

int flow_command(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    fputs("buchucun: flow commands come with the engine\n", stderr);
    return 2;
}
