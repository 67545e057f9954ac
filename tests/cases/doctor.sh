#!/bin/sh
# SPDX-License-Identifier: MIT
# natmod doctor: what works here, and the command that mends what does not; natmod toolchains --get.
. "$TOP/tests/cases/lib.sh"

expect_ok "$NATMOD" doctor
expect_match '^ +ok +x64 +gcc [0-9.]+: /' stdout
expect_match '^ +ok +ninja +[0-9.]+: /' stdout
expect_match '^ +ok +micropython +1\.[0-9.]+ for x64, ABI 6\.3: /' stdout
expect_match '^ +ok +trial ' stdout
expect_match '^ +- +xtensawin +no compiler$' stdout
expect_match '> natmod toolchains --get xtensawin$' stdout
expect_match '^This machine builds modules, and runs them\.$' stdout
[ ! -s stderr ] || fail "it complains: $(cat stderr)"

# For programs.
expect_ok "$NATMOD" doctor --json
python3 - <<'END_PYTHON' || fail "see above"
import json
answer = json.load(open("stdout"))
assert answer["ok"] is True, answer
checks = {check["name"]: check for check in answer["checks"]}
assert checks["trial"]["ok"] and checks["trial"]["needed"], checks["trial"]
assert checks["xtensawin"]["mend"] == "natmod toolchains --get xtensawin", checks["xtensawin"]
assert checks["armv6m"]["group"] == "other architectures", checks["armv6m"]
for name in "make cmake mpremote qemu-arm-static gdb gdb-multiarch valgrind".split():
    check = checks[name]
    assert check["ok"] == (check["lacks"] is None) == (check["mend"] is None), check
    assert not check["needed"], check
END_PYTHON

# A compiler whose headers come later is found then.
cat >late-gcc <<END
#!/bin/sh
case "\$*" in *limits.h*) [ -e $TMP/headers ] || exit 1 ;; esac
exec gcc "\$@"
END
chmod +x late-gcc
"$NATMOD" toolchains --cc x64="$TMP/late-gcc" >stdout
expect_match '^x64 +-  ' stdout
touch headers
"$NATMOD" toolchains --cc x64="$TMP/late-gcc" >stdout
expect_match '^x64 +/.*late-gcc  gcc ' stdout

# What the modules of a folder need, as commands; it reads no more than natmod.toml and names of files.
mkdir -p modules/one path
echo '$(error not read)' >modules/one/micropython.mk
printf 'build.archs = ["x64", "armv6m"]\n' >modules/natmod.toml
expect_ok "$NATMOD" doctor --mend modules
[ ! -s stdout ] || fail "it wants what is there: $(cat stdout)"
expect_ok "$NATMOD" doctor --mend --arch all
expect_same 'natmod toolchains --get xtensawin'
for program in apt sh; do ln -s "$(command -v $program)" path/; done
PATH=$TMP/path expect_ok "$NATMOD" doctor --mend modules
grep -E -q '^(sudo )?apt install ninja-build make gcc-x86-64-linux-gnu g\+\+-x86-64-linux-gnu gcc-arm-none-eabi libnewlib-arm-none-eabi$' stdout ||
    fail "not the packages: $(cat stdout)"
PATH=$TMP/path expect_ok "$NATMOD" doctor --mend --arch x64,x86
expect_match 'apt install ninja-build gcc-x86-64-linux-gnu g\+\+-x86-64-linux-gnu gcc-i686-linux-gnu g\+\+-i686-linux-gnu$' stdout
expect_error 'there is no such folder' "$NATMOD" doctor --mend nowhere

# Without MicroPython nothing runs: that is what counts.
expect_fail env NATMOD_MICROPYTHON=/bin/false "$NATMOD" doctor
expect_match '^ +!! +micropython +this MicroPython does not load native modules' stdout
expect_match '^ +!! +trial ' stdout
expect_match '^This machine cannot ' stdout
expect_fail env NATMOD_MICROPYTHON=/bin/false "$NATMOD" doctor --json
expect_match '"ok": false' stdout

# A machine that has a compiler for itself and little else: every gap has its command, and one mends all.
mkdir bin
for program in sh mktemp rm env uname cat dirname; do ln -s "$(command -v $program)" bin/$program; done
for program in apt apt-get; do
    printf '#!/bin/sh\nexit 1\n' >bin/$program
    chmod +x bin/$program
done
cp bin/apt bin/apt-cache
sudo=
[ "$(id -u)" -eq 0 ] || sudo='sudo '
expect_fail env PATH="$TMP/bin" NATMOD_CACHE="$TMP/cache" "$NATMOD" doctor
expect_match '^ +!! +x64 +no compiler$' stdout
expect_match '^ +!! +ninja +nothing builds$' stdout
expect_match "^ +> ${sudo}apt install ninja-build\$" stdout
expect_match "^ +> ${sudo}apt install gcc-arm-none-eabi libnewlib-arm-none-eabi\$" stdout
# Debian 12 has no package of it; a newer Debian has.
expect_match "^ +> ${sudo}apt install pipx && pipx install mpremote\$" stdout
expect_match "^  ${sudo}apt install .*ninja-build.* gdb-multiarch valgrind\$" stdout
printf '#!/bin/sh\n[ "$2" = micropython-mpremote ]\n' >bin/apt-cache
expect_fail env PATH="$TMP/bin" NATMOD_CACHE="$TMP/cache" "$NATMOD" doctor
expect_match "^ +> ${sudo}apt install micropython-mpremote\$" stdout
rm bin/apt*
expect_fail env PATH="$TMP/bin" NATMOD_CACHE="$TMP/cache" "$NATMOD" doctor
expect_match '^ +> install what Debian calls ninja-build$' stdout
expect_match "^ +> .*install Espressif's xtensa-esp-elf toolchain" stdout

# A compiler that is not installed, but unpacked where builds look for it. Only `make test` fetches one;
# where it has, that one does the rest.
expect_error 'a compiler for armv6m need not be unpacked' "$NATMOD" toolchains --get armv6m
expect_match '^hint: apt install gcc-arm-none-eabi'
expect_error 'apt-get is not there' env PATH="$TMP/bin" "$NATMOD" toolchains --get xtensawin --to "$TMP/none"
expect_absent none
[ -x "$TOP/build/clang/clang" ] || exit 0
expect_ok "$NATMOD" toolchains --get xtensawin --to "$TOP/build/clang"
expect_same "$TOP/build/clang/clang"
expect_match "^natmod: builds use it with --cc xtensawin=$TOP/build/clang/clang\$"
mkdir -p data/natmod
ln -s "$TOP/build/clang" data/natmod/xtensawin
export XDG_DATA_HOME="$TMP/data"
expect_ok "$NATMOD" toolchains --get xtensawin
expect_same "$TMP/data/natmod/xtensawin/clang"
[ ! -s stderr ] || fail "it complains: $(cat stderr)"
expect_ok "$NATMOD" doctor
expect_match '^ +ok +xtensawin +clang [0-9.]+: ' stdout
expect_ok "$NATMOD" build "$TOP/tests/modules/tuples" --arch xtensawin -o built.mpy
expect_ok "$NATMOD" verify built.mpy
