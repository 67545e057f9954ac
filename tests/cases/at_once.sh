#!/bin/sh
# SPDX-License-Identifier: MIT
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

# Whoever waits longer than a second says for what, in one line, and goes on.
for folder in one/build-natmod one/build-natmod/x64; do
    mkdir -p $folder
    flock $folder/.lock sleep 2 &
    while flock -n $folder/.lock true; do :; done
    expect_ok "$NATMOD" build one --arch x64 -D MARK=1
    wait
    [ "$(grep -c "$folder: waiting for another natmod, which builds there" stderr)" = 1 ] || fail "$(cat stderr)"
done
expect_ok "$NATMOD" build one --arch x64 -D MARK=1
! grep waiting stderr || fail "waits for nobody"

# Where a description runs nothing, builds for other architectures go on side by side.
mkdir quiet
source_of quiet | sed '/made.h/d; s/SEEN \* 10 + MADE/SEEN/' >quiet/quiet.c
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/quiet.c' >quiet/micropython.mk
expect_ok "$NATMOD" build quiet --arch x64 -D SEEN=1
flock quiet/build-natmod/x64/.lock sleep 5 &
while flock -n quiet/build-natmod/x64/.lock true; do :; done
expect_ok "$NATMOD" build quiet --arch armv7m -D SEEN=1
flock -n quiet/build-natmod/x64/.lock true && fail "it has waited"
wait

# A command builds for several architectures at once, and says what it would say one by one.
mkdir broken
echo 'SRC_USERMOD_C += $(USERMOD_DIR)/broken.c' >broken/micropython.mk
{ source_of broken | sed '/made.h/d; s/SEEN \* 10 + MADE/SEEN/'; echo 'int f(void) { return undeclared; }'; } >broken/broken.c
for command in "build -j1" "build -j4" "check -j1" "check -j4" "build --json -j1" "build --json -j4" "check --json -j1" "check --json -j4"; do
    rm -rf quiet/build-natmod broken/build-natmod
    status=0
    "$NATMOD" $command quiet broken --archs x64,armv7m,armv6m -D SEEN=1 >"out $command" 2>messages || status=$?
    grep -v "compiled the runtime" messages >"err $command" || true
    [ $status = 1 ] || fail "$command: status $status"
done
for command in build check "build --json" "check --json"; do
    diff "out $command -j1" "out $command -j4" || fail "another output of $command"
    diff "err $command -j1" "err $command -j4" || fail "other messages of $command"
done
