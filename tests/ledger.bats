#!/usr/bin/env bats
#
# Points, stored value and gift cards: what they are worth, that nothing is
# spent twice, and that a return brings all of it back.

load helpers

# A shop with a member, $m, and a rule: a point for each 1.00, for a year.
people() {
	shop
	m=$(pos-member enrol --name 'Li Wei' --phone 13800138000 |
	    jq -r .member)
	pos 'pos-member earn set --per 1.00 --points 1 --expire-months 12'
}

balance() {
	pos "pos-member points $m"
	same "$1" "$(records '[.points, .principal_minor, .bonus_minor, .owed]')"
}

sql() {
	sqlite3 "$POS_STORE" "$@"
}

good() {
	pos pos-admin verify --deep
}

@test "ledger: points by what was really paid, rounded down once" {
	people
	pos 'pos-sale new espresso cola:2 | pos-member attach '"$m"' | pos-pay cash'
	same 34 "$(records .points_earned)"
	balance '[34,0,0,null]'
	pos "pos-member points $m"
	same '[{"until":"2027-03-14","points":34}]' "$(records .lots)"
	# the level's own rate, and methods that earn nothing
	pos 'pos-member earn set --per 1.00 --points 3 --exclude voucher --year-end'
	pos 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay record voucher --amount 5.50 | pos-pay cash'
	same 37 "$(records .points_earned)"
	pos "pos-member points $m"
	same '2026-12-31' "$(records '.lots[0].until' | tr -d '"')"
	good
}

@test "ledger: a full return, in parts, brings every balance back" {
	people
	pos 'pos-admin config set points_value 1.00'
	pos "pos-member points adjust $m +1000 --reason gift --for-ever"
	pos "pos-member plan set p --pay 10 --bonus 3.33"
	pos "pos-member topup $m 20 --by card"
	balance '[1000,2000,333,null]'
	pos 'pos-sale new espresso:3 | pos-member attach '"$m"' | pos-pay stored --partial | pos-pay points 777 | pos-pay cash'
	same '["stored","points","cash"]' "$(records '[.payments[].method]')"
	same '[2000,333]' "$(records '.payments[0] | [.principal_minor, .bonus_minor]')"
	# 20.00 of principal and 22.90 in cash
	same 42 "$(records .points_earned)"
	for part in 1 2 3; do
		pos 'pos-sale return 1 1:1 --reason back'
		r=$(records -r .id)
		due=$(records '-.due_minor')
		case $part in
		1) pos "pos-pay refund stored --sale $r" ;;
		2)
			pos 1 "pos-pay refund stored --sale $r"
			[[ $stderr == *'what is left of the payment by '\''stored'\'': 5.33'* ]]
			pos "pos-pay refund stored --sale $r --amount 5.33"
			pos "pos-pay refund points --sale $r --amount 7.77"
			pos "pos-pay refund cash --sale $r"
			;;
		3) pos "pos-pay refund cash --sale $r" ;;
		esac
		same completed "$(records -r .state)"
	done
	balance '[1000,2000,333,null]'
	good
}

@test "ledger: money goes back as far as money was paid, the rest to accounts" {
	people
	pos 'pos-stock menu set mug --name Mug --price 30'
	pos "pos-member plan set p --pay 40 --bonus 20"
	pos "pos-member topup $m 40 --by card"
	# 60.00 stored, 20.00 of it bonus, and 30.00 in cash
	pos 'pos-sale new mug:3 | pos-member attach '"$m"' | pos-pay stored 60 | pos-pay cash 30'
	balance '[70,0,0,null]'
	pos 'pos-sale return 1 1:2 --reason broken'
	pos 1 'pos-pay refund cash --sale 2'
	[[ $stderr == *'60.00 is more than what is left of the money that was paid, 30.00: give the rest back to where it came from'* ]]
	[ "$(wc -l <<<"$stderr")" = 1 ]
	pos 1 'pos-pay refund card --sale 2 --amount 30.01'
	pos 'pos-pay refund cash --sale 2 --amount 30'
	pos 1 'pos-pay refund cash --sale 2 --amount 0.01'
	pos 'pos-pay refund stored --sale 2'
	same completed "$(records -r .state)"
	balance '[23,2000,1000,null]'
	# the last of it: nothing in money, and principal and bonus are whole
	pos 'pos-sale return 1 --reason broken'
	pos 1 'pos-pay refund cash --sale 3'
	[[ $stderr == *'what is left of the money that was paid, 0.00'* ]]
	pos 'pos-pay refund stored --sale 3'
	balance '[0,4000,2000,null]'
	# on an open sale, and on a completed one without a return
	pos 'pos-sale new mug | pos-member attach '"$m"' | pos-pay stored 20'
	pos 1 'pos-pay refund cash --sale 4 --amount 20'
	[[ $stderr == *'the money that was paid, 0.00'* ]]
	pos 'pos-pay cash 10 --sale 4'
	pos 1 'pos-pay refund cash --sale 4 --amount 11'
	[[ $stderr == *'the money that was paid, 10.00'* ]]
	pos 'pos-pay refund cash --sale 4 --amount 10'
	pos 1 'pos-pay refund card --sale 4 --amount 1'
	pos 'pos-pay refund stored --sale 4 --amount 20'
	balance '[0,4000,2000,null]'
	good
}

@test "ledger: what was earned and is spent stays owed, and is paid first" {
	people
	pos 'pos-admin config set points_value 1.00'
	pos 'pos-sale new espresso:2 | pos-member attach '"$m"' | pos-pay cash'
	pos 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay points 30 | pos-pay cash'
	balance '[23,0,0,null]'
	pos 'pos-sale return 1 --reason back | pos-pay refund cash'
	same -36 "$(records .points_earned)"
	balance '[0,0,0,13]'
	pos 1 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay points 1'
	pos 'pos-pay cash --sale 4'
	balance '[5,0,0,null]'
	good
}

@test "ledger: points are no money unless the shop says so" {
	people
	pos "pos-member points adjust $m +5000 --reason gift"
	pos 'pos-sale new espresso | pos-member attach '"$m"
	pos 1 'pos-pay points --sale 1'
	[[ $stderr == *'points are no money here'*points_value* ]]
	pos 'pos-admin config set points_value 0.50'
	pos 78 'pos-admin config set points_value 0' || pos 65 'pos-admin config set points_value 0'
	pos 'pos-pay points 101 --sale 1'
	same '[50,100]' "$(records '.payments[0] | [.amount_minor, .points]')"
	pos 'pos-pay points --sale 1'
	same '[1750,3500]' "$(records '.payments[1] | [.amount_minor, .points]')"
	same completed "$(records -r .state)"
	pos 64 'pos-pay points 5x --sale 1'
	pos 65 'pos-sale new espresso | pos-pay points'
	[[ $stderr == *'has no member to pay by'* ]]
	good
}

@test "ledger: the principal first, where the setting says so" {
	people
	pos "pos-member plan set p --pay 10 --bonus 10"
	pos "pos-member topup $m 10 --by card"
	pos 'pos-admin config set stored_spend principal'
	pos 'pos-sale new cola | pos-member attach '"$m"' | pos-pay stored'
	same '[800,null]' "$(records '.payments[0] | [.principal_minor, .bonus_minor]')"
	balance '[8,200,1000,null]'
	pos 1 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay stored'
	[[ $stderr == *'has 12.00 to pay with'*'not 18.00: --partial'* ]]
	good
}

@test "ledger: adjustments need a reason, a right, and what is there" {
	people
	pos 64 "pos-member points adjust $m +5"
	pos "pos-member points adjust $m +5 --reason gift --until 2026-03-20"
	pos 1 "pos-member points adjust $m -6 --reason error"
	[[ $stderr == *"$m has 5 points: 6 cannot be taken"* ]]
	pos "pos-member points adjust $m -5 --reason error --key k"
	pos "pos-member points adjust $m -5 --reason error --key k"
	balance '[0,0,0,null]'
	pos 64 "pos-member points adjust $m +1x --reason error"
	pos 65 "pos-member points adjust $m +1 --reason error --until 2026-03-01"
	pos 65 'pos-member points adjust m1999999 +1 --reason error'
	pos "pos-admin staff set amy --name Amy --role cashier"
	pos 77 "pos-member points adjust $m +5 --reason gift --staff amy"
	pos 'pos-member ledger '"$m"
	same '["adjust",5,"gift"] ["adjust",-5,"error"]' \
	    "$(records '[.kind, .points, .ref]' | tr '\n' ' ' | sed 's/ $//')"
	good
}

@test "ledger: expiry, first in first out, once" {
	people
	pos 'pos-admin config set points_value 1.00'
	pos "pos-member points adjust $m +10 --reason a --until 2026-03-20"
	pos "pos-member points adjust $m +20 --reason b --until 2026-03-16"
	pos "pos-member points adjust $m +3 --reason d --until 2026-03-17"
	pos "pos-member points adjust $m +37 --reason c --for-ever"
	pos 'pos-member points due --days 2'
	same "[\"$m\",\"2026-03-16\",20]" "$(records '[.member, .until, .points]')"
	pos 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay points 5'
	export POS_NOW=2026-03-16T10:00:00+08:00
	balance '[65,0,0,null]'
	export POS_NOW=2026-03-17T10:00:00+08:00
	# gone from the first moment, swept or not
	balance '[50,0,0,null]'
	pos 1 'pos-pay points 51 --sale 2026-03-14/1'
	pos 1 'pos-member points expire --before 2026-03-18'
	pos 'pos-member points expire -n'
	balance '[50,0,0,null]'
	pos 'pos-member points expire'
	same '["2026-03-17",1,15]' "$(records '[.before, .members, .points]')"
	pos 'pos-member points expire'
	same '[0,0]' "$(records '[.members, .points]')"
	balance '[50,0,0,null]'
	good
}

@test "ledger: top-ups with plans, at once and in instalments" {
	people
	pos 65 'pos-member plan set p1 --pay 50'
	pos 65 'pos-member plan set p1 --bonus 5'
	pos 'pos-member plan set p1 --pay 50 --bonus 5'
	pos 'pos-member plan set p2 --pay 100 --bonus 10 --instalments 3 --bonus-points 7'
	pos 'pos-member plan set vip --pay 70 --bonus 50 --manual'
	pos 64 "pos-member topup $m 20"
	pos "pos-member topup $m 20 --by card"
	same null "$(records .plan)"
	pos "pos-member topup $m 80 --by card"
	same '["p1",500]' "$(records '[.plan, .bonus_minor]')"
	pos 1 "pos-member topup $m 60 --by card --plan vip"
	[[ $stderr == *"plan 'vip' begins at 70.00, not 60.00"* ]]
	pos "pos-member topup $m --by card --plan vip --key v"
	pos "pos-member topup $m --by card --plan vip --key v"
	pos "pos-member topup $m 100 --by card"
	same '["p2",334,7,666]' "$(records '[.plan, .bonus_minor, .points, .to_come_minor]')"
	balance '[7,27000,5834,null]'
	pos 'pos-member topup due --to 2026-12-31'
	same '"2026-04-14" "2026-05-14"' "$(records .due | tr '\n' ' ' | sed 's/ $//')"
	pos 1 'pos-member topup due --post --to 2026-12-31'
	export POS_NOW=2026-04-30T10:00:00+08:00
	pos 'pos-member topup due --post'
	same '[1,333]' "$(records '[.instalments, .bonus_minor]')"
	pos 'pos-member topup due --post'
	same 0 "$(records .instalments)"
	balance '[7,27000,6167,null]'
	pos 65 "pos-member topup $m 20 --by stored"
	pos 65 'pos-member topup m1999999 20 --by card'
	good
}

@test "ledger: a top-up is no revenue, and its cash is in the drawer" {
	people
	pos 'pos-pay shift open 100'
	pos "pos-member topup $m 50 --by cash"
	pos "pos-member topup $m 30 --by card"
	pos "pos-member topup refund 1 20 --by cash --reason moved"
	pos 'pos-pay shift show --show'
	same '[5000,2000,13000]' "$(records '[.in_minor, .out_minor, .expected_minor]')"
	pos 'pos-member topup list --sums'
	same '["card",1,3000,0,0] ["cash",1,5000,1,2000]' \
	    "$(records '[.method, .topups, .amount_minor, .refunds, .refund_minor]' | tr '\n' ' ' | sed 's/ $//')"
	pos 'pos-report day'
	same '[0,0]' "$(records '[.sales, .sold_minor]')"
	same '["card",3000] ["cash",5000]' \
	    "$(records '.topups[] | [.method, .amount_minor]' | tr '\n' ' ' | sed 's/ $//')"
	pos 'pos-report day --format table'
	[[ $output == *'Top-ups (no revenue)'*cash*50.00*'given back'*-20.00* ]]
	pos 'pos-admin config set shift required'
	pos 'pos-pay shift close 130'
	pos 1 "pos-member topup $m 50 --by cash"
	pos "pos-member topup $m 50 --by card"
	good
}

@test "ledger: a top-up goes back with its bonus, never more than is there" {
	people
	pos 'pos-member plan set p --pay 100 --bonus 20 --bonus-points 10'
	pos "pos-member topup $m 100 --by card"
	pos 'pos-sale new espresso:3 | pos-member attach '"$m"' | pos-pay stored'
	balance '[55,5500,1100,null]'
	pos 1 'pos-member topup refund 1 55.01'
	[[ $stderr == *'55.01 is more than what is left of the top-up: 55.00'* ]]
	pos 'pos-member topup refund 1 25'
	same '[-2500,-500,-3]' "$(records '[.amount_minor, .bonus_minor, .points]')"
	pos 'pos-member topup refund 1'
	same '[-3000,-600]' "$(records '[.amount_minor, .bonus_minor]')"
	balance '[49,0,0,null]'
	pos 1 'pos-member topup refund 1'
	pos 1 'pos-member topup refund 2'
	pos 65 'pos-member topup refund 9'
	good
}

@test "ledger: gift cards: made, sold, spent, blocked, given back" {
	people
	pos 'pos-member card make --count 2'
	same '[1,2,"c1","c2"]' "$(records '[.batch, .count, .first, .last]')"
	pos 'pos-member card codes 1'
	card=$(records -r .number | head -n 1)
	[[ $card =~ ^8[0-9]{17}$ ]]
	pos "pos-member card load $card 50 --by cash"
	same '["c1",5000]' "$(records '[.account, .principal_minor]')"
	pos "pos-sale new espresso:2 | pos-pay gift 20 --card '${card:0:6} ${card:6:6}-${card:12}'"
	pos "pos-pay gift --card $card --sale 1"
	same completed "$(records -r .state)"
	pos "pos-member card show c1"
	same '[1400,null]' "$(records '[.balance_minor, .number]')"
	pos 1 "pos-sale new espresso | pos-pay gift --card $card"
	[[ $stderr == *'c1 has 14.00 to pay with'* ]]
	# who has only the code of a card does not hold it
	pos 65 'pos-pay gift --card c1 --sale 2'
	wrong=${card:0:17}$(((${card:17} + 1) % 10))
	pos 65 "pos-pay gift --card $wrong --sale 2"
	[[ $stderr == *mistyped* ]]
	pos "pos-member card set c1 --block"
	pos 1 "pos-pay gift 1 --card $card --sale 2"
	[[ $stderr == *'card c1 is blocked'* ]]
	pos 'pos-sale return 1 --reason back | pos-pay refund gift'
	pos "pos-member card set c1 --unblock --until 2026-03-13"
	pos 1 "pos-pay gift 1 --card $card --sale 2"
	pos 'pos-member card set c1 --no-end'
	pos 'pos-member card show c1'
	same 5000 "$(records .balance_minor)"
	# numbers printed elsewhere
	pos 'pos-member card make ABCD-1234-EFGH --amount 5'
	pos 1 'pos-member card make "abcd 1234 efgh"'
	pos 65 'pos-member card make 12345'
	pos 'pos-pay gift 5 --card abcd1234efgh --sale 2'
	good
	# nobody reads a number in the store
	! grep -aq -e "$card" -e ABCD1234EFGH "$POS_STORE" "$POS_STORE"-* ||
	    false
}

@test "ledger: the member of a sale stays while an account has paid" {
	people
	pos 'pos-member enrol --name Other --phone 13900139000'
	other=$(records -r .member)
	pos "pos-member topup $m 50 --by card"
	pos 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay stored 5'
	pos 1 "pos-member attach $other --sale 1"
	[[ $stderr == *'paid from an account'* ]]
	pos 1 'pos-sale void 1 --reason no'
	pos 'pos-pay refund stored --sale 1 --amount 5'
	balance '[0,5000,0,null]'
	pos "pos-member attach $other --sale 1"
	pos "pos-member topup $other 30 --by card"
	pos 'pos-pay stored 6 --sale 1'
	pos 'pos-pay refund stored --sale 1 --amount 6'
	same "$other" "$(records -r '.payments[-1].account')"
	pos 'pos-sale void 1 --reason no'
	good
}

@test "ledger: money back on a sale itself takes its points in proportion" {
	people
	pos 'pos-sale new espresso:2 | pos-member attach '"$m"' | pos-pay cash'
	pos 'pos-pay refund cash --sale 1 --amount 12 --reason cold'
	balance '[24,0,0,null]'
	pos 'pos-pay refund cash --sale 1 --amount 24 --reason cold'
	balance '[0,0,0,null]'
	good
}

@test "ledger: points that a promotion cost come back with their units" {
	people
	pos "pos-member points adjust $m +500 --reason gift --for-ever"
	jq -nc '{type: "promo", v: 1, code: "pp", name: "points",
	    effect: {kind: "points_pay", value_minor: 100, value_points: 10},
	    limit: {max_share_ppm: 500000}, stacking: {lane: 40}}' >pp.json
	pos 'pos-promo import pp.json'
	pos 'pos-sale new espresso:3 | pos-member attach '"$m"' | pos-promo apply --points all'
	same '[2700,270]' "$(records '[.total_minor, .offers[0].points]')"
	balance '[230,0,0,null]'
	pos 'pos-pay cash --sale 1'
	balance '[257,0,0,null]'
	for left in 338 419 500; do
		pos 'pos-sale return 1 1:1 --reason back | pos-pay refund cash'
		balance "[$left,0,0,null]"
	done
	pos 'pos-sale new espresso | pos-member attach '"$m"' | pos-promo apply --points 50'
	balance '[450,0,0,null]'
	pos 'pos-sale void 5 --reason no'
	balance '[500,0,0,null]'
	good
}

@test "ledger: verify names an account that is not its ledger" {
	people
	pos "pos-member topup $m 50 --by card"
	pos "pos-member points adjust $m +10 --reason gift"
	cp "$POS_STORE" good.db
	sql 'UPDATE account SET bonus_minor = bonus_minor + 1'
	pos 65 pos-admin verify
	[[ $stderr == *"account $m"*'1 bonus'* ]]
	cp good.db "$POS_STORE"
	sql 'UPDATE lot SET until = 20270101'
	pos 65 pos-admin verify
	[[ $stderr == *"account $m: its lots"* ]]
	cp good.db "$POS_STORE"
	sql 'DELETE FROM lot'
	pos 65 pos-admin verify
	cp good.db "$POS_STORE"
	pos 'pos-sale new espresso | pos-member attach '"$m"' | pos-pay cash'
	sql 'UPDATE member_sum SET sales = 2'
	pos 65 pos-admin verify
	[[ $stderr == *"member $m: the sums of month 202603"* ]]
	sql 'UPDATE member_sum SET sales = 1; UPDATE member_sale SET total_minor = 1; UPDATE member_sum SET total_minor = 1'
	pos 65 pos-admin verify
	[[ $stderr == *"sale 1 of 20260314 is not as it stands"* ]]
}

@test "race: eight tills spend the same points, value and card" {
	people
	pos 'pos-admin config set points_value 1.00'
	pos "pos-member points adjust $m +500 --reason gift"
	pos "pos-member topup $m 50 --by card"
	pos 'pos-member card make --count 1 --amount 50'
	card=$(pos-member card codes 1 | jq -r .number)
	for n in 1 2 3 4 5 6 7 8; do
		pos 'pos-sale new espresso:2 | pos-member attach '"$m"
	done
	spend=()
	for n in 1 2 3 4 5 6 7 8; do
		spend+=("pos-pay points 100 --sale $n")
	done
	at_once "${spend[@]}"
	same '0 0 0 0 0 1 1 1' "$codes"
	at_once "${spend[@]//points 100/stored 10}"
	same '0 0 0 0 0 1 1 1' "$codes"
	at_once "${spend[@]//points 100/gift 10 --card $card}"
	same '0 0 0 0 0 1 1 1' "$codes"
	balance '[0,0,0,null]'
	pos 'pos-member card show c1'
	same 0 "$(records .balance_minor)"
	good
}

@test "kill -9: top-ups and spending: acknowledged ones are there, once" {
	people
	pos "pos-member topup $m 1000 --by card"
	for ((n = 1; n <= 24; n++)); do
		(
			pos-member topup "$m" 1 --by card --key "t$n" >>topped
			pos-sale new cola --key "n$n" |
			    pos-member attach "$m" --key "a$n" |
			    pos-pay stored --key "s$n" >>spent
		) 2>/dev/null 3>&- &
		pid=$!
		sleep "0.0$((RANDOM % 60 + 10))"
		# the whole group: what it started may hold the turn
		pkill -9 -P "$pid" 2>/dev/null || true
		kill -9 "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	good
	# every one that was acknowledged is there
	while read -r line; do
		jq -e . >/dev/null <<<"$line" || continue
		t=$(jq -r .topup <<<"$line")
		same 1 "$(sql "SELECT COUNT(*) FROM ledger WHERE kind = 'topup' AND ref = '$t'")"
	done < <(cat topped 2>/dev/null || true)
	# the same keys again complete it, without doubles
	for ((n = 1; n <= 24; n++)); do
		pos-member topup "$m" 1 --by card --key "t$n" >/dev/null
		pos-sale new cola --key "n$n" |
		    pos-member attach "$m" --key "a$n" |
		    pos-pay stored --key "s$n" >/dev/null
	done
	same '25|24|24' "$(sql "SELECT
	    (SELECT COUNT(*) FROM topup),
	    (SELECT COUNT(*) FROM sale WHERE state = 3),
	    (SELECT COUNT(*) FROM ledger WHERE kind = 'pay')")"
	pos "pos-member points $m"
	same $((100000 + 2400 - 24 * 800)) "$(records .principal_minor)"
	good
}
