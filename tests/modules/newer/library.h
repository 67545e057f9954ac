// SPDX-License-Identifier: MIT
// The functions of library.c, each of one argument.
#include "py/runtime.h"

#define LIBRARY(X)                                                                               \
    X(sets) X(heap) X(melded) X(raises) X(resume) X(items) X(waited) X(error_name) X(date)       \
    X(seconds) X(epoch) X(files) X(file) X(pending) X(heap_info) X(base_made) X(is_template) \
    X(folders) X(device)
#define DECLARE_LIBRARY(name) MP_DECLARE_CONST_FUN_OBJ_1(library_##name##_obj);
LIBRARY(DECLARE_LIBRARY)
