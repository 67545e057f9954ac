#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod profile: instructions by function and line, as text and for KCachegrind.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/work.c <<'EOF'
#include "py/runtime.h"

static inline unsigned mix(unsigned x, unsigned y) {
    return (x ^ y) * 2654435761u;
}

static __attribute__((noinline)) unsigned rounds(unsigned n) {
    unsigned x = n;
    for (unsigned i = 0; i < n; i++) {
        x = mix(x, i);
    }
    return x;
}

static mp_obj_t run(mp_obj_t n) {
    return mp_obj_new_int((mp_int_t)(rounds((unsigned)mp_obj_get_int(n)) & 0xffff));
}
static MP_DEFINE_CONST_FUN_OBJ_1(run_obj, run);

static mp_obj_t each(mp_obj_t callback, mp_obj_t n) {
    for (mp_int_t i = mp_obj_get_int(n); i > 0; i--) {
        mp_call_function_0(callback);
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(each_obj, each);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_work)},
    {MP_ROM_QSTR(MP_QSTR_run), MP_ROM_PTR(&run_obj)},
    {MP_ROM_QSTR(MP_QSTR_each), MP_ROM_PTR(&each_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t work_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_work, work_module);
EOF
echo 'SRC_USERMOD += $(USERMOD_DIR)/work.c' >m/micropython.mk
cat >script.py <<'EOF'
import sys
import work
work.each(lambda: work.run(1000), 20)
print("ran", sys.argv[1:])
EOF

for row in $ROWS; do
    arch=${row%%=*}
    case $arch in x64 | x86) ;; *) continue ;; esac
    [ "$arch" = "$(uname -m | sed 's/x86_64/x64/')" ] || continue # valgrind for others is another package
    expect_ok "$NATMOD" profile --firmware "${row#*=}" m script.py one
    expect_match "^ran \['one'\]" stdout
    # 20 calls, 1000 rounds each, of 4 to 12 instructions; next to nothing is spent outside of them.
    instructions=$(awk '$4 == "rounds" { print $1 }' stdout)
    [ "$instructions" -gt 80000 ] && [ "$instructions" -lt 260000 ] || fail "rounds: $(cat stdout)"
    expect_match '^ +[0-9]+ +[0-9.]+% +[0-9]+  rounds  work\.c:[78]$' stdout
    # each() spends little itself, and calls nearly all.
    awk -v least="$instructions" '$4 == "each" { found = $1 < 5000 && $3 > least } END { exit !found }' stdout ||
        fail "each: $(cat stdout)"
    # Lines, also of what is inlined, with their text.
    line=$(awk '/return \(x \^ y\)/ { print $1 }' stdout)
    [ "$line" -ge 40000 ] || fail "the inlined line: $(cat stdout)"
    expect_match '^work\.c$' stdout
    expect_match 'the whole program' stdout
done

# The other file: what reads it finds names, sources and calls.
file=m/build-natmod/profile/callgrind.out.work
expect_match "^kcachegrind .*$file\$" stdout
callgrind_annotate --inclusive=yes $file >annotated
expect_match '[0-9,]+ .*/work\.c:rounds \[.*/profile/work\.elf\]' annotated
expect_match '[0-9,]+ .*/work\.c:each \[.*/profile/work\.elf\]' annotated
objdump -d m/build-natmod/profile/work.elf | sed -n 's/^ *\([0-9a-f]*\):.*/0x\1/p' >code
grep -A3 '^fn=rounds' $file | grep -o '^0x[0-9a-f]*' | head -1 | grep -qxf code || fail "addresses are not the file's"

expect_ok "$NATMOD" profile -o here.out m -c 'import work; work.run(5)'
[ -s here.out ] && [ -s work.elf ] || fail "$(ls)"
# A file that is built already, and the script's status.
expect_ok "$NATMOD" build m --arch x64 -o lib/work.mpy
status=0
"$NATMOD" profile lib/work.mpy -c 'import work, sys; work.run(5); sys.exit(4)' >stdout 2>stderr || status=$?
[ $status -eq 4 ] || fail "status $status: $(cat stderr)"
expect_match ' rounds ' stdout
[ -s lib/callgrind.out.work ] || fail "$(ls lib)"

expect_error 'there is no script to run' "$NATMOD" profile m
expect_error 'called no function of the module' "$NATMOD" profile m -c 'print(1)'
for row in $ROWS; do
    case $row in armv*) ;; *) continue ;; esac
    expect_error 'valgrind runs programs of this machine' "$NATMOD" profile --firmware "${row#*=}" m script.py
done
rm -rf m/build-natmod
expect_error 'there is no valgrind' env PATH=/nowhere "$NATMOD" profile m script.py
expect_match 'apt install valgrind'
expect_absent m/build-natmod
