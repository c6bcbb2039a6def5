#!/bin/sh
# Sets up what Plainly is compared with, apart from the program: benchmarks/.venv, and below it the packages of node.
# `make benchmark` calls this. A second call changes nothing.
set -eu
cd "$(dirname "$0")"

python=.venv/bin/python
node=.venv/node
stamp=.venv/.set-up

fingerprint() { { pwd; cat requirements.txt package-lock.json setup.sh; } | cksum; }

now=$(fingerprint)
if "$python" -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then exit 0; fi

../.venv/bin/python -m venv .venv
"$python" -m pip install --quiet --no-input --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements.txt
if command -v npm >/dev/null 2>&1; then
    mkdir -p "$node"
    cp package.json package-lock.json .npmrc "$node"
    npm --prefix "$node" ci --silent --ignore-scripts --no-audit --no-fund
else
    echo "There is no npm here, so the engine for CQL is left out of the comparison." >&2
fi
printf '%s\n' "$now" >"$stamp"
