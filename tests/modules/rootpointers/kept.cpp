// SPDX-License-Identifier: MIT
// C++ sources name the root pointers of any source.
extern "C" {
#include "py/runtime.h"

mp_obj_t rootpointers_kept(void);
}

mp_obj_t rootpointers_kept(void) {
    mp_obj_t obj = MP_STATE_PORT(rootpointers_kept);
    return obj == MP_OBJ_NULL ? mp_const_none : obj;
}
