/* SPDX-License-Identifier: MulanPSL-2.0 */
/* listener - the socket a server listens on, addresses as texts. */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include "base/arena.h"

struct sockaddr;
enum { LISTENER_TEXT_BYTES = 64 };

/* ERR_INVALID: not an address of this machine; ERR_CONFLICT: taken; ERR_FORBIDDEN: a port for root; ERR_INTERNAL. */
NODISCARD enum err listener_open(const char *address, int port, int *out_socket);
int listener_port(int socket);
/* The address without its port; an IPv4 address that came over IPv6 is written as IPv4. */
struct str listener_text(const struct sockaddr *address, char out[static LISTENER_TEXT_BYTES]);

#endif
