// SPDX-License-Identifier: 0BSD
// The version as text. The firmware that loads a module may have another: ask sys.implementation.
#ifndef NATMOD_GENHDR_MPVERSION_H
#define NATMOD_GENHDR_MPVERSION_H

#include "py/misc.h"
#include "py/mpconfig.h"

// clang-format off
#define MICROPY_VERSION_STRING                                                      \
    MP_STRINGIFY(MICROPY_VERSION_MAJOR) "." MP_STRINGIFY(MICROPY_VERSION_MINOR) "." \
    MP_STRINGIFY(MICROPY_VERSION_MICRO)
// clang-format on
#define MICROPY_GIT_TAG "v" MICROPY_VERSION_STRING
#define MICROPY_GIT_HASH "natmod"
#define MICROPY_BUILD_DATE "native module"

#endif
