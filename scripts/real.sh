#!/usr/bin/env bash
# Imports the real files of ../shared/real into a store, assesses it and prints one table: records of each kind,
# what was set aside and why, findings of each rule, seconds and peak memory.
#   real.sh [STORE]    default .local/real, made anew; another store is added to
# SHARED may name another folder than ../shared. The files are other people's and are not part of the project.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

shared=${SHARED:-$root/../shared}
real="$shared/real"
if [[ ! -d $real/drc ]]; then
    echo "The real files are not here: there is no folder $real/drc." >&2
    echo "They belong to others and are not part of the project. Put them there, or name their place:" >&2
    echo "    make real SHARED=/folder/that/holds/real" >&2
    exit 2
fi
shared=$(cd "$shared" && pwd)
real="$shared/real"

scripts/setup.sh test
[[ -x $touchstone && -n ${TOUCHSTONE_SKIP_BUILD:-} ]] || step "build" scripts/build.sh

if (($# > 0)); then
    store=$1
else
    store="$root/.local/real"
    rm -rf "$store"
fi
mkdir -p "$store"
times="$store/times.tsv"
: >"$times"

# measured NAME COMMAND…: runs the command and notes its seconds and peak memory.
measured() {
    local name=$1
    shift
    say "$name"
    /usr/bin/time --append --output "$times" --format "$name\t%e\t%M" "$@"
}

# bring NAME SOURCE OPTIONS… -- FILE…
bring() {
    local name=$1 source=$2 options=()
    shift 2
    while [[ $1 != -- ]]; do
        options+=("$1")
        shift
    done
    shift
    measured "import $name" "$touchstone" import "$@" --store "$store" --source "$source" "${options[@]}"
}

drc="$real/drc"
bring "titles 2016" "CAMI titles 2016" --map cod-titles-2016 -- "$drc/drc_mining_titles_cami_2016.geojson"
bring "licences 2020" "Licence layer 2020" --map cod-licences-2020 -- "$drc/drc_licences_2020.geojson"
bring "artisanal zones" "Artisanal zone layer 2020" --map cod-artisanal-zones-2020 -- "$drc/drc_artisanal_zones_zea_2020.geojson"
bring "artisanal sites" "IPIS sites 2020" --map cod-asm-sites-2020 -- "$drc/drc_asm_sites_ipis_2020.geojson"
bring "mine visits" "IPIS visits" --map ipis-visits -- "$drc/ipis_cod_mines_2026-05.csv"
bring "detections" "Africa Mining Watch" --map africa-mining-watch -- "$drc/detection_points.csv"
bring "prices" "World Bank Pink Sheet" --map wb-pink-sheet -- "$real/prices/wb_pinksheet_metals_monthly_1990_2026.csv"
bring "OFAC list" "OFAC" --kind listing -- \
    "$real/lists/ofac_sdn.csv" "$real/lists/ofac_alt.csv" "$real/lists/ofac_add.csv"
bring "UN list" "UN Security Council" --kind listing -- "$real/lists/un_consolidated.xml"
measured "assess" "$touchstone" assess --store "$store"

"$touchstone" stats --store "$store" --format json >"$store/stats.json"
"$python" scripts/real_table.py "$store/stats.json" "$times"
