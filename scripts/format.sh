#!/usr/bin/env bash
# Rewrites the Swift files in the house format (.swift-format).
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

paths=(Package.swift Sources Tests)
[[ ! -f Benchmarks/Package.swift ]] || paths+=(Benchmarks/Package.swift Benchmarks/Sources)
swift format format --in-place --parallel --recursive "${paths[@]}"
