// SPDX-License-Identifier: 0BSD
// What the files of this folder share.
#pragma once

#include <stdint.h>

// A name of the C++ ABI that has size_t in it.
#if UINTPTR_MAX > 0xffffffff
#define SIZED(name_64, name_32) name_64
#else
#define SIZED(name_64, name_32) name_32
#endif
