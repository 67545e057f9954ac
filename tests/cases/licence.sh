# SPDX-License-Identifier: MIT
# Every file says under which licence it is, in its first line, or behind the one that names an
# interpreter: 0BSD in what goes into users' modules or is there to be copied, MIT everywhere else.
# Without a line: licence texts, data without comments (expected output, words for a test, the
# fuzzers' corpus) and templates, which become users' own files.
. "$TOP/tests/cases/lib.sh"

git -C "$TOP" ls-files -s | awk '$1 != "120000" { print $4 }' |
    grep -v -E '(^|/)LICENSE$|^THIRD_PARTY$|^tests/fuzz/corpus/|^sdk/templates/|\.json$' |
    grep -v -E '^tests/modules/[^/]*/(needs|flags|archs|input)$' |
    awk '!/\.txt$/ || /CMakeLists\.txt$/' >files
[ "$(wc -l <files)" -gt 1000 ] || fail "only $(wc -l <files) files"
(cd "$TOP" && xargs awk 'FNR == 1 { licence = FILENAME ~ /^(sdk|examples)\// ? "0BSD" : "MIT"; said = 0 }
    FNR == 1 || (FNR == 2 && first ~ /^#!/) { said += index($0 " ", "SPDX-License-Identifier: " licence " ") > 0 }
    FNR == 1 { first = $0 }
    FNR == 2 { if (!said) print FILENAME ": its first line must say SPDX-License-Identifier: " licence }') \
    <files >missing
[ ! -s missing ] || {
    cat missing
    fail "files without their licence"
}

# The texts are where they must be, and an installed Natmod has them.
for text in LICENSE sdk/LICENSE examples/LICENSE THIRD_PARTY; do
    [ -s "$TOP/$text" ] || fail "no $text"
done
cmp "$TOP/sdk/LICENSE" "$TOP/examples/LICENSE" || fail "one text for the SDK and the examples"
for library in $(sed -n 's/^find_package(\([A-Za-z0-9_]*\) REQUIRED.*/\1/p' "$TOP/CMakeLists.txt"); do
    grep -q -i "$(echo "$library" | tr _ -)" "$TOP/THIRD_PARTY" || fail "no notice of $library in THIRD_PARTY"
done
