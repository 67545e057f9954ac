// SPDX-License-Identifier: 0BSD
// str and bytes objects.
#ifndef NATMOD_PY_OBJSTR_H
#define NATMOD_PY_OBJSTR_H

#include "py/obj.h"
#include "py/objarray.h"

typedef struct _mp_obj_str_t {
    mp_obj_base_t base;
    size_t hash;  // 0: not known, which is always right; how many bytes count depends on the port
    size_t len;   // in bytes
    const byte *data;
} mp_obj_str_t;
NATMOD_SIZE(mp_obj_str_t, 4);
NATMOD_AT(mp_obj_str_t, data, 3);
#define MP_STATIC_ASSERT_STR_ARRAY_COMPATIBLE                                       \
    MP_STATIC_ASSERT(offsetof(mp_obj_str_t, len) == offsetof(mp_obj_array_t, len)); \
    MP_STATIC_ASSERT(offsetof(mp_obj_str_t, data) == offsetof(mp_obj_array_t, items))

#define MP_DEFINE_STR_OBJ(obj_name, str) \
    mp_obj_str_t obj_name = {{&mp_type_str}, 0, sizeof(str) - 1, (const byte *)(str)}
#define MP_DEFINE_BYTES_OBJ(obj_name, target, len) \
    mp_obj_str_t obj_name = {{&mp_type_bytes}, 0, (len), (const byte *)(target)}

#define GET_STR_HASH(str_obj_in, str_hash) size_t str_hash = natmod_str_hash(str_obj_in)
#define GET_STR_LEN(str_obj_in, str_len) \
    size_t str_len;                      \
    mp_obj_str_get_data_no_check(str_obj_in, &str_len)
#define GET_STR_DATA_LEN(str_obj_in, str_data, str_len) \
    size_t str_len;                                     \
    const byte *str_data = mp_obj_str_get_data_no_check(str_obj_in, &str_len)

NATMOD_BEGIN_C
size_t natmod_str_hash(mp_obj_t self_in);
const byte *mp_obj_str_get_data_no_check(mp_obj_t self_in, size_t *len);
mp_obj_t mp_obj_str_make_new(const mp_obj_type_t *type_in, size_t n_args, size_t n_kw,
                             const mp_obj_t *args);
void mp_str_print_json(const mp_print_t *print, const byte *str_data, size_t str_len);
mp_obj_t mp_obj_str_format(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs);
mp_obj_t mp_obj_str_split(size_t n_args, const mp_obj_t *args);
mp_obj_t mp_obj_new_str_copy(const mp_obj_type_t *type, const byte *data, size_t len);
mp_obj_t mp_obj_new_str_of_type(const mp_obj_type_t *type, const byte *data, size_t len);
mp_obj_t mp_obj_str_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in);
mp_int_t mp_obj_str_get_buffer(mp_obj_t self_in, mp_buffer_info_t *bufinfo, mp_uint_t flags);
void mp_obj_str_set_data(mp_obj_str_t *str, const byte *data, size_t len);
const byte *str_index_to_ptr(const mp_obj_type_t *type, const byte *self_data, size_t self_len,
                             mp_obj_t index, bool is_slice);
const byte *find_subbytes(const byte *haystack, size_t hlen, const byte *needle, size_t nlen,
                          int direction);
mp_obj_t mp_obj_bytes_hex(size_t n_args, const mp_obj_t *args, const mp_obj_type_t *type);
mp_obj_t mp_obj_bytes_fromhex(mp_obj_t type_in, mp_obj_t data);
NATMOD_END_C

#endif
