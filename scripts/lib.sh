# SPDX-License-Identifier: MIT
# What scripts/get-firmware and scripts/get-clang share: unpacking packages of another Debian suite
# or architecture, without installing them. Sourced, not run; the caller defines `say` and `fail`.
#
# apt does the work, with a state folder of its own: the machine's package lists, architectures
# and installed packages stay as they are, and it needs no root. It checks signatures but not the age
# of the lists: a mirror may lag behind, and its packages are just as good.
# shellcheck shell=sh

# The address of the Debian mirror that the machine itself uses: the first source that offers a
# Debian release in component main.
debian_mirror() {
    # shellcheck source=/dev/null
    codename=$(. /etc/os-release && [ "$ID" = debian ] && printf '%s' "${VERSION_CODENAME:-}") || true
    # shellcheck disable=SC2016  # apt expands these
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v codename="$codename" '
            $2 == "main" && ($1 == codename || $1 ~ /^(stable|testing|unstable|sid)$/) {
                print $3
                exit
            }'
}

# Runs a step of apt's quietly; what it said is shown only if it fails.
debian_step() {
    say "$1 ($suite $arch)"
    shift
    "$@" >"$state/log" 2>&1 || {
        cat "$state/log" >&2
        fail "'$*' failed for $suite $arch" "check the network and $uri, then run it again"
    }
}

# debian_unpack FOLDER SUITE DEBARCH PACKAGE... unpacks the packages and all that they depend on into
# FOLDER/root; apt's state, with the downloads, is FOLDER/apt.
debian_unpack() {
    debian_lists "$1" "$2" "$3"
    shift 3
    debian_packages "$@"
}

# The first half, debian_lists FOLDER SUITE DEBARCH: after it, apt-cache answers for that suite.
debian_lists() {
    folder=$1
    suite=$2
    arch=$3

    command -v apt-get >/dev/null || fail "apt-get is not there" "this script needs a Debian system"
    uri=${NATMOD_DEBIAN_MIRROR:-$(debian_mirror)}
    [ -n "$uri" ] || fail "apt's sources name no Debian mirror" \
        "set NATMOD_DEBIAN_MIRROR to the address of one, as in a sources.list line"
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -r "$keyring" ] || fail "$keyring is missing" "apt-get install debian-archive-keyring"

    state=$folder/apt
    mkdir -p "$state/lists/partial" "$state/archives/partial" "$state/none"
    : >>"$state/status" # nothing is installed, so that apt fetches every library
    printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$uri" "$suite" >"$state/sources.list"
    cat >"$state/apt.conf" <<END
Dir::State "$state";
Dir::State::status "$state/status";
Dir::State::lists "$state/lists";
Dir::Cache "$state";
Dir::Cache::archives "$state/archives";
Dir::Etc::sourcelist "$state/sources.list";
Dir::Etc::sourceparts "$state/none";
Dir::Etc::preferencesparts "$state/none";
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Sandbox::User "";
APT::Default-Release "";
APT::Install-Recommends "false";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Acquire::Retries "3";
END
    export APT_CONFIG="$state/apt.conf"

    debian_step "reading the package list" apt-get -q update
}

# The second half, debian_packages PACKAGE...
debian_packages() {
    debian_step "downloading $*" apt-get -q -y --download-only --no-install-recommends install "$@"

    rm -rf "$folder/root"
    mkdir -p "$folder/root"
    for package in "$state"/archives/*.deb; do
        dpkg -x "$package" "$folder/root" || fail "cannot unpack $package" "remove it and run this again"
    done
}

# The dynamic loader of the unpacked libc: a newer binary needs its newer libc.
debian_loader() {
    find "$1/root" -name 'ld-linux*.so.*' -type f | head -n 1
}

# The unpacked folders that hold shared libraries, relative to FOLDER/root, one on a line.
debian_libraries() {
    find "$1/root" -name '*.so.*' -type f -exec dirname {} + | sort -u | sed "s|^$1/root/||"
}
