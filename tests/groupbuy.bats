#!/usr/bin/env bats
#
# Group buys: a place for each order and no more, formed by payments, over
# with their time, and what was paid comes back.

load helpers

sql() {
	sqlite3 "$POS_STORE" "$@"
}

rule() {
	shop
	pos "pos-promo import - <<<'{\"type\":\"promo\",\"v\":1,
	    \"code\":\"tuan\",\"name\":\"Tuan\",\"trigger\":\"group_buy\",
	    \"target\":{\"select\":{\"items\":[\"mocha\"]}},
	    \"effect\":{\"kind\":\"new_price\",\"amount_minor\":1500},
	    \"stacking\":{\"lane\":10}}'"
}

@test "group: joined at its price, formed by payments" {
	rule
	pos 'pos-promo group open tuan --size 2 --hours 3 --anyone'
	same '["g1-1","tuan","open",2,0,0,"2026-03-14T05:00:00.000Z"]' \
	    "$(records '[.id, .promo, .state, .size, .joined, .paid, .until]')"
	pos 'pos-sale new mocha:2 scone'
	list=$(records .total_minor)
	pos 'pos-promo group join g1-1 --sale 1'
	same '["g1-1",3000]' "$(records '[.group_buy, .lines[0].total_minor]')"
	[ "$(records .total_minor)" -lt "$list" ]
	# the same again is the same
	pos 'pos-promo group join g1-1 --sale 1'
	same 1 "$(sql 'SELECT COUNT(*) FROM group_order')"
	# priced again by an edit, at the price of the group
	pos 'pos-sale add mocha --sale 1'
	same 4500 "$(records '[.lines[] | select(.item == "mocha").total_minor]
	    | add')"
	pos 'pos-sale new mocha | pos-promo group join g1-1 | pos-pay cash'
	same '["completed",1500]' "$(records '[.state, .total_minor]')"
	pos 'pos-promo group show g1-1'
	same '["open",2,1,[false,true]]' "$(records '[.state, .joined, .paid,
	    [.orders[].paid]]')"
	pos 1 'pos-sale new mocha | pos-promo group join g1-1'
	same "pos-promo: group 'g1-1' is full: all 2 places are taken" \
	    "$stderr"
	pos 'pos-pay record card --sale 1'
	pos 'pos-promo group show g1-1'
	same '["formed",2,2,"2026-03-14T02:00:00.000Z"]' "$(records '[.state,
	    .joined, .paid, .over_at]')"
	pos 1 'pos-promo group join g1-1 --sale 3'
	[[ $stderr == *"group 'g1-1' is complete"* ]]
	# what is formed stays formed
	pos 'pos-sale return 2 --reason cold | pos-pay refund cash'
	pos 'pos-promo group show g1-1'
	same '["formed",2]' "$(records '[.state, .paid]')"
	export POS_NOW=2026-03-15T10:00:00+08:00
	pos 'pos-promo group expire'
	same '' "$output"
	pos pos-admin verify --deep
}

@test "group: its time is over: failed, and what is to be given back" {
	rule
	pos 'pos-promo group open tuan --size 3 --anyone \
	    --until 2026-03-14T05:00:00Z'
	pos 'pos-sale new mocha | pos-promo group join g1-1 | pos-pay cash'
	pos 'pos-sale new mocha:2 | pos-promo group join g1-1'
	pos 'pos-pay cash --amount 10 --sale 2; pos-pay record card --sale 2'
	pos 'pos-sale new mocha | pos-promo group join g1-1'
	pos 'pos-promo group expire'
	same '' "$output"
	export POS_NOW=2026-03-14T13:00:00+08:00
	pos 1 'pos-sale new mocha | pos-promo group join g1-1'
	[[ $stderr == *"group 'g1-1' ended at 2026-03-14T05:00:00.000Z" ]]
	# not marked yet, but no money is taken at its price any more
	pos 1 'pos-pay cash --sale 3'
	[[ $stderr == *"has the price of group 'g1-1', which has ended"* ]]
	pos 'pos-promo group expire --dry-run'
	[[ $output == *'"group.fail"'* ]]
	pos 'pos-promo group expire'
	refunds=$output
	same '["g1-1",1,"cash",1500]
["g1-1",2,"cash",1000]
["g1-1",2,"card",2000]' "$(records '[.group, .number, .method,
	    .amount_minor]')"
	pos 'pos-promo group show g1-1'
	same '["failed","2026-03-14T05:00:00.000Z"]' \
	    "$(records '[.state, .over_at]')"
	# again, and again: until it was given back
	pos 'pos-promo group expire'
	same "$refunds" "$output"
	same 1 "$(sql "SELECT COUNT(*) FROM journal
	    WHERE entry LIKE '%\"group.fail\"%'")"
	pos 'pos-sale return 1 --reason "group failed" | pos-pay refund cash'
	pos 'pos-promo group expire'
	same '[2,"cash"]
[2,"card"]' "$(records '[.number, .method]')"
	pos 'pos-pay refund card --amount 20 --sale 2 --reason "group failed"'
	pos 'pos-promo group expire'
	same '[2,"cash",1000]' "$(records '[.number, .method, .amount_minor]')"
	pos 'pos-pay refund cash --amount 10 --sale 2 --reason "group failed"'
	pos 'pos-promo group expire'
	same '' "$output"
	pos 'pos-promo group leave --sale 3'
	[ "$(records .total_minor)" -gt 1500 ]
	same null "$(records .group_buy)"
	pos 'pos-pay cash --sale 3'
	pos pos-admin verify --deep
}

@test "group: void and returned orders leave their place" {
	rule
	pos 'pos-promo group open tuan --size 2 --anyone'
	pos 'pos-sale new mocha | pos-promo group join g1-1'
	pos 'pos-sale new mocha:2 | pos-promo group join g1-1 | pos-pay cash'
	pos 1 'pos-sale new mocha | pos-promo group join g1-1'
	pos 'pos-sale void 1 --reason gone'
	# a part of it does not leave; all of it does
	pos 'pos-sale return 2 1:1 --reason cold | pos-pay refund cash'
	pos 'pos-promo group show g1-1'
	same '[1,1]' "$(records '[.joined, .paid]')"
	pos 'pos-sale return 2 --reason cold | pos-pay refund cash'
	pos 'pos-promo group show g1-1'
	same '[0,0]' "$(records '[.joined, .paid]')"
	pos 'pos-promo group join g1-1 --sale 3 | pos-pay cash'
	pos 'pos-promo group show g1-1'
	same '["open",1,1]' "$(records '[.state, .joined, .paid]')"
	pos 1 'pos-promo group leave --sale 3'
	[[ $stderr == *'return it instead' ]]
	pos pos-admin verify --deep
}

@test "group: eight tills, five places: five orders" {
	rule
	pos 'pos-promo group open tuan --size 5 --anyone'
	pos 'for i in $(seq 40); do pos-sale new mocha; done'
	printf '%s\n' "$output" | split -n r/8 - part-
	for part in part-*; do
		while read -r line; do
			pos-promo group join g1-1 <<<"$line" |
			    pos-pay cash || true
		done <"$part" >"out-$part" 2>"err-$part" 3>&- &
	done
	wait
	cat err-part-* | sort | uniq -c
	same 5 "$(cat out-part-* | wc -l)"
	pos 'pos-promo group show g1-1'
	same '["formed",5,5]' "$(records '[.state, .joined, .paid]')"
	same 5 "$(sql 'SELECT COUNT(*) FROM group_order')"
	pos pos-admin verify --deep
}

@test "group: kill -9 while joining: in as a whole, or not at all" {
	rule
	pos 'pos-promo group open tuan --size 100 --anyone'
	pos 'for i in $(seq 30); do pos-sale new mocha; done'
	mapfile -t orders <<<"$output"
	for order in "${orders[@]}"; do
		pos-promo group join g1-1 <<<"$order" >>joined 2>/dev/null \
		    3>&- &
		sleep "0.0$((RANDOM % 4))$((RANDOM % 10))"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
	done
	grep -c '}$' joined >acknowledged || true
	# rows of the group and prices of the sales agree
	same "$(sql 'SELECT number FROM group_order ORDER BY number')" \
	    "$(pos-sale list --open | jq 'select(.group_buy).number')"
	same '' "$(pos-sale list --open | jq 'select((.group_buy != null) !=
	    (.total_minor == 1500)).number')"
	[ "$(sql 'SELECT COUNT(*) FROM group_order')" -ge \
	    "$(cat acknowledged)" ]
	for order in "${orders[@]}"; do
		pos "pos-promo group join g1-1 <<<'$order'"
	done
	same 30 "$(sql 'SELECT COUNT(*) FROM group_order')"
	pos pos-admin verify --deep
}

@test "group: members, once each; items" {
	rule
	for n in 1 2 3; do
		pos "pos-member enrol --phone 1380000000$n --name M$n"
		member[n]=$(records -r .member)
	done
	pos "pos-promo group open tuan --size 3 --member ${member[1]} \
	    --item mocha --item scone"
	same '["mocha","scone"]' "$(records .items)"
	same "${member[1]}" "$(records -r .member)"
	pos 1 'pos-sale new mocha | pos-promo group join g1-1'
	[[ $stderr == *'sale 1 has no member'* ]]
	pos "pos-sale new mocha | pos-member attach ${member[1]} |
	    pos-promo group join g1-1"
	pos 1 "pos-sale new mocha | pos-member attach ${member[1]} |
	    pos-promo group join g1-1"
	same "pos-promo: member '${member[1]}' is in group 'g1-1' already, with \
sale 2" "$stderr"
	pos 1 "pos-sale new espresso | pos-member attach ${member[2]} |
	    pos-promo group join g1-1"
	[[ $stderr == *'holds none of the items of group'* ]]
	pos "pos-sale new mocha | pos-member attach ${member[2]} |
	    pos-promo group join g1-1"
	# another member than the one who joined does not pay
	pos "pos-member attach ${member[3]} --sale 5"
	pos 1 'pos-pay cash --sale 5'
	[[ $stderr == *"another member joined group 'g1-1'"* ]]
	pos "pos-member attach ${member[2]} --sale 5"
	pos 'pos-pay cash --sale 5'
	pos pos-admin verify --deep
}

@test "group: what makes no sense is refused" {
	rule
	pos 64 'pos-promo group open tuan'
	pos 64 'pos-promo group open tuan --size 1'
	pos 64 'pos-promo group open tuan --size 2 --hours 3 \
	    --until 2026-03-15T00:00:00Z'
	pos 65 'pos-promo group open tuan --size 2 \
	    --until 2026-03-14T00:00:00Z'
	pos 65 'pos-promo group open none --size 2'
	pos 65 'pos-promo group open tuan --size 2 --item mokka'
	pos "pos-promo import - <<<'{\"type\":\"promo\",\"v\":1,
	    \"code\":\"other\",\"name\":\"Other\",\"effect\":{\"kind\":\"percent\",
	    \"rate_ppm\":100000}}'"
	pos 1 'pos-promo group open other --size 2'
	[[ $stderr == *'its trigger has to be group_buy' ]]
	for id in g1-1 g1 g g1-0 g01-1 g1-01 x1-1 g1-99999999999 \
	    g99999-1 ''; do
		pos 65 "pos-promo group show '$id'"
		[[ $stderr == "pos-promo: no group '$id'"* ]]
	done
	pos 'pos-promo group open tuan --size 2 --anyone --key k'
	pos 'pos-promo group open tuan --size 2 --anyone --key k'
	same g1-1 "$(records -r .id)"
	pos 66 'pos-promo group join g1-1 </dev/null'
	pos 65 'pos-promo group join g1-1 --sale 9'
	pos 'pos-sale new mocha | pos-pay cash'
	pos 1 'pos-promo group join g1-1 --sale 1'
	pos 1 'pos-promo group leave --sale 1'
	pos 'pos-promo group open tuan --size 2 --anyone'
	pos 'pos-sale new mocha | pos-promo group join g1-1'
	pos 1 'pos-promo group join g1-2 --sale 2'
	[[ $stderr == *"sale 2 is in group 'g1-1' already" ]]
	pos 'pos-promo group list --state open'
	same '["g1-1","g1-2"]' "$(records -s 'map(.id)')"
	pos 'pos-promo group list --rule nobody'
	same '' "$output"
	pos pos-admin verify --deep
}
