#!/usr/bin/env bash
# Format of the Swift files, their length, the shell scripts, secrets and packages.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

longest=400

swift_format() {
    local paths=(Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Fuzzing)
    swift format lint --strict --parallel --recursive "${paths[@]}"
}

# A file longer than that usually holds two things. Those that may be longer stand in scripts/long-files.txt.
file_length() {
    local lines path status=0
    while read -r lines path; do
        if ! grep -q "^$path  *[^ ]" scripts/long-files.txt; then
            echo "$path: $lines lines; at most $longest, unless scripts/long-files.txt gives the reason" >&2
            status=1
        fi
    done < <(find Sources -name '*.swift' -exec wc -l {} + | awk -v most="$longest" '$2 != "total" && $1 > most')
    return "$status"
}

shell_scripts() {
    if ! command -v shellcheck >/dev/null; then
        echo "shellcheck is not installed (make setup brings it); skipped"
        return
    fi
    shellcheck --external-sources scripts/*.sh .ci/run
}

step "Swift format" swift_format
step "file length" file_length
step "shell scripts" shell_scripts
scripts/scan.sh
