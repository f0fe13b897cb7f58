#!/usr/bin/env bash
# Builds in the release configuration, the only one we use, so that running and testing share one build
# (docs/decisions/0001).
#   build.sh          the touchstone binary
#   build.sh tests    that, and every test
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

if [[ ! -x $touchstone ]]; then
    echo "The first build compiles the packages too: some minutes on two cores; later builds take seconds."
fi
case ${1:-binary} in
binary) swift build -c release --product touchstone ;;
tests)
    swift build -c release --product touchstone
    swift build -c release --build-tests
    ;;
*) fail "usage: build.sh [tests]" ;;
esac
