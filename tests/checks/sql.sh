#!/bin/bash
#
# sql.sh - every statement of the library prepares on a fresh PostgreSQL.
#
# A server of its own in a temporary directory, reached by a socket in there
# alone.  It refuses to run as root, so root lends it another user.

cd "$(dirname "$0")/../.." || exit 1
: "${POS_BUILD:=$PWD/build}"

if [ ! -x "$POS_BUILD/unit/sql" ]; then
	echo 'no unit/sql that lists the statements'
	exit 1
fi
bin=
for dir in /usr/lib/postgresql/*/bin; do
	[ ! -x "$dir/initdb" ] || bin=$dir
done
if [ -z "$bin" ]; then
	echo 'no PostgreSQL here'
	exit 77
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/pos-sql.XXXXXX") || exit 1
user=
if [ "$(id -u)" = 0 ]; then
	user=nobody
	! id postgres >/dev/null 2>&1 || user=postgres
	chown "$user" "$work"
fi
as_server() {
	if [ -n "$user" ]; then
		(cd "$work" && setpriv --reuid "$user" \
		    --regid "$(id -g "$user")" --clear-groups \
		    env HOME="$work" LC_ALL=C "$@")
	else
		(cd "$work" && env LC_ALL=C "$@")
	fi
}
stop() {
	[ ! -f "$work/data/postmaster.pid" ] ||
	    as_server "$bin/pg_ctl" -D "$work/data" -m immediate -w stop \
	    >/dev/null 2>&1
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

as_server "$bin/initdb" -D "$work/data" --locale=C --encoding=UTF8 \
    --username=pos --auth=trust --no-sync >"$work/initdb.log" 2>&1 || {
	cat "$work/initdb.log"
	exit 1
}
as_server "$bin/pg_ctl" -D "$work/data" -l "$work/log" -w -t 60 \
    -o "-c listen_addresses='' -c unix_socket_directories='$work' -c fsync=off" \
    start >/dev/null || {
	cat "$work/log"
	exit 1
}
sql() {
	as_server "$bin/psql" -h "$work" -U pos -d postgres -X -q "$@"
}

for file in share/schema/*.sql; do
	if ! sql -v ON_ERROR_STOP=1 -f - <"$file"; then
		echo "$file: PostgreSQL refuses it"
		exit 1
	fi
done

"$POS_BUILD/unit/sql" --list >"$work/list" || exit 1
count=$(wc -l <"$work/list")
if [ "$count" = 0 ]; then
	echo 'unit/sql lists no statements'
	exit 1
fi
# psql numbers its errors by line: one statement each, with its place before.
jq -r --slurp 'to_entries[]
	| "\\echo @ \(.value.name)",
	"PREPARE s\(.key) AS \(.value.sql | sub(";\\s*$"; ""))\n;"
' "$work/list" | sql -f - >"$work/out" 2>&1
if grep -q 'ERROR\|FATAL' "$work/out"; then
	grep -A4 -B1 'ERROR\|FATAL' "$work/out"
	exit 1
fi
if [ "$(grep -c '^@' "$work/out")" != "$count" ]; then
	tail "$work/out"
	exit 1
fi
echo "$count statements prepared"
