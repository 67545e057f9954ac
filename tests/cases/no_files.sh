#!/bin/sh
# SPDX-License-Identifier: MIT
# Inputs that are no files: pipes that nobody writes to, devices, folders, unreadable and empty files. Each
# command reads or refuses them, and waits for none.
. "$TOP/tests/cases/lib.sh"

mkfifo fifo
ln -s fifo fifo.c
ln -s fifo fifo.cpp
ln -s fifo fifo.o
ln -s fifo fifo.a
ln -s fifo fifo.mpy
ln -s fifo fifo.json
mkdir folder.o folder.mpy folder.c
: >empty.o
: >empty.mpy
module m <<'END'
#include "py/runtime.h"
static const mp_rom_map_elem_t table[] = {{MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_m)}};
static MP_DEFINE_CONST_DICT(globals, table);
const mp_obj_module_t m_module = {{&mp_type_module}, (mp_obj_dict_t *)&globals};
MP_REGISTER_MODULE(MP_QSTR_m, m_module);
END
expect_ok "$NATMOD" build m -o m.mpy
object=$(find m/build-natmod -name 'm.c.o' | head -n 1)

# refused WHAT COMMAND...: fails soon, and says that WHAT is no file.
refused() {
    what=$1
    shift
    expect_fail timeout 20 "$@"
    [ "$status" -ne 124 ] || fail "waited: $*"
    expect_match "$what" stderr
    expect_match '^natmod: .*error: ' stderr
}

for command in inspect verify size; do
    refused 'is a pipe' "$NATMOD" $command fifo.mpy
    refused '' "$NATMOD" $command /dev/zero
    refused '' "$NATMOD" $command folder.mpy
    refused '' "$NATMOD" $command empty.mpy
done
refused 'is a pipe' "$NATMOD" merge fifo.mpy m.mpy -o out.mpy
refused 'is a pipe' "$NATMOD" size m.mpy --against fifo.json
refused 'is a pipe' "$NATMOD" run fifo.mpy
refused 'is a pipe' "$NATMOD" migrate fifo.c

# The linker: objects, archives, and all that options name.
refused 'is a pipe' "$NATMOD" ld fifo.o -o out.mpy
refused 'is a pipe' "$NATMOD" ld "$object" fifo.a -o out.mpy
refused 'is a device' "$NATMOD" ld /dev/zero -o out.mpy
refused 'is a folder' "$NATMOD" ld folder.o -o out.mpy
refused 'is empty' "$NATMOD" ld empty.o -o out.mpy
for option in --externs --firmware --qstrs --qstr-defs --description; do
    refused 'is a pipe' "$NATMOD" ld "$object" $option fifo -o out.mpy
done
echo 'GROUP ( fifo.a )' >lib.a
refused 'is a pipe' "$NATMOD" ld "$object" lib.a -o out.mpy

# Sources, what they include, and a module's own files.
refused 'is a pipe' "$NATMOD" build fifo.c -o out.mpy
refused 'is a pipe' "$NATMOD" build fifo.cpp -o out.mpy
refused 'is a device' sh -c 'ln -s /dev/zero zero.c && "$0" build zero.c -o out.mpy' "$NATMOD"
refused 'is a pipe' "$NATMOD" build m --firmware fifo -o out.mpy
refused 'is a pipe' "$NATMOD" check fifo.c
for file in m.h micropython.mk micropython.cmake extra.c; do
    rm -rf n
    module n <m/m.c
    rm -f "n/$file"
    mkfifo "n/$file"
    [ $file != micropython.cmake ] || rm n/micropython.mk
    sed -i 's|^#include.*|&\n#include "m.h"|' n/n.c
    [ $file = m.h ] || : >n/m.h
    [ $file != extra.c ] || echo 'SRC_USERMOD_C += $(USERMOD_DIR)/extra.c' >>n/micropython.mk
    refused 'is a pipe' "$NATMOD" build n -o out.mpy
    [ $file = m.h ] || refused 'is a pipe' "$NATMOD" check n
done
expect_absent out.mpy

# A header, wherever a compiler looks for it: in a folder of the module's, behind another header,
# named by a flag, or in the place of one that was there in the build before.
module deep <m/m.c
mkdir deep/sub deep/inc
sed -i 's|^#include.*|&\n#include "sub/a.h"|' deep/deep.c
echo '#include <b.h>' >deep/sub/a.h
: >deep/inc/b.h
echo 'CFLAGS_USERMOD += -I$(USERMOD_DIR)/inc' >>deep/micropython.mk
expect_ok "$NATMOD" build deep -o first.mpy
for file in sub/a.h inc/b.h; do
    mv "deep/$file" kept.h
    mkfifo "deep/$file"
    refused "${file##*/} is a pipe, and a compiler waits for it" "$NATMOD" build deep -o out.mpy
    refused "is a pipe" "$NATMOD" build deep --arch x86 -o out.mpy
    expect_fail timeout 20 "$NATMOD" check deep
    expect_match ":[0-9]+: error: .*${file##*/} is a pipe" stdout
    rm "deep/$file"
    mv kept.h "deep/$file"
    expect_ok "$NATMOD" build deep -o again.mpy
    cmp first.mpy again.mpy || fail "a pipe left something behind"
done
# A macro names it, in a source or by a flag; data for the assembler.
cp deep/sub/a.h kept.h
cp deep/micropython.mk kept.mk
mkfifo deep/inc/c.h
printf '#define NAME <c.h>\n#include NAME\n' >deep/sub/a.h
refused 'a.h:1: error: c.h is a pipe, and a compiler waits for it' "$NATMOD" build deep -o out.mpy
printf '#include NAME\n' >deep/sub/a.h
echo 'CFLAGS_USERMOD += -DNAME="<c.h>"' >>deep/micropython.mk
refused 'deep.c: error: c.h is a pipe, and a compiler waits for it' "$NATMOD" build deep -o out.mpy
cp kept.mk deep/micropython.mk
printf '#define A "a"\n#define NAME "../inc/c.h"\n# include NAME\n' >deep/sub/a.h
refused 'a.h:2: error: ../inc/c.h is a pipe' "$NATMOD" build deep -DTEXT='"a","b" \"c\" <d>' -o out.mpy
printf '__asm__(".section .rodata\\n.incbin \\"inc/c.h\\"\\n.text");\n' >deep/sub/a.h
refused 'a.h:1: error: inc/c.h is a pipe, and a compiler waits for it' "$NATMOD" build deep -o out.mpy
cp kept.h deep/sub/a.h
# Behind a header that a flag includes.
echo '#include "c.h"' >deep/inc/d.h
echo 'CFLAGS_USERMOD += -include $(USERMOD_DIR)/inc/d.h' >>deep/micropython.mk
refused 'd.h:1: error: c.h is a pipe' "$NATMOD" build deep -o out.mpy
cp kept.mk deep/micropython.mk
# Many ways lead to the same headers; each is visited once, before the one with the pipe.
for file in x y z; do
    mkdir deep/$file
    printf '#pragma once\n#include "../x/a.h"\n#include "../y/a.h"\n#include "../z/a.h"\n' >deep/$file/a.h
done
printf '#include "../inc/d.h"\n#include "../x/a.h"\n' >deep/sub/a.h
refused 'd.h:1: error: c.h is a pipe' "$NATMOD" build deep -o out.mpy
cp kept.h deep/sub/a.h
echo 'CFLAGS_USERMOD += -include $(USERMOD_DIR)/inc/c.h' >>deep/micropython.mk
refused 'c.h: error: is a pipe' "$NATMOD" build deep -o out.mpy
expect_absent out.mpy

# An output that is no file stays what it is.
expect_ok "$NATMOD" build m -o /dev/null
[ -c /dev/null ] || fail "/dev/null was replaced"
