#!/bin/sh
# Sets up a checkout: finds Python, makes .venv from the pinned, hash-checked requirements, looks for Qt's libraries.
# Says what the system lacks with the exact command; as root on Debian or Ubuntu it installs it.
# A second call changes nothing and takes a moment. `make setup` calls this.
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
stamp=.venv/.set-up

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

if has apt-get; then system=debian; elif has dnf; then system=fedora; else system=$(uname -s); fi

# provide WHY DEBIAN FEDORA MACOS: installs the packages, or names the command that does
provide() {
    if [ "$system" = debian ] && [ "$(id -u)" -eq 0 ]; then
        say "$1 Installing: $2"
        apt-get update -qq </dev/null >/dev/null
        # shellcheck disable=SC2086  # several names
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $2 </dev/null >/dev/null
        return
    fi
    say "$1 Install it with this command, then try again:"
    case $system in
    debian) say "    sudo apt-get update && sudo apt-get install -y $2" ;;
    fedora) say "    sudo dnf install -y $3" ;;
    Darwin) say "    brew install $4" ;;
    *) say "    the package manager of this system; Debian calls it: $2" ;;
    esac
    return 1
}

# Prints the first Python that is 3.11 or newer
find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if has "$name" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

make_environment() {
    if ! base=$(find_python); then
        provide "Plainly needs Python 3.11 or newer; none was found." "python3 python3-venv" python3.12 python@3.12
        if ! base=$(find_python); then
            say "This system's own Python is older than 3.11. Install a newer one and name it: PYTHON=python3.12 make setup"
            return 1
        fi
    fi
    # Debian and Ubuntu keep the part of Python that makes environments in a package of its own
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        provide "This Python lacks the part that makes environments (venv)." "$(basename "$base")-venv" python3 python@3.12
    fi
    say "Setting up .venv with $("$base" --version). The first time takes a few minutes."
    # Filled in place, not cleared: a running program may be using it
    "$base" -m venv .venv
    "$python" -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r requirements/development.txt
    # The project itself stays where it lies. The tools that install it are pinned above, so nothing is fetched
    "$python" -m pip install --quiet --no-input --disable-pip-version-check \
        --no-deps --no-build-isolation --editable .
}

# What the environment follows from. While this is the same, it need not be made again
fingerprint() { { pwd; cat requirements/development.txt pyproject.toml requirements/setup.sh; } | cksum; }

now=$(fingerprint)
if ! "$python" -c '' 2>/dev/null || [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
    make_environment
    printf '%s\n' "$now" >"$stamp"
fi

missing=$("$python" requirements/libraries.py "$system")
if [ -n "$missing" ]; then
    provide "Qt needs libraries that this system lacks." "$missing" "$missing" ""
    missing=$("$python" requirements/libraries.py "$system")
    if [ -n "$missing" ]; then
        say "These are installed, but Qt's libraries still cannot be loaded: $missing"
        exit 1
    fi
fi
