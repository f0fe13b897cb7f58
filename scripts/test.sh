#!/usr/bin/env bash
# Every test: Swift, the rules' own, and end to end in a browser. Arguments go to pytest.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

step "set-up" scripts/setup.sh test
step "build with tests" scripts/build.sh tests
step "Swift tests" swift test -c release --skip-build
step "rules' own tests" "$touchstone" rules check
# Three processes on two cores: these tests wait more than they reckon. Each has its own servers and stores, and takes one
# file after the other, the longest first (conftest.py).
step "end-to-end tests" "$python" -m pytest Tests/EndToEnd --durations=10 --numprocesses 3 --dist loadfile \
    --no-loadscope-reorder "$@"
