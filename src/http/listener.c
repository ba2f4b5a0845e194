/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

union address { struct sockaddr any; struct sockaddr_in four; struct sockaddr_in6 six; };

static socklen_t read_address(const char *text, int port, union address *out)
{
    *out = (union address){ .six = { .sin6_family = AF_UNSPEC } };
    if (inet_pton(AF_INET, text, &out->four.sin_addr) == 1) {
        out->four.sin_family = AF_INET;
        out->four.sin_port = htons((uint16_t)port);
        return sizeof out->four;
    }
    if (inet_pton(AF_INET6, text, &out->six.sin6_addr) == 1) {
        out->six.sin6_family = AF_INET6;
        out->six.sin6_port = htons((uint16_t)port);
        return sizeof out->six;
    }
    return 0;
}

static enum err bind_to(int fd, const union address *where, socklen_t len)
{
    int one = 1;

    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, &where->any, len) == 0 && listen(fd, BACKLOG) == 0)
        return OK;
    return errno == EADDRINUSE ? ERR_CONFLICT : errno == EACCES ? ERR_FORBIDDEN : ERR_INVALID;
}

enum err listener_open(const char *address, int port, int *out_socket)
{
    union address where;
    socklen_t len = read_address(address, port, &where);
    enum err e;
    int fd;

    if (len == 0 || port < 0 || port > 65535)
        return ERR_INVALID;
    fd = socket(where.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return ERR_INTERNAL;
    e = bind_to(fd, &where, len);
    if (e != OK)
        close(fd);
    else
        *out_socket = fd;
    return e;
}

int listener_port(int socket)
{
    union address bound;
    socklen_t len = sizeof bound;

    if (getsockname(socket, &bound.any, &len) != 0)
        return 0;
    return ntohs(bound.any.sa_family == AF_INET6 ? bound.six.sin6_port : bound.four.sin_port);
}

static const void *raw_address(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET6)
        return &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    return &((const struct sockaddr_in *)(const void *)address)->sin_addr;
}

struct str listener_text(const struct sockaddr *address, char out[static LISTENER_TEXT_BYTES])
{
    struct str mapped = STR("::ffff:"), text;

    if (inet_ntop(address->sa_family, raw_address(address), out, LISTENER_TEXT_BYTES) == NULL)
        return STR("");
    text = str_of(out);
    if (str_starts(text, mapped) && str_find(text, STR(".")) >= 0)
        return str_sub(text, mapped.len, text.len);
    return text;
}
