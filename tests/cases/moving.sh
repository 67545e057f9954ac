#!/bin/sh
# SPDX-License-Identifier: MIT
# A repository laid out for cibuildmp (natmod/ with a Makefile that has a target dist, usermod/ with the
# same for firmware, sources shared by both) builds by one line of docs/ci.md, either half.
. "$TOP/tests/cases/lib.sh"
PATH=$(dirname "$NATMOD"):$PATH
NATMOD=natmod
export NATMOD

mkdir -p repo/natmod repo/usermod/volume repo/src
cd repo
printf 'build = "mpy6.3-v1.29.0-*"\n' >cibuildmp.toml
cat >src/volume_core.h <<'END'
int volume_of(int edge);
END
cat >src/volume_core.c <<'END'
#include "volume_core.h"
int volume_of(int edge) {
    return edge * edge * edge;
}
END
cat >natmod/volume.c <<'END'
#include "py/dynruntime.h"
#include "../src/volume_core.h"
static mp_obj_t of(mp_obj_t edge) {
    return mp_obj_new_int(volume_of(mp_obj_get_int(edge)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(of_obj, of);
mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_of, MP_OBJ_FROM_PTR(&of_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
END
cat >natmod/Makefile <<'END'
MOD = volume
SRC = volume.c ../src/volume_core.c
BUILD = .obj/$(notdir $(patsubst %/,%,$(MPY_DIR)))/$(ARCH)$(if $(ARCH_FLAGS),+$(ARCH_FLAGS))
include $(MPY_DIR)/py/dynruntime.mk
dist:
	rm -f $(MOD).mpy
	$(MAKE) all
	mkdir -p build/$(ARCH)
	cp $(MOD).mpy build/$(ARCH)/
END
cat >usermod/volume/volume.c <<'END'
#include "py/runtime.h"
#include "../../src/volume_core.h"
static mp_obj_t of(mp_obj_t edge) {
    return mp_obj_new_int(volume_of(mp_obj_get_int(edge)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(of_obj, of);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_volume)},
    {MP_ROM_QSTR(MP_QSTR_of), MP_ROM_PTR(&of_obj)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t volume_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_volume, volume_module);
END
cat >usermod/volume/micropython.mk <<'END'
SRC_USERMOD_C += $(USERMOD_DIR)/volume.c $(USERMOD_DIR)/../../src/volume_core.c
END

# The lines, as the page has them, for architectures that run here.
line() { # REGEX: of a line of the page
    sed -n "s/^    \($1.*\)/\1/p" "$TOP/docs/ci.md" | head -n 1
}
by_make=$(line 'for arch in ')
by_build=$(line 'natmod build usermod')
[ -n "$by_make" ] && [ -n "$by_build" ] || fail "docs/ci.md has not these lines"
expect_ok sh -ec "$by_make"
for arch in x64 armv6m armv7emsp rv32imc; do
    [ -s natmod/build/$arch/volume.mpy ] || fail "no natmod/build/$arch/volume.mpy"
    "$NATMOD" inspect natmod/build/$arch/volume.mpy >inspected
    grep -q "$arch" inspected || fail "another architecture than $arch"
done
[ "$(MICROPYPATH=natmod/build/x64 "$NATMOD_MICROPYTHON" -c 'import volume; print(volume.of(3))')" = 27 ] ||
    fail "the module of the Makefile does not work"
expect_ok sh -ec "$by_build"
[ "$(find usermod -name volume.mpy | wc -l)" -eq 9 ] || fail "not nine architectures"
built=usermod/volume/build-natmod/x64
[ "$(MICROPYPATH=$built "$NATMOD_MICROPYTHON" -c 'import volume; print(volume.of(4))')" = 64 ] ||
    fail "the user module does not work"
