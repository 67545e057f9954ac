#!/bin/sh
# SPDX-License-Identifier: MIT
# action/run, which the GitHub action and other CI call: on a pull request, on a release, and where
# something is wrong. Only what GitHub itself does is played: the event, its files and `gh`.
. "$TOP/tests/cases/lib.sh"
unset NATMOD_SDK

# Its YAML hands over all that the script takes, and nothing else.
/usr/bin/python3 - "$TOP/action" <<'END_PYTHON' || fail "see above"
import re, sys
try:
    import yaml
except ImportError:
    sys.exit(0)
action = yaml.safe_load(open(sys.argv[1] + "/action.yml"))
(step,) = action["runs"]["steps"]
env = set(step["env"]) - {"GH_TOKEN"}
script = open(sys.argv[1] + "/run").read()
documented = set(re.findall(r"^#     ([A-Z_]+)(?:, ([A-Z]+))?  ", script, re.M))
documented = {name for pair in documented for name in pair if name}
assert env == documented, env ^ documented
used = set(re.findall(r"inputs\.([a-z]+)", str(step)))
assert used == set(action["inputs"]), used ^ set(action["inputs"])
text = open(sys.argv[1] + "/../docs/ci.md").read()
blocks = re.findall(r"```yaml\n(.*?)```", text, re.S)
assert len(blocks) >= 2
github, gitlab = (yaml.safe_load(block) for block in blocks[:2])
(uses,) = [s for job in github["jobs"].values() for s in job["steps"] if "/action@" in s.get("uses", "")]
assert set(uses["with"]) <= set(action["inputs"]), uses
open("gitlab", "w").write("\n".join(gitlab["module"]["script"]) + "\n")
END_PYTHON
! command -v shellcheck >/dev/null || shellcheck "$TOP/action/run" || fail "shellcheck"

# A wheel as a release has it, in a repository with a branch.
version=$("$NATMOD" --version | sed 's/^natmod \([0-9.]*\).*/\1/')
cmake --install "$(dirname "$NATMOD")" --prefix "$TMP/prefix" --strip >/dev/null || fail "cmake --install"
expect_ok "$TOP/scripts/pack-release" "$version" wheels "x86_64=$TMP/prefix"
wheel=$(echo "$TMP"/wheels/*.whl)
"$NATMOD" new gauge >/dev/null
printf 'build.archs = ["x64", "armv6m"]\npackage.version = "0.5"\n' >gauge/natmod.toml
git init -q -b main origin
cp -r gauge origin/
git -C origin add . && git -C origin -c user.name=a -c user.email=a@b commit -q -m one
git clone -q origin clone
cd clone
sed -i 's/MP_QSTR_ANSWER/MP_QSTR_ANSWER_TO_EVERYTHING_ELSE/' gauge/gauge.c
sed -i 's/ANSWER/ANSWER_TO_EVERYTHING_ELSE/' gauge/test.py
mkdir "$TMP/bin"
printf '#!/bin/sh\necho "$@" >>%s/gh.log\n' "$TMP" >"$TMP/bin/gh"
chmod +x "$TMP/bin/gh"
export RUNNER_TEMP="$TMP" GITHUB_ACTIONS=true GITHUB_OUTPUT="$TMP/output" GITHUB_PATH="$TMP/path" \
    GITHUB_STEP_SUMMARY="$TMP/summary.md" GITHUB_WORKSPACE="$TMP/clone" GITHUB_SERVER_URL=https://example.org \
    GITHUB_REPOSITORY=me/gauge PATH="$TMP/bin:$PATH"
export NATMOD_RELEASE="$wheel" FOLDER=gauge FIRMWARE="$NATMOD_MICROPYTHON"

# A pull request.
BASE=main expect_ok "$TOP/action/run"
for step in install compilers build tests sizes package attach; do
    grep -q "^::group::natmod: $step$" stdout || fail "no $step"
done
expect_match '^gauge +armv6m +6\.3 +arm-none-eabi-gcc ' stdout
[ "$(cat "$TMP/path")" = "$TMP/natmod-environment/bin" ] || fail "not in the path of later steps"
expect_match '^report=natmod-report.json$' "$TMP/output"
expect_match '^package=dist$' "$TMP/output"
expect_match '^### natmod build: 2 ok$' "$TMP/summary.md"
expect_match '^### natmod test: 1 ok$' "$TMP/summary.md"
expect_match '^### Sizes against main$' "$TMP/summary.md"
expect_match '\+[1-9][0-9]* +file$' "$TMP/summary.md"
expect_match '"ok": true' natmod-report.json
expect_match '"version": "0.5"' dist/package.json
[ -s dist/armv6m_6.3/gauge.mpy ] || fail "no package"
expect_absent "$TMP/gh.log"
[ "$(git worktree list | wc -l)" -eq 1 ] || fail "a worktree is left"

# A release: flat, by its tag, and uploaded.
rm -rf dist
PATH="$(cat "$TMP/path"):$PATH" NATMOD_RELEASE='' TAG=v1.2 expect_ok "$TOP/action/run" package attach
expect_match '"version": "1.2"' dist/package.json
expect_match 'https://example.org/me/gauge/releases/download/v1.2/gauge-armv6m_6.3.mpy' dist/package.json
expect_match '^release upload v1.2 --clobber .*dist/package\.json' "$TMP/gh.log"

# A test that fails, a module that does not build, a base that does not, several modules.
PATH="$(cat "$TMP/path"):$PATH"
echo 'raise SystemExit(1)' >gauge/test_more.py
expect_fail "$TOP/action/run" tests
expect_match '^::error .*test.failed' stdout
expect_match '^### natmod test: 1 of 2 failed$' "$TMP/summary.md"
rm gauge/test_more.py
cp -r gauge other
sed -i 's/gauge/other/g' other/gauge.c other/micropython.mk
mv other/gauge.c other/other.c
echo 'int broken = ;' >>gauge/gauge.c
FOLDER=. expect_fail "$TOP/action/run" build
expect_match '^::error file=gauge/gauge\.c,line=' stdout
[ -e other/build-natmod/x64/other.mpy ] || fail "stopped at the first failure"
git add . && git -c user.name=a -c user.email=a@b commit -q -m broken
git push -q origin HEAD:broken
for file in gauge.c test.py; do git show "origin/main:gauge/$file" >"gauge/$file"; done
BASE=broken expect_ok "$TOP/action/run" sizes
expect_match 'broken does not build' stdout
FOLDER=. OUTPUT=all expect_ok "$TOP/action/run" package
[ -s all/gauge/package.json ] && [ -s all/other/x64_6.3/other.mpy ] || fail "not both packages"
FOLDER=. TAG=v2 expect_fail "$TOP/action/run" package
expect_match 'several modules'
NATMOD_RELEASE=/nowhere.whl expect_fail "$TOP/action/run" install

# GitLab's commands.
[ -e "$TMP/gitlab" ] || exit 0
cd gauge
sed "s#natmod firmware get .*#true#; s#trixie-amd64#$FIRMWARE#" "$TMP/gitlab" >../gitlab.sh
cat ../gitlab.sh
expect_ok sh -e ../gitlab.sh
grep -q '<testsuite' results.xml || fail "no results for GitLab"
[ -s dist/package.json ] || fail "no package for GitLab"
