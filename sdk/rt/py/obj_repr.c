// SPDX-License-Identifier: 0BSD
// qstrs as objects and back. See include/natmod/word.h about representations A and C.
#include "../rt.h"

#if NATMOD_ABI == 1 || UINTPTR_MAX <= 0xffffffffu
// None is 0x0e in representation C, 0x06 in A.
static bool representation_c(void) {
    return (uintptr_t)natmod_const_none == 0x0e;
}
#endif

mp_obj_t natmod_obj_from_qstr(qstr q) {
#if NATMOD_ABI == 1
    // Firmware 1.20 cannot be asked.
    return (mp_obj_t)(representation_c() ? q << 4 | 6 : q << 3 | 2);
#else
    return natmod_tab_native_to_obj(q, MP_NATIVE_TYPE_QSTR);
#endif
}

qstr natmod_obj_to_qstr(mp_const_obj_t o) {
#if UINTPTR_MAX <= 0xffffffffu
    if (representation_c()) {
        return (uintptr_t)o >> 4;
    }
#endif
    return (uintptr_t)o >> 3;
}

#if UINTPTR_MAX <= 0xffffffffu
static bool has_tag(mp_const_obj_t o, uintptr_t tag_a, uintptr_t tag_c) {
    uintptr_t word = (uintptr_t)o;
    return representation_c() ? (word & 0xff80000f) == tag_c : (word & 7) == tag_a;
}

bool mp_obj_is_qstr(mp_const_obj_t o) {
    return has_tag(o, 2, 6);
}

bool mp_obj_is_immediate_obj(mp_const_obj_t o) {
    return has_tag(o, 6, 0xe);
}

#if MICROPY_PY_BUILTINS_FLOAT
bool mp_obj_is_float(mp_const_obj_t o) {
    return mp_obj_is_type(o, &mp_type_float);
}
#endif
#endif
