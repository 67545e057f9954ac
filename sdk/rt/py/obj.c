// SPDX-License-Identifier: 0BSD
// What every object can do.
#include "../assembly.h"
#include "../rt.h"

mp_obj_t mp_obj_equal_not_equal(mp_binary_op_t op, mp_obj_t o1, mp_obj_t o2) {
    return mp_binary_op(op, o1, o2);
}

bool mp_obj_equal(mp_obj_t o1, mp_obj_t o2) {
    return mp_obj_is_true(mp_binary_op(MP_BINARY_OP_EQUAL, o1, o2));
}

mp_obj_t mp_obj_len_maybe(mp_obj_t o_in) {
    mp_obj_t len = natmod_unary_op_maybe(MP_UNARY_OP_LEN, o_in);
    // bytes has no operator for it, nor has str where texts are bytes.
    if (len == MP_OBJ_NULL && mp_obj_is_str_or_bytes(o_in)) {
        size_t bytes;
        mp_obj_str_get_data_no_check(o_in, &bytes);
        len = MP_OBJ_NEW_SMALL_INT(bytes);
    }
    return len;
}

#if defined(__x86_64__)
// A compiler's code is half as long again.
FUNCTION(mp_obj_len, 16,
         "push %rdi\n"
         "mov %rsp, %rdx\n"
         "mov $1, %esi\n"
         "mov mp_builtin_len_obj@GOTPCREL(%rip), %rdi\n"
         "call *natmod_tab_call_function_n_kw@GOTPCREL(%rip)\n"
         "pop %rcx\n"
         "ret\n");
#else
mp_obj_t mp_obj_len(mp_obj_t o_in) {
    return natmod_tab_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_builtin_len_obj), 1, &o_in);
}
#endif

mp_obj_t mp_obj_id(mp_obj_t o_in) {
    mp_int_t id = (mp_int_t)o_in;
    if (!mp_obj_is_obj(o_in)) return mp_obj_new_int(id);
    // As id() does it: with 32 bits, an address from 0x40000000 to 0x7fffffff loses its highest
    // bit.
    return id >= 0 ? MP_OBJ_NEW_SMALL_INT(id) : mp_obj_new_int_from_uint((mp_uint_t)id);
}

const char *mp_obj_get_type_str(mp_const_obj_t o_in) {
    return qstr_str(mp_obj_get_type(o_in)->name);
}

// Instances of classes made in Python all have the call slot: they are asked for __call__.
bool mp_obj_is_callable(mp_obj_t o_in) {
    const mp_obj_type_t *type = mp_obj_get_type(o_in);
    return mp_obj_is_instance_type(type) ? mp_obj_instance_is_callable(o_in)
                                         : MP_OBJ_TYPE_HAS_SLOT(type, call);
}

bool mp_obj_is_fun(mp_const_obj_t o) {
    NATMOD_QSTR(function);
    return mp_obj_is_obj(o) && ((const mp_obj_base_t *)o)->type->name == Q(function);
}

mp_obj_t mp_identity(mp_obj_t self) {
    return self;
}
MP_DEFINE_CONST_FUN_OBJ_1(mp_identity_obj, mp_identity);

void mp_obj_print_helper(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind) {
    if (o_in == MP_OBJ_NULL) {
        mp_print_str(print, "(nil)");
        return;
    }
    const mp_obj_type_t *type = mp_obj_get_type(o_in);
    if (MP_OBJ_TYPE_HAS_SLOT(type, print)) {
        MP_OBJ_TYPE_GET_SLOT(type, print)(print, o_in, kind);
    } else {
        mp_printf(print, "<%q>", (qstr)type->name);
    }
}

void mp_obj_print(mp_obj_t o, mp_print_kind_t kind) {
    mp_obj_print_helper(MP_PYTHON_PRINTER, o, kind);
}

// The type of the shared empty tuple, which needs no look-up.
static bool is_tuple_type(const mp_obj_type_t *type) {
    return type == natmod_type_of(mp_obj_new_tuple(0, NULL));
}

void mp_obj_get_array(mp_obj_t o, size_t *len, mp_obj_t **items) {
    const mp_obj_type_t *type = mp_obj_get_type(o);
    if (type == &mp_type_list) {
        const mp_obj_list_t *list = (const mp_obj_list_t *)MP_OBJ_TO_PTR(o);
        *len = list->len;
        *items = list->items;
    } else if (is_tuple_type(type)) {
        mp_obj_tuple_t *tuple = (mp_obj_tuple_t *)MP_OBJ_TO_PTR(o);
        *len = tuple->len;
        *items = tuple->items;
    } else {
        natmod_raise_no_array(o);
    }
}

void mp_obj_get_array_fixed_n(mp_obj_t o, size_t len, mp_obj_t **items) {
    size_t given;
    mp_obj_get_array(o, &given, items);
    if (given != len) {
        natmod_raise_array_len(len, given);
    }
}

size_t mp_get_index(const mp_obj_type_t *type, size_t len, mp_obj_t index, bool is_slice) {
    mp_int_t i;
    if (!mp_obj_get_int_maybe(index, &i)) {
        natmod_raise_no_index(type, index);
    }
    if (i < 0) {
        i += (mp_int_t)len;
    }
    if (is_slice) {
        return i < 0 ? 0 : MIN((size_t)i, len);
    }
    if (i < 0 || (size_t)i >= len) {
        natmod_raise_index_range(type);
    }
    return (size_t)i;
}

#if NATMOD_ABI == 1
// The table has only the function that always raises.
bool mp_get_buffer(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    if (flags & MP_BUFFER_RAISE_IF_UNSUPPORTED) {
        mp_get_buffer_raise(obj, bufinfo, flags & MP_BUFFER_RW);
        return true;
    }
    mp_buffer_fun_t buffer = MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(obj), buffer);
    return buffer != NULL && buffer(obj, bufinfo, flags) == 0;
}
#endif

void *mp_obj_malloc_helper(size_t num_bytes, const mp_obj_type_t *type) {
    mp_obj_base_t *base = (mp_obj_base_t *)m_malloc(num_bytes);
    base->type = type;
    return base;
}

void *mp_obj_malloc_with_finaliser_helper(size_t num_bytes, const mp_obj_type_t *type) {
    mp_obj_base_t *base = (mp_obj_base_t *)m_malloc_with_finaliser(num_bytes);
    base->type = type;
    return base;
}
