#!/usr/bin/env bash
# Looks for secrets in what git tracks, and for packages that nobody agreed to.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

# What the build resolved: made anew on each machine, because the ids of commits depend on where packages are fetched from;
# the versions do not, and stand in scripts/dependencies.txt.
[[ -f Package.resolved ]] || step "resolve packages" swift package resolve
step "secrets" python3 scripts/scan.py secrets
step "dependencies" python3 scripts/scan.py dependencies
