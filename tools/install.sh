#!/bin/bash
# SPDX-License-Identifier: MulanPSL-2.0
# Installs the Debian packages that are missing for a purpose: tools/install.sh build | test
# Needs bash and apt, nothing else. Does nothing when all is there.
set -euo pipefail

build=(gcc libc6-dev meson ninja-build pkg-config python3
       libmicrohttpd-dev libtalloc-dev libjansson-dev libxml2-dev libyaml-dev libintelrdfpmath-dev libpcre2-dev
       libsqlite3-dev libpq-dev libssl-dev libargon2-dev libqrencode-dev libarchive-dev libjpeg62-turbo-dev libpng-dev)
test=("${build[@]}" clang libclang-rt-14-dev libcmocka-dev postgresql-15 nodejs npm chromium-headless-shell fonts-noto-cjk nginx-light openssl strace poppler-utils)

say() { printf '%s\n' "$*" >&2; }

wanted() {
    case "$1" in
    build) printf '%s\n' "${build[@]}" ;;
    test) printf '%s\n' "${test[@]}" ;;
    *) say "tools/install.sh: '$1' is no purpose; say build or test"; exit 2 ;;
    esac
}

# A Node from elsewhere serves as well as Debian's, when it is 18 or newer.
there() {
    case "$1" in
    nodejs) command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] ;;
    npm) command -v npm >/dev/null ;;
    *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo -n "$@" 2>/dev/null || sudo "$@"
    else
        say "These Debian packages are missing, and neither root nor sudo is here to install them:"
        say "  ${missing[*]}"
        say "Ask an administrator to run:  apt-get install ${missing[*]}"
        exit 1
    fi
}

[ $# -eq 1 ] || { say "usage: tools/install.sh build|test"; exit 2; }
names=$(wanted "$1")
missing=()
for name in $names; do
    there "$name" || missing+=("$name")
done
[ ${#missing[@]} -gt 0 ] || exit 0
command -v apt-get >/dev/null || { say "This is no Debian: install by hand: ${missing[*]}"; exit 1; }

say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
as_root apt-get update -q >"$log" 2>&1 || { tail -5 "$log" >&2; say "apt-get update failed"; exit 1; }

# A database or web server that arrives as a package would start at once; the tests start their own, so none does.
as_root env DEBIAN_FRONTEND=noninteractive sh -c '
    quiet=/usr/sbin/policy-rc.d
    if [ -e $quiet ]; then quiet=; else printf "#!/bin/sh\nexit 101\n" >$quiet; chmod +x $quiet; fi
    apt-get install -y -q --no-install-recommends "$@"
    code=$?
    [ -z "$quiet" ] || rm -f $quiet
    exit $code' install "${missing[@]}" >"$log" 2>&1 || { tail -20 "$log" >&2; say "apt-get install failed"; exit 1; }
