#!/bin/sh
# Set up everything that ImageFinder needs in a fresh clone: system libraries (installed where we are root on Debian,
# else named exactly), a virtual environment in .venv, and the program in it with the extras given as arguments.
#   packaging/setup.sh demo         to run it
#   packaging/setup.sh test dev     to test it
set -eu
cd "$(dirname "$0")/.."
extras=$(echo "$*" | tr ' ' ',')

say() { printf '%s\n' "$*" >&2; }

python=""
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null; then
        python=$candidate
        break
    fi
done

# What Qt's windows and the OpenCL compiler load from the system, as "shared library:Debian package".
libraries="libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1 libglib-2.0.so.0:libglib2.0-0 libxcb-cursor.so.0:libxcb-cursor0
libxkbcommon-x11.so.0:libxkbcommon-x11-0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-shape.so.0:libxcb-shape0 libxcb-image.so.0:libxcb-image0 libxcb-render-util.so.0:libxcb-render-util0
libxcb-randr.so.0:libxcb-randr0 libxcb-xkb.so.1:libxcb-xkb1 libxcb-xinerama.so.0:libxcb-xinerama0"

missing=""
if [ "$(uname -s)" = Linux ]; then
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    for pair in $libraries; do
        case "$known" in
            *"${pair%%:*} "*) ;;
            *) missing="$missing ${pair#*:}" ;;
        esac
    done
    # PoCL links the OpenCL kernels that it compiles with the system's linker and C library; without, NumPy computes.
    { command -v gcc && command -v ld; } >/dev/null 2>&1 || missing="$missing gcc"
    [ -e /usr/include/stdio.h ] || missing="$missing libc6-dev"
    fc-list 2>/dev/null | grep -q . || ls /usr/share/fonts/truetype/*/*.ttf >/dev/null 2>&1 ||
        missing="$missing fonts-dejavu-core"
    [ -n "$python" ] || missing="$missing python3"
    { [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null; } || missing="$missing python3-venv"
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing system packages:$missing"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086  # a list of package names
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/dev/null
    else
        say "These system packages are missing:$missing"
        say "On Debian or Ubuntu:  sudo apt-get install$missing"
        case " $missing " in *" python3"*) exit 1 ;; esac
        say "Going on without them: the command line works, the window may not open."
    fi
    [ -n "$python" ] || python=python3
fi
if [ -z "$python" ] || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "ImageFinder needs Python 3.11 or newer; name one with PYTHON=/path/to/python3."
    exit 1
fi

if [ ! -x .venv/bin/python ]; then
    say "Making the virtual environment .venv with $($python --version)"
    "$python" -m venv .venv
fi
stamp=".venv/installed-$(echo "$extras" | tr ',' '-')"
if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    say "Installing ImageFinder and what it needs into .venv (some minutes the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[$extras]"
    touch "$stamp"
fi
