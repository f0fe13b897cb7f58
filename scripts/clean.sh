#!/usr/bin/env bash
# Removes what building and the demo made. A store that somebody filled is never removed: touchstone-data stays.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

rm -rf .build .build-asan .build-bench .build-fuzz .build-verifier .local/demo-country .local/real .local/bench
find Tests Benchmarks Fuzzing scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
echo "Removed .build and the made files in .local. Your store in touchstone-data is untouched."
