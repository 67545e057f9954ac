// Floats of a module that passes them in integer registers, on a firmware that may pass them in
// floating-point registers: they go through memory, as array elements or, where the table has no
// entry for those, by Python's module struct. See natmod/float.h.
#include "rt.h"

#if MICROPY_PY_BUILTINS_FLOAT && defined(__arm__) && defined(__SOFTFP__)

#if NATMOD_ABI < 3
NATMOD_QSTR(pack);
NATMOD_QSTR(unpack);
NATMOD_QSTR(struct);

static mp_obj_t call_struct(qstr function, char type, mp_obj_t arg) {
    mp_obj_t args[2] = {mp_obj_new_str(&type, 1), arg};
    return natmod_call_module_function(Q(struct), function, 2, args);
}

static mp_obj_t value_at(char type, const void *at, size_t size) {
    mp_obj_t values = call_struct(Q(unpack), type, mp_obj_new_bytes((const byte *)at, size));
    return mp_obj_subscr(values, MP_OBJ_NEW_SMALL_INT(0), MP_OBJ_SENTINEL);
}

static void store_at(char type, void *at, size_t size, mp_obj_t o) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(call_struct(Q(pack), type, o), &info, MP_BUFFER_READ);
    memcpy(at, info.buf, size);
}
#else
#define value_at(type, at, size) mp_binary_get_val_array(type, at, 0)
#define store_at(type, at, size, o) mp_binary_set_val_array(type, at, 0, o)
#endif

mp_obj_t mp_obj_new_float_from_f(float f) {
    return value_at('f', &f, sizeof(f));
}

mp_obj_t mp_obj_new_float_from_d(double d) {
    return value_at('d', &d, sizeof(d));
}

// Storing takes any number; what is none raises the firmware's TypeError.
float mp_obj_get_float_to_f(mp_obj_t o) {
    float f;
    store_at('f', &f, sizeof(f), o);
    return f;
}

double mp_obj_get_float_to_d(mp_obj_t o) {
    double d;
    store_at('d', &d, sizeof(d), o);
    return d;
}

#endif
