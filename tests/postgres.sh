#!/bin/bash
# SPDX-License-Identifier: MulanPSL-2.0
# Runs a command with a throw-away PostgreSQL beside it: tests/postgres.sh COMMAND [ARGUMENTS...]
# BUCHUCUN_TEST_PG is its address (unix socket in a temporary folder, no port), BUCHUCUN_TEST_PG_DATA its folder.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENTS...]" >&2; exit 2; }
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "postgres.sh: PostgreSQL is not installed (apt install postgresql)" >&2; exit 2; }

# PostgreSQL refuses to run as root.  In a root folder closed to others (as debootstrap into a private folder leaves it)
# its own user would not even find its programs: there it may read folders as root does.
see=(--inh-caps=+dac_read_search --ambient-caps=+dac_read_search --securebits=+no_setuid_fixup)
as() {
  if [ "$(id -u)" != 0 ]; then "$@"
  elif runuser -u postgres -- test -x / 2>/dev/null; then runuser -u postgres -- "$@"
  else setpriv --reuid postgres --regid postgres --init-groups "${see[@]}" -- "$@"; fi
}
folder=$(mktemp -d /tmp/buchucun-pg.XXXXXX)
stop() {
  as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
chmod 755 "$folder"
[ "$(id -u)" != 0 ] || chown postgres "$folder"
cd "$folder"
as "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$folder/init.log" 2>&1 ||
  { cat "$folder/init.log" >&2; exit 1; }
as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/server.log" -o \
  "-c listen_addresses='' -c unix_socket_directories=$folder -c max_connections=100 ${BUCHUCUN_TEST_PG_SETTINGS:-}" \
  start >/dev/null || { cat "$folder/server.log" >&2; exit 1; }
cd "$OLDPWD"
export BUCHUCUN_TEST_PG="postgresql:///postgres?host=$folder&user=postgres" BUCHUCUN_TEST_PG_DATA="$folder/data"
"$@"
