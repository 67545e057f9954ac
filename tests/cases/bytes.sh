#!/bin/sh
# SPDX-License-Identifier: MIT
# Names of files, and text in sources, that are not UTF-8.
. "$TOP/tests/cases/lib.sh"

export LC_ALL=C  # for grep
folder=$(printf 'caf\351') source=$(printf 'f\344.c')
mkdir "$folder"
printf 'SRC_USERMOD_C += $(USERMOD_DIR)/%s\n' "$source" >"$folder/micropython.mk"
write() {
    cat >"$folder/$source" <<END
#include "py/runtime.h"
static mp_obj_t text(void) { return mp_obj_new_bytes((const byte *)"$1", sizeof("$1") - 1); }
static MP_DEFINE_CONST_FUN_OBJ_0(text_obj, text);
static const mp_rom_map_elem_t g[] = {
    {MP_ROM_QSTR(MP_QSTR_text), MP_ROM_PTR(&text_obj)},
    ${2-}
};
static MP_DEFINE_CONST_DICT(gd, g);
const mp_obj_module_t mod = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&gd};
MP_REGISTER_MODULE(MP_QSTR_latin, mod);
END
}
write "$(printf '\304rger\200')"
expect_ok "$NATMOD" build "$folder" --arch x64
expect_ok "$NATMOD" build "$folder" --arch x64  # now the preprocessor reads it, if anything does
! grep 'scan' stderr || fail "built again"
touch "$folder/$source"
expect_ok "$NATMOD" build "$folder" --arch x64 -o "$folder/"
expect_ok "$NATMOD" inspect "$folder/latin.mpy" --json
expect_ok "$NATMOD" check "$folder" --arch x64
expect_ok "$NATMOD" size "$folder" --arch x64
expect_ok "$NATMOD" size "$folder" --arch x64 --json
cp stdout sizes
python3 -c "import json; json.load(open('sizes', encoding='utf-8'))" || fail "size --json"
expect_ok "$NATMOD" size "$folder" --arch x64 --against sizes
cp "$folder/latin.mpy" .  # MicroPython itself takes no such folder in sys.path
expect_ok "$NATMOD" run latin.mpy -c "import latin; print(latin.text())"
expect_same "b'\\xc4rger\\x80'"
files_of='
import json, os, sys
def find(json):
    if isinstance(json, dict) and "file" in json: yield json["file"]
    for value in json.values() if isinstance(json, dict) else json if isinstance(json, list) else ():
        yield from find(value)
files = list(find(json.load(open(sys.argv[1], encoding="utf-8"))))
assert files
for file in files: open(os.path.join(os.fsencode(sys.argv[2]), os.fsencode(file)))'
python3 -c "$files_of" "$folder/build-natmod/compile_commands.json" "$folder" ||
    fail "compile_commands.json"

# In a value that the linker reads, and in what compilers quote.
write x "{MP_ROM_QSTR(MP_QSTR_more), (mp_obj_t)\"$(printf '\377')\"},"
expect_ok "$NATMOD" build "$folder" --arch x64
write x "{undeclared, \"$(printf '\351')\"},"
for command in build check; do
    expect_fail "$NATMOD" $command "$folder" --arch x64 --json
    grep -v '"file": null' stdout >answer
    python3 -c "$files_of" answer . || fail "$command --json: $(cat answer)"
done

# CMake's file API has other bytes in such names and flags.
write x
cmade=$(printf 'm\340')
mkdir "$cmade" "$cmade/$folder"
cp "$folder/$source" "$cmade/$folder/"
sed 's/"x"/TEXT/g' "$folder/$source" >"$cmade/t.c"
cat >"$cmade/micropython.cmake" <<END
add_library(usermod_l INTERFACE)
target_sources(usermod_l INTERFACE \${CMAKE_CURRENT_LIST_DIR}/$folder/x.cpp
    \${CMAKE_CURRENT_LIST_DIR}/t.c \${CMAKE_CURRENT_LIST_DIR}/$folder/a.h
    \${CMAKE_CURRENT_LIST_DIR}/$folder/z.S)
target_include_directories(usermod_l INTERFACE \${CMAKE_CURRENT_LIST_DIR}/$folder)
target_compile_definitions(usermod_l INTERFACE "TEXT=\"$(printf '\344')\"")
target_link_libraries(usermod INTERFACE usermod_l)
END
echo '#include "a.h"' | tee "$cmade/$folder/x.cpp" >"$cmade/$folder/z.S"
: >"$cmade/$folder/a.h"
expect_ok "$NATMOD" build "$cmade" --arch x64 -o latin.mpy
expect_ok "$NATMOD" run latin.mpy -c "import latin; print(latin.text())"
expect_same "b'\\xe4'"
mv "$cmade/t.c" "$cmade/$source"
sed "s|/t.c|/$source|" "$cmade/micropython.cmake" >list
cp list "$cmade/micropython.cmake"
rm latin.mpy
expect_ok "$NATMOD" build "$cmade" --arch x64 -o latin.mpy
expect_ok "$NATMOD" run latin.mpy -c "import latin; print(latin.text())"
expect_same "b'\\xe4'"
sed "s|$source|gone$source|" list >"$cmade/micropython.cmake"
expect_error 'CMake cannot read it' "$NATMOD" build "$cmade" --arch x64
