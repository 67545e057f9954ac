#!/bin/sh
# SPDX-License-Identifier: MIT
# A compiler that does not exist, or makes code for another machine.
. "$TOP/tests/cases/lib.sh"

cp -R "$TOP/examples/shapes" shapes
rm -rf shapes/build-natmod

expect_error 'no-such-compiler' "$NATMOD" build shapes --cc no-such-compiler
expect_error 'no-such-prefix-gcc' env CROSS=no-such-prefix- "$NATMOD" build shapes
expect_error 'armv7emsp' "$NATMOD" build shapes --arch armv7emsp --cc gcc
expect_error 'pdp11' "$NATMOD" build shapes --arch pdp11
expect_match 'x64'
expect_absent shapes/build-natmod/x64/shapes.mpy shapes/build-natmod/armv7emsp/shapes.mpy

# A compiler's message about another name, which quotes a line with a qstr, is no missing qstr; one
# about a qstr that no scan saw is.
cp -R shapes typo
sed -i 's/MP_ROM_PTR(&shapes_area_obj)/MP_ROM_PTR(\&shapes_aera_obj)/' typo/shapes.c
expect_fail "$NATMOD" build typo
expect_match 'shapes_aera_obj'
expect_match '^hint: the messages above say why$'
cp -R shapes unseen
echo 'qstr natmod_unseen(void) { return MP_QSTR_unseen; }' >unseen/unseen.h
sed -i 's/^#include "py.runtime.h"/&\n#ifndef NO_QSTR\n#include "unseen.h"\n#endif/' unseen/shapes.c
expect_fail "$NATMOD" build unseen
expect_match '^hint: no scan saw MP_QSTR_unseen:'

# A compiler that speaks the user's language is asked to speak English; one that says what natmod
# does not know is quoted by a check.
module gpio <<'EOF'
#include "py/runtime.h"
#include "driver/gpio.h"
EOF
mkdir bin
cat >bin/translated-gcc <<'EOF'
#!/bin/sh
case "$LC_ALL $*" in
*" -E "*gpio.c*) [ -z "${BROKEN-}" ] || { echo "es geht nicht" >&2 && exit 1; } ;;
esac
[ "${LC_ALL-}" != C ] || exec x86_64-linux-gnu-gcc "$@"
LC_ALL=C x86_64-linux-gnu-gcc "$@" 2>translated.txt
status=$?
sed 's/Target:/Ziel:/; s/fatal error:/schwerwiegender Fehler:/; s/error:/Fehler:/' translated.txt >&2
exit $status
EOF
chmod +x bin/translated-gcc
expect_ok env LC_ALL=C.UTF-8 LANGUAGE=de "$NATMOD" build shapes --cc "$TMP/bin/translated-gcc"
expect_fail env LC_ALL=C.UTF-8 LANGUAGE=de "$NATMOD" check gpio --cc "$TMP/bin/translated-gcc"
expect_match 'gpio\.c:2: port header: driver/gpio\.h' stdout
expect_fail env BROKEN=1 "$NATMOD" check gpio --cc "$TMP/bin/translated-gcc"
expect_match 'compile error: es geht nicht' stdout

# What check knows of a compiler's message, build says too.
expect_error 'gpio\.c:2: error: driver/gpio\.h belongs to the ESP-IDF' "$NATMOD" build gpio
module state <<'EOF'
#include "py/runtime.h"
static mp_obj_t state_size(void) {
    return MP_OBJ_NEW_SMALL_INT(MP_STATE_MEM(gc_alloc_table_byte_len));
}
static MP_DEFINE_CONST_FUN_OBJ_0(state_size_obj, state_size);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_size), MP_ROM_PTR(&state_size_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t state_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_state, state_module);
EOF
expect_error "state\.c:3: error: MP_STATE_.* the firmware's own state" "$NATMOD" build state
sed -i 's/MP_STATE_MEM(gc_alloc_table_byte_len)/gc_nbytes(NULL)/' state/state.c
expect_error 'state\.c:3: error: nothing declares gc_nbytes: ' "$NATMOD" build state
sed -i '1a size_t gc_nbytes(const void *);' state/state.c
expect_error 'undefined symbol gc_nbytes' "$NATMOD" build state
expect_match '^hint: the function table cannot say how large a block is'

# C++ that a module cannot have: one message of ours with the remedy, whoever notices it.
mkdir cxx
cat >cxx/m.c <<'EOF'
#include "py/runtime.h"
int work(int n);
static mp_obj_t run(mp_obj_t n) { return mp_obj_new_int(work(mp_obj_get_int(n))); }
static MP_DEFINE_CONST_FUN_OBJ_1(run_obj, run);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&run_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
EOF
cat >cxx/micropython.mk <<'EOF'
SRC_USERMOD_C += $(USERMOD_DIR)/m.c
SRC_USERMOD_CXX += $(USERMOD_DIR)/work.cpp
EOF
expect_cxx_error() {
    cat >cxx/work.cpp
    expect_error "$@" "$NATMOD" build cxx
}
expect_cxx_error 'work\.cpp:2: error: a module has no C\+\+ exceptions' <<'EOF'
extern "C" int work(int n) {
    if (n < 0) throw n;
    return n;
}
EOF
expect_match '^hint:.*mp_raise_msg'
expect_cxx_error 'work\.cpp:3: error: a module has no run-time type information' <<'EOF'
struct A { virtual int f() { return 1; } };
struct B : A {};
extern "C" int work(int n) { A a, *p = &a; return n + (dynamic_cast<B *>(p) != nullptr); }
EOF
expect_cxx_error 'work\.cpp:2: error: a module has no C\+\+ exceptions' <<'EOF'
#ifndef __cpp_exceptions
#error "this library wants C++ exceptions"
#endif
extern "C" int work(int n) { return n; }
EOF
cat >cxx/work.cpp <<'EOF'
#include <iostream>
extern "C" int work(int n) { std::cout << n; return n; }
EOF
expect_fail "$NATMOD" build cxx
expect_match 'undefined symbol std::cout, used by work\(\)'
expect_match '^hint:.*streams'
echo 'CXXFLAGS_USERMOD += -fexceptions' >>cxx/micropython.mk
cat >cxx/work.cpp <<'EOF'
extern "C" int work(int n) {
    if (n < 0) throw n;
    return n;
}
EOF
expect_error 'work\.cpp:2: error: a module has no C\+\+ exceptions, and work\(\) uses them' "$NATMOD" build cxx
expect_match '^hint:.*-fno-exceptions'
