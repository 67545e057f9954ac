// SPDX-License-Identifier: MIT
// mp_printf with every kind of conversion, to the console and to Python's streams.
#include "py/runtime.h"
#include "py/stream.h"

static mp_obj_t printing_formats(void) {
    const mp_print_t *out = &mp_plat_print;
    mp_printf(out, "%d %d %u %x %X\n", -5, 2147483647, 4000000000U, 0xbeef, 0xbeef);
    mp_printf(out, "[%5d] [%-5d] [%05d] [%+d] [% d]\n", 42, 42, 42, 42, 42);
    mp_printf(out, "[%s] [%.3s] [%8s] [%-8s] [%.*s]\n", "text", "text", "text", "text", 2, "text");
    mp_printf(out, "%c%c%c %%\n", 'a', 'b', 'c');
    mp_printf(out, "%q %q\n", (qstr)MP_QSTR_formats, (qstr)MP_QSTR_append);
    mp_printf(out, "%ld %lu %lx\n", -7L, 8UL, 255UL);
    mp_printf(out, "%f %.2f %g\n", 1.5, 2.25, 0.125);
    mp_printf(out, "%08x [%-6u] [%4c]\n", 0x1234, 12U, 'x');
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(printing_formats_obj, printing_formats);

// What C has not, or has otherwise; and widths, precisions and flags together.
static mp_obj_t printing_more(void) {
    const mp_print_t *out = &mp_plat_print;
    mp_printf(out, "%p %b %b\n", (void *)(uintptr_t)0xbeef, 1, 0);
    mp_printf(out, "[%.*s] [%.*s]\n", 0, "text", 9, "text");
    mp_printf(out, "[%8x] [%08X] [%+5d] [% 5d] [%-5d|]\n", 255, 255, 3, 3, 3);
    mp_printf(out, "[%10q] [%-10q] [%.2q]\n", (qstr)MP_QSTR_append, (qstr)MP_QSTR_append,
              (qstr)MP_QSTR_append);
    mp_printf(out, "[%e] [%E] [%G] [%8.3f] [%-8.1f] [%+.2f] [%08.2f]\n", 1.5, 1.5, 1e10, 3.14159,
              2.5, 2.5, -2.5);
    mp_printf(out, "[%d] [%u] [%x]\n", INT32_MIN, UINT32_MAX, UINT32_MAX);
    mp_printf(out, "[%lu] [%ld]\n", 0xffffffffUL, -0x7fffffffL - 1);
    mp_printf(out, INT_FMT " " UINT_FMT "\n", (mp_int_t)-1, (mp_uint_t)1);
    return mp_obj_new_int(mp_printf(out, "%s%c%%", "\xc3\xa4", '\n'));
}
static MP_DEFINE_CONST_FUN_OBJ_0(printing_more_obj, printing_more);

static mp_obj_t printing_objects(size_t n_args, const mp_obj_t *args) {
    for (size_t i = 0; i < n_args; i++) {
        mp_obj_print_helper(&mp_plat_print, args[i], PRINT_STR);
        mp_print_str(&mp_plat_print, " ");
        mp_obj_print_helper(&mp_plat_print, args[i], PRINT_REPR);
        mp_print_str(&mp_plat_print, "\n");
    }
    mp_obj_print(mp_const_none, PRINT_STR);
    mp_printf(&mp_plat_print, "\n");
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(printing_objects_obj, 0, printing_objects);

// To any object that has a write method.
static mp_obj_t printing_to(mp_obj_t stream, mp_obj_t obj) {
    mp_get_stream_raise(stream, MP_STREAM_OP_WRITE);
    mp_print_t print = { MP_OBJ_TO_PTR(stream), mp_stream_write_adaptor };
    mp_printf(&print, "<%s:", mp_obj_get_type_str(obj));
    mp_obj_print_helper(&print, obj, PRINT_REPR);
    mp_print_str(&print, ">");
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(printing_to_obj, printing_to);

// A printer of one's own: counts.
static void count_strn(void *data, const char *str, size_t len) {
    size_t *counts = data;
    counts[0] += len;
    for (size_t i = 0; i < len; i++) {
        counts[1] += str[i] == ' ';
    }
}

static mp_obj_t printing_count(mp_obj_t obj) {
    size_t counts[2] = { 0, 0 };
    mp_print_t print = { counts, count_strn };
    mp_obj_print_helper(&print, obj, PRINT_REPR);
    mp_printf(&print, "%10d", 7);
    mp_obj_t items[] = { mp_obj_new_int_from_uint(counts[0]), mp_obj_new_int_from_uint(counts[1]) };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(printing_count_obj, printing_count);

static const mp_rom_map_elem_t printing_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_printing) },
    { MP_ROM_QSTR(MP_QSTR_formats), MP_ROM_PTR(&printing_formats_obj) },
    { MP_ROM_QSTR(MP_QSTR_more), MP_ROM_PTR(&printing_more_obj) },
    { MP_ROM_QSTR(MP_QSTR_objects), MP_ROM_PTR(&printing_objects_obj) },
    { MP_ROM_QSTR(MP_QSTR_to), MP_ROM_PTR(&printing_to_obj) },
    { MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&printing_count_obj) },
};
static MP_DEFINE_CONST_DICT(printing_globals, printing_globals_table);

const mp_obj_module_t printing_module = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&printing_globals,
};

MP_REGISTER_MODULE(MP_QSTR_printing, printing_module);
