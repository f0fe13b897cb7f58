# shellcheck shell=bash
# Sourced by the other scripts: how they speak, and where things are.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit
# shellcheck disable=SC2034 # read by the scripts that source this file
touchstone=${TOUCHSTONE_BINARY:-"$root/.build/release/touchstone"}
# shellcheck disable=SC2034
python="$root/.local/venv/bin/python"
export TOUCHSTONE_HOME="$root"

say() { printf '\n==> %s\n' "$*"; }

fail() {
    printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# step NAME COMMAND…: runs the command and prints how many seconds it took, whether it succeeds or not.
step() {
    local name=$1 began=$SECONDS status=0
    shift
    say "$name"
    "$@" || status=$?
    if ((status == 0)); then
        printf '==> %s: %d s\n' "$name" $((SECONDS - began))
    else
        printf '==> %s: FAILED with exit code %d after %d s\n' "$name" "$status" $((SECONDS - began)) >&2
    fi
    return "$status"
}
