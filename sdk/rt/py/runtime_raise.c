// SPDX-License-Identifier: 0BSD
// Raising exceptions.
#include "../assembly.h"
#include "../rt.h"

void nlr_jump(void *val) {
    natmod_tab_raise(MP_OBJ_FROM_PTR(val));
    MP_UNREACHABLE
}

// The table's function makes an exception of a type.
void natmod_raise_type(const mp_obj_type_t *exc_type) {
    natmod_tab_raise(MP_OBJ_FROM_PTR(exc_type));
    MP_UNREACHABLE
}

void natmod_raise_type_arg(const mp_obj_type_t *exc_type, mp_obj_t arg) {
    nlr_raise(mp_obj_new_exception_arg1(exc_type, arg));
}

// Through the table, as the firmware may have a buffer for when there is no memory. One that was
// built without texts of errors (possible from 1.29 on) has no such function.
static MP_NORETURN MP_ALWAYSINLINE inline void raise_msg(const mp_fun_table_t *table,
                                                         const mp_obj_type_t *exc_type,
                                                         mp_rom_error_text_t msg) {
    if (table->raise_msg != NULL) {
        table->raise_msg(exc_type, msg);
    }
    table->raise(MP_OBJ_FROM_PTR(exc_type));
    MP_UNREACHABLE
}

void natmod_raise_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    raise_msg(&mp_fun_table, exc_type, msg);
}

// As a global name where there are no globals. By an import of builtins, which looks for an
// __init__ among all names there, an exception would take nearly three times as long.
static MP_ALWAYSINLINE inline const mp_obj_type_t *find(const mp_fun_table_t *table,
                                                        qstr exception) {
    mp_uint_t none[4];  // a dict, of which a look-up reads the flags and the size, both 0
    none[1] = none[2] = 0;
    mp_obj_dict_t *globals = table->swap_globals((mp_obj_dict_t *)none);
    mp_obj_t type = table->load_global(exception);
    table->swap_globals(globals);
    return MP_OBJ_TO_PTR(type);
}

// Modules that only raise exceptions by these have no other word that needs the import. Without a
// text if that is NULL. In assembly it need not save a register, because it never returns: 56 bytes
// instead of 68 on Thumb, 64 instead of 92 on x64. What it does is what the C code says.
#define ENTRY(name) (offsetof(mp_fun_table_t, name) / sizeof(void *))
MP_STATIC_ASSERT(ENTRY(swap_globals) == 5 && ENTRY(load_global) == 7 && ENTRY(raise) == 34 &&
                 ENTRY(raise_msg) == 55);
#if defined(__thumb__)
FUNCTION(natmod_raise_builtin, 16,
         "movs r5, r0\n"
         "movs r6, r1\n"
         "movs r1, #0\n"
         "movs r2, #0\n"
         "push {r0, r1, r2, r3}\n"  // the dict
         "ldr r4, 2f\n"
         "mov r0, sp\n"
         "ldr r3, [r4, #20]\n"
         "blx r3\n"
         "movs r7, r0\n"
         "movs r0, r5\n"
         "ldr r3, [r4, #28]\n"
         "blx r3\n"
         "movs r5, r0\n"
         "movs r0, r7\n"
         "ldr r3, [r4, #20]\n"
         "blx r3\n"
         "movs r0, r5\n"
         "movs r1, r6\n"
         "adds r4, #136\n"
         "ldr r3, [r4, #220 - 136]\n"
         "cmp r3, #0\n"
         "beq 1f\n"
         "blx r3\n"
         "1: ldr r3, [r4]\n"
         "blx r3\n"
         ".balign 4\n"
         "2: .word mp_fun_table\n");
#elif defined(__x86_64__)
FUNCTION(natmod_raise_builtin, 32,
         "mov %edi, %ebp\n"
         "xor %eax, %eax\n"
         "push %rax\n"  // the dict
         "push %rax\n"
         "push %rsi\n"
         "mov mp_fun_table@GOTPCREL(%rip), %rbx\n"
         "mov %rsp, %rdi\n"
         "call *8*5(%rbx)\n"
         "mov %ebp, %edi\n"
         "xchg %rax, %rbp\n"
         "call *8*7(%rbx)\n"
         "mov %rbp, %rdi\n"
         "xchg %rax, %rbp\n"
         "call *8*5(%rbx)\n"
         "mov %rbp, %rdi\n"
         "mov (%rsp), %rsi\n"
         "mov 8*55(%rbx), %rax\n"
         "test %rax, %rax\n"
         "jz 1f\n"
         "call *%rax\n"
         "1: call *8*34(%rbx)\n");
#else
void natmod_raise_builtin(qstr exception, mp_rom_error_text_t msg) {
    const mp_fun_table_t *table = &mp_fun_table;
    __asm__("" : "+r"(table));  // one late value, not one for each entry
    raise_msg(table, find(table, exception), msg);
}
#endif

void natmod_raise_builtin_arg(qstr exception, mp_obj_t arg) {
    const mp_fun_table_t *table = &mp_fun_table;
    __asm__("" : "+r"(table));
    mp_obj_t type = MP_OBJ_FROM_PTR(find(table, exception));
    table->raise(table->call_function_n_kw(type, 1, &arg));
    MP_UNREACHABLE
}

void mp_raise_ValueError(mp_rom_error_text_t msg) {
    mp_raise_msg(&mp_type_ValueError, msg);
}

void mp_raise_TypeError(mp_rom_error_text_t msg) {
    mp_raise_msg(&mp_type_TypeError, msg);
}

void mp_raise_NotImplementedError(mp_rom_error_text_t msg) {
    mp_raise_msg(&mp_type_NotImplementedError, msg);
}

void mp_raise_ValueError_no_msg(void) {
    mp_raise_type(&mp_type_ValueError);
}

void mp_raise_TypeError_no_msg(void) {
    mp_raise_type(&mp_type_TypeError);
}

void mp_raise_NotImplementedError_no_msg(void) {
    mp_raise_type(&mp_type_NotImplementedError);
}

void mp_raise_OSError(int errno_) {
    mp_raise_type_arg(&mp_type_OSError, MP_OBJ_NEW_SMALL_INT(errno_));
}

void mp_raise_StopIteration(mp_obj_t arg) {
    if (arg == MP_OBJ_NULL) {
        mp_raise_type(&mp_type_StopIteration);
    }
    mp_raise_type_arg(&mp_type_StopIteration, arg);
}

void mp_raise_recursion_depth(void) {
    natmod_raise_msg(&mp_type_RuntimeError, "maximum recursion depth exceeded");
}

// The numbers in py/runtime.h.
#define CHECK_NUMBER(number, name) MP_STATIC_ASSERT(Q_##name == number);
NATMOD_BUILTIN_EXCEPTIONS(CHECK_NUMBER)
