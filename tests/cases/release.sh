# SPDX-License-Identifier: MIT
# What a release is packed into works where it is unpacked: the archive, the wheel in an environment
# of its own, the package for npm. The program here is not static, which only `make dist` builds.
. "$TOP/tests/cases/lib.sh"

build=$(dirname "$NATMOD")
version=$("$NATMOD" --version | sed 's/^natmod \([0-9.]*\).*/\1/')
unset NATMOD_SDK
cmake --install "$build" --prefix "$TMP/prefix" --strip >/dev/null || fail "cmake --install"
cp -r prefix other
for out in one two; do
    expect_ok env SOURCE_DATE_EPOCH=1700000000 "$TOP/scripts/pack-release" "$version" $out \
        "x86_64=$TMP/prefix" "aarch64=$TMP/other"
    sleep 1 # another second, if a time got in
    touch prefix/bin/natmod
done
diff -r one two || fail "not the same bytes"
(cd one && sha256sum --quiet -c SHA256SUMS) || fail "wrong checksums"
expect_fail "$TOP/scripts/pack-release" 1 out x86_64="$TMP/one"
expect_match '^pack-release: there is no bin/natmod in '
expect_absent out

works() { # PROGRAM: it builds a module, which MicroPython imports
    rm -rf built
    expect_ok "$@" build "$TOP/examples/crc" --build-dir built
    [ "$(MICROPYPATH=built/x64 "$NATMOD_MICROPYTHON" -c 'import crc; print(crc.crc16(b"123456789"))')" = 10673 ] ||
        fail "another module by $1"
}

tar xzf one/natmod-"$version"-linux-x86_64.tar.gz
works natmod-"$version"/bin/natmod

python3 -m venv environment
expect_ok environment/bin/pip install --no-index --no-deps one/natmod-"$version"-*_x86_64.whl
[ "$(environment/bin/natmod sdk)" = "$TMP/environment/share/natmod/sdk" ] || fail "another SDK"
works environment/bin/natmod
environment/bin/pip show -f natmod >stdout
expect_match '^License: MIT' stdout
expect_ok environment/bin/pip uninstall -y natmod
[ -z "$(find environment -type f -name '*natmod*')" ] || fail "pip leaves files"

tar xzf one/natmod-"$version".tgz
works node package/bin/natmod.js
expect_fail node package/bin/natmod.js build nowhere
expect_match '^natmod: nowhere: error'
node -p "const p = require('./package/package.json'); [p.name, p.version, p.license].join(' ')" >stdout
expect_same "natmod $version MIT"

python3 - one/natmod-"$version".cdx.json <<'END' || fail "the list of components"
import json, sys
sbom = json.load(open(sys.argv[1]))
names = {c["name"]: c.get("version") for c in sbom["components"]}
assert sbom["bomFormat"] == "CycloneDX" and {"CLI11", "fmt", "nlohmann-json"} <= set(names), names
assert all(c["type"] == "file" or c["version"][0].isdigit() for c in sbom["components"]), names
END
# The libraries in it are those in THIRD_PARTY, which must carry their notices.
python3 -c 'import json, sys
for c in json.load(open(sys.argv[1]))["components"]:
    if c["type"] == "library": print(c["name"])' one/natmod-"$version".cdx.json >names
while read -r name; do
    grep -q -F -- "$name" "$TOP/THIRD_PARTY" || fail "$name is not in THIRD_PARTY"
done <names
