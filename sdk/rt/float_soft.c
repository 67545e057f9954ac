// Floats of a module that passes them in integer registers, on a firmware that may pass them in
// floating-point registers: they go through memory, as array elements. See natmod/float.h.
#include "rt.h"

#if MICROPY_PY_BUILTINS_FLOAT && defined(__arm__) && defined(__SOFTFP__) && NATMOD_ABI >= 3

mp_obj_t mp_obj_new_float_from_f(float f) {
    return mp_binary_get_val_array('f', &f, 0);
}

mp_obj_t mp_obj_new_float_from_d(double d) {
    return mp_binary_get_val_array('d', &d, 0);
}

// Storing takes any number; what is none raises the firmware's TypeError.
float mp_obj_get_float_to_f(mp_obj_t o) {
    float f;
    mp_binary_set_val_array('f', &f, 0, o);
    return f;
}

double mp_obj_get_float_to_d(mp_obj_t o) {
    double d;
    mp_binary_set_val_array('d', &d, 0, o);
    return d;
}

#endif
