#!/bin/bash
#
# coupon.sh - what a batch of coupons takes, beside sqlite3's .import
#
# Both start from nothing and end with COUNT coupons on disk: ours makes a
# batch and writes its codes to a file; sqlite3 imports COUNT rows of a number
# and a hash, which is the least that a table of codes would hold, and knows
# nothing of how those came to be.  Medians of ROUNDS, in turn.
#
#	COUNT=100000	coupons
#	ROUNDS=5	how often
#	BENCH_DIR=DIR	where the stores go (/tmp)

set -eu
export LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC
unset "${!POS_@}"

count=${COUNT:-100000}
rounds=${ROUNDS:-5}
dir=$(mktemp -d "${BENCH_DIR:-/tmp}/pos-bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"

now() {
	echo $((${EPOCHREALTIME/./} / 1000))
}

median() {
	sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

pos-admin init --store ours.db --name Bench --currency CNY \
    --zone Asia/Shanghai >init.json
printf '{"type":"promo","v":1,"code":"FIVE","version":1,"name":"Five off",
    "trigger":"code","effect":{"kind":"amount","amount_minor":500}}' |
    tr -d '\n' >five.json
pos-promo add five.json --store ours.db >add.json 2>&1
awk -v n="$count" 'BEGIN { srand(1); for (i = 1; i <= n; i++)
    printf "%d,%08x%08x%08x%08x\n", i, rand() * 4294967295,
    rand() * 4294967295, rand() * 4294967295, rand() * 4294967295 }' >rows.csv

before=$(stat -c %s ours.db)
for ((i = 1; i <= rounds; i++)); do
	start=$(now)
	pos-promo coupon make "B$i" --promo FIVE --count "$count" \
	    --format csv --store ours.db >codes.csv
	echo $(($(now) - start)) >>ours
	[ "$(wc -l <codes.csv)" = $((count + 1)) ]

	rm -f theirs.db
	start=$(now)
	sqlite3 theirs.db 'CREATE TABLE coupon (n INTEGER PRIMARY KEY,
	    hash TEXT NOT NULL UNIQUE)' '.mode csv' \
	    '.import rows.csv coupon'
	echo $(($(now) - start)) >>theirs
done
ours=$(median ours)
theirs=$(median theirs)
printf '%s coupons: %s ms with their codes printed; sqlite3 .import %s ms; ' \
    "$count" "$ours" "$theirs"
awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "ratio %.2f\n", a / b }'
printf 'size: %s bytes a batch; a table of hashes %s\n' \
    $((($(stat -c %s ours.db) - before) / rounds)) "$(stat -c %s theirs.db)"
