#!/bin/sh
# Sets up a checkout: finds Python, checks the system's libraries, makes .venv from the pinned, hash-checked
# requirements. Says what is missing with the exact command; as root on Debian or Ubuntu it installs it.
# A second call changes nothing and takes a moment. Called by `make setup`.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
stamp=.venv/.set-up

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# `install_packages WHY DEBIAN FEDORA MACOS`: the package names of each system, installed or named
install_packages() {
    if has apt-get && [ "$(id -u)" -eq 0 ]; then
        say "$1 Installing: $2"
        DEBIAN_FRONTEND=noninteractive
        export DEBIAN_FRONTEND
        apt-get update -qq </dev/null >&2
        # shellcheck disable=SC2086  # a list of names
        apt-get install -y -qq --no-install-recommends $2 </dev/null >&2
        return
    fi
    say "$1 Install it with this command, then try again:"
    if has apt-get; then
        say "    sudo apt-get update && sudo apt-get install -y $2"
    elif has dnf; then
        say "    sudo dnf install -y $3"
    elif [ "$(uname -s)" = Darwin ]; then
        say "    brew install $4"
    else
        say "    Debian, Ubuntu:  sudo apt-get install -y $2"
        say "    Fedora:          sudo dnf install -y $3"
        say "    macOS:           brew install $4"
    fi
    return 1
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Prints the first Python that is 3.11 or newer
find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if has "$name" && is_new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    return 1
}

find_or_install_python() {
    find_python && return
    install_packages "Plainly needs Python 3.11 or newer; none was found." "python3 python3-venv" python3.12 python@3.12
    find_python && return
    say "The Python of this system is older than 3.11. Install a newer one, or name it: make PYTHON=/path/to/python setup"
    return 1
}

make_environment() {
    base=$(find_or_install_python)
    # Debian and Ubuntu keep the part of Python that makes environments in a package of its own
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "This Python cannot make an environment (venv)." "$(basename "$base")-venv" python3 python@3.12
    fi
    # Filled in place, never cleared: somebody may have this environment open
    say "Setting up .venv with $("$base" --version). This takes a few minutes the first time."
    "$base" -m venv .venv
    "$python" -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r requirements/development.txt
    # The project itself: where it lies, with the tools already installed, asking no index
    "$python" -m pip install --quiet --no-input --disable-pip-version-check \
        --no-index --no-deps --no-build-isolation --editable .
}

# What the environment depends on. When this text is the same, there is nothing to do
fingerprint() { { pwd; cat requirements/development.txt pyproject.toml .ci/setup.sh; } | cksum; }

if ! { [ -x "$python" ] && [ "$(cat $stamp 2>/dev/null)" = "$(fingerprint)" ]; }; then
    make_environment
    "$python" -c 'import desktop'
    fingerprint >$stamp
fi

# Qt's libraries. Those of a window are asked for only where there is one, or where they can be installed
missing=$("$python" .ci/libraries.py "$(if has dnf && ! has apt-get; then echo fedora; else echo debian; fi)")
if [ -n "$missing" ]; then
    install_packages "Qt needs libraries that this system lacks." "$missing" "$missing" "qt"
    "$python" .ci/libraries.py debian | grep -q . && say "Some of Qt's libraries are still missing." && exit 1
fi
exit 0
