# SPDX-License-Identifier: MIT
# natmod where, and the symbol file beside each module.
. "$TOP/tests/cases/lib.sh"

mkdir m
cat >m/spots.c <<'EOF'
#include "py/runtime.h"

int spots_dropped(int n) {
    return n * 7;
}

static mp_obj_t first(mp_obj_t x) {
    if (x == mp_const_none) mp_raise_ValueError(MP_ERROR_TEXT("no number"));
    return mp_obj_new_int(mp_obj_get_int(x) + 1);
}
static MP_DEFINE_CONST_FUN_OBJ_1(first_obj, first);

static mp_obj_t second(mp_obj_t x) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    mp_obj_list_append(list, x);
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_1(second_obj, second);

static const mp_rom_map_elem_t globals_table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_spots)},
    {MP_ROM_QSTR(MP_QSTR_first), MP_ROM_PTR(&first_obj)},
    {MP_ROM_QSTR(MP_QSTR_second), MP_ROM_PTR(&second_obj)},
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t spots_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_spots, spots_module);
EOF
echo 'SRC_USERMOD += $(USERMOD_DIR)/spots.c' >m/micropython.mk

# nm reads the symbols of any processor. Text begins at 0x100000 in the symbol file.
address_of() {
    found=$(nm "$1" | awk -v name="$2" '$3 == name { print $1 }')
    [ -z "$found" ] || echo $((0x$found - 0x100000))
}

for arch in x64 x86 armv6m armv7m rv32imc rv64imc xtensa; do
    expect_ok "$NATMOD" build m --arch "$arch" -o "$arch/spots.mpy"
    for function in 'first:[7-9]' 'second:1[3-7]' mp_raise_msg:; do
        name=${function%:*}
        address=$(address_of "$arch/spots.elf" "$name")
        [ -n "$address" ] || continue
        expect_ok "$NATMOD" where "$arch/spots.mpy" "$address"
        [ "${function#*:}" ] || { expect_match "^0x[0-9a-f]+: $name at .*/sdk/rt/" stdout; continue; }
        expect_match "^0x[0-9a-f]+: $name at .*/?spots.c:${function#*:}\$" stdout
    done
    nm "$arch/spots.elf" >names
    grep -q ' first$' names || fail "$arch: first() has no symbol"
    grep -q spots_dropped names && fail "$arch: what is not linked has a symbol"
done

# An address in the middle, seen from where the firmware put text.
middle=$(($(address_of x64/spots.elf second) + 4))
expect_ok "$NATMOD" where x64/spots.mpy --base 0x7f0000001000 $((0x7f0000001000 + middle)) --json
expect_match '"function": "second"' stdout
expect_match '"line": 1[34],?' stdout
expect_ok "$NATMOD" where x64/spots.mpy 0x7fffffff
expect_match 'not in the module, whose text has [0-9]+ bytes' stdout

# The base, as the firmware that imported the module tells it.
cat >base.py <<'EOF'
import spots, uctypes
print(hex(uctypes.struct(id(spots.first) + 8, {"f": uctypes.UINT64}).f))
EOF
expect_ok env MICROPYPATH="$TMP/x64" "$NATMOD_MICROPYTHON" base.py
first=$(cat stdout)
second=$((first - $(address_of x64/spots.elf first) + $(address_of x64/spots.elf second)))
expect_ok "$NATMOD" where x64/spots.mpy --function "first=$first" "$second"
expect_match ': second at ' stdout
expect_error "no function 'frist'" "$NATMOD" where x64/spots.mpy --function frist=1 2
expect_match "did you mean 'first'" stderr
expect_error "'first' has no address" "$NATMOD" where x64/spots.mpy --function first 2

# The same by natmod.base(), in each firmware: of functions, and of a class that has none.
module only <<'EOF'
#include "py/runtime.h"
static mp_obj_t make(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    (void)args;
    mp_obj_base_t *self = m_new_obj(mp_obj_base_t);
    self->type = type;
    return MP_OBJ_FROM_PTR(self);
}
MP_DEFINE_CONST_OBJ_TYPE(only_type, MP_QSTR_Only, MP_TYPE_FLAG_NONE, make_new, make);
static const mp_rom_map_elem_t table[] = {
    {MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_only)},
    {MP_ROM_QSTR(MP_QSTR_Only), MP_ROM_PTR(&only_type)},
};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t only_module = {.base = {&mp_type_module}, .globals = (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_only, only_module);
EOF
mkdir scripts  # where no folder has the name of a module
cat >scripts/based.py <<'EOF'
import struct, natmod, only, spots, uctypes
word = struct.calcsize("P")
def at(address):
    return uctypes.struct(address, {"p": uctypes.UINT64 if word == 8 else uctypes.UINT32}).p
print(hex(natmod.base("spots")), hex(at(id(spots.second) + word)))
print(hex(natmod.base(only)), hex(at(id(only.Only) + 16 + word)))
try:
    natmod.base(struct)
except RuntimeError as e:
    print(e)
EOF
cd scripts
for row in $ROWS; do
    arch=${row%%=*}
    expect_ok "$NATMOD" build ../m ../only --arch "$arch" -o "../in-$arch/"
    expect_ok env MICROPYPATH="$TMP/in-$arch:$TOP/sdk/device" "${row#*=}" based.py
    cp stdout based
    for line in '1 spots second' '2 only make'; do
        set -- $line
        expect_ok "$NATMOD" where "../in-$arch/$2.mpy" --base $(sed -n "$1p" based)
        expect_match "^0x[0-9a-f]+: $3 at " stdout
    done
    [ "$(sed -n 3p based)" = 'natmod: no function of struct is found in its .mpy file' ] || fail "$(cat based)"
done
cd ..

expect_error "'0xzz' is not an address" "$NATMOD" where x64/spots.mpy 0xzz
cp x86/spots.elf armv7m/
expect_error 'spots.elf: error: is of another build' "$NATMOD" where armv7m/spots.mpy 0x10
rm armv7m/spots.elf
expect_error 'spots.elf: error: there is no such file' "$NATMOD" where armv7m/spots.mpy 0x10

# Beside what is no .mpy there is none.
expect_ok "$NATMOD" build m --arch x64 -o other
[ -e other ] && [ ! -e other.elf ] || fail "$(ls)"
