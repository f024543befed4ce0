#!/bin/sh
# Starts a PostgreSQL server of its own for the tests and prints its URL for TOCSIN_TEST_POSTGRES_URL.
# A server that this script started before is used again.
#
#   usage: start-postgres.sh [folder] [port]
#
# Stop it with: pg_ctl -D <folder>/data stop
set -eu

# In memory where that has room (a container's often has 64 MB): to make and drop a database for each
# test is mostly syncing.
ROOM_NEEDED_KB=2000000
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ -w /dev/shm ] && [ "${room:-0}" -gt "$ROOM_NEEDED_KB" ]; then
  parent=/dev/shm
else
  parent=${TMPDIR:-/tmp}
fi
folder=${1:-$parent/tocsin-test-postgres}
port=${2:-54315}
url="postgres://postgres@127.0.0.1:$port/postgres"

# Debian keeps the server's programs out of the path.
binaries=$(command -v pg_ctl >/dev/null 2>&1 && dirname "$(command -v pg_ctl)" ||
  ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$binaries" ]; then
  echo "PostgreSQL is not installed: apt-get install postgresql" >&2
  exit 1
fi

# The server refuses to run as root.
if [ "$(id -u)" = 0 ]; then
  as_owner() { runuser -u postgres -- "$@"; }
  mkdir -p "$folder"
  chown postgres "$folder"
else
  as_owner() { "$@"; }
  mkdir -p "$folder"
fi
cd "$folder"

if [ ! -e "$folder/data/PG_VERSION" ]; then
  as_owner "$binaries/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
fi

if ! as_owner "$binaries/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
  # Durable as in production, because Tocsin refuses a server that is not.
  as_owner "$binaries/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder \
        -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=256MB" start >/dev/null 2>&1 ||
    { cat "$folder/server.log" >&2; exit 1; }
fi

echo "$url"
