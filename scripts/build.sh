#!/usr/bin/env bash
# Builds in the release configuration, the only one we use, so that running and testing share one build
# (docs/decisions/0001).
#   build.sh          the touchstone binary
#   build.sh tests    that, and every test
#   build.sh verifier the check of proofs alone, with Swift's libraries in it
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
    swift build -c release --product touchstone-verify
    # Not `--build-tests`: that links what the packages bring for themselves as well.
    swift build -c release --product touchstonePackageTests
    ;;
# Other settings of the compiler: in a folder of its own, or the two builds would undo each other.
verifier) swift build -c release --product touchstone-verify --static-swift-stdlib -Xswiftc -static-executable \
    --scratch-path .build-verifier ;;
*) fail "usage: build.sh [tests|verifier]" ;;
esac
