#!/bin/sh
# SPDX-License-Identifier: MIT
# --launcher ccache and distcc: ten modules for all architectures, the same bytes as without, and
# both really at work. The runtime is compiled with them as well.
. "$TOP/tests/cases/lib.sh"

for i in 0 1 2 3 4 5 6 7 8 9; do
    mkdir m$i
    printf 'SRC_USERMOD_C += $(USERMOD_DIR)/m%d.c\n' $i >m$i/micropython.mk
    cat >m$i/m$i.c <<END
#include "py/runtime.h"
static mp_obj_t scaled(mp_obj_t value, mp_obj_t kind) {
    switch (mp_obj_get_int(kind)) {
        case $i: return mp_obj_new_float(mp_obj_get_float(value) * ${i}.5);
        case MP_QSTR_scaled: return kind;
    }
    mp_raise_msg_varg(&mp_type_ValueError, MP_ERROR_TEXT("%s has %d"), __FILE__, $i);
}
static MP_DEFINE_CONST_FUN_OBJ_2(scaled_obj, scaled);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_scaled), MP_ROM_PTR(&scaled_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t the_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m$i, the_module);
END
done

# build_all NAME [OPTIONS]: from nothing; the sums of all files are in NAME.
build_all() {
    name=$1
    shift
    rm -rf m?/build-natmod
    expect_ok "$NATMOD" build m? --arch all "$@"
    (cd "$TMP" && sha256sum m?/build-natmod/*/m?.mpy) >"$name"
}

build_all plain
count=$(wc -l <plain)
[ "$count" -ge 90 ] || fail "only $count files"

export CCACHE_DIR="$TMP/ccache" CCACHE_NODIRECT=1
build_all ccache1 --launcher ccache
build_all ccache2 --launcher ccache
diff plain ccache1 || fail "ccache changes the bytes"
diff plain ccache2 || fail "what ccache kept has other bytes"
hits=$(ccache --print-stats | sed -n 's/^preprocessed_cache_hit[^0-9]*//p')
[ "$hits" -ge "$count" ] || fail "$hits hits for $count objects"

# A daemon on loopback that must be the one who compiles. Its cache is a new one, for the runtime.
port=$((20000 + $$ % 20000))
mkdir client daemon
chmod 755 .
chmod 777 daemon  # it does not run as root
distccd --daemon --allow 127.0.0.1 --listen 127.0.0.1 --port $port --enable-tcp-insecure \
    --pid-file "$TMP/daemon/pid" --log-file "$TMP/daemon/log" --jobs 2 --nice 5
trap 'kill "$(cat "$TMP/daemon/pid")" || :; rm -rf "$TMP"' EXIT
export DISTCC_HOSTS="127.0.0.1:$port/2" DISTCC_FALLBACK=0 DISTCC_DIR="$TMP/client"
build_all distcc --launcher distcc
diff plain distcc || fail "distcc changes the bytes"
[ "$(grep -c 'COMPILE_OK' daemon/log)" -ge "$count" ] || fail "$(tail daemon/log)"
compiled=$(grep -c 'COMPILE_OK' daemon/log)
NATMOD_CACHE="$TMP/new" expect_ok "$NATMOD" build m0 --arch armv6m --launcher distcc
[ "$(grep -c 'COMPILE_OK' daemon/log)" -gt $((compiled + 5)) ] || fail "the runtime was not sent"
