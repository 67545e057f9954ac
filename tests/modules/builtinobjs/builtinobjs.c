// SPDX-License-Identifier: MIT
// The builtin functions and types of the firmware, as a module names them: by address, in tables.
#include "py/builtin.h"
#include "py/objfun.h"
#include "py/objtuple.h"
#include "py/runtime.h"
#include "py/stream.h"

#define BUILTINS(X) \
    X(abs) X(all) X(any) X(bin) X(callable) X(chr) X(compile) X(delattr) X(dir) \
    X(divmod) X(eval) X(exec) X(getattr) X(globals) X(hasattr) X(hash) X(hex) X(id) \
    X(isinstance) X(issubclass) X(iter) X(len) X(locals) X(max) X(min) X(next) X(oct) \
    X(ord) X(pow) X(print) X(repr) X(round) X(setattr) X(sorted) X(sum)
// Of these Python sees no name of its own, or calling them asks a user.
#define OTHERS(X) \
    X(__build_class__) X(__import__) X(__repl_print__) X(execfile) X(help) X(input) \
    X(open)
#define TYPES(X) \
    X(type) X(object) X(NoneType) X(bool) X(int) X(str) X(bytes) X(bytearray) \
    X(memoryview) X(float) X(complex) X(tuple) X(list) X(map) X(enumerate) X(filter) \
    X(dict) X(range) X(set) X(frozenset) X(slice) X(zip) X(array) X(super) \
    X(fun_builtin_0) X(fun_builtin_1) X(fun_builtin_2) X(fun_builtin_3) \
    X(fun_builtin_var) X(module) X(staticmethod) X(classmethod) X(property) X(stringio) \
    X(bytesio) X(reversed) X(polymorph_iter) X(attrtuple) X(ringio) X(deque) X(ordereddict)
#define EXCEPTIONS(X) \
    X(BaseException) X(ArithmeticError) X(AssertionError) X(AttributeError) X(EOFError) \
    X(Exception) X(GeneratorExit) X(ImportError) X(IndentationError) X(IndexError) \
    X(KeyboardInterrupt) X(KeyError) X(LookupError) X(MemoryError) X(NameError) \
    X(NotImplementedError) X(OSError) X(OverflowError) X(RuntimeError) \
    X(StopAsyncIteration) X(StopIteration) X(SyntaxError) X(SystemExit) X(TypeError) \
    X(UnicodeError) X(ValueError) X(ViperTypeError) X(ZeroDivisionError)

#define FUNCTION(name) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&mp_builtin_##name##_obj)},
#define TYPE(name) {MP_ROM_QSTR(MP_QSTR_##name), MP_ROM_PTR(&mp_type_##name)},

static const mp_rom_map_elem_t functions_table[] = {
    BUILTINS(FUNCTION) {MP_ROM_QSTR(MP_QSTR_namedtuple), MP_ROM_PTR(&mp_namedtuple_obj)},
};
static MP_DEFINE_CONST_DICT(functions, functions_table);

static const mp_rom_map_elem_t others_table[] = {OTHERS(FUNCTION)};
static MP_DEFINE_CONST_DICT(others, others_table);

static const mp_rom_map_elem_t types_table[] = {TYPES(TYPE)};
static MP_DEFINE_CONST_DICT(types, types_table);

static const mp_rom_map_elem_t exceptions_table[] = {EXCEPTIONS(TYPE)};
static MP_DEFINE_CONST_DICT(exceptions, exceptions_table);

// The address of a type of the firmware is the type itself, in code as in a table.
static mp_obj_t builtinobjs_same(mp_obj_t o) {
    const mp_obj_type_t *const known[] = {&mp_type_int, &mp_type_float, &mp_type_deque,
                                          &mp_type_ordereddict, &mp_type_ValueError};
    for (size_t i = 0; i < MP_ARRAY_SIZE(known); ++i) {
        if (MP_OBJ_FROM_PTR(mp_obj_get_type(o)) == MP_OBJ_FROM_PTR(known[i])) {
            return MP_OBJ_FROM_PTR(known[i]);
        }
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(builtinobjs_same_obj, builtinobjs_same);

static const mp_rom_map_elem_t builtinobjs_globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_builtinobjs)},
    {MP_ROM_QSTR(MP_QSTR_functions), MP_ROM_PTR(&functions)},
    {MP_ROM_QSTR(MP_QSTR_others), MP_ROM_PTR(&others)},
    {MP_ROM_QSTR(MP_QSTR_types), MP_ROM_PTR(&types)},
    {MP_ROM_QSTR(MP_QSTR_exceptions), MP_ROM_PTR(&exceptions)},
    {MP_ROM_QSTR(MP_QSTR_same), MP_ROM_PTR(&builtinobjs_same_obj)},
};
static MP_DEFINE_CONST_DICT(builtinobjs_globals, builtinobjs_globals_table);

const mp_obj_module_t builtinobjs_module = {
    .base = {&mp_type_module},
    .globals = (mp_obj_dict_t *)&builtinobjs_globals,
};

MP_REGISTER_MODULE(MP_QSTR_builtinobjs, builtinobjs_module);
