#!/bin/sh
# SPDX-License-Identifier: MIT
# Many commands in one folder at once, with all sorts of options: each gives, byte for byte, what it
# gives alone.
. "$TOP/tests/cases/lib.sh"

source_of() {
    cat <<END_OF_FILE
#include "py/runtime.h"
#ifdef MADE
#include "made.h"
#endif
static mp_obj_t text(void) { return mp_obj_new_str(SEEN_TEXT, sizeof(SEEN_TEXT) - 1); }
static MP_DEFINE_CONST_FUN_OBJ_0(text_obj, text);
static const mp_rom_map_elem_t g[] = {
    {MP_ROM_QSTR(MP_QSTR_text), MP_ROM_PTR(&text_obj)}, {MP_ROM_QSTR(MP_QSTR_seen), MP_ROM_INT(SEEN)}};
static MP_DEFINE_CONST_DICT(gd, g);
const mp_obj_module_t mod = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&gd};
MP_REGISTER_MODULE(MP_QSTR_$1, mod);
END_OF_FILE
}
# Two that run nothing, two that make a header for the flags of each build.
mkdir -p single
cd single
mkdir made plain cmade cplain
for name in made plain cmade cplain; do source_of $name >$name/$name.c; done
cat >plain/micropython.mk <<'END_OF_FILE'
SRC_USERMOD_C += $(USERMOD_DIR)/plain.c
CFLAGS_USERMOD += -DSEEN_TEXT='"$(filter -DSEEN=%,$(CFLAGS_EXTRA))"'
END_OF_FILE
cat >made/micropython.mk <<'END_OF_FILE'
SRC_USERMOD_C += $(USERMOD_DIR)/made.c
CFLAGS_USERMOD += -DMADE -I$(BUILD)
QSTR_GLOBAL_DEPENDENCIES += $(BUILD)/made.h
.PHONY: always
$(BUILD)/made.h: always ; echo '#define SEEN_TEXT "$(filter -DSEEN=%,$(CFLAGS_EXTRA))"' >$@
END_OF_FILE
for name in cmade cplain; do
    cat >$name/micropython.cmake <<END_OF_FILE
add_library(usermod_$name INTERFACE)
target_sources(usermod_$name INTERFACE \${CMAKE_CURRENT_LIST_DIR}/$name.c)
target_link_libraries(usermod INTERFACE usermod_$name)
END_OF_FILE
done
echo 'target_compile_definitions(usermod_cplain INTERFACE "SEEN_TEXT=\"${MICROPY_CPP_FLAGS_EXTRA}\"")' >>cplain/micropython.cmake
cat >>cmade/micropython.cmake <<'END_OF_FILE'
string(REPLACE ";" " " words "${MICROPY_CPP_FLAGS_EXTRA}")
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/made.h "#define SEEN_TEXT \"${words}\"\n")
target_include_directories(usermod_cmade INTERFACE ${CMAKE_CURRENT_BINARY_DIR})
target_compile_definitions(usermod_cmade INTERFACE MADE)
END_OF_FILE
cd ..
cp -r single parallel

# command NUMBER MODULE: one of twelve. Its results, all in rNUMBER, say with what it was made.
command() {
    mkdir r$1
    case $1 in
        1 | 2 | 3) set -- $1 build $2 --arch x64 -D SEEN=$1 -o r$1/x.mpy --name $2 ;;
        4) set -- $1 build $2 --archs x64,armv7m -D SEEN=4 -o r4/ ;;
        5) set -- $1 build $2 --arch armv7m -D SEEN=5 -o r5/ ;;
        6) set -- $1 build $2 --arch x64 --abi 6.2 -D SEEN=6 -o r6/ ;;
        7) set -- $1 check $2 --archs armv7m,x64 -D SEEN=7 --json ;;
        8) set -- $1 check $2 --arch x64 -D SEEN=8 ;;
        9) set -- $1 size $2 --arch x64 -D SEEN=9 --json ;;
        10) set -- $1 package $2 --archs x64,armv7m -D SEEN=10 -o r10/out --url http://h ;;
        11) set -- $1 run $2 -D SEEN=11 -c "import $2; print($2.seen, $2.text())" ;;
        12) set -- $1 build $2 --arch x64 -D SEEN=12 --mutable-globals -o r12/ ;;
    esac
    number=$1
    shift
    if "$NATMOD" "$@" >r$number/stdout 2>stderr$number; then : >r$number/done; fi
}

for module in made plain cmade cplain; do
    cd "$TMP/single"
    for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
        rm -rf $module/build-natmod
        command $number $module
        [ -e r$number/done ] || fail "$module, command $number: $(cat stderr$number)"
    done
    cd "$TMP/parallel"
    for round in 1 2; do
        rm -rf r*
        for number in 1 2 3 4 5 6 7 8 9 10 11 12; do command $number $module & done
        wait
        for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
            [ -e r$number/done ] || fail "$module, command $number at once: $(cat stderr$number)"
            diff -r -x '*.elf' ../single/r$number r$number || fail "$module, command $number, round $round"
        done
    done
    rm -rf ../single/r*
done

# Two packages in one folder: all of it is that of the second.
cd "$TMP/single"
for round in 1 2 3; do
    rm -rf out
    for archs in x64 armv7m,x64; do
        "$NATMOD" package plain --archs $archs -D SEEN=1 -o out --version $archs >log$archs 2>&1 || fail "$(cat log$archs)" &
    done
    wait
    version=$(sed -n 's/.*"version": "\(.*\)".*/\1/p' out/package.json)
    rm -rf alone
    expect_ok "$NATMOD" package plain --archs "$version" -D SEEN=1 -o alone --version "$version"
    cmp out/package.json alone/package.json || fail "a mixture"
    cmp out/plain/__init__.py alone/plain/__init__.py || fail "a mixture"
done
