/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test - what every unit test includes: cmocka, and the sentence as the name of a test. */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

#define assert_str(got, want) do { struct str got_ = (got); \
    assert_int_equal(got_.len, sizeof(want) - 1); assert_memory_equal(got_.len ? got_.p : "", want, got_.len); } while (0)

#endif
