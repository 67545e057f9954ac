// SPDX-License-Identifier: 0BSD
// MP_DEFINE_CONST_OBJ_TYPE(name, qstr, flags, slot, value, ...) with 0 to 12 pairs: a constant
// mp_obj_type_t. Slots are stored in reverse, so that each step of the macros knows its index: the
// number of pairs left. The import fills the 16 bits of `name` from a record in section
// .natmod.type_names; see docs/how-it-works.md.
//
// A system header: an object with a flexible array and, in C, slot indexes in any order are GNU
// extensions, and compilers would warn about them in the user's source. (GCC
// allows no pragma behind the `static` in front of the macro.)
#ifndef NATMOD_TYPE_DEFINE_H
#define NATMOD_TYPE_DEFINE_H

#pragma GCC system_header

struct natmod_type_name {
    const mp_obj_type_t *type;
    qstr name;
};

// The tokens after the flags, counted in pairs.
#define NATMOD_PAIRS(flags, a1, b1, a2, b2, a3, b3, a4, b4, a5, b5, a6, b6, a7, b7, a8, b8, a9, \
                     b9, a10, b10, a11, b11, a12, b12, n, ...)                                  \
    n
#define NATMOD_COUNT_PAIRS(...)                                                                  \
    NATMOD_PAIRS(__VA_ARGS__, 12, odd, 11, odd, 10, odd, 9, odd, 8, odd, 7, odd, 6, odd, 5, odd, \
                 4, odd, 3, odd, 2, odd, 1, odd, 0, )
#define NATMOD_PASTE(a, b) NATMOD_PASTE_(a, b)
#define NATMOD_PASTE_(a, b) a##b

// The value of a slot. Where that is a function, it is converted to the slot's type as well, in an
// operand of sizeof: the compiler says what is wrong about a function with other parameters.
#define NATMOD_SLOT(f, v) (const void *)(NATMOD_VALUE_##f(v))
#define NATMOD_VALUE_make_new(v) NATMOD_FUNCTION(mp_make_new_fun_t, v)
#define NATMOD_VALUE_print(v) NATMOD_FUNCTION(mp_print_fun_t, v)
#define NATMOD_VALUE_call(v) NATMOD_FUNCTION(mp_call_fun_t, v)
#define NATMOD_VALUE_unary_op(v) NATMOD_FUNCTION(mp_unary_op_fun_t, v)
#define NATMOD_VALUE_binary_op(v) NATMOD_FUNCTION(mp_binary_op_fun_t, v)
#define NATMOD_VALUE_attr(v) NATMOD_FUNCTION(mp_attr_fun_t, v)
#define NATMOD_VALUE_subscr(v) NATMOD_FUNCTION(mp_subscr_fun_t, v)
#define NATMOD_VALUE_iter(v) (uintptr_t)(v)
#define NATMOD_VALUE_buffer(v) NATMOD_FUNCTION(mp_buffer_fun_t, v)
#define NATMOD_VALUE_protocol(v) (uintptr_t)(v)
#define NATMOD_VALUE_parent(v) (uintptr_t)(v)
#define NATMOD_VALUE_locals_dict(v) (uintptr_t)(v)
#ifdef __cplusplus
// An untyped pointer and 0 may be any function.
extern "C++" {
template <typename V>
V &&natmod_some();
template <typename F, typename V>
struct natmod_as {
    typedef V type;
};
template <typename F>
struct natmod_as<F, void *> {
    typedef F type;
};
template <typename F>
struct natmod_as<F, const void *> : natmod_as<F, void *> {};
template <typename F>
struct natmod_as<F, int> : natmod_as<F, void *> {};
template <typename F>
struct natmod_as<F, long> : natmod_as<F, void *> {};
}
#define NATMOD_FUNCTION(slot, v) \
    (uintptr_t)(v) +             \
        0 * sizeof(static_cast<slot>(natmod_some<natmod_as<slot, decltype(v)>::type>()))
#else
#define NATMOD_FUNCTION(type, v) (uintptr_t)(v) + 0 * sizeof((type[1]){v})
#endif

// NATMOD_VALUES_n: the values, last pair first. NATMOD_INDEX_n: the index of each slot.
#define NATMOD_VALUES_1(f, v) NATMOD_SLOT(f, v)
#define NATMOD_VALUES_2(f, v, ...) NATMOD_VALUES_1(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_3(f, v, ...) NATMOD_VALUES_2(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_4(f, v, ...) NATMOD_VALUES_3(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_5(f, v, ...) NATMOD_VALUES_4(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_6(f, v, ...) NATMOD_VALUES_5(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_7(f, v, ...) NATMOD_VALUES_6(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_8(f, v, ...) NATMOD_VALUES_7(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_9(f, v, ...) NATMOD_VALUES_8(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_10(f, v, ...) NATMOD_VALUES_9(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_11(f, v, ...) NATMOD_VALUES_10(__VA_ARGS__), NATMOD_SLOT(f, v)
#define NATMOD_VALUES_12(f, v, ...) NATMOD_VALUES_11(__VA_ARGS__), NATMOD_SLOT(f, v)

#define NATMOD_INDEX_1(f, v) NATMOD_INDEX(f, 1)
#define NATMOD_INDEX_2(f, v, ...) NATMOD_INDEX_1(__VA_ARGS__), NATMOD_INDEX(f, 2)
#define NATMOD_INDEX_3(f, v, ...) NATMOD_INDEX_2(__VA_ARGS__), NATMOD_INDEX(f, 3)
#define NATMOD_INDEX_4(f, v, ...) NATMOD_INDEX_3(__VA_ARGS__), NATMOD_INDEX(f, 4)
#define NATMOD_INDEX_5(f, v, ...) NATMOD_INDEX_4(__VA_ARGS__), NATMOD_INDEX(f, 5)
#define NATMOD_INDEX_6(f, v, ...) NATMOD_INDEX_5(__VA_ARGS__), NATMOD_INDEX(f, 6)
#define NATMOD_INDEX_7(f, v, ...) NATMOD_INDEX_6(__VA_ARGS__), NATMOD_INDEX(f, 7)
#define NATMOD_INDEX_8(f, v, ...) NATMOD_INDEX_7(__VA_ARGS__), NATMOD_INDEX(f, 8)
#define NATMOD_INDEX_9(f, v, ...) NATMOD_INDEX_8(__VA_ARGS__), NATMOD_INDEX(f, 9)
#define NATMOD_INDEX_10(f, v, ...) NATMOD_INDEX_9(__VA_ARGS__), NATMOD_INDEX(f, 10)
#define NATMOD_INDEX_11(f, v, ...) NATMOD_INDEX_10(__VA_ARGS__), NATMOD_INDEX(f, 11)
#define NATMOD_INDEX_12(f, v, ...) NATMOD_INDEX_11(__VA_ARGS__), NATMOD_INDEX(f, 12)

#ifdef __cplusplus

// C++ takes the indexes in the order of the members: each looks for its slot in the list.
enum natmod_slot {
    NATMOD_SLOT_none,
    NATMOD_SLOT_make_new,
    NATMOD_SLOT_print,
    NATMOD_SLOT_call,
    NATMOD_SLOT_unary_op,
    NATMOD_SLOT_binary_op,
    NATMOD_SLOT_attr,
    NATMOD_SLOT_subscr,
    NATMOD_SLOT_iter,
    NATMOD_SLOT_buffer,
    NATMOD_SLOT_protocol,
    NATMOD_SLOT_parent,
    NATMOD_SLOT_locals_dict,
};
struct natmod_slot_list {
    natmod_slot slots[12];
};
// One expression, as C++11 asks.
constexpr uint8_t natmod_slot_index(natmod_slot slot, const natmod_slot_list &list, int i = 0) {
    return i == 12                 ? 0
           : list.slots[i] == slot ? static_cast<uint8_t>(i + 1)
                                   : natmod_slot_index(slot, list, i + 1);
}

#define NATMOD_INDEX(f, n) NATMOD_SLOT_##f
#define NATMOD_INDEXES(list)                                                                       \
    natmod_slot_index(NATMOD_SLOT_make_new, list), natmod_slot_index(NATMOD_SLOT_print, list),     \
        natmod_slot_index(NATMOD_SLOT_call, list), natmod_slot_index(NATMOD_SLOT_unary_op, list),  \
        natmod_slot_index(NATMOD_SLOT_binary_op, list), natmod_slot_index(NATMOD_SLOT_attr, list), \
        natmod_slot_index(NATMOD_SLOT_subscr, list), natmod_slot_index(NATMOD_SLOT_iter, list),    \
        natmod_slot_index(NATMOD_SLOT_buffer, list),                                               \
        natmod_slot_index(NATMOD_SLOT_protocol, list),                                             \
        natmod_slot_index(NATMOD_SLOT_parent, list),                                               \
        natmod_slot_index(NATMOD_SLOT_locals_dict, list)
#define NATMOD_TYPE_WITH(n, type_flags, ...)                                       \
    {                                                                              \
        {&mp_type_type}, (uint16_t)(type_flags), 0,                                \
            NATMOD_INDEXES((natmod_slot_list{{NATMOD_INDEX_##n(__VA_ARGS__)}})), { \
            NATMOD_VALUES_##n(__VA_ARGS__)                                         \
        }                                                                          \
    }
#define NATMOD_TYPE_0(type_flags)                                                          \
    {                                                                                      \
        {&mp_type_type}, (uint16_t)(type_flags), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {} \
    }

#else

#define NATMOD_INDEX(f, n) .slot_index_##f = n
#define NATMOD_TYPE_WITH(n, type_flags, ...)                                                      \
    {                                                                                             \
        .base = {&mp_type_type}, .flags = (type_flags), NATMOD_INDEX_##n(__VA_ARGS__), .slots = { \
            NATMOD_VALUES_##n(__VA_ARGS__)                                                        \
        }                                                                                         \
    }
#define NATMOD_TYPE_0(type_flags) \
    { .base = {&mp_type_type}, .flags = (type_flags) }

#endif

#define NATMOD_TYPE_1(flags, ...) NATMOD_TYPE_WITH(1, flags, __VA_ARGS__)
#define NATMOD_TYPE_2(flags, ...) NATMOD_TYPE_WITH(2, flags, __VA_ARGS__)
#define NATMOD_TYPE_3(flags, ...) NATMOD_TYPE_WITH(3, flags, __VA_ARGS__)
#define NATMOD_TYPE_4(flags, ...) NATMOD_TYPE_WITH(4, flags, __VA_ARGS__)
#define NATMOD_TYPE_5(flags, ...) NATMOD_TYPE_WITH(5, flags, __VA_ARGS__)
#define NATMOD_TYPE_6(flags, ...) NATMOD_TYPE_WITH(6, flags, __VA_ARGS__)
#define NATMOD_TYPE_7(flags, ...) NATMOD_TYPE_WITH(7, flags, __VA_ARGS__)
#define NATMOD_TYPE_8(flags, ...) NATMOD_TYPE_WITH(8, flags, __VA_ARGS__)
#define NATMOD_TYPE_9(flags, ...) NATMOD_TYPE_WITH(9, flags, __VA_ARGS__)
#define NATMOD_TYPE_10(flags, ...) NATMOD_TYPE_WITH(10, flags, __VA_ARGS__)
#define NATMOD_TYPE_11(flags, ...) NATMOD_TYPE_WITH(11, flags, __VA_ARGS__)
#define NATMOD_TYPE_12(flags, ...) NATMOD_TYPE_WITH(12, flags, __VA_ARGS__)

#define MP_DEFINE_CONST_OBJ_TYPE(...) \
    NATMOD_DEFINE_TYPE(NATMOD_COUNT_PAIRS_3(__VA_ARGS__), __VA_ARGS__)
#define NATMOD_COUNT_PAIRS_3(type_name, name, ...) NATMOD_COUNT_PAIRS(__VA_ARGS__)
#define NATMOD_DEFINE_TYPE(n, ...) NATMOD_DEFINE_TYPE_(n, __VA_ARGS__)
// The record's name is a symbol: where it is a constant, as MP_QSTRnull is, the empty name's.
#ifdef __cplusplus
#define NATMOD_TYPE_NAME(q) (__builtin_constant_p(q) ? (qstr)natmod_q_ : (qstr)(q))
#else
#define NATMOD_TYPE_NAME(q) \
    __builtin_choose_expr(__builtin_constant_p(q), (qstr)natmod_q_, (qstr)(q))
#endif
#define NATMOD_DEFINE_TYPE_(n, type_name, type_qstr, ...)                           \
    NATMOD_FLEXIBLE_BEGIN                                                           \
    const mp_obj_type_t type_name = NATMOD_PASTE(NATMOD_TYPE_, n)(__VA_ARGS__);     \
    NATMOD_FLEXIBLE_END                                                             \
    static const struct natmod_type_name natmod_name_of_##type_name __attribute__(( \
        used, section(".natmod.type_names"))) = {&type_name, NATMOD_TYPE_NAME(type_qstr)}

// A constant attrtuple: the items, then a pointer to an array with the qstrs of their names.
#ifdef __cplusplus
#define MP_DEFINE_ATTRTUPLE(tuple_obj_name, fields, nitems, ...) \
    const struct {                                               \
        mp_obj_base_t base;                                      \
        size_t len;                                              \
        mp_rom_obj_t items[(nitems) + 1];                        \
    } tuple_obj_name = {{&mp_type_attrtuple}, nitems, {__VA_ARGS__, (mp_rom_obj_t)(fields)}}
#else
#define MP_DEFINE_ATTRTUPLE(tuple_obj_name, fields, nitems, ...) \
    NATMOD_FLEXIBLE_BEGIN                                        \
    const mp_rom_obj_tuple_t tuple_obj_name = {                  \
        {&mp_type_attrtuple}, nitems, {__VA_ARGS__, (mp_rom_obj_t)(fields)}} NATMOD_FLEXIBLE_END
#endif

#endif
