# shellcheck shell=bash disable=SC2154
#
# people.bash - members and promotions: the sections P1 to P5 of run.sh

carts=${CARTS:-300}
members=${MEMBERS:-1000000}
member_rows=${ROWS:-100000}
coupons=${COUPONS:-100000}
replayed=${REPLAY:-100000}

# One of each kind of offer that shops make, and more of those that are many.
# Every one is active; those with a code or for members are looked at too.
thirty_rules() { # store
	local n rules=(
	    'percent 10 --category Category\ 1'
	    'percent 15 --category Category\ 2 --days mon,tue,wed'
	    'percent 20 --category Category\ 3 --from 15:00 --to 17:00'
	    'percent 5 --item I001 --item I002 --item I003 --max-units 4'
	    'percent 12 --item I010 --item I011 --min 2 --by quantity'
	    'amount 1 --item I020 --each'
	    'amount 5 --min 200'
	    'price 9.90 --item I004'
	    'price 12.50 --item I005'
	    'member-price 15 --item I006'
	    'member-price 18 --item I007'
	    'flash 8.80 --item I008 --total 100000 --per-member 2'
	    'nth 2 50 --category Category\ 4'
	    'nth 2 50 --category Category\ 5'
	    'nth 3 100 --category Category\ 6'
	    'buy 2 get 1 --item I012'
	    'buy 1 get 1 --item I013'
	    'set 3 60 --category Category\ 7'
	    'set 2 30 --category Category\ 8'
	    'bundle 45 --slot item:I014 --slot category:Category\ 9'
	    'bundle 40 --slot item:I015 --slot item:I016'
	    'tiers 100:10 200:30 300:50'
	    'tiers 50:3 80:6 --category Category\ 10'
	    'every 100:20 --cap 50'
	    'gift I050 --min 500'
	    'points x2 --days sat,sun'
	    'points 20 --min 100'
	    'points-pay 100 --worth 1 --max-share 50'
	    'percent 10 --code SPRING --max-uses 100000'
	    'amount 15 --code FIFTEEN --min 100'
	)

	for n in "${!rules[@]}"; do
		eval "pos-promo add ${rules[n]} --store $1" >add.json \
		    2>add.txt || {
			cat add.txt >&2
			exit 1
		}
	done
	n=$(pos-promo list --store "$1" --format json | wc -l)
	[ "$n" = 30 ] || {
		note "$n rules, not 30"
		exit 1
	}
}

# The price of a cart, in process: what the specification promises of carts
# up to 40 lines, 80 units and 30 rules; of larger ones it is only said.
p1() {
	local name median p95 p99 max pack all gap worse more

	promo "$carts" "${SEED:-1}" >p1.out
	while IFS=$'\t' read -r name median p95 p99 max pack all gap worse more
	do
		case $name in
		'cart, ms') continue ;;
		*'100 lines'*) ;;
		*)
			target P1 "$name: p99 in us; 10 ms" \
			    "$(awk "BEGIN { print int($p99 * 1000) }")" 10000 \
			    '<1.00'
			target P1 "$name: worst gap; 1 %" "$gap" 1 '<=1.00'
			;;
		esac
		note "$name: median $median, p95 $p95, p99 $p99, most $max ms;"
		note "  proven: packing $pack %, all $all %, else within" \
		    "$gap %; greedy pays more in $worse %, $more % on average"
	done < <(sed 's/^\(.\{32\}\) */\1\t/; s/ *\t */\t/' p1.out |
	    awk -F '\t' -v OFS='\t' '{ n = split($2, v, " "); line = $1
		for (i = 1; i <= n; i++) line = line OFS v[i]; print line }')
}

promo_stores() {
	[ ! -e rules.db ] || return 0
	new_store none.db plain
	cp none.db rules.db
	thirty_rules rules.db
	pos-promo export --store rules.db >rules.jsonl
}

# The whole checkout, as a till's script makes it.
p2() {
	local d=p2.out three='I001 I013 I113' ten

	promo_stores
	ten="$three I014 I009 I016 I112 I124 I004 I100"
	# shellcheck disable=SC2086 # words of a cart
	measure "$rounds" \
	    -- none3 pos-sale new $three --store none.db \
	    '|' pos-promo apply --store none.db \
	    '|' pos-pay cash --store none.db \
	    -- rules3 pos-sale new $three --store rules.db \
	    '|' pos-promo apply --store rules.db \
	    '|' pos-pay cash --store rules.db \
	    -- plain3 pos-sale new $three --store none.db \
	    '|' pos-pay cash --store none.db \
	    -- none10 pos-sale new $ten --store none.db \
	    '|' pos-promo apply --store none.db \
	    '|' pos-pay cash --store none.db \
	    -- rules10 pos-sale new $ten --store rules.db \
	    '|' pos-promo apply --store rules.db \
	    '|' pos-pay cash --store rules.db \
	    -- plain10 pos-sale new $ten --store none.db \
	    '|' pos-pay cash --store none.db >$d
	for n in 3 10; do
		target P2 "checkout, $n lines, 30 rules, us; none" \
		    "$(median rules$n $d)" "$(median none$n $d)" '<=1.30'
		note "without pos-promo apply: $(median plain$n $d) us"
	done
}

# Members whose phones are 13000000000 and on, in no order.
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

member_store() { # store, members
	rm -f "$1"* # another section may have had one of this name
	pos-admin init --store "$1" --name Bench --currency CNY \
	    --zone Asia/Shanghai >init.json
	people "$2" >people.csv
	pos-member import --store "$1" people.csv >import.json
}

# The same rows, in the order in which they are written, into the same tables.
plain_members() {
	local t

	sqlite3 ours.db '.schema member' '.schema member_find' \
	    '.schema member_key' >schema.sql
	for t in member member_find member_key; do
		sqlite3 -csv ours.db "SELECT * FROM $t ORDER BY member" >$t.csv
	done
	printf '%s\n' 'PRAGMA journal_mode=WAL;' 'PRAGMA synchronous=FULL;' \
	    '.read schema.sql' '.mode csv' 'BEGIN;' \
	    '.import member.csv member' \
	    '.import member_find.csv member_find' \
	    '.import member_key.csv member_key' 'COMMIT;' >plain.sql
}

member_import() {
	local d=p3.import i

	people "$member_rows" >rows.csv
	for i in 1 2 3; do
		rm -f ours.db* plain.db*
		pos-admin init --store ours.db --name Bench --currency CNY \
		    --zone Asia/Shanghai >init.json
		measure 1 -- ours pos-member import --store ours.db rows.csv \
		    >>$d
		[ -e plain.sql ] || plain_members
		measure 1 -- plain '<plain.sql' sqlite3 plain.db >>$d
	done
	target P3 "import of $member_rows members, us; sqlite3" \
	    "$(median ours $d)" "$(median plain $d)" '<=2.00'
	note "kB, the import: $(most_kb ours $d)"
}

# By phone, as a cashier types it.  Both know the first thousand; the large
# one is asked all over.
member_find() {
	local d=p3.find n i

	member_store few.db 1000
	member_store many.db "$members"
	for ((i = 0; i < 5 * rounds; i++)); do
		measure 1 -- few pos-member find --store few.db \
		    "$((13000000000 + i * 7 % 1000 * 7919))" -- many \
		    pos-member find --store many.db "$((13000000000 + \
		    i * 104729 % members * 7919 % 1000000000))" >>$d
	done
	for n in few many; do
		pos-member find --store $n.db 13000000000 >find.json
	done
	target P3 "look-up among $members, us; 1000" \
	    "$(median many $d)" "$(median few $d)" '<=1.20'
}

p3() {
	member_import
	member_find
}

# A batch with its codes printed, beside as many numbers and hashes put into
# an indexed table by sqlite3, which knows nothing of how those came to be.
p4() {
	local d=p4.out i

	new_store coupon.db plain
	echo '{"type":"promo","v":1,"code":"FIVE","version":1,' \
	    '"name":"Five off","trigger":"code","effect":{"kind":"amount",' \
	    '"amount_minor":500}}' >five.json
	pos-promo add five.json --store coupon.db >add.json 2>add.txt
	awk -v n="$coupons" 'BEGIN { srand(1); for (i = 1; i <= n; i++)
	    printf "%d,%08x%08x%08x%08x\n", i, rand() * 4294967295,
	    rand() * 4294967295, rand() * 4294967295, rand() * 4294967295 }' \
	    >hashes.csv
	for i in 1 2 3 4 5; do
		rm -f hashes.db
		measure 1 -- ours pos-promo coupon make "B$i" --promo FIVE \
		    --count "$coupons" --format csv --store coupon.db \
		    -- theirs sqlite3 hashes.db 'CREATE TABLE coupon
		    (n INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE)' \
		    '.mode csv' '.import hashes.csv coupon' >>$d
	done
	target P4 "$coupons coupons, us; sqlite3 .import" "$(median ours $d)" \
	    "$(median theirs $d)" '<=1.00'
}

# What a year of sales would have come to under the thirty rules.
p5() {
	local d=p5.out sales

	promo_stores
	cp none.db replay.db
	orders list "$replayed" 2300 >replayed.jsonl
	pos-sale import --backdate --quiet --store replay.db replayed.jsonl \
	    >import.json
	measure 1 -- replay pos-promo replay --rules rules.jsonl \
	    --store replay.db >$d
	sales=$(pos-promo replay --rules rules.jsonl --store replay.db \
	    --to 2024-01-01 | jq '.sales // 0')
	target P5 "$replayed sales replayed, us; a minute" \
	    "$(median replay $d)" "$((60000000 / 100000 * replayed))" '<=1.00'
	note "$((replayed * 1000000 / $(median replay $d))) sales a second," \
	    "$(most_kb replay $d) kB; the first day: $sales sales"
}
