#!/bin/bash
#
# run.sh [T1 P1...] - what our programs take, beside what is the least
#
# Every number is a ratio: ours and a limit program run in turn, several
# times, and the medians are divided.  The limit programs (limit.c,
# limit_bulk.c) write the same rows with SQLite alone, and nothing else; what
# somebody would write with a shell or Python is there too.  A target that is
# missed is said, not failed: another machine has other ratios.
#
#	QUICK=1		smaller sizes for all that is not said, a few minutes
#	LINES=500000	lines of sales in the store of the reports (5000000)
#	CARTS=300	carts of each size, for the search of the best price
#	MEMBERS=1000000	members of the large store
#	ROWS=100000	of an import of members
#	COUPONS=100000	of a batch
#	REPLAY=100000	sales of the what-if
#	ROUNDS=40	how often a short program is run
#	SECONDS_EACH=3	how long a stream is fed
#	BENCH_DIR=DIR	where the stores go (/tmp): a disk like a till's
#	BENCH_KEEP=1	keep the filled store there, and use it next time

set -eu
export LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC # a till loads its locale
here=$(cd "$(dirname "$0")" && pwd)
tools=${POS_BUILD:-$here/../../build}/bench
unset "${!POS_@}"

if [ -n "${QUICK:-}" ]; then
	: "${LINES:=500000}" "${MEMBERS:=100000}" "${ROWS:=20000}"
	: "${REPLAY:=20000}"
fi
lines=${LINES:-5000000}
rounds=${ROUNDS:-40}
each=${SECONDS_EACH:-3}
want=" ${*:-T1 T2 T3 T4 T5 T6 T7 T10 T11 P1 P2 P3 P4 P5} "
dir=$(mktemp -d "${BENCH_DIR:-/tmp}/pos-bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"
PATH=$tools:$PATH
missed=0

note() {
	printf '      %s\n' "$*"
}

row() { # id, what, ours, limit, ratio, wanted
	printf '%-4s %-40s %12s %12s %7s %8s  %s\n' "$@"
}

# Divides, and compares with "<=1.40" or ">=0.80".
target() { # id, what, ours, limit, wanted
	local ratio verdict

	ratio=$(awk "BEGIN { printf \"%.2f\", $4 == 0 ? 0 : $3 / $4 }")
	verdict=$(awk "BEGIN { if ($3 / ($4 == 0 ? 1 : $4) $5) print \"ok\"
	    else print \"MISSED\" }")
	row "$1" "$2" "$3" "$4" "$ratio" "$5" "$verdict"
	[ "$verdict" = ok ] || missed=$((missed + 1))
}

wanted() {
	case $want in *" $1 "*) ;; *) return 1 ;; esac
}

median() { # of the second column of the rows of that name
	awk -v n="$1" '$1 == n { print $2 }' "$2" | sort -n |
	    awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

column() { # the median of a column of a file
	awk -v c="$1" '{ print $c }' "$2" | sort -n |
	    awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

most_kb() {
	awk -v n="$1" '$1 == n && $3 > m { m = $3 } END { print m }' "$2"
}

new_store() {
	pos-admin init --store "$1" --name Bench --currency CNY \
	    --zone Asia/Shanghai >init.json
	orders "$2" 200 >menu.csv
	pos-stock menu import --store "$1" menu.csv >import.json
}

# A shop whose parts never run out; every measure starts with a copy of it.
base_store() {
	local i parts=()

	new_store base.db menu
	for i in {01..20}; do
		parts+=("K$i:900000000")
	done
	pos-stock receive --store base.db "${parts[@]}" >receive.json
	orders list 100000 2300 >orders.jsonl
}

copies() {
	local name

	for name; do
		rm -f "$name".db*
		cp base.db "$name.db"
	done
}

# Both stores must have the same rows, or the limit is none.
same_rows() {
	local name count t

	for name; do
		for t in $(sqlite3 base.db '.tables'); do
			count=$(sqlite3 "$name.db" "SELECT COUNT(*) FROM $t")
			echo "$t $count"
		done >"rows.$name"
		if ! diff "rows.$1" "rows.$name" >rows.diff; then
			note "rows that differ, $1 (<) and $name (>):"
			grep '[<>]' rows.diff
			exit 1
		fi
	done
}

t1() {
	local python='' day d=t1.out a

	day=$(TZ=Asia/Shanghai date +%F)
	copies new newl pair pairl shell py
	a=(-- new pos-sale new I001 I002 I003 --store new.db
	    -- newl limit new newl.db "$day" I001 I002 I003
	    -- pair pos-sale new I001 I002 I003 --store pair.db
	    '|' pos-pay cash --store pair.db
	    -- pairl limit new pairl.db "$day" I001 I002 I003
	    '|' limit pay pairl.db "$day"
	    -- shell "$here/limit.bash" shell.db "$day" I001 I002 I003)
	# the program itself: what finds it may take longer than it does
	if python=$(python3 -c 'import sys; print(sys.executable)' 2>&1)
	then
		a+=(-- py "$python" "$here/limit.py" py.db "$day" I001 I002
		    I003)
	else
		python=
	fi
	measure "$rounds" "${a[@]}" >$d
	same_rows new newl shell ${python:+py}
	same_rows pair pairl
	target T1 'pos-sale new, us; a bare program' "$(median new $d)" \
	    "$(median newl $d)" '<=1.40'
	target T1 'new | pos-pay cash; the same, bare' "$(median pair $d)" \
	    "$(median pairl $d)" '<=1.40'
	target T1 'bash + sqlite3, against pos-sale new' \
	    "$(median shell $d)" "$(median new $d)" '>=3.00'
	if [ -n "$python" ]; then
		target T1 'python3, against pos-sale new' "$(median py $d)" \
		    "$(median new $d)" '>=5.00'
	else
		note 'no python3 here: not measured'
	fi
}

instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" \
	    2>&1 >sale.json | awk '/Collected/ { print $NF }'
}

t2() {
	local p n loads new pay

	for p in pos-sale pos-pay; do
		loads=$(readelf -d "$(command -v $p)" |
		    grep -oE 'lib(curl|ssl|crypto|pq)\.so[.0-9]*' | xargs)
		n=$(wc -w <<<"$loads")
		target T2 "$p loads ${loads:-none of the large ones}" "$n" 1 \
		    '<=0'
	done
	if ! command -v valgrind >valgrind.path; then
		note 'no valgrind here: instructions not counted'
		return
	fi
	copies cg
	pos-sale new I001 I002 I003 --store cg.db | pos-pay cash \
	    --store cg.db >sale.json
	new=$(instructions pos-sale new I001 I002 I003 --store cg.db)
	cp sale.json in.json
	pay=$(instructions pos-pay cash --store cg.db <in.json)
	target T2 'instructions of pos-sale new' "$new" 8000000 '<=1.00'
	target T2 'instructions of new | pos-pay cash' "$((new + pay))" \
	    8000000 '<=1.00'
}

# One order at a time, each answered before the next; then from 8 at once.
streams() {
	local i

	for i in 1 2 3 4 5; do
		copies one onel many
		feed "$each" 1 orders.jsonl pos-sale import --backdate \
		    --store one.db >>one.out
		limit_bulk onel.db "-$each" 2300 1 |
		    awk '{ printf "%d\n", $1 * 1000000 / $2 }' >>onel.out
		wanted T5 || continue
		feed "$each" 8 orders.jsonl pos-sale import --backdate \
		    --store many.db >>many.out
	done
}

t3() {
	target T3 'one writer, sales a second; bare' \
	    "$(column 1 one.out)" "$(column 1 onel.out)" '>=0.80'
}

t4() {
	local i d=t4.out times=5

	wanted T4 || times=1
	for ((i = 0; i < times; i++)); do
		copies bulk bulkl
		measure 1 -- bulk pos-sale import --backdate --quiet \
		    --store bulk.db orders.jsonl \
		    -- bulkl limit_bulk bulkl.db 100000 2300 1000 >>$d
	done
	same_rows bulk bulkl
	if wanted T4; then
		target T4 '100,000 orders, us; bare, without JSON' \
		    "$(median bulk $d)" "$(median bulkl $d)" '<=1.66'
	fi
}

t5() {
	target T5 '8 writers, sales a second; one' "$(column 1 many.out)" \
	    "$(column 1 one.out)" '>=0.75'
	target T5 'sales of the least of 8; the most' \
	    "$(column 2 many.out)" "$(column 3 many.out)" '>=0.90'
	target T5 'p99 of 8, us; median of one' "$(column 5 many.out)" \
	    "$(column 4 one.out)" '<=24.0'
}

t6() {
	local i d=t6.out times=5

	wanted T6 || times=1
	pos-admin init --store menu0.db --name Bench --currency CNY \
	    --zone Asia/Shanghai >init.json
	orders plain 100000 >menu.csv
	for ((i = 0; i < times; i++)); do
		rm -f menu.db* menul.db*
		cp menu0.db menu.db
		sqlite3 menul.db 'PRAGMA journal_mode = WAL; CREATE TABLE item
		    (code TEXT PRIMARY KEY, name TEXT, price TEXT,
		    category TEXT)' >mode
		measure 1 -- menu pos-stock menu import --store menu.db \
		    menu.csv -- menul sqlite3 menul.db \
		    '.import --csv --skip 1 menu.csv item' >>$d
	done
	if wanted T6; then
		target T6 'menu of 100,000, us; sqlite3 .import' \
		    "$(median menu $d)" "$(median menul $d)" '<=1.50'
	fi
}

# Two years of sales at the counter.
fill() {
	local orders=$((lines / 3)) kept version

	version=$(cat "$here"/../../share/schema/*.sql "$here"/*.h |
	    sha256sum | cut -c 1-12)
	kept=${BENCH_DIR:-/tmp}/pos-bench-$lines-$version.db
	if [ -n "${BENCH_KEEP:-}" ] && [ -e "$kept" ]; then
		ln -s "$kept" reports.db
		return
	fi
	new_store reports.db plain
	measure 1 -- fill fill reports.db "$orders" $((orders / 730 + 1)) \
	    >fill.out
	note "filled $lines lines in $(($(median fill fill.out) / 1000)) ms"
	if [ -n "${BENCH_KEEP:-}" ]; then
		mv reports.db "$kept"
		ln -s "$kept" reports.db
	fi
}

t7() {
	local d=t7.out r store=(--store reports.db --format json)

	measure "$rounds" -- none sqlite3 reports.db 'SELECT 1' \
	    -- day pos-report day 2024-06-15 "${store[@]}" \
	    -- trend pos-report trend --from 2024-01-01 --to 2025-12-31 \
	    "${store[@]}" \
	    -- month pos-report by item --from 2024-06-01 --to 2024-06-30 \
	    "${store[@]}" \
	    -- hours pos-report by hour --from 2024-01-01 --to 2025-12-31 \
	    "${store[@]}" >$d
	for r in 'day the report of a day' 'trend the trend of two years' \
	    'month items of a month'; do
		target T7 "${r#* }, us; SELECT 1" \
		    "$(median "${r%% *}" $d)" "$(median none $d)" '<=1.50'
	done
	target T7 'hours of two years, us; SELECT 1' "$(median hours $d)" \
	    "$(median none $d)" '<=3.00'
}

t10() {
	local bytes sum=0 name

	bytes=$(sqlite3 reports.db "SELECT name, SUM(pgsize) FROM dbstat
	    GROUP BY name ORDER BY 2 DESC" 2>&1) || {
		note "this sqlite3 has no dbstat: not measured"
		return
	}
	while IFS='|' read -r name size; do
		case $name in
		*journal* | *request* | move*) continue ;;
		esac
		sum=$((sum + size))
	done <<<"$bytes"
	target T10 'bytes of the store; lines' "$sum" \
	    "$(sqlite3 reports.db 'SELECT COUNT(*) FROM line')" '<=55'
	while IFS='|' read -r name size; do
		[ "$size" -lt $((lines / 2)) ] ||
		    note "$name: $((size * 10 / lines))/10 bytes a line"
	done <<<"$bytes"
}

t11() {
	local d=t11.out

	cat t4.out t6.out >$d
	copies check
	pos-sale import --backdate --quiet --store check.db orders.jsonl \
	    >import.json
	measure 1 -- verify pos-admin verify --store check.db \
	    -- rebuild pos-admin rebuild --store check.db --into rebuilt.db \
	    -- trend pos-report trend --store reports.db --from 2024-01-01 \
	    --to 2025-12-31 --format json \
	    -- item pos-report by item --store reports.db \
	    --from 2024-01-01 --to 2025-12-31 --format json \
	    -- list pos-sale list --store check.db --from 2024-01-01 \
	    --to 2024-12-31 >>$d
	for r in 'bulk import of 100,000 orders' 'menu import of a menu' \
	    'verify verify' 'rebuild rebuild' 'trend the trend' \
	    'item items of two years' 'list list of 100,000 sales'; do
		target T11 "kB, ${r#* }; 64 MB" "$(most_kb "${r%% *}" $d)" \
		    65536 '<1.00'
	done
}

# shellcheck source=/dev/null
. "$here/people.bash"

row '' 'what' ours limit ratio wanted ''
base_store
! wanted T1 || t1
! wanted T2 || t2
if wanted T3 || wanted T5; then streams; fi
! wanted T3 || t3
if wanted T4 || wanted T11; then t4; fi
! wanted T5 || t5
if wanted T6 || wanted T11; then t6; fi
if wanted T7 || wanted T10 || wanted T11; then fill; fi
! wanted T7 || t7
! wanted T10 || t10
! wanted T11 || t11
! wanted P1 || p1
! wanted P2 || p2
! wanted P3 || p3
! wanted P4 || p4
! wanted P5 || p5
[ "$missed" = 0 ] || note "$missed missed"
