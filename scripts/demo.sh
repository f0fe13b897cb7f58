#!/usr/bin/env bash
# Makes the demo store: a country that does not exist, imported and assessed.
#   demo.sh STORE [COUNTRY]    COUNTRY is where the simulated files go (default .local/demo-country)
# Cut off half-way, it can simply be run again: import keeps what is already there.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

store=${1:?usage: demo.sh STORE [COUNTRY]}
country=${2:-$root/.local/demo-country}

mkdir -p "$country" "$store"
# What is known of the country, its licence kinds, units and thresholds, is in its pack.
if [[ ! -e $store/touchstone.yaml ]]; then
    printf '# The demo country; docs/configuration.md has every setting.\ncountry: [simulated]\n' >"$store/touchstone.yaml"
fi
step "simulate a country" "$touchstone" simulate --out "$country"

# Everything a country hands in; never the planted truth, which is for scoring detectors.
mapfile -t files < <(find "$country" -type f \
    \( -name '*.csv' -o -name '*.json' -o -name '*.jsonl' -o -name '*.ndjson' -o -name '*.geojson' -o -name '*.xml' \) \
    ! -path '*truth*' | sort)
((${#files[@]} > 0)) || fail "the simulator left no file to import in $country"
# This country publishes its cadastre, its mines and what they tagged; the rest is for those who work on it.
published=() kept=()
for file in "${files[@]}"; do
    case ${file##*/} in
        licences.* | sites.* | lots.*) published+=("$file") ;;
        *) kept+=("$file") ;;
    esac
done
step "import ${#published[@]} files that everybody may see" \
    "$touchstone" import "${published[@]}" --store "$store" --marking clear
step "import ${#kept[@]} files" "$touchstone" import "${kept[@]}" --store "$store"
step "assess" "$touchstone" assess --store "$store"
step "the demo's people" "$touchstone" demo people --store "$store"
step "the demo's case" "$touchstone" demo cases --store "$store"
step "the demo's published findings" "$touchstone" demo publish --store "$store"
