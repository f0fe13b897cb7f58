#!/usr/bin/env bash
# The hostile files once more, against a build with AddressSanitizer. The build is a debug one in a folder of its own
# (.build-asan) and takes some minutes the first time.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

step "set-up" scripts/setup.sh test
step "build with AddressSanitizer" \
    swift build --sanitize=address --scratch-path .build-asan --product touchstone
# Leaks are not looked for: the runtime keeps what it allocates once. A sanitizer's own memory is not the program's.
step "hostile files with AddressSanitizer" env \
    TOUCHSTONE_BINARY="$root/.build-asan/debug/touchstone" TOUCHSTONE_MEMORY_LIMIT_MB=2000 \
    ASAN_OPTIONS=detect_leaks=0:abort_on_error=1 \
    "$python" -m pytest Tests/EndToEnd/test_hostile.py -q
