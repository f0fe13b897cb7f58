#!/bin/bash
# Checks a proof bundle without Touchstone: with bash, jq, openssl and sha256sum, as Debian has them.
#   check-proof.sh BUNDLE KEY      KEY is the log's public key as you had it by another way: name+1a2b3c4d+AbCd…
# What it looks at: RFC 6962 section 2.1 (the tree), RFC 8032 (the signature), c2sp.org/signed-note (the checkpoint).
set -euo pipefail
bundle=$1 key=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$bundle")"
bundle=$(basename "$bundle")
wrong() { echo "WRONG: $*" >&2; exit 1; }

# climb INDEX SIZE: from the hash in $work/node along the hashes on standard input to the root (RFC 9162 section 2.1.3.2).
climb() {
    local place=$1 last=$(($2 - 1)) hash
    ((place <= last)) || wrong "a place beyond the end"
    while read -r hash; do
        ((last > 0)) || wrong "a path that is too long"
        base64 -d <<<"$hash" >"$work/other"
        if ((place % 2 == 1 || place == last)); then
            { printf '\001'; cat "$work/other" "$work/node"; } | openssl dgst -sha256 -binary >"$work/next"
            while ((place % 2 == 0 && place > 0)); do place=$((place / 2)) last=$((last / 2)); done
        else
            { printf '\001'; cat "$work/node" "$work/other"; } | openssl dgst -sha256 -binary >"$work/next"
        fi
        mv "$work/next" "$work/node"
        place=$((place / 2)) last=$((last / 2))
    done
    ((last == 0)) || wrong "a path that is too short"
}

# The checkpoint: three lines and a signature by the log's key.
jq -j .checkpoint "$bundle" >"$work/note"
sed '/^$/,$d' "$work/note" >"$work/text"
name=${key%%+*}
size=$(sed -n 2p "$work/text") root=$(sed -n 3p "$work/text")
[[ $(sed -n 1p "$work/text") == "$name" ]] || wrong "the checkpoint is another log's"
signature=$(grep -F -- "— $name " "$work/note" | head -n 1 | cut -d ' ' -f 3)
base64 -d <<<"$signature" | tail -c 64 >"$work/signature"
# The key as openssl reads it: 12 bytes that say "Ed25519", then the 32 of the key.
{
    printf '\060\052\060\005\006\003\053\145\160\003\041\000'
    base64 -d <<<"$(cut -d + -f 3- <<<"$key")" | tail -c 32
} >"$work/key.der"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" -sigfile "$work/signature" \
    >/dev/null 2>&1 || wrong "the signature of the checkpoint"
echo "right: $name signed that it has $size entries, with the root $root"

count=$(jq '.items | length' "$bundle")
for ((number = 0; number < count; number++)); do
    item=".items[$number]"
    # The record, if it is here, against the digest that the statement names.
    jq -j "$item.statement" "$bundle" >"$work/statement"
    if [[ $(jq "$item | has(\"bytes\")" "$bundle") == true ]]; then
        jq -j "$item.bytes" "$bundle" | base64 -d >"$work/record"
        [[ $(sha256sum <"$work/record" | cut -d ' ' -f 1) == "$(jq -r .sha256 "$work/statement")" ]] ||
            wrong "item $number: the record is not the one that the statement names"
    fi
    # From the statement to the root of its batch, which the entry of the log names.
    { printf '\000'; cat "$work/statement"; } | openssl dgst -sha256 -binary >"$work/node"
    climb "$(jq "$item.batch.index" "$bundle")" "$(jq "$item.batch.size" "$bundle")" < <(jq -r "$item.batch.hashes[]" "$bundle")
    jq -j "$item.entry" "$bundle" >"$work/entry"
    [[ $(base64 <"$work/node") == "$(jq -r .root "$work/entry")" ]] || wrong "item $number: the statement is not of its batch"
    # From the entry to the root of the log, which the checkpoint names.
    { printf '\000'; cat "$work/entry"; } | openssl dgst -sha256 -binary >"$work/node"
    climb "$(jq "$item.index" "$bundle")" "$size" < <(jq -r "$item.hashes[]" "$bundle")
    [[ $(base64 <"$work/node") == "$root" ]] || wrong "item $number: the entry is not in the log"
    echo "right: item $number is in the log, at place $(jq "$item.index" "$bundle"): $(jq -c 'del(.salt)' "$work/statement")"
done
