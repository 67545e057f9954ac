// SPDX-License-Identifier: 0BSD
// Numbers in memory, by the type codes of modules struct and array.
#ifndef NATMOD_PY_BINARY_H
#define NATMOD_PY_BINARY_H

#include "py/obj.h"

// Typecode of a bytearray, distinct from array('B').
#define BYTEARRAY_TYPECODE 1

NATMOD_BEGIN_C
size_t mp_binary_get_size(char struct_type, char val_type, size_t *palign);
mp_obj_t mp_binary_get_val_array(char typecode, void *p, size_t index);
void mp_binary_set_val_array(char typecode, void *p, size_t index, mp_obj_t val_in);
mp_obj_t mp_binary_get_val(char struct_type, char val_type, byte *p_base, byte **ptr);
void mp_binary_set_val(char struct_type, char val_type, mp_obj_t val_in, byte *p_base, byte **ptr);
long long mp_binary_get_int(size_t size, bool is_signed, bool big_endian, const byte *src);
void natmod_binary_set_int(size_t val_sz, bool big_endian, byte *dest, mp_uint_t val);
NATMOD_END_C

// (val_sz, big_endian, dest, val) up to 1.26, then (dest_sz, dest, val_sz, val, big_endian).
#define mp_binary_set_val_array_from_int(typecode, p, index, val) \
    mp_binary_set_val_array(typecode, p, index, mp_obj_new_int(val))

#define mp_binary_set_int(...) \
    NATMOD_PICK_5(__VA_ARGS__, NATMOD_SET_INT_5, NATMOD_SET_INT_4, , , )(__VA_ARGS__)
#define NATMOD_SET_INT_4(val_sz, big_endian, dest, val) \
    natmod_binary_set_int(val_sz, big_endian, dest, val)
#define NATMOD_SET_INT_5(dest_sz, dest, val_sz, val, big_endian) \
    ((void)(val_sz), natmod_binary_set_int(dest_sz, big_endian, dest, val))

#endif
