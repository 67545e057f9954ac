// SPDX-License-Identifier: 0BSD
// Checks the layouts that firmware and module share, wherever a module is compiled: a compiler
// option that changes one (packed structures, short enums) is an error here, not a crash later.
// Numbers are words, the same for 32 and 64 bit.
#ifndef NATMOD_LAYOUT_H
#define NATMOD_LAYOUT_H

#define NATMOD_W sizeof(void *)
#define NATMOD_SIZE(type, words) MP_STATIC_ASSERT(sizeof(type) == (words)*NATMOD_W)
#define NATMOD_AT(type, member, words) MP_STATIC_ASSERT(offsetof(type, member) == (words)*NATMOD_W)

NATMOD_SIZE(mp_obj_t, 1);
NATMOD_SIZE(qstr, 1);
NATMOD_SIZE(mp_int_t, 1);
NATMOD_SIZE(mp_obj_base_t, 1);
NATMOD_SIZE(mp_map_elem_t, 2);
NATMOD_SIZE(mp_rom_map_elem_t, 2);
NATMOD_SIZE(mp_map_t, 3);
NATMOD_AT(mp_map_t, alloc, 1);
NATMOD_AT(mp_map_t, table, 2);
NATMOD_SIZE(mp_set_t, 3);
NATMOD_SIZE(mp_obj_dict_t, 4);
NATMOD_AT(mp_obj_dict_t, map, 1);
NATMOD_SIZE(mp_obj_module_t, 2);
NATMOD_SIZE(mp_obj_fun_builtin_fixed_t, 2);
NATMOD_SIZE(mp_obj_fun_builtin_var_t, 3);
NATMOD_AT(mp_obj_fun_builtin_var_t, sig, 1);
NATMOD_AT(mp_obj_fun_builtin_var_t, fun, 2);
NATMOD_SIZE(mp_rom_obj_static_class_method_t, 2);
NATMOD_SIZE(mp_obj_iter_buf_t, 4);
NATMOD_SIZE(mp_getiter_iternext_custom_t, 2);
NATMOD_SIZE(mp_buffer_info_t, 3);
NATMOD_AT(mp_buffer_info_t, typecode, 2);
NATMOD_SIZE(mp_print_t, 2);
NATMOD_SIZE(mp_obj_slice_t, 4);
NATMOD_SIZE(mp_bound_slice_t, 3);
NATMOD_SIZE(vstr_t, 4);
MP_STATIC_ASSERT(offsetof(mp_obj_type_t, flags) == NATMOD_W);
MP_STATIC_ASSERT(offsetof(mp_obj_type_t, name) == NATMOD_W + 2);
MP_STATIC_ASSERT(offsetof(mp_obj_type_t, slot_index_make_new) == NATMOD_W + 4);
MP_STATIC_ASSERT(offsetof(mp_obj_type_t, slot_index_locals_dict) == NATMOD_W + 15);
MP_STATIC_ASSERT(offsetof(mp_obj_type_t, slots) == NATMOD_W + 16);
MP_STATIC_ASSERT(sizeof(mp_obj_empty_type_t) == NATMOD_W + 16);
MP_STATIC_ASSERT(sizeof(mp_obj_full_type_t) == 12 * NATMOD_W + 16);

#endif
