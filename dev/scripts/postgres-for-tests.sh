#!/bin/sh
# A throw-away PostgreSQL for the tests.
#   start [DIR]   makes one in the empty folder DIR, or in a temporary one that it names on stderr, on a free
#                 loopback port, and prints its connection string (the value of CP_TEST_POSTGRES)
#   stop DIR      ends that one and removes its data
set -eu

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

programs() {
    if command -v pg_ctl >/dev/null 2>&1; then dirname "$(command -v pg_ctl)"; return; fi
    for folder in /usr/lib/postgresql/*/bin; do :; done
    if [ ! -x "$folder/pg_ctl" ]; then echo "PostgreSQL is not installed: no pg_ctl on the path nor in /usr/lib/postgresql." >&2; exit 1; fi
    echo "$folder"
}

start() {
    bin=$(programs)
    dir=${1:-$(mktemp -d "${TMPDIR:-/tmp}/cp-postgres.XXXXXX")}
    mkdir -p "$dir"
    if [ -n "$(ls -A "$dir")" ]; then echo "$dir is not empty." >&2; exit 1; fi
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir"; fi
    dir=$(cd "$dir" && pwd)
    cd /
    as_owner "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/start.log" 2>&1 || { cat "$dir/start.log" >&2; exit 1; }
    # Two scripts may draw the same port; the one that comes second draws again.
    for try in 1 2 3 4 5 6 7 8 9 10; do
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c fsync=off -c max_connections=400" start >"$dir/start.log" 2>&1; then
            if [ $# -eq 0 ]; then echo "$dir" >&2; fi
            echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
            return
        fi
    done
    cat "$dir/start.log" "$dir/log" >&2 || true
    exit 1
}

stop() {
    dir=$(cd "$1" && pwd)
    if [ ! -f "$dir/data/postmaster.pid" ]; then echo "No PostgreSQL of ours runs in $dir." >&2; exit 1; fi
    bin=$(programs)
    cd /
    as_owner "$bin/pg_ctl" -D "$dir/data" -w -m immediate stop >/dev/null
    rm -rf "$dir/data" "$dir/log" "$dir/start.log"
    rmdir "$dir"
}

case "${1:-}" in
    start) shift; start "$@" ;;
    stop) stop "${2:?stop needs the folder that start named}" ;;
    *) echo "Usage: $0 start [DIR] | stop DIR" >&2; exit 2 ;;
esac
