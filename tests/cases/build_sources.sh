#!/bin/sh
# SPDX-License-Identifier: MIT
# Kinds of sources and libraries: C++, assembler, unscanned sources, archives, rules for qstrs.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/m.c <<'END'
#include "py/runtime.h"
int from_cxx(int x);
int from_lib(int x);
int from_archive(int x);
#if defined(__x86_64__)
int from_assembler(void);
#endif
static mp_obj_t sum(void) {
    return mp_obj_new_int(from_cxx(1) + from_lib(2) + from_archive(3) + from_assembler());
}
static MP_DEFINE_CONST_FUN_OBJ_0(sum_obj, sum);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(MP_QSTR_sum), MP_ROM_PTR(&sum_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
cat >m/cxx.cpp <<'END'
template <int N> static int add(int x) { return x + N; }
extern "C" int from_cxx(int x) {
    int *number = new int[1]{add<10>(x)};
    int result = *number;
    delete[] number;
    return result;
}
END
# MP_QSTR_ in a comment only; a registration that would be one too many if it were scanned.
cat >m/lib.c <<'END'
#define MP_REGISTER_MODULE(name, object)
MP_REGISTER_MODULE(MP_QSTR_other, other_module)
int from_lib(int x) { return x + 200; }
END
cat >m/code.S <<'END'
    .text
    .globl from_assembler
from_assembler:
    mov $4000, %eax
    ret
    .section .note.GNU-stack, "", %progbits
END
echo 'int from_archive(int x) { return x + 30000; }' >archive.c
# Its own operator new comes before the runtime's, whose new[] and delete[] are used.
cat >own_new.cpp <<'END'
#include <cstddef>
extern "C" void abort(void);
static unsigned pool[16], used;
void *operator new(std::size_t size) {
    if (size != sizeof(int) || used != 0) abort();
    return &pool[used++];
}
void operator delete(void *block) noexcept {
    if (block != pool) abort();
}
END
gcc -Os -fpic -c archive.c -o archive.o
g++ -Os -fpic -c own_new.cpp -o own_new.o
mkdir libs
ar rcs libs/libextra.a archive.o own_new.o
cat >m/micropython.mk <<'END'
SRC_USERMOD_C += $(USERMOD_DIR)/m.c
SRC_USERMOD_CXX += $(USERMOD_DIR)/cxx.cpp
SRC_USERMOD_LIB_C += $(USERMOD_DIR)/lib.c
SRC_USERMOD_LIB_ASM += $(USERMOD_DIR)/code.S
CFLAGS_USERMOD += -std=c99 -Wall -Werror
LDFLAGS_USERMOD += -L$(USERMOD_DIR)/../libs -lextra -lm
END
expect_ok "$NATMOD" build m
expect_match 'cxx cxx\.cpp'
expect_match 'as code\.S'
! grep -q 'scan lib\.c' stderr || fail "lib.c was scanned"
expect_ok "$NATMOD" run m -c 'import m; print(m.sum())'
expect_same 34216

# A new archive is linked again.
echo 'int from_archive(int x) { return x + 50000; }' >archive.c
gcc -Os -fpic -c archive.c -o archive.o
ar rcs libs/libextra.a archive.o
expect_ok "$NATMOD" run m -c 'import m; print(m.sum())'
expect_same 54216

# A library that is not there.
sed -i 's/-lextra/-laway/' m/micropython.mk
expect_error 'libaway\.a' "$NATMOD" build m
expect_match 'micropython\.mk'

# A makefile or a list file that is wrong: its own message, then ours.
echo '$(error no good)' >>m/micropython.mk
expect_error 'micropython\.mk' "$NATMOD" build m
expect_match 'no good'
echo 'message(FATAL_ERROR "also no good")' >m/micropython.cmake
expect_error 'micropython\.cmake' "$NATMOD" build m --from cmake
expect_match 'also no good'

# As in firmware, the module's folder is no include folder of its own: a header there that is named
# like one of C does not get in its way. One beside the source is found as usual.
mkdir order
cat >order/order.c <<'END'
#include "py/runtime.h"
#include "size.h"
static mp_obj_t order_length(mp_obj_t text) {
    return MP_OBJ_NEW_SMALL_INT(SIZE * length_of(mp_obj_str_get_str(text)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(order_length_obj, order_length);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_length), MP_ROM_PTR(&order_length_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t order_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_order, order_module);
END
echo 'template <typename T> class String {};' >order/string.h
cat >order/size.h <<'END'
#define SIZE 10
#ifdef __cplusplus
extern "C"
#endif
unsigned long length_of(const char *text);
END
cat >order/length.cpp <<'END'
#include <string.h>
#include "size.h"
unsigned long length_of(const char *text) { return strlen(text); }
END
cat >order/micropython.mk <<'END'
SRC_USERMOD_C += $(USERMOD_DIR)/order.c
SRC_USERMOD_CXX += $(USERMOD_DIR)/length.cpp
END
[ "$("$NATMOD" run order -c 'import order; print(order.length("four"))')" = 40 ] || fail "a module's string.h"

# The same source in two variables is one source.
mkdir both
cat >both/micropython.mk <<'END'
SRC_USERMOD += $(USERMOD_DIR)/both.c
SRC_USERMOD_C += $(USERMOD_DIR)/../both/both.c
END
cat >both/both.c <<'END'
#include "py/runtime.h"
static const mp_rom_map_elem_t t[] = {{MP_ROM_QSTR(MP_QSTR_one), MP_ROM_INT(1)}};
static MP_DEFINE_CONST_DICT(g, t);
const mp_obj_module_t both_module = {{&mp_type_module}, (mp_obj_dict_t *)&g};
MP_REGISTER_MODULE(MP_QSTR_both, both_module);
END
expect_ok "$NATMOD" build both
