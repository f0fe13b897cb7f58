#!/usr/bin/env bash
# From a fresh clone to a page: set-up, build, demo country, server. PORT and STORE may be set.
# The second run finds the demo and goes straight to serving. Ctrl-C stops the server.
set -euo pipefail
# shellcheck source=scripts/steps.sh
source "$(dirname "$0")/steps.sh"

port=${PORT:-8080}
store=${STORE:-touchstone-data}
url="http://127.0.0.1:$port"
unfinished="$store/demo.unfinished"

if command -v curl >/dev/null && curl --silent --output /dev/null --max-time 2 "$url/"; then
    fail "something answers at $url already; stop it or choose another port: make run PORT=8081"
fi

step "set-up" scripts/setup.sh run
step "build" scripts/build.sh

if [[ -f $store/facts.sqlite && ! -e $unfinished ]]; then
    say "using the store that is there: $store (another one: make run STORE=…)"
    # A store of an earlier version has nobody yet.
    "$touchstone" demo people --store "$store"
else
    mkdir -p "$store"
    : >"$unfinished"
    scripts/demo.sh "$store"
    rm "$unfinished"
fi

say "starting the server"
# Says the address once it answers; gives up when the server (this process, after exec) is gone.
(
    while kill -0 $$ 2>/dev/null; do
        if curl --silent --fail --location --output /dev/null --max-time 2 "$url/"; then
            printf '\nTouchstone is at %s  (Ctrl-C stops it)\n' "$url"
            exit
        fi
        sleep 0.2
    done
) &
exec "$touchstone" serve --store "$store" --host 127.0.0.1 --port "$port" --demo
