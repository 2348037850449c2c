#!/usr/bin/env bats
#
# What-if: past sales under other rules, against sums made elsewhere, and
# against the same sales sold under those rules.

load helpers

sql() {
	sqlite3 "$POS_STORE" "$@"
}

rule() { # CODE REST
	echo "{\"type\":\"promo\",\"v\":1,\"code\":\"$1\",\"name\":\"$1\",$2}"
}

# 60 sales of three days and all hours, paid by four methods
sold() {
	local n=0 day hour line

	pos 'pos-stock receive tiramisu:50 scone:50 cola:500'
	for day in 12 13 14; do
		for hour in 08 11 15 18 22; do
			export POS_NOW=2026-03-${day}T$hour:00:00+08:00
			for line in "mocha:$((n % 3 + 1)) scone" \
			    'espresso:2 tiramisu' "${third:-cookies:0.375} mocha" \
			    'cola:7'; do
				n=$((n + 1))
				echo "pos-sale new $line |
				    ${apply:-cat} |
				    pos-pay record $((n % 2)) >/dev/null"
			done >commands
			POS_TIMEOUT=60
			pos ". ./commands"
		done
	done
	export POS_NOW=2026-03-15T09:00:00+08:00
}

@test "replay: a percentage, against jq" {
	shop
	third=scone # cookies have a tax on top
	sold
	# a discount by hand stays, a void sale and a return do not count
	export POS_NOW=2026-03-13T12:00:00+08:00
	pos 'pos-sale new mocha:3 scone | pos-sale change 1 --off 10 |
	    pos-pay cash'
	pos 'pos-sale new mocha:3; pos-sale void 22 --reason x'
	pos 'pos-sale return 21 1:1 --reason x | pos-pay refund cash'
	pos 'pos-sale new mocha'
	export POS_NOW=2026-03-15T09:00:00+08:00
	rule ten '"effect":{"kind":"percent","rate_ppm":87500}' >rules
	before=$(sha256sum "$POS_STORE")
	pos 'pos-promo replay --rules rules --from 2026-03-12 --to 2026-03-13'
	same "$before" "$(sha256sum "$POS_STORE")"
	whatif=$output
	pos 'pos-sale list --from 2026-03-12 --to 2026-03-13'
	same "$(records -s 'map(select(.state == "completed" and (.of | not))) |
	    def off: (.total_minor * 87500 + 500000) / 1000000 | floor;
	    [length, (map(.total_minor) | add),
	    (map(.total_minor - ([.lines[] | off] | add)) | add),
	    (map(.discount_minor // 0) | add),
	    (map((.discount_minor // 0) + ([.lines[] | off] | add)) | add),
	    length, 0]')" \
	    "$(jq -c '[.sales, .revenue_before_minor, .revenue_after_minor,
	    .discount_before_minor, .discount_after_minor, .pay_less,
	    .pay_more]' <<<"$whatif")"
	same '[1,41]' "$(jq -c '[.returns, .sales]' <<<"$whatif")"
	pos pos-admin verify --deep
}

@test "replay: the same as if they had been sold so" {
	shop
	sold
	{
		rule noon '"windows":[{"from":"10:00","to":"16:00"}],
		    "effect":{"kind":"percent","rate_ppm":200000}'
		rule second '"slots":[{"select":{"items":["mocha"]},"units":2}],
		    "effect":{"kind":"percent","rate_ppm":500000,
		    "on":"cheapest","count":1}'
		rule full '"conditions":[{"measure":"amount",
		    "min_minor":8000}],"stacking":{"lane":30},
		    "effect":{"kind":"amount","amount_minor":1500}'
		rule few '"target":{"select":{"items":["cola"]}},
		    "stacking":{"lane":10},"limit":{"day_uses":2,
		    "total_uses":5},
		    "effect":{"kind":"new_price","amount_minor":100}'
		rule budget '"target":{"select":{"items":["tiramisu"]}},
		    "stacking":{"lane":10},"limit":{"budget_minor":3000},
		    "effect":{"kind":"amount","amount_minor":700}'
		rule fri '"windows":[{"days":"fri"}],"stacking":{"lane":35},
		    "effect":{"kind":"percent","rate_ppm":50000}'
	} | tr -d '\n\t' | sed 's/}{"type"/}\n{"type"/g' >rules
	pos 'pos-promo replay --rules rules'
	list=$(records .revenue_before_minor)
	whatif=$(jq -c '[.sales, .revenue_after_minor,
	    .discount_after_minor, [.rules[].off_minor],
	    [.rules[].sales]]' <<<"$output")
	export POS_STORE=$PWD/other.db
	export POS_NOW=2026-03-11T09:00:00+08:00
	shop
	pos 'pos-promo import rules'
	apply='pos-promo apply'
	sold
	pos 'pos-sale list --from 2026-03-01 --to 2026-03-31'
	same "$(records -s '. as $all |
	    ["noon", "second", "full", "few", "budget", "fri"] as $codes |
	    [length, (map(.total_minor) | add),
	    (map(.discount_minor // 0) | add),
	    [$codes[] as $c | [$all[].offers[]? |
	    select(.promo == $c).amount_minor] | add // 0],
	    [$codes[] as $c | [$all[].offers[]? |
	    select(.promo == $c)] | length]]')" "$whatif"
	# and of these, under no rules at all
	rule none '"valid_to":"2020-01-01T00:00:00Z",
	    "effect":{"kind":"percent","rate_ppm":1000}' | tr -d '\n\t' >no
	pos 'pos-promo replay --rules no'
	same "[$list,0]" \
	    "$(records '[.revenue_after_minor, .discount_after_minor]')"
	same true "$(records '.pay_less == 0 and .pay_more > 10')"
	pos pos-admin verify --deep
}

@test "replay: who gains" {
	shop
	for n in 1 2 3; do
		pos "pos-member enrol --phone 1380000000$n --name M$n"
	done
	for n in 1 1 1 2 2 3; do
		pos "pos-sale new mocha | pos-member attach 1380000000$n |
		    pos-pay cash"
	done
	pos 'pos-sale new mocha | pos-pay cash'
	rule few '"audience":{"members":true},"limit":{"member_uses":2},
	    "effect":{"kind":"amount","amount_minor":200}' |
	    tr -d '\n\t' >rules
	echo >>rules
	rule first '"audience":{"first_order":true},"stacking":{"lane":30},
	    "effect":{"kind":"amount","amount_minor":500}' |
	    tr -d '\n\t' >>rules
	pos 'pos-promo replay --rules rules --top 2'
	same '[["few",5,1000],["first",3,1500]]' \
	    "$(records '[.rules[] | [.promo, .sales, .off_minor]]')"
	same '[["m1000001",3,900],["m1000002",2,900]]' \
	    "$(records '[.members[] | [.name, .sales, .gain_minor]]')"
	same '[["-",6,2500],["guest",1,0]]' \
	    "$(records '[.levels[] | [.name, .sales, .gain_minor]]')"
	pos 'pos-promo replay --rules rules --format table'
	[[ $output == *'revenue after'*'224.00'* ]]
	pos pos-admin verify --deep
}

@test "replay: what makes no sense is refused" {
	shop
	pos 64 'pos-promo replay'
	rule x '"effect":{"kind":"percent","rate_ppm":1000}' >rules
	pos 64 'pos-promo replay --rules rules --from 2026-03-02 \
	    --to 2026-03-01'
	pos 'pos-promo replay --rules rules'
	same '[0,0,0]' "$(records '[.sales, .revenue_before_minor,
	    .revenue_after_minor]')"
	pos 'pos-promo replay --rules - <rules'
	rule x '"effect":{"kind":"percent","rate_ppm":2000000}' >bad
	pos 65 'pos-promo replay --rules bad'
	[[ $stderr == 'pos-promo: bad:1: '* ]]
	cat rules rules >bad
	pos 65 'pos-promo replay --rules bad'
	[[ $stderr == "pos-promo: bad:2: a second rule 'x'" ]]
	pos 74 'pos-promo replay --rules none'
}

@test "replay: 100,000 sales in a minute" {
	shop
	seq 100000 | jq -c '{type: "order", v: 1, channel: "x",
	    external: "\(.)", lines: [{item: "mocha",
	    qty_milli: (1000 * (1 + . % 4))}, {item: "scone"}],
	    payments: [{method: "card"}]}' >orders
	POS_TIMEOUT=120
	pos 'pos-sale import --quiet orders'
	rule second '"slots":[{"select":{"items":["mocha"]},"units":2}],"effect":{"kind":"percent","rate_ppm":500000,"on":"cheapest","count":1}' >rules
	rule full '"conditions":[{"measure":"amount","min_minor":10000}],"stacking":{"lane":30},"effect":{"kind":"amount","amount_minor":2000}' >>rules
	POS_TIMEOUT=60
	pos 'pos-promo replay --rules rules'
	same '[100000,0]' "$(records '[.sales, .not_proved]')"
}
