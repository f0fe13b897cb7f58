#!/usr/bin/env bash
# Asks the data interface what its OpenAPI document allows and does not, for so many seconds.
#   contract.sh [SECONDS]
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

step "set-up" scripts/setup.sh test
step "build" scripts/build.sh
CONTRACT_SECONDS=${1:-300} step "contract" "$python" -m pytest Tests/EndToEnd/test_contract.py -q -s
