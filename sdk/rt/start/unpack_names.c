// SPDX-License-Identifier: 0BSD
// Makes the globals of a module where they are packed together with their names. A name that the
// firmware reads as a qstr takes a block of its heap for a while; here `setattr` makes the qstr, of
// a str object on the stack. docs/how-it-works.md, "Packed globals", has the format.
#include "../assembly.h"
#include "packed_globals.h"

// A starter's names would be copied to the heap even where the file is in a ROM file system, and
// an ESP's text has no bytes.
#if !NATMOD_STARTER && !defined(__XTENSA__) && !defined(__xtensa__)

#if defined(__x86_64__) && NATMOD_ABI >= 3
// 244 bytes, and more than 300 from a compiler. What it does is what the C code says.
#define ENTRY(name) (offsetof(mp_fun_table_t, name) / sizeof(void *))
MP_STATIC_ASSERT(ENTRY(native_to_obj) == 4 && ENTRY(new_dict) == 21 && ENTRY(import_name) == 35 &&
                 ENTRY(import_from) == 36 && ENTRY(type_str) == 74);
MP_STATIC_ASSERT(Q_builtins == 63 && Q_setattr == 141 && MP_NATIVE_TYPE_QSTR == 8);
FUNCTION(natmod_unpack_names, 96,
         "push %rbx\n"
         "push %rbp\n"
         "push %r12\n"
         "push %r13\n"
         "push %r14\n"
         "mov 8(%rdi), %r12\n"  // context
         "mov 24(%r12), %rax\n"
         "mov (%rax), %rbp\n"  // table
         "push $63\n"
         "pop %rdi\n"
         "mov (%rbp), %rsi\n"
         "push $1\n"
         "pop %rdx\n"
         "call *8*35(%rbp)\n"
         "xchg %rax, %rdi\n"
         "mov $141, %esi\n"
         "call *8*36(%rbp)\n"
         "mov 8(%rax), %r14\n"  // setattr
         "lea natmod_packed_globals+2(%rip), %rsi\n"
         "lodsw\n"
         "movzwl %ax, %edi\n"
         "mov %rsi, %r13\n"  // at
         "call *8*21(%rbp)\n"
         "mov %rax, 8(%r12)\n"
         "xchg %rax, %rbx\n"  // dict
         "push 24(%rbx)\n"    // its table: the garbage collector sees it here
         "push 16(%rbx)\n"    // n
         "mov 16(%r12), %rax\n"
         "movzwl (%rax), %edi\n"
         "push $8\n"
         "pop %rsi\n"
         "call *8*4(%rbp)\n"
         "xchg %rax, %rdx\n"  // value
         "1: push $5\n"
         "pop 8(%rbx)\n"
         "mov %r13, %rsi\n"
         "xor %eax, %eax\n"
         "lodsb\n"
         "push %rsi\n"
         "push %rax\n"
         "push $0\n"
         "push 8*74(%rbp)\n"
         "lea (%rsi, %rax), %r13\n"
         "mov %rsp, %rsi\n"
         "mov %r12, %rdi\n"
         "call *%r14\n"
         "add $32, %rsp\n"
         "decl (%rsp)\n"
         "jz 2f\n"
         "addq $16, 24(%rbx)\n"
         "movswq (%r13), %rdx\n"
         "add $2, %r13\n"
         "test $1, %dl\n"
         "jnz 1b\n"
         "movzwl %dx, %edx\n"
         "lea natmod_text(%rip), %rcx\n"
         "add %rcx, %rdx\n"
         "test $2, %dl\n"
         "jnz 3f\n"
         "test $4, %dl\n"
         "jz 1b\n"
         "sub $4, %rdx\n"
         "mov (%rdx), %rax\n"
         "mov (%rbp, %rax), %rax\n"
         "mov %rax, (%rdx)\n"
         "add %rcx, 8(%rdx)\n"
         "jmp 1b\n"
         "3: mov -2(%rdx), %rdx\n"
         "jmp 1b\n"
         "2: pop %rax\n"
         "pop 24(%rbx)\n"
         "mov 16(%rbx), %rax\n"
         "shl $3, %rax\n"
         "or $7, %al\n"
         "mov %rax, 8(%rbx)\n"
         "xchg %rax, %r12\n"
         "pop %r14\n"
         "pop %r13\n"
         "pop %r12\n"
         "pop %rbp\n"
         "pop %rbx\n"
         "ret\n");
#else

// Flags and number of entries. One word, where bit fields would be many instructions.
static MP_ALWAYSINLINE inline void set_used(mp_map_t *map, size_t n, size_t flags) {
    *(size_t *)(void *)map = n << 3 | flags;
}
enum { QSTRS_IN_ORDER = 5, AND_FIXED = 7 };

mp_obj_t natmod_unpack_names(mp_obj_fun_bc_t *self);
mp_obj_t natmod_unpack_names(mp_obj_fun_bc_t *self) {
    mp_module_context_t *context = (mp_module_context_t *)(uintptr_t)self->context;
    const mp_fun_table_t *table = packed_fun_table(self);
    const mp_obj_fun_builtin_fixed_t *setattr = (const mp_obj_fun_builtin_fixed_t *)MP_OBJ_TO_PTR(
        find_attribute(table, Q_builtins, Q_setattr));
    uintptr_t base;
    const uint16_t *packed = packed_values(self, &base);
    size_t n = packed[-1];
    const uint8_t *at = (const uint8_t *)packed;
    mp_obj_dict_t *dict = (mp_obj_dict_t *)MP_OBJ_TO_PTR(table->new_dict(n));
    context->module.globals = dict;
    mp_map_t *map = &dict->map;
    // The garbage collector sees it here while `map` has an address inside of it.
    mp_map_elem_t *elem = map->table;
    uintptr_t value = object_of_qstr(table, context->constants.qstr_table[0]);
    mp_obj_str_t name;
    name.base.type = table->type_str;
    name.hash = 0;  // not known yet
    for (;;) {
        // A map that has nothing yet and begins here: so setattr searches nothing.
        set_used(map, 0, QSTRS_IN_ORDER);
        name.len = *at++;
        name.data = at;
        at += name.len;
        setattr->fun._3(MP_OBJ_FROM_PTR(context), MP_OBJ_FROM_PTR(&name), (mp_obj_t)value);
        if (--n == 0) {
            map->table = elem;
            set_used(map, map->alloc, AND_FIXED);
            return MP_OBJ_FROM_PTR(context);
        }
        ++map->table;
        value = (uintptr_t)(at[0] | at[1] << 8);
        at += 2;
        if ((value & PACKED_INT) != 0) {
            value = (uintptr_t)(intptr_t)(int16_t)value;
        } else if ((value & PACKED_WORD) != 0) {
            value = *(const uintptr_t *)(base + value - PACKED_WORD);
        } else if (sizeof(uintptr_t) == 8 && (value & PACKED_FUNCTION) != 0) {
            value += base - PACKED_FUNCTION;
            uintptr_t *object = (uintptr_t *)value;
            object[0] = *(const uintptr_t *)((uintptr_t)table + object[0]);
            object[1] += (uintptr_t)natmod_text;
        } else {
            value += base;
        }
    }
}
#endif

#else

typedef int natmod_no_names;  // ISO C forbids a source without any declaration

#endif
