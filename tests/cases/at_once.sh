#!/bin/sh
# Builds, checks and runs of one folder at once, with different options: each is right.
. "$TOP/tests/cases/lib.sh"

# A module that shows with which flags its description was read, and its header was made.
source_of() {
    cat <<END
#include "py/runtime.h"
#include "made.h"
static const mp_rom_map_elem_t g[] = {{MP_ROM_QSTR(MP_QSTR_seen), MP_ROM_INT(SEEN * 10 + MADE)}};
static MP_DEFINE_CONST_DICT(gd, g);
const mp_obj_module_t mod = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&gd};
MP_REGISTER_MODULE(MP_QSTR_$1, mod);
END
}
mkdir one two listed
for name in one two; do
    source_of $name >$name/$name.c
    cat >$name/micropython.mk <<END
mark := \$(patsubst -DMARK=%,%,\$(filter -DMARK=%,\$(CFLAGS_EXTRA)))
SRC_USERMOD_C += \$(USERMOD_DIR)/$name.c
CFLAGS_USERMOD += -DSEEN=\$(mark) -I\$(BUILD)
QSTR_GLOBAL_DEPENDENCIES += \$(BUILD)/made.h
.PHONY: always
\$(BUILD)/made.h: always ; echo "#define MADE \$(mark)" >\$@
END
done
source_of listed >listed/listed.c
cat >listed/micropython.cmake <<'END'
string(REGEX MATCH "MARK=([0-9])" found "${MICROPY_CPP_FLAGS_EXTRA}")
set(mark ${CMAKE_MATCH_1})
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/made.h "#define MADE ${mark}\n")
add_library(usermod_listed INTERFACE)
target_sources(usermod_listed INTERFACE ${CMAKE_CURRENT_LIST_DIR}/listed.c)
target_include_directories(usermod_listed INTERFACE ${CMAKE_CURRENT_BINARY_DIR})
target_compile_definitions(usermod_listed INTERFACE SEEN=${mark})
target_link_libraries(usermod INTERFACE usermod_listed)
END

# at_once MARK COMMAND ARGUMENTS...: natmod in the background; outMARK gets what it prints.
at_once() {
    mark=$1 command=$2
    shift 2
    mkdir out$mark
    "$NATMOD" $command -D MARK=$mark "$@" >out$mark/stdout 2>out$mark/stderr && : >out$mark/done &
}

# expect_values MARK MODULE...: that build succeeded, with its own flags.
expect_values() {
    mark=$1
    shift
    [ -e out$mark/done ] || fail "$mark: $(cat out$mark/stderr)"
    for module in "$@"; do
        expect_ok "$NATMOD" run out$mark/$module.mpy -c "import $module; print($module.seen)"
        expect_same $mark$mark
    done
}

for module in one listed; do
    for mark in 1 2 3; do at_once $mark build $module --arch x64 -o out$mark/$module.mpy; done
    for mark in 4 5; do at_once $mark run $module -c "import $module; print($module.seen)"; done
    at_once 6 check $module --arch x64
    at_once 7 build $module --arch armv7m
    wait
    for mark in 1 2 3; do expect_values $mark $module; done
    for mark in 4 5; do expect_same $mark$mark out$mark/stdout; done
    for mark in 6 7; do [ -e out$mark/done ] || fail "$module $mark: $(cat out$mark/stderr)"; done
    rm -r out?
done

# Folders in any order: nobody waits for a folder whose owner waits for him.
for round in 1 2 3; do
    rm -rf one/build-natmod two/build-natmod
    at_once 1 build one two --arch x64 -o out1/
    at_once 2 build two one --arch x64 -o out2/
    at_once 3 build one one/../one two --arch x64 -o out3/
    wait
    for mark in 1 2 3; do expect_values $mark one two; done
    rm -r out?
done

# A run imports what it built, whatever is built meanwhile. The next run sweeps what it left.
for round in 1 2; do
    expect_ok "$NATMOD" run one -D MARK=1 -c "
import os
os.system('$NATMOD build one --arch x64 -D MARK=2 >log')
import one
print(one.seen)"
    expect_same 11
    [ "$(ls one/build-natmod/run | wc -l)" = 1 ] || fail "$(ls one/build-natmod/run)"
done
