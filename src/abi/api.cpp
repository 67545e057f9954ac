// SPDX-License-Identifier: MIT
// To add a name: put a function-table entry into kEntries, under the firmware's own C name only if
// prototype and meaning are those of the firmware's function. Put an object that Python code can
// reach by name into kBuiltins or kModuleAttributes.

#include "abi/api.h"

#include <algorithm>
#include <string>
#include <vector>

namespace natmod::abi {
namespace {

using Index = std::array<int8_t, kMaxAbi>;

// The same index in all sub-versions.
constexpr Index at(int8_t i) {
    return {i, i, i};
}

// One entry of the function table. Every field is also reachable as `natmod_tab_<field>`, which is
// the only name of an entry that differs from the firmware function of a similar name.
struct Entry {
    std::string_view field;  // member of mp_fun_table_t, without a trailing underscore added for C
    Index index;
    std::string_view symbol = {};  // the firmware's C name, or empty
};

constexpr Entry kEntries[] = {
    {"const_none", at(0), "natmod_const_none"},
    {"const_false", at(1), "natmod_const_false"},
    {"const_true", at(2), "natmod_const_true"},
    {"native_from_obj", at(3), "mp_native_from_obj"},
    {"native_to_obj", at(4), "mp_native_to_obj"},
    {"swap_globals", at(5)},
    {"load_name", at(6), "mp_load_name"},
    {"load_global", at(7), "mp_load_global"},
    {"load_build_class", at(8), "mp_load_build_class"},
    {"load_attr", at(9), "mp_load_attr"},
    {"load_method", at(10), "mp_load_method"},
    {"load_super_method", at(11), "mp_load_super_method"},
    {"store_name", at(12), "mp_store_name"},
    {"store_global", at(13), "mp_store_global"},
    {"store_attr", at(14), "mp_store_attr"},
    {"obj_subscr", at(15), "mp_obj_subscr"},
    {"obj_is_true", at(16), "mp_obj_is_true"},
    {"unary_op", at(17), "mp_unary_op"},
    {"binary_op", at(18), "mp_binary_op"},
    {"new_tuple", at(19), "mp_obj_new_tuple"},
    {"new_list", at(20), "mp_obj_new_list"},
    {"new_dict", at(21), "mp_obj_new_dict"},
    {"new_set", at(22), "mp_obj_new_set"},
    {"set_store", at(23), "mp_obj_set_store"},
    {"list_append", at(24), "mp_obj_list_append"},
    {"dict_store", at(25), "mp_obj_dict_store"},
    {"make_function_from_raw_code", {26, 26, -1}, "mp_make_function_from_raw_code"},
    {"make_function_from_proto_fun", {-1, -1, 26}, "mp_make_function_from_proto_fun"},
    {"call_function_n_kw", at(27)},  // takes both counts in one word
    {"call_method_n_kw", at(28), "mp_call_method_n_kw"},
    {"call_method_n_kw_var", at(29), "mp_call_method_n_kw_var"},
    {"getiter", at(30)},  // returns NULL when it was given a buffer
    {"iternext", at(31), "mp_iternext"},
    {"nlr_push", at(32), "nlr_push"},  // where setjmp_ is not NULL, without the setjmp part
    {"nlr_pop", at(33), "nlr_pop"},
    {"raise", at(34)},  // does nothing for None
    {"import_name", at(35), "mp_import_name"},
    {"import_from", at(36), "mp_import_from"},
    {"import_all", at(37), "mp_import_all"},
    {"new_slice", at(38), "mp_obj_new_slice"},
    {"unpack_sequence", at(39), "mp_unpack_sequence"},
    {"unpack_ex", at(40), "mp_unpack_ex"},
    {"delete_name", at(41), "mp_delete_name"},
    {"delete_global", at(42), "mp_delete_global"},
    {"new_closure", at(43), "mp_obj_new_closure"},
    {"arg_check_num_sig", at(44), "mp_arg_check_num_sig"},
    {"setup_code_state_native", at(45)},
    {"small_int_floor_divide", at(46), "mp_small_int_floor_divide"},
    {"small_int_modulo", at(47), "mp_small_int_modulo"},
    {"yield_from", at(48)},
    {"setjmp_", at(49)},
    {"memset_", at(50), "memset"},
    {"memmove_", at(51), "memmove"},
    {"memmove_", at(51), "memcpy"},
    {"realloc_", at(52), "gc_realloc"},
    {"printf_", at(53), "mp_printf"},
    {"vprintf_", at(54), "mp_vprintf"},
    {"raise_msg", at(55)},  // NULL in firmware without error texts
    {"obj_get_type", at(56), "mp_obj_get_type"},
    {"obj_new_str", at(57), "mp_obj_new_str"},
    {"obj_new_bytes", at(58), "mp_obj_new_bytes"},
    {"obj_new_bytearray_by_ref", at(59), "mp_obj_new_bytearray_by_ref"},
    {"obj_new_float_from_f", at(60), "mp_obj_new_float_from_f"},
    {"obj_new_float_from_d", at(61), "mp_obj_new_float_from_d"},
    {"obj_get_float_to_f", at(62), "mp_obj_get_float_to_f"},
    {"obj_get_float_to_d", at(63), "mp_obj_get_float_to_d"},
    {"load_method_maybe", {-1, -1, 64}, "mp_load_method_maybe"},
    {"get_buffer_raise", {64, -1, -1}, "mp_get_buffer_raise"},
    {"get_buffer", {-1, 64, 65}, "mp_get_buffer"},
    {"get_stream_raise", {65, 65, 66}, "mp_get_stream_raise"},
    {"arg_parse_all", {-1, -1, 67}},           // the SDK's mp_arg_t has another layout
    {"arg_parse_all_kw_array", {-1, -1, 68}},  // likewise
    {"binary_get_size", {-1, -1, 69}, "mp_binary_get_size"},
    {"binary_get_val_array", {-1, -1, 70}, "mp_binary_get_val_array"},
    {"binary_set_val_array", {-1, -1, 71}, "mp_binary_set_val_array"},
    {"plat_print", {66, 66, 72}, "mp_plat_print"},
    {"type_type", {67, 67, 73}, "mp_type_type"},
    {"type_str", {68, 68, 74}, "mp_type_str"},
    {"type_list", {69, 69, 75}, "mp_type_list"},
    {"type_dict", {70, 70, 76}, "mp_type_dict"},
    {"type_fun_builtin_0", {71, 71, 77}, "mp_type_fun_builtin_0"},
    {"type_fun_builtin_1", {72, 72, 78}, "mp_type_fun_builtin_1"},
    {"type_fun_builtin_2", {73, 73, 79}, "mp_type_fun_builtin_2"},
    {"type_fun_builtin_3", {74, 74, 80}, "mp_type_fun_builtin_3"},
    {"type_fun_builtin_var", {75, 75, 81}, "mp_type_fun_builtin_var"},
    {"type_Exception", {-1, -1, 82}, "mp_type_Exception"},
    {"stream_read_obj", {76, 76, 83}, "mp_stream_read_obj"},
    {"stream_readinto_obj", {77, 77, 84}, "mp_stream_readinto_obj"},
    {"stream_unbuffered_readline_obj", {78, 78, 85}, "mp_stream_unbuffered_readline_obj"},
    {"stream_write_obj", {79, 79, 86}, "mp_stream_write_obj"},
};

// Builtins whose C name is this prefix, the name in Python, and this suffix.
struct Builtins {
    std::string_view prefix, suffix;
    std::string_view names;  // separated by one space
};

constexpr Builtins kBuiltins[] = {
    {"mp_type_", "",
     "bool bytearray bytes classmethod complex enumerate filter float frozenset int map memoryview "
     "object property range reversed set slice staticmethod super tuple zip "
     "ArithmeticError AssertionError AttributeError BaseException EOFError Exception GeneratorExit "
     "ImportError IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError "
     "NameError NotImplementedError OSError OverflowError RuntimeError StopAsyncIteration "
     "StopIteration SyntaxError SystemExit TypeError UnicodeError ValueError ViperTypeError "
     "ZeroDivisionError"},
    {"mp_builtin_", "_obj",
     "__build_class__ __import__ __repl_print__ abs all any bin callable chr compile delattr dir "
     "divmod eval exec execfile getattr globals hasattr hash help hex id input isinstance "
     "issubclass iter len locals max min next oct open ord pow print repr round setattr sorted "
     "sum"},
};

// Objects whose C name differs from the Python name by more than prefix and suffix; module
// `builtins` or another. With a `u` in front of its name the import gives the firmware's own
// module, whatever a file or the importing module itself is called, and searches no file system for
// it (MicroPython 1.20 to 1.29, py/objmodule.c); gc, micropython and builtins are never searched
// for.
struct ModuleAttribute {
    std::string_view symbol, module, attribute;
};

constexpr ModuleAttribute kModuleAttributes[] = {
    {"mp_const_ellipsis_obj", "builtins", "Ellipsis"},
    {"mp_const_notimplemented_obj", "builtins", "NotImplemented"},
    {"mp_const_float_e_obj", "math", "e"},
    {"mp_const_float_inf_obj", "math", "inf"},
    {"mp_const_float_nan_obj", "math", "nan"},
    {"mp_const_float_pi_obj", "math", "pi"},
    {"mp_const_float_tau_obj", "math", "tau"},
    {"mp_vfs_open_obj", "builtins", "open"},
    {"mp_type_array", "uarray", "array"},
    {"mp_type_bytesio", "uio", "BytesIO"},
    {"mp_type_deque", "ucollections", "deque"},
    {"mp_type_ordereddict", "ucollections", "OrderedDict"},
    {"mp_type_ringio", "micropython", "RingIO"},
    {"mp_type_stringio", "uio", "StringIO"},
    {"mp_namedtuple_obj", "ucollections", "namedtuple"},
    {"machine_adc_type", "umachine", "ADC"},
    {"machine_i2c_type", "umachine", "I2C"},
    {"machine_pin_type", "umachine", "Pin"},
    {"machine_pinbase_type", "umachine", "PinBase"},
    {"machine_pwm_type", "umachine", "PWM"},
    {"machine_signal_type", "umachine", "Signal"},
    {"machine_spi_type", "umachine", "SPI"},
    {"machine_timer_type", "umachine", "Timer"},
    {"machine_uart_type", "umachine", "UART"},
    {"mp_machine_soft_i2c_type", "umachine", "SoftI2C"},
    {"mp_machine_soft_spi_type", "umachine", "SoftSPI"},
    {"natmod_machine_bitstream", "umachine", "bitstream"},
    {"natmod_machine_time_pulse_us", "umachine", "time_pulse_us"},
    {"natmod_micropython_schedule", "micropython", "schedule"},
    {"natmod_time_sleep_ms", "utime", "sleep_ms"},
    {"natmod_time_sleep_us", "utime", "sleep_us"},
    {"natmod_time_ticks_cpu", "utime", "ticks_cpu"},
    {"natmod_time_ticks_ms", "utime", "ticks_ms"},
    {"natmod_time_ticks_us", "utime", "ticks_us"},
    {"natmod_time_time_ns", "utime", "time_ns"},
};

// Functions that are known as a type's slots: the firmware recognises exceptions, tuples and
// strings by them.
struct TypeSlot {
    std::string_view symbol;
    Index type;                // the entry that holds the type
    std::string_view builtin;  // the type's name, for sub-versions without such an entry
    uint8_t slot;
};

constexpr Index kTypeException = {-1, -1, 82}, kTypeStr = {68, 68, 74}, kTypeList = {69, 69, 75},
                kTypeDict = {70, 70, 76}, kNoEntry = {-1, -1, -1};

constexpr TypeSlot kTypeSlots[] = {
    {"mp_obj_exception_make_new", kTypeException, "Exception", 0},
    {"mp_obj_exception_print", kTypeException, "Exception", 1},
    {"mp_obj_exception_attr", kTypeException, "Exception", 5},
    {"mp_obj_tuple_print", kNoEntry, "tuple", 1},
    {"mp_obj_tuple_unary_op", kNoEntry, "tuple", 3},
    {"mp_obj_tuple_binary_op", kNoEntry, "tuple", 4},
    {"mp_obj_tuple_subscr", kNoEntry, "tuple", 6},
    {"mp_obj_tuple_getiter", kNoEntry, "tuple", 7},
    {"mp_obj_str_make_new", kTypeStr, "str", 0},
    {"mp_obj_str_binary_op", kTypeStr, "str", 4},
    {"mp_obj_str_get_buffer", kTypeStr, "str", 8},
    {"mp_obj_list_make_new", kTypeList, "list", 0},
    {"mp_obj_dict_make_new", kTypeDict, "dict", 0},
};

struct Table {
    std::vector<std::string> names;  // of the symbols whose name is put together here
    std::vector<ApiSymbol> symbols;

    std::string_view keep(std::string name) { return names.emplace_back(std::move(name)); }
};

void add_builtins(Table& table, const Builtins& group) {
    std::string_view rest = group.names;
    while (!rest.empty()) {
        std::string_view name = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), name.size() + 1));
        std::string symbol(group.prefix);
        symbol += name;
        symbol += group.suffix;
        table.symbols.push_back({.name = table.keep(std::move(symbol)),
                                 .kind = ApiKind::found,
                                 .how = FIND_BUILTIN,
                                 .attribute = name});
    }
}

Table make_table() {
    Table table;
    table.names.reserve(256);  // names must not move: symbols point into them
    table.symbols.reserve(320);
    auto& symbols = table.symbols;
    for (const Entry& entry : kEntries) {
        if (!entry.symbol.empty()) symbols.push_back({.name = entry.symbol, .index = entry.index});
        if (entry.symbol != "memcpy")
            symbols.push_back({.name = table.keep("natmod_tab_" + std::string(entry.field)),
                               .index = entry.index});
    }
    symbols.push_back({.name = "mp_fun_table", .kind = ApiKind::fun_table});
    symbols.push_back({.name = "mp_native_qstr_table", .kind = ApiKind::qstr_table});
    symbols.push_back({.name = "mp_native_obj_table", .kind = ApiKind::obj_table});
    for (const Builtins& group : kBuiltins) add_builtins(table, group);
    for (const ModuleAttribute& object : kModuleAttributes) {
        bool builtin = object.module == "builtins";
        symbols.push_back({.name = object.symbol,
                           .kind = ApiKind::found,
                           .how = builtin ? FIND_BUILTIN : FIND_MODULE_ATTR,
                           .module = object.module,
                           .attribute = object.attribute});
    }
    symbols.push_back({.name = "mp_type_module", .kind = ApiKind::found, .how = FIND_MODULE_TYPE});
    symbols.push_back({.name = "mp_type_NoneType",
                       .kind = ApiKind::found,
                       .index = at(0),
                       .how = FIND_TYPE_OF_ENTRY});
    for (const TypeSlot& slot : kTypeSlots) {
        symbols.push_back({.name = slot.symbol,
                           .kind = ApiKind::found,
                           .index = slot.type,
                           .how = FIND_TYPE_SLOT,
                           .slot = slot.slot});
        symbols.push_back({.name = slot.symbol,
                           .kind = ApiKind::found,
                           .how = FIND_BUILTIN_SLOT,
                           .attribute = slot.builtin,
                           .slot = slot.slot});
    }
    // Stable, so that an entry comes before the look-up for sub-versions that lack the entry.
    std::ranges::stable_sort(symbols, {}, &ApiSymbol::name);
    return table;
}

}  // namespace

bool ApiSymbol::available(int abi) const {
    bool needs_entry =
        kind == ApiKind::entry ||
        (kind == ApiKind::found && (how == FIND_TYPE_OF_ENTRY || how == FIND_TYPE_SLOT));
    return !needs_entry || entry(abi) >= 0;
}

std::span<const ApiSymbol> all_api() {
    static const Table table = make_table();
    return table.symbols;
}

const ApiSymbol* find_api(std::string_view name, int abi) {
    // Not ranges::equal_range: clang 14 cannot compile libstdc++'s.
    auto all = all_api();
    auto it = std::ranges::lower_bound(all, name, {}, &ApiSymbol::name);
    for (; it != all.end() && it->name == name; ++it)
        if (it->available(abi)) return &*it;
    return nullptr;
}

}  // namespace natmod::abi
