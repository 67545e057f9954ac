// SPDX-License-Identifier: MIT
#include "stubs/known.h"

#include <algorithm>

namespace natmod::stubs {
namespace {

constexpr std::string_view kInt = "int", kStr = "str | bytes", kNothing = "";
constexpr std::string_view kSequence = "list[Any] | tuple[Any, ...]";
constexpr std::string_view kReadable = "ReadableBuffer | str";

constexpr Taker kTakers[] = {
    {"mp_obj_get_int", 0, kInt},
    {"mp_obj_get_uint", 0, kInt},
    {"mp_obj_get_ll", 0, kInt},
    {"mp_obj_get_int_truncated", 0, kInt},
    {"mp_obj_int_get_truncated", 0, kInt},
    {"mp_obj_int_get_checked", 0, kInt},
    {"mp_obj_int_get_uint_checked", 0, kInt},
    {"mp_obj_is_int", 0, kInt},
    {"mp_obj_is_small_int", 0, kInt},
    {"mp_obj_is_integer", 0, kInt},
    {"MP_OBJ_SMALL_INT_VALUE", 0, kInt},
    {"mp_obj_get_float", 0, "float"},
    {"mp_obj_get_float_to_f", 0, "float"},
    {"mp_obj_get_float_to_d", 0, "float"},
    {"mp_obj_float_get", 0, "float"},
    {"mp_obj_is_float", 0, "float"},
    {"mp_obj_get_complex", 0, "complex"},
    {"mp_obj_is_bool", 0, "bool"},
    {"mp_obj_is_true", 0, "object"},
    {"mp_obj_str_get_str", 0, kStr},
    {"mp_obj_str_get_data", 0, kStr},
    {"mp_obj_is_str_or_bytes", 0, kStr},
    {"mp_obj_str_get_qstr", 0, "str"},
    {"mp_obj_is_str", 0, "str"},
    {"mp_obj_is_qstr", 0, "str"},
    {"mp_obj_get_array", 0, kSequence},
    {"mp_obj_get_array_fixed_n", 0, kSequence},
    {"mp_obj_tuple_get", 0, "tuple[Any, ...]"},
    {"mp_obj_list_get", 0, "list[Any]"},
    {"mp_obj_list_append", 0, "list[Any]"},
    {"mp_obj_list_append", 1, "object"},
    {"mp_obj_list_store", 0, "list[Any]"},
    {"mp_obj_dict_store", 0, "dict[Any, Any]"},
    {"mp_obj_dict_get", 0, "dict[Any, Any]"},
    {"mp_obj_dict_get_map", 0, "dict[Any, Any]"},
    {"mp_obj_slice_indices", 0, "slice"},
    {"mp_get_index", 2, kInt},
    {"mp_getiter", 0, "Iterable[Any]"},
    {"mp_get_buffer_raise", 0, kReadable},  // with MP_BUFFER_WRITE: see inference.cpp
    {"natmod_classic_data", 0, kReadable},
    {"mp_call_function_0", 0, "Callable[..., Any]"},
    {"mp_call_function_1", 0, "Callable[..., Any]"},
    {"mp_call_function_2", 0, "Callable[..., Any]"},
    {"mp_call_function_n_kw", 0, "Callable[..., Any]"},
    {"mp_obj_is_callable", 0, "Callable[..., Any]"},
    {"mp_obj_print", 0, "object"},
    {"mp_obj_print_helper", 1, "object"},
    {"mp_obj_equal", 0, "object"},
    {"mp_obj_equal", 1, "object"},
    {"mp_obj_get_type_str", 0, kNothing},
    {"mp_obj_get_type", 0, kNothing},
};

struct Maker {
    std::string_view function, type;
};
constexpr Maker kMakers[] = {
    {"mp_const_none", "None"},
    {"MP_ROM_NONE", "None"},
    {"mp_const_true", "bool"},
    {"mp_const_false", "bool"},
    {"MP_ROM_TRUE", "bool"},
    {"MP_ROM_FALSE", "bool"},
    {"mp_obj_new_bool", "bool"},
    {"mp_const_empty_tuple", "tuple[Any, ...]"},
    {"mp_const_empty_bytes", "bytes"},
    {"MP_OBJ_NEW_SMALL_INT", "int"},
    {"MP_ROM_INT", "int"},
    {"mp_obj_new_int", "int"},
    {"mp_obj_new_int_from_uint", "int"},
    {"mp_obj_new_int_from_ll", "int"},
    {"mp_obj_new_int_from_ull", "int"},
    {"mp_obj_new_float", "float"},
    {"mp_obj_new_float_from_f", "float"},
    {"mp_obj_new_float_from_d", "float"},
    {"mp_obj_new_complex", "complex"},
    {"mp_const_float_e", "float"},
    {"mp_const_float_pi", "float"},
    {"mp_const_float_tau", "float"},
    {"mp_const_float_inf", "float"},
    {"mp_const_float_nan", "float"},
    {"MP_OBJ_NEW_QSTR", "str"},
    {"MP_ROM_QSTR", "str"},
    {"mp_obj_new_str", "str"},
    {"mp_obj_new_str_from_cstr", "str"},
    {"mp_obj_new_str_via_qstr", "str"},
    {"mp_obj_new_str_from_utf8_vstr", "str"},
    {"mp_obj_new_bytes", "bytes"},
    {"mp_obj_new_bytes_from_vstr", "bytes"},
    {"mp_obj_new_bytearray", "bytearray"},
    {"mp_obj_new_bytearray_by_ref", "bytearray"},
    {"mp_obj_new_memoryview", "memoryview"},
    {"mp_obj_new_tuple", "tuple[Any, ...]"},
    {"mp_obj_new_list", "list[Any]"},
    {"mp_obj_new_dict", "dict[Any, Any]"},
    {"mp_obj_new_set", "set[Any]"},
    {"mp_obj_new_slice", "slice"},
};

struct FirmwareFunction {
    std::string_view object, signature;
};
constexpr FirmwareFunction kFirmwareFunctions[] = {
    {"mp_identity_obj", "(self, /) -> Any"},
    {"mp_stream_read_obj", "(self, size: int = -1, /) -> Any"},
    {"mp_stream_read1_obj", "(self, size: int = -1, /) -> Any"},
    {"mp_stream_readinto_obj", "(self, buf: WriteableBuffer, size: int = ..., /) -> int | None"},
    {"mp_stream_unbuffered_readline_obj", "(self, size: int = -1, /) -> Any"},
    {"mp_stream_unbuffered_readlines_obj", "(self, /) -> list[Any]"},
    {"mp_stream_write_obj",
     "(self, buf: ReadableBuffer | str, size_or_offset: int = ..., size: int = ..., /) -> int | "
     "None"},
    {"mp_stream_write1_obj", "(self, buf: ReadableBuffer | str, /) -> int | None"},
    {"mp_stream_close_obj", "(self, /) -> None"},
    {"mp_stream___exit___obj",
     "(self, exc_type: Any = ..., exc: Any = ..., traceback: Any = ..., /) -> None"},
    {"mp_stream_seek_obj", "(self, offset: int, whence: int = 0, /) -> int"},
    {"mp_stream_tell_obj", "(self, /) -> int"},
    {"mp_stream_flush_obj", "(self, /) -> None"},
    {"mp_stream_ioctl_obj", "(self, request: int, arg: Any = ..., /) -> int"},
};

// Types that Python has by the name that MicroPython's C code has.
constexpr Maker kPythonTypes[] = {
    {"tuple", "tuple[Any, ...]"},
    {"list", "list[Any]"},
    {"dict", "dict[Any, Any]"},
    {"set", "set[Any]"},
    {"NoneType", "None"},
    {"frozenset", "frozenset[Any]"},
    {"ordereddict", "dict[Any, Any]"},
    {"int", "int"},
    {"str", "str"},
    {"bytes", "bytes"},
    {"bytearray", "bytearray"},
    {"memoryview", "memoryview"},
    {"float", "float"},
    {"complex", "complex"},
    {"bool", "bool"},
    {"range", "range"},
    {"slice", "slice"},
    {"object", "object"},
    {"array", "array[Any]"},
    {"type", "type"},
};

constexpr std::string_view kExceptions[] = {
    "BaseException",    "ArithmeticError", "AssertionError",    "AttributeError",
    "EOFError",         "Exception",       "GeneratorExit",     "ImportError",
    "IndentationError", "IndexError",      "KeyboardInterrupt", "KeyError",
    "LookupError",      "MemoryError",     "NameError",         "NotImplementedError",
    "OSError",          "OverflowError",   "RuntimeError",      "StopAsyncIteration",
    "StopIteration",    "SyntaxError",     "SystemExit",        "TypeError",
    "UnicodeError",     "ValueError",      "ZeroDivisionError"};

}  // namespace

const Taker* find_taker(std::string_view function, size_t argument) {
    for (const Taker& taker : kTakers)
        if (taker.function == function && taker.argument == argument) return &taker;
    return nullptr;
}

std::string_view made_by(std::string_view function) {
    const auto* row = std::ranges::find(kMakers, function, &Maker::function);
    return row == std::end(kMakers) ? std::string_view() : row->type;
}

std::string_view firmware_type(std::string_view type_object) {
    constexpr std::string_view kPrefix = "mp_type_";
    if (!type_object.starts_with(kPrefix)) return {};
    std::string_view name = type_object.substr(kPrefix.size());
    const auto* row = std::ranges::find(kPythonTypes, name, &Maker::function);
    if (row != std::end(kPythonTypes)) return row->type;
    const auto* exception = std::ranges::find(kExceptions, name);
    return exception == std::end(kExceptions) ? std::string_view() : *exception;
}

std::string_view firmware_function(std::string_view function_object) {
    const auto* row =
        std::ranges::find(kFirmwareFunctions, function_object, &FirmwareFunction::object);
    return row == std::end(kFirmwareFunctions) ? std::string_view() : row->signature;
}

}  // namespace natmod::stubs
