#!/bin/sh
# SPDX-License-Identifier: MIT
# Object files that cannot be linked: undefined names, other architectures, damage.
. "$TOP/tests/cases/lib.sh"

# with_misspelt NAME: a module m whose line 4 calls a function of that name.
with_misspelt() {
    module m <<END
#include "py/runtime.h"
mp_obj_t $1(mp_obj_t list, mp_obj_t item);
static mp_obj_t grow(mp_obj_t list, mp_obj_t item) {
    return $1(list, item);
}
static MP_DEFINE_CONST_FUN_OBJ_2(grow_obj, grow);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_grow), MP_ROM_PTR(&grow_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
}
echo old >m.mpy

# The function that uses it, and the name that was meant: one of the firmware's, one of the SDK's.
with_misspelt mp_obj_list_apend
expect_error 'mp_obj_list_apend.*grow' "$NATMOD" build m -o m.mpy
expect_match '^hint:.*mp_obj_list_append'
expect_same old m.mpy
with_misspelt mp_obj_dict_gett
expect_error 'mp_obj_dict_gett.*grow' "$NATMOD" build m -o m.mpy
expect_match '^hint:.*mp_obj_dict_get'

# Nothing is near: what to do all the same.
with_misspelt xyzzy_plugh
expect_error 'xyzzy_plugh' "$NATMOD" build m -o m.mpy

# File and line, without -g; those of a table too, which no line table has.
expect_match 'm\.c:4: error: .*xyzzy_plugh'
cat >m/m.c <<'END'
#include "py/runtime.h"
extern const mp_obj_fun_builtin_fixed_t away_obj;  // away_obj
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)},
    {MP_ROM_QSTR(MP_QSTR_away), MP_ROM_PTR(&away_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
expect_error 'm\.c:5: error: undefined symbol away_obj, used by table' "$NATMOD" build m -o m.mpy
expect_same old m.mpy

# The library with atomic instructions is smaller (src/link/arch/riscv.cpp), but an ESP32-C3 has none.
if command -v riscv64-unknown-elf-gcc >/dev/null; then
    module atomic <<'END'
#include "py/runtime.h"
static unsigned char count;
static mp_obj_t next(void) {
    return mp_obj_new_int(__sync_fetch_and_add(&count, 1));
}
static MP_DEFINE_CONST_FUN_OBJ_0(next_obj, next);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_next), MP_ROM_PTR(&next_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_atomic, m_module);
END
    expect_error 'undefined symbol __sync_' "$NATMOD" build atomic --arch rv32imc
fi

# Both places of a duplicate, functions and data; C++ names as they are written.
mkdir twice
cp m/m.c twice/m.c
sed -i 's/&away_obj/\&mp_type_int/' twice/m.c
for i in 1 2; do
    cat >twice/$i.cpp <<'END'
int shared_table[3] = {1, 2, 3};
int area(int side) {
    return side * side;
}
END
    echo "SRC_USERMOD_CXX += \$(USERMOD_DIR)/$i.cpp" >>twice/micropython.mk
done
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/m.c' >>twice/micropython.mk
expect_fail "$NATMOD" build twice
expect_match '2\.cpp:[23]: error: duplicate symbol area\(int\), first defined in .*1\.cpp:[23]$'
expect_match '2\.cpp:1: error: duplicate symbol shared_table, first defined in .*1\.cpp:1$'

# Defined in C++, looked for in C.
rm twice/2.cpp
sed -i '/2\.cpp/d' twice/micropython.mk
cat >>twice/m.c <<'END'
int area(int side);
__attribute__((constructor)) static void start(void) { area(3); }
END
expect_error 'm\.c:11: error: undefined symbol area, used by start' "$NATMOD" build twice
expect_match '^hint:.*defines area\(int\): declare it extern "C"'

# A thread-local variable is named, not what the compiler calls for it.
cat >m/m.c <<'END'
#include "py/runtime.h"
static __thread int calls;
static mp_obj_t count(void) { return mp_obj_new_int(++calls); }
static MP_DEFINE_CONST_FUN_OBJ_0(count_obj, count);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&count_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
for arch in x64 armv7m; do
    expect_error 'm\.c:2: error: calls is thread-local' "$NATMOD" build m --arch $arch -o m.mpy
    expect_match '^hint:.*static variable'
    expect_same old m.mpy
done

# The linker alone, on an object of its own.
cat >object.c <<'END'
void *mpy_init(void *self, unsigned long n_args, unsigned long n_kw, void **args) {
    (void)self, (void)n_args, (void)n_kw;
    return args[0];
}
END
gcc -Os -fpic -c object.c -o object.o
expect_ok "$NATMOD" ld --arch x64 -o object.mpy object.o

expect_error 'object\.o' "$NATMOD" ld --arch armv7emsp -o m.mpy object.o
expect_match 'x64|x86|machine|architecture'
expect_same old m.mpy

# Cut anywhere, an object is refused and nothing is written.
size=$(wc -c <object.o)
for part in 0 3 40 64 200 $((size / 2)) $((size - 1)); do
    head -c "$part" object.o >cut.o
    expect_error 'cut\.o' "$NATMOD" ld --arch x64 -o m.mpy cut.o
    expect_same old m.mpy
done

echo 'not an object' >text.o
expect_error 'text\.o' "$NATMOD" ld --arch x64 -o m.mpy text.o
expect_error 'away\.o' "$NATMOD" ld --arch x64 -o m.mpy away.o
expect_same old m.mpy

cat >flags.c <<'EOF'
#include "py/runtime.h"
static mp_obj_t flags_value(void) { return MP_OBJ_NEW_SMALL_INT(VALUE); }
static MP_DEFINE_CONST_FUN_OBJ_0(flags_value_obj, flags_value);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_value), MP_ROM_PTR(&flags_value_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t flags_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_flags, flags_module);
EOF

# Flags that have no meaning for a native module are refused where leaving them out would change the
# module, and said where not. Objects for link-time optimization hold no code.
for flag in '-T part.ld' -Wl,-Tpart.ld -Wl,--wrap=malloc -Wl,--defsym,a=1; do
    expect_error "linker's .* has no meaning" "$NATMOD" build flags.c --ldflags "$flag"
done
mkdir lto
cp flags.c lto/
cat >lto/part.c <<'EOF'
__attribute__((weak)) int part(int x) { return -x; }
EOF
cat >lto/other.c <<'EOF'
int part(int x);
int part(int x) { return x * 10; }
EOF
sed -i 's/VALUE/part(4)/; 1i int part(int);' lto/flags.c
cat >lto/micropython.mk <<'EOF'
SRC_USERMOD_C += $(USERMOD_DIR)/flags.c $(USERMOD_DIR)/part.c $(USERMOD_DIR)/other.c
CFLAGS_USERMOD += -flto
EOF
expect_ok "$NATMOD" build lto
expect_match '^natmod: .*lto/micropython\.mk: note: -flto is left out'
[ "$("$NATMOD" run lto -c 'import flags; print(flags.value())')" = 40 ] || fail "a weak function won"
expect_ok "$NATMOD" check lto
expect_match 'note: -flto is left out' stdout
cc -flto -fno-fat-lto-objects -fpic -c lto/other.c -o lto.o
expect_error 'lto\.o: error: it holds no machine code' "$NATMOD" build lto/flags.c --ldflags lto.o
