#!/usr/bin/env bash
# Makes the virtual environment and says what the system lacks, with the command that installs it. As root on Debian it installs it.
set -euo pipefail
venv=$1

debian_packages="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfreetype6 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 \
libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-xinerama0"

as_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install() {
  if as_root_on_debian; then
    echo "Installing: $*"
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
  else
    echo "This is missing on your system: $*" >&2
    echo "  Debian, Ubuntu:  sudo apt-get install $*" >&2
    echo "  Fedora:          sudo dnf install python3 mesa-libGL mesa-libEGL libxkbcommon fontconfig dbus-libs xcb-util-cursor xcb-util-wm xcb-util-keysyms libxkbcommon-x11" >&2
    echo "  macOS:           brew install python" >&2
    return 1
  fi
}

python=""
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  install python3 python3-venv
  python=python3
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  install python3-venv
fi
if [ ! -x "$venv/bin/python" ]; then
  "$python" -m venv "$venv"
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
if ! QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'import PySide6.QtWidgets, PySide6.QtPdf' 2>/dev/null; then
  # shellcheck disable=SC2086  one word for each package
  install $debian_packages
  QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'import PySide6.QtWidgets, PySide6.QtPdf'
fi
echo "Set up in $venv."
