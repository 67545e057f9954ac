// SPDX-License-Identifier: MIT
// tgmath.h picks the function by the type of its argument.
#include <tgmath.h>

#include "py/obj.h"

MP_DECLARE_CONST_FUN_OBJ_1(cheaders_generic_obj);

static mp_obj_t cheaders_generic(mp_obj_t x_in) {
    double x = mp_obj_get_float(x_in);
    float f = (float)x;
    long double l = x;
    mp_obj_t items[] = {
        mp_obj_new_int((mp_int_t)sizeof(sqrt(f))),
        mp_obj_new_int((mp_int_t)sizeof(sqrt(x))),
        mp_obj_new_bool(sizeof(sqrt(l)) == sizeof(long double)),
        mp_obj_new_int((mp_int_t)(sqrt(f) * 8)),
        mp_obj_new_int((mp_int_t)(rint(x) + fabs(f))),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
MP_DEFINE_CONST_FUN_OBJ_1(cheaders_generic_obj, cheaders_generic);
