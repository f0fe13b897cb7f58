#!/usr/bin/env bash
# Installs what is missing and says what it does.
#   setup.sh run    what `make run` needs
#   setup.sh test   that, and what the tests, the benchmarks and the checks need
# A second call finds its stamp in .local/ and does nothing.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

level=${1:-run}
case $level in
run | test) ;;
*) fail "usage: setup.sh [run|test]" ;;
esac

local_dir="$root/.local"
stamp="$local_dir/setup-$level.stamp"
leaflet="$local_dir/browser/leaflet"

# The stamp is the hash of everything that says what to install, so that a change here is noticed.
asked_for() { cat "$root/scripts/setup.sh" "$root"/scripts/requirements-*.txt | sha256sum | cut -d ' ' -f 1; }

is_in_place() {
    [[ -f $stamp && $(<"$stamp") == "$(asked_for)" ]] || return 1
    # What is outside the project may have gone since: the same folder on another machine.
    [[ -x $python && -f $leaflet/leaflet.js ]] || return 1
    [[ -f /usr/include/sqlite3.h ]] || pkg-config --exists sqlite3 2>/dev/null || return 1
    [[ $level == run ]] || command -v chromium >/dev/null
}

# One line a Debian package: its name, and a command that succeeds where what it brings is already there.
debian_packages() {
    cat <<'TEXT'
run  libsqlite3-dev    test -f /usr/include/sqlite3.h || pkg-config --exists sqlite3
run  libqrencode-dev   test -f /usr/include/qrencode.h || pkg-config --exists libqrencode
run  zlib1g-dev        test -f /usr/include/zlib.h || pkg-config --exists zlib
run  python3           command -v python3
run  python3-venv      python3 -c 'import ensurepip, venv'
run  curl              command -v curl
run  git               command -v git
run  qpdf              command -v qpdf
run  util-linux        command -v prlimit
test chromium          command -v chromium
test fonts-dejavu-core test -f /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
test sqlite3           command -v sqlite3
test time              test -x /usr/bin/time
test shellcheck        command -v shellcheck
test wrk               command -v wrk
test golang-go         command -v go
test golang-golang-x-mod-dev test -d /usr/share/gocode/src/golang.org/x/mod/sumdb
test openssl           command -v openssl
test libimage-exiftool-perl command -v exiftool
TEXT
}

check_swift() {
    command -v swift >/dev/null || fail "Swift 6.2 or later is needed and no \`swift\` was found on the PATH.
Install a toolchain for your system (swift.org explains how), then run this again."
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    local major=${version%%.*} minor=${version##*.}
    if ((${major:-0} < 6 || (${major:-0} == 6 && ${minor:-0} < 2))); then
        fail "Swift 6.2 or later is needed; \`swift --version\` says ${version:-nothing that could be read}."
    fi
    echo "Swift $version: good."
}

install_debian_packages() {
    local of package check missing=()
    while read -r of package check; do
        [[ $level == test || $of == run ]] || continue
        bash -c "$check" >/dev/null 2>&1 || missing+=("$package")
    done < <(debian_packages)
    if ((${#missing[@]} == 0)); then
        echo "Debian packages: all there."
        return
    fi
    command -v apt-get >/dev/null || fail "these are missing, and this is not Debian: ${missing[*]}
Install what corresponds to them on your system, then run this again."
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "these Debian packages are missing: ${missing[*]}
Installing them needs root and there is no sudo here. Ask an administrator for
    apt-get install ${missing[*]}
and run this again."
        as_root=(sudo)
    fi
    say "installing Debian packages: ${missing[*]}"
    local log="$local_dir/apt-get.log"
    # The lists first: on a new machine they have never been read.
    if ! {
        "${as_root[@]}" apt-get update -qq &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -qq --no-install-recommends "${missing[@]}"
    } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "the Debian packages could not be installed; the whole story is in $log"
    fi
}

# make_environment: .local/venv with exactly what the requirement files name.
make_environment() {
    if [[ ! -x $python ]] || ! "$python" -m pip --version >/dev/null 2>&1; then
        say "making the project's own Python environment in .local/venv"
        rm -rf "$local_dir/venv"
        python3 -m venv "$local_dir/venv"
    fi
    say "installing Python packages for '$level' into .local/venv"
    # Without dependencies: the package carries Leaflet's files and would otherwise bring Django along.
    "$python" -m pip install --quiet --no-input --no-deps --requirement scripts/requirements-run.txt
    if [[ $level == test ]]; then
        "$python" -m pip install --quiet --no-input --requirement scripts/requirements-test.txt
    fi
}

# copy_browser_libraries: what the pages use in a browser, out of the Python packages that carry it.
copy_browser_libraries() {
    local packages
    packages=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    mkdir -p "$local_dir/browser"
    rm -rf "$leaflet"
    cp -R "$packages/js_lib_leaflet/static/js_lib_leaflet" "$leaflet"
    echo "Leaflet is in .local/browser/leaflet."
}

# make_ledger_peers: what checks the ledger as others do, in an environment of its own: aics-tlog asks for a newer Python.
make_ledger_peers() {
    say "installing what checks the ledger as others do into .local/ledger-others"
    PYTHONPATH="$root/Benchmarks" "$python" - "$root/scripts/requirements-others.txt" "$local_dir/ledger-others" <<'TEXT'
import sys
from pathlib import Path

import newer_python

packages = [line for line in Path(sys.argv[1]).read_text().splitlines() if line and not line.startswith("#")]
if newer_python.having(packages, Path(sys.argv[2])) is None:
    print("No Python 3.12 or later is here: aics-tlog and others will not check the ledger.")
TEXT
}

if is_in_place; then
    exit 0
fi
say "set-up for '$level' (everything outside Debian packages goes into .local/)"
mkdir -p "$local_dir"
check_swift
install_debian_packages
make_environment
copy_browser_libraries
[[ $level == run ]] || make_ledger_peers
asked_for >"$stamp"
say "set-up for '$level' is done"
