#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod size: of files, of a module by file, function and section, as JSON, and what has changed.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/micropython.mk <<'END'
SRC_USERMOD_C += $(USERMOD_DIR)/m.c $(USERMOD_DIR)/sub/table.c
CFLAGS_USERMOD += -I$(USERMOD_DIR)
END
mkdir m/sub
cat >m/sub/table.c <<'END'
const unsigned char table_of_300[300] = {1, 2, 3};
END
cat >m/m.c <<'END'
#include "py/runtime.h"
extern const unsigned char table_of_300[300];
static mp_obj_t item(mp_obj_t index) {
    int i = mp_obj_get_int(index);
    if (i < 0 || i >= 300) mp_raise_ValueError(MP_ERROR_TEXT("not an index"));
    return mp_obj_new_int(table_of_300[i]);
}
static MP_DEFINE_CONST_FUN_OBJ_1(item_obj, item);
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR_item), MP_ROM_PTR(&item_obj)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t the_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, the_module);
END

# Of a file: one line of totals, and only that.
expect_ok "$NATMOD" build m --arch x64 -o m.mpy
expect_ok "$NATMOD" size m.mpy
[ "$(wc -l <stdout)" -eq 2 ] || fail "lines: $(cat stdout)"
expect_match " $(wc -c <m.mpy) +x64 +m\.mpy$" stdout
for option in "--by file" "--html page.html"; do
    # shellcheck disable=SC2086  # two words
    expect_fail "$NATMOD" size m.mpy $option
    expect_match '^natmod: m.mpy: error: a .mpy file does not say what its bytes are for$'
    expect_match '^hint: name the folder of the module'
    [ ! -e page.html ] || fail "a page was written"
done

expect_ok "$NATMOD" size m --arch x64
expect_match '^ +300 +[0-9.]+%  sub/table\.c$' stdout
expect_match '^ +[0-9]+ +[0-9.]+%  m\.c$' stdout
expect_match '%  rt/py/runtime_raise\.c +mp_raise_ValueError in item, m\.c:5$' stdout
expect_ok "$NATMOD" size m --arch x64 --by function
expect_match '^ +300 +[0-9.]+%  table_of_300, sub/table\.c$' stdout
expect_match '%  item, m\.c$' stdout
expect_ok "$NATMOD" size m --arch x64 --by section
expect_match '%  \.text, text$' stdout
expect_fail "$NATMOD" size m --by files

# All bytes are there: what the items leave of a block is alignment and the fix-up stream.
expect_ok "$NATMOD" size m --arch x64,armv6m --json
cp stdout before.json
cat >ask.py <<'END'
import json
modules = json.load(open("before.json"))["modules"]
assert [(m["module"], m["arch"]) for m in modules] == [("m", "x64"), ("m", "armv6m")], modules
for m in modules:
    memory = m["memory"]
    for ram, total in ((False, memory["text"]), (True, memory["rodata"] + memory["bss"])):
        placed = sum(i["size"] for i in m["items"] if i["ram"] == ram)
        assert total - 100 < placed <= total, (m["arch"], ram, placed, total)
    # The names "item" and "m", each with its end, a pointer and three bytes more.
    assert memory["names"] == 4 + 1 + 2 * (1 + (8 if m["arch"] == "x64" else 4) + 3), memory
    table, = [i for i in m["items"] if i["function"] == "table_of_300"]
    assert table == {"size": 300, "ram": False, "freed": False, "section": ".rodata",
                     "function": "table_of_300", "file": "sub/table.c", "needed_for": ""}, table
END
python3 ask.py || fail "JSON"

# What has changed: the rows that have, and the totals.
sed -i 's/\[300\] = {1, 2, 3}/[300] = {1, 2, 3}; const unsigned char more[40] = {7}/' m/sub/table.c
sed -i 's/return mp_obj_new_int(/&more[i \& 7] + /; s/^extern.*/& extern const unsigned char more[40];/' m/m.c
expect_ok "$NATMOD" size m --arch x64,armv6m --against before.json --by function
for arch in x64 armv6m; do expect_match "^$arch m$" stdout; done
[ "$(grep -cE '^ +0 +40 +\+40  more, sub/table\.c$' stdout)" -eq 2 ] || fail "more: $(cat stdout)"
! grep -q 'table_of_300' stdout || fail "the table has not changed"
expect_match '^ +[0-9]+ +[0-9]+ +\+[0-9]+  text$' stdout
# Of a file only the totals are known.
expect_ok "$NATMOD" size m --arch x64 --against m.mpy
expect_match "^ +$(wc -c <m.mpy) +[0-9]+ +\+[0-9]+  file$" stdout
! grep -q 'more' stdout || fail "rows of a file"
expect_ok "$NATMOD" size m --arch x86 --against before.json
expect_match '^is new$' stdout
for old in m/m.c nothing.json; do
    expect_fail "$NATMOD" size m --arch x64 --against $old
    expect_match "^natmod: $old: error: "
done
