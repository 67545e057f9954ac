// SPDX-License-Identifier: 0BSD
// Floats on architectures whose firmwares pass them in different registers: here they cross the
// function table in memory, as the item of an array. See natmod/float.h.
#include "../rt.h"

#if MICROPY_PY_BUILTINS_FLOAT && NATMOD_FLOATS_IN_MEMORY

// Storing takes any number; what is none raises the firmware's TypeError.
#if NATMOD_ABI >= 3
static mp_obj_t load(char type, void *at) {
    return natmod_tab_binary_get_val_array(type, at, 0);
}

static void store(char type, void *at, mp_obj_t o) {
    natmod_tab_binary_set_val_array(type, at, 0, o);
}
#else
// The table has no entry for items: an array over the float, which the heap never sees.
static MP_NOINLINE mp_obj_t item(char type, void *at, mp_obj_t value) {
    mp_obj_array_t array = {{&mp_type_bytearray}, (byte)type, 0, 1, at};
    return mp_obj_subscr(MP_OBJ_FROM_PTR(&array), MP_OBJ_NEW_SMALL_INT(0), value);
}

static mp_obj_t load(char type, void *at) {
    return item(type, at, MP_OBJ_SENTINEL);
}

static void store(char type, void *at, mp_obj_t o) {
    item(type, at, o);
}
#endif

// The symbols that the header names, by their own names: librt.a's index is made of the source's
// words.
mp_obj_t natmod_memory_new_float_from_f(float f);
mp_obj_t natmod_memory_new_float_from_d(double d);
float natmod_memory_get_float_to_f(mp_obj_t o);
double natmod_memory_get_float_to_d(mp_obj_t o);

mp_obj_t natmod_memory_new_float_from_f(float f) {
    return load('f', &f);
}

mp_obj_t natmod_memory_new_float_from_d(double d) {
    return load('d', &d);
}

float natmod_memory_get_float_to_f(mp_obj_t o) {
    float f;
    store('f', &f, o);
    return f;
}

double natmod_memory_get_float_to_d(mp_obj_t o) {
    double d;
    store('d', &d, o);
    return d;
}

#endif

#if MICROPY_PY_BUILTINS_FLOAT
// How much of it the port's configuration takes into the hash, only the port knows.
mp_int_t mp_float_hash(mp_float_t val) {
    return MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, mp_obj_new_float(val)));
}
#endif
