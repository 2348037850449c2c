#!/usr/bin/env bats
#
# Several at once: whoever is second finds what the first has done.

load helpers

sql() {
	sqlite3 "$POS_STORE" "$@"
}

@test "race: two inits, one store" {
	for round in 1 2 3 4 5; do
		export POS_STORE=$BATS_TEST_TMPDIR/store-$round.db
		at_once 'pos-admin init --name A --currency EUR --zone UTC' \
		    'pos-admin init --name B --currency EUR --zone UTC'
		same '0 1' "$codes"
		[[ $(cat err-1 err-2) == 'pos-admin: store '*' exists already'* ]]
		winner=$(cat out-1 out-2 | jq -r .name)
		pos pos-admin config get name
		same "$winner" "$(records -r .value)"
		pos pos-admin verify --deep
	done
}

@test "race: two closes, one Z" {
	shop
	pos 'pos-sale new mocha | pos-pay cash'
	at_once 'pos-report z' 'pos-report z'
	same '0 1' "$codes"
	same '2026-03-14|1' "$(sql "SELECT substr(day, 1, 4) || '-' ||
	    substr(day, 5, 2) || '-' || substr(day, 7), z FROM day_close")"
	same 1 "$(sql "SELECT COUNT(*) FROM journal
	    WHERE entry LIKE '%\"day.close\"%'")"
	pos pos-admin verify --deep
}

@test "race: the same key from six processes, one sale" {
	shop
	one='pos-sale new mocha:2 --key k'
	at_once "$one" "$one" "$one" "$one" "$one" "$one"
	same '0 0 0 0 0 0' "$codes"
	same 1 "$(cat out-* | sort -u | wc -l)"
	same 1 "$(sql 'SELECT COUNT(*) FROM sale')"
	one='pos-pay cash 100 --key p --sale 1'
	at_once "$one" "$one" "$one" "$one"
	same '0 0 0 0' "$codes"
	same 1 "$(cat out-[1-4] | sort -u | wc -l)"
	pos pos-admin verify --deep
}

@test "race: the same key for different things, one is refused" {
	shop
	at_once 'pos-sale new mocha --key k' 'pos-sale new mocha:2 --key k'
	same '0 1' "$codes"
	same 1 "$(sql 'SELECT COUNT(*) FROM sale')"
	[[ $(cat err-1 err-2) == \
	    "pos-sale: key 'k' was used for something else" ]]
}

@test "race: two pay one sale, one is told that it is paid" {
	shop
	pos pos-sale new mocha
	at_once 'pos-pay cash --sale 1' 'pos-pay record card --sale 1'
	same '0 1' "$codes"
	[[ $(cat err-1 err-2) == 'pos-pay: sale 1 is paid already' ]]
	same 1 "$(jq -s '.[0].payments | length' <(cat out-1 out-2))"
	pos pos-admin verify --deep
}

@test "race: the last cake goes to one guest" {
	shop
	pos pos-stock count tiramisu:1
	one='pos-sale new tiramisu'
	at_once "$one" "$one" "$one" "$one"
	same '0 1 1 1' "$codes"
	same '["tiramisu"]' "$(cat out-[1-4] | jq -c '[.lines[].item]')"
	pos pos-admin verify --deep
}

@test "race: the same orders imported twice at once are sales once" {
	shop
	for n in $(seq 300); do
		echo "{\"type\":\"order\",\"v\":1,\"channel\":\"x\",\
\"external\":\"$n\",\"lines\":[{\"item\":\"mocha\"}]}"
	done >orders.jsonl
	one='pos-sale import orders.jsonl'
	at_once "$one" "$one" "$one"
	same '0 0 0' "$codes"
	same '300|300' "$(sql 'SELECT COUNT(*), MAX(number) FROM sale')"
	same 1 "$(for n in 1 2 3; do jq -c '[.external, .id]' out-$n |
	    sort | sha256sum; done | sort -u | wc -l)"
	pos pos-admin verify --deep
}

@test "race: tills that fight for little stock" {
	POS_TIMEOUT=600
	pos "SOAK_SALES=${SOAK_SALES:-120} SOAK_TILLS=8 '$root/tests/soak.sh' race"
	[[ $output == 'race: 8 tills, '*'none twice'* ]]
}
