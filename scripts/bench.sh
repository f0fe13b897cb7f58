#!/usr/bin/env bash
# Measures speed and size against the targets and prints one table. ROWS=1000000 says how large the import is.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

scripts/setup.sh test
scripts/build.sh
scripts/build.sh verifier
for product in credentials fingerprint kernels ledger provenance; do
  swift build -c release --package-path Benchmarks --scratch-path .build-bench --product "$product"
done
exec "$python" Benchmarks/bench.py "${ROWS:-1000000}"
