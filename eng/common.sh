# Shared by the project's scripts: what to say, what to install, how to build without leaving a process behind.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
# one compiler server for this script alone, asked for by name and ended with it: a new compiler for each project would take twice as long
compiler="rondo-$$"
quiet_build="--nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId=$compiler"
# no profiles are gathered of code that runs for a second
build() { DOTNET_TieredPGO=0 dotnet "$@" $quiet_build; }
trap 'pkill -f -- "-pipename:$compiler" 2>/dev/null || true; rm -f "${TMPDIR:-/tmp}/$compiler"' EXIT

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 3; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1; then sudo "$@"
    else fail "Needed, and only an administrator can do it: $*"
    fi
}

# need_packages NAME...: installs the Debian packages that are not there
need_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing from Debian:$missing ..."
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=500 install -y --no-install-recommends $missing >/dev/null 2>&1 || {
        as_root apt-get -qq -o DPkg::Lock::Timeout=500 update >/dev/null
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=500 install -y --no-install-recommends $missing >/dev/null ||
            fail "These packages could not be installed:$missing. Try: sudo apt-get install$missing"
    }
}

need_dotnet() {
    command -v dotnet >/dev/null 2>&1 || fail "Rondo needs the .NET SDK 10: install it so that 'dotnet' is on the PATH, then run this again."
}

need_npm() {
    command -v npm >/dev/null 2>&1 || need_packages npm
}

# need_web_packages build|all: installs what the pages are built with, or also what they are tested with, from the committed lock.
# Installed again only when the lock is newer than what is there.
need_web_packages() {
    need_npm
    if [ "$root/web/node_modules/.package-lock.json" -nt "$root/web/package-lock.json" ]; then
        [ "$1" = build ] || [ -d "$root/web/node_modules/vitest" ] && return 0
    fi
    say "Installing what the pages are made with ..."
    mkdir -p "$root/artifacts/web"
    omit=
    [ "$1" = all ] || omit=--omit=dev
    # shellcheck disable=SC2086
    (cd "$root/web" && npm ci $omit --no-audit --no-fund > "$root/artifacts/web/install.log" 2>&1 9>&-) || {
        tail -20 "$root/artifacts/web/install.log"
        fail "The packages of the pages could not be installed. The whole output is in $root/artifacts/web/install.log."
    }
}
