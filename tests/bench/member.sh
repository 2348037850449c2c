#!/bin/bash
#
# member.sh - members: a look-up in a large store beside one in a small, and
# an import beside the same rows put into the same tables by sqlite3 alone
#
#	MEMBERS=1000000	of the large store
#	ROWS=100000	of the import
#	ROUNDS=200	look-ups in each, in turn
#	BENCH_DIR=DIR	where the stores go (/tmp)
#
# The programs are taken from PATH.  A target that is missed is said, not
# failed: another machine has other ratios.

set -eu
export LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC
unset "${!POS_@}"

members=${MEMBERS:-1000000}
rows=${ROWS:-100000}
rounds=${ROUNDS:-200}
dir=$(mktemp -d "${BENCH_DIR:-/tmp}/pos-bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"

people() { # how many
	awk -v n="$1" 'BEGIN {
		print "手机号,姓名,生日,性别"
		for (i = 0; i < n; i++)
			printf "%.0f,会员%d,%d-%02d-%02d,%s\n",
			    13000000000 + (i * 7919) % 1000000000, i,
			    1950 + i % 50, 1 + i % 12, 1 + i % 28,
			    i % 2 ? "女" : "男"
	}'
}

new_store() { # store, members
	pos-admin init --store "$1" --name Bench --currency CNY \
	    --zone Asia/Shanghai >/dev/null
	people "$2" >people.csv
	pos-member import --store "$1" people.csv >/dev/null
}

now() {
	date +%s%N
}

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

target() { # what, ours, other, most, unit
	awk -v what="$1" -v a="$2" -v b="$3" -v most="$4" -v unit="$5" 'BEGIN {
		verdict = a / b <= most ? "ok" : "MISSED"
		printf "%-34s %9.2f %9.2f %s  ratio %.2f, at most %s: %s\n",
		    what, a, b, unit, a / b, most, verdict }'
}

import_beside_sqlite() {
	local n start

	people "$rows" >rows.csv
	for n in 1 2 3; do
		rm -f ours.db* plain.db*
		pos-admin init --store ours.db --name Bench --currency CNY \
		    --zone Asia/Shanghai >/dev/null
		start=$(now)
		pos-member import --store ours.db rows.csv >/dev/null
		echo $(($(now) - start)) >>ours
		if [ $n = 1 ]; then
			# in the order in which they are written
			sqlite3 ours.db '.schema member' '.schema member_find' \
			    '.schema member_key' >schema.sql
			for t in member member_find member_key; do
				sqlite3 -csv ours.db \
				    "SELECT * FROM $t ORDER BY member" >$t.csv
			done
			printf '%s\n' 'PRAGMA journal_mode=WAL;' \
			    'PRAGMA synchronous=FULL;' '.read schema.sql' \
			    '.mode csv' 'BEGIN;' '.import member.csv member' \
			    '.import member_find.csv member_find' \
			    '.import member_key.csv member_key' 'COMMIT;' \
			    >plain.sql
		fi
		start=$(now)
		sqlite3 plain.db <plain.sql >/dev/null
		echo $(($(now) - start)) >>plain
	done
	target "import of $rows, beside sqlite3" \
	    "$(awk "BEGIN { print $(median ours) / 1e9 }")" \
	    "$(awk "BEGIN { print $(median plain) / 1e9 }")" 2.0 s
}

look_up() {
	local n phone start

	new_store small.db 1000
	new_store large.db "$members"
	for ((n = 0; n < rounds; n++)); do
		# both know the first thousand; the large one is asked all over
		phone=$(awk -v i=$((n * 7 % 1000)) \
		    'BEGIN { printf "%.0f", 13000000000 + i * 7919 }')
		start=$(now)
		pos-member find --store small.db "$phone" >/dev/null
		echo $(($(now) - start)) >>small
		phone=$(awk -v i=$((n * 104729 % members)) \
		    'BEGIN { printf "%.0f", 13000000000 + (i * 7919) % 1000000000 }')
		start=$(now)
		pos-member find --store large.db "$phone" >/dev/null
		echo $(($(now) - start)) >>large
	done
	target "look-up among $members, beside 1000" \
	    "$(awk "BEGIN { print $(median large) / 1e6 }")" \
	    "$(awk "BEGIN { print $(median small) / 1e6 }")" 1.2 ms
}

import_beside_sqlite
look_up
