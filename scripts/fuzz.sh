#!/usr/bin/env bash
# Throws bytes at each reader of outside data, with libFuzzer and AddressSanitizer.
#   fuzz.sh [SECONDS [TARGET…]]    60 seconds each unless said otherwise; every target unless some are named
# What was learnt is kept in .local/fuzz/corpus, inputs that break something in .local/fuzz/crashes; a crash is repeated by
#   .build-fuzz/release/fuzz TARGET FILE
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

seconds=${1:-60}
shift || true
[[ $seconds =~ ^[0-9]+$ ]] || fail "usage: fuzz.sh [SECONDS [TARGET…]]"
folder="$root/.local/fuzz"
fuzz="$root/.build-fuzz/release/fuzz"

build() {
    local runtime library
    runtime=$(swiftc -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
    library="$runtime/clang/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a"
    [[ -f $library ]] || fail "this toolchain has no libFuzzer ($library)"
    # The plan of an earlier build does not know the files that have come since.
    rm -f .build-fuzz/release.yaml .build-fuzz/*/release/description.json
    swift build -c release --package-path Fuzzing --scratch-path .build-fuzz --sanitize=address --product fuzz \
        -Xswiftc -sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table \
        -Xlinker "$library" -Xlinker -lstdc++
}

run() {
    local target=$1
    mkdir -p "$folder/corpus/$target" "$folder/seeds/$target" "$folder/crashes/$target"
    "$fuzz" "$target" "$folder/corpus/$target" "$folder/seeds/$target" -max_total_time="$seconds" -max_len=20000 \
        -timeout=10 -rss_limit_mb=2500 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$folder/crashes/$target/" >"$folder/$target.log" 2>&1 || {
        tail -n 40 "$folder/$target.log" >&2
        return 1
    }
    grep -E 'number_of_executed_units|average_exec_per_sec' "$folder/$target.log" || true
}

step "build the fuzzers" build
python3 Fuzzing/seeds.py "$folder/seeds"
# The backtrace of the Swift runtime would stand in the way of the sanitizer's.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
status=0
targets=("$@")
((${#targets[@]} > 0)) || mapfile -t targets < <("$fuzz")
for target in "${targets[@]}"; do
    step "fuzz $target" run "$target" || status=1
done
((status == 0))
