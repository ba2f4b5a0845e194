/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/version.h"

#include <stdlib.h>
/* OpenSSL has a type of the name of one of our error codes. */
#define ERR_STATE OPENSSL_ERR_STATE
#include <openssl/evp.h>
#undef ERR_STATE

#include "base/buf.h"

struct str version_compute(struct arena *a, struct str bytes)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned int len = 0;
    struct buf b = buf_in(a);

    if (EVP_Digest(bytes.p, bytes.len, sum, &len, EVP_sm3(), NULL) != 1)
        abort();        /* an OpenSSL without SM3 is a broken installation; a made-up version would harm data */
    for (unsigned int i = 0; i < len; i++)
        buf_printf(&b, "%02x", sum[i]);
    return buf_str(&b);
}
