/* SPDX-License-Identifier: MulanPSL-2.0 */
/* flow_commands - buchucun flow check, run, draw, eval, decide, bench. */
#ifndef APP_FLOW_COMMANDS_H
#define APP_FLOW_COMMANDS_H

/* argv[0] is "flow". Returns the exit code. */
int flow_command(int argc, char **argv);

#endif
