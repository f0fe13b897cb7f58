#!/usr/bin/env bash
# The hostile files once more, against the importer built with AddressSanitizer (Fuzzing/Sources/intake: the importer
# without the site, so that the build is short). A debug build in a folder of its own.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

step "set-up" scripts/setup.sh test
step "build with AddressSanitizer" \
    swift build --package-path Fuzzing --scratch-path .build-asan --sanitize=address --product intake
# Leaks are not looked for: the runtime keeps what it allocates once. A sanitizer's own memory is not the program's.
step "hostile files with AddressSanitizer" env \
    TOUCHSTONE_BINARY="$root/.build-asan/debug/intake" TOUCHSTONE_MEMORY_LIMIT_MB=2000 \
    ASAN_OPTIONS=detect_leaks=0:abort_on_error=1 \
    "$python" -m pytest Tests/EndToEnd/test_hostile.py -q --numprocesses 2
