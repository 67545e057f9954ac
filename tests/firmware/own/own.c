// SPDX-License-Identifier: MIT
#include "py/runtime.h"
// Uses what only tests/host has: functions and data of tests/host/own.c.
typedef struct {
    int32_t calls;
    const char* name;
} own_state_t;
extern own_state_t own_state;
extern const int own_primes[5];
int own_twice(int x);
int own_call(int (*function)(int), int x);
int own_overridden(int x);
int own_weak(void);
int own_static(int x);
int own_absent(void) __attribute__((weak));
extern const mp_obj_type_t type_bytearray;  // the host's own name for it
int call_cxx(int x);

int own_overridden(int x) {
    return x;
}
static int triple(int x) {
    return 3 * x;
}
static mp_obj_t numbers(mp_obj_t x_in) {
    int x = (int)mp_obj_get_int(x_in);
    mp_obj_t items[] = {
        mp_obj_new_int(own_twice(x)),
        mp_obj_new_int(own_call(triple, x)),
        mp_obj_new_int(own_call(own_twice, x)),
        mp_obj_new_int(own_overridden(x)),
        mp_obj_new_int(own_weak()),
        mp_obj_new_int(own_static(x)),
        mp_obj_new_int(own_primes[4]),
        mp_obj_new_int(own_state.calls),
        mp_obj_new_bool(own_absent == NULL),
        mp_obj_new_str(own_state.name, 4),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(numbers_obj, numbers);
// Addresses in tables.
static int (*const functions[])(int) = {own_twice, triple};
static const int* const data[] = {own_primes + 1, own_primes + 2};
static mp_obj_t table(void) {
    mp_obj_t items[] = {mp_obj_new_int(functions[0](5)), mp_obj_new_int(functions[1](5)),
                        mp_obj_new_int(*data[1]), mp_obj_new_int(call_cxx(6))};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(table_obj, table);
static const mp_rom_map_elem_t t[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_own)},
    {MP_ROM_QSTR(MP_QSTR_numbers), MP_ROM_PTR(&numbers_obj)},
    {MP_ROM_QSTR(MP_QSTR_table), MP_ROM_PTR(&table_obj)},
    {MP_ROM_QSTR(MP_QSTR_Bytes), MP_ROM_PTR(&type_bytearray)},
};
static MP_DEFINE_CONST_DICT(g, t);
const mp_obj_module_t own_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t*)&g};
MP_REGISTER_MODULE(MP_QSTR_own, own_module);
