#!/bin/sh
# SPDX-License-Identifier: MIT
# No path of the machine that builds is in a .mpy, wherever sources and headers are.
. "$TOP/tests/cases/lib.sh"

mkdir -p outside headers/deep shared places/sub
echo 'static inline const char *in_headers(void) { return __FILE__; }' >headers/deep/a.h
echo 'static inline const char *in_sub(void) { return __FILE__; }' >places/sub/d.h
echo 'static inline const char *in_shared(void) { return __FILE__; }' >shared/b.h
echo 'const char *outside(void) { return __FILE__; }' >outside/out.c
module places <<'END'
#include "py/runtime.h"
#include "deep/a.h"
#include "../shared/b.h"
#include "c.h"
#include "d.h"
const char *outside(void);
static mp_obj_t files(void) {
    const char *names[] = {__FILE__, in_headers(), in_shared(), in_c(), in_sub(), outside()};
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (int i = 0; i < 6; i++)
        mp_obj_list_append(list, mp_obj_new_str(names[i], strlen(names[i])));
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(files_obj, files);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_files), MP_ROM_PTR(&files_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t places_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_places, places_module);
END
mkdir "with blank"
echo 'static inline const char *in_c(void) { return __FILE__; }' >"with blank/c.h"
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/../outside/out.c' >>places/micropython.mk
echo "CFLAGS_USERMOD += -I$TMP/places/sub -I$TMP/headers/ -I $TMP/shared -isystem '$TMP/with blank'" >>places/micropython.mk
for compiler in gcc clang; do
    command -v $compiler >/dev/null || continue
    expect_ok "$NATMOD" build places --arch x64 --cc $compiler --build-dir $compiler -o $compiler.mpy
    for path in "$TMP" "$TOP" "$HOME/"; do
        ! grep -a -F "$path" $compiler.mpy || fail "$compiler: $path is in the file"
    done
done
mkdir built
mv gcc.mpy built/places.mpy
expect_ok "$NATMOD" run built/places.mpy -c "import places; print(places.files())"
expect_same "['places.c', 'deep/a.h', '../shared/b.h', 'c.h', 'sub/d.h', 'out.c']"
