#!/usr/bin/env bats
#
# Rules of promotions: added by words and as documents, said in a sentence,
# changed, brought in and taken out in bulk.

load helpers

setup() {
	pos_environment
	shop
}

# What a rule says, without what all of them have.
rule() {
	records 'del(.type, .v, .version, .name)'
}

entries() {
	sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM journal'
}

document() {
	jq -nc "{type: \"promo\", v: 1, code: \"d\", name: \"D\",
	    effect: {kind: \"percent\", rate_ppm: 100000}} + {$1}"
}

# offer WORDS SENTENCE RULE: both of what add makes of the words
offer() {
	pos "pos-promo add $1"
	same "pos-promo: $(records -r .code): $2" "$stderr"
	same "$3" "$(records 'del(.type, .v, .version, .name, .code)')"
}

@test "add: percent, by heading and hour" {
	offer 'percent 20 --category Cakes --days fri,sat --from 15:00 --to 17:00' \
	    '20% off anything under Cakes, from 15:00 to 17:00 on fri, sat; one of group lane20 on a line' \
	    '{"windows":[{"days":"fri,sat","from":"15:00","to":"17:00"}],"target":{"select":{"categories":["Cakes"]}},"effect":{"kind":"percent","rate_ppm":200000},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'percent 12.5% --item latte --not-item mocha --price-min 10 --price-max 40.50 --full-price' \
	    '12.5% off latte priced from 10.00 to 40.50 except mocha at full price; one of group lane20 on a line' \
	    '{"target":{"select":{"items":["latte"],"not_items":["mocha"],"price_min_minor":1000,"price_max_minor":4050,"not_discounted":true}},"effect":{"kind":"percent","rate_ppm":125000},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'percent 50 --units 1 --pick dearest --tag new --require-full' \
	    '50% off the dearest 1 of anything tagged new; one of group lane20 on a line' \
	    '{"target":{"select":{"tags":["new"]},"pick":"dearest","units_milli":1000,"require_full":true},"effect":{"kind":"percent","rate_ppm":500000},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
}

@test "add: amounts, steps, every" {
	offer 'amount 5 --min 30' \
	    '5.00 off the whole order, from 30.00 on; one of group lane30 on a sale' \
	    '{"conditions":[{"measure":"amount","min_minor":3000}],"effect":{"kind":"amount","amount_minor":500},"stacking":{"lane":30,"group":"lane30"}}'
	offer 'amount 2 --each --category Tea --min 3 --by quantity' \
	    '2.00 off each of anything under Tea, from 3 of anything under Tea on; one of group lane20 on a line' \
	    '{"conditions":[{"select":{"categories":["Tea"]},"measure":"quantity","min_milli":3000}],"target":{"select":{"categories":["Tea"]}},"effect":{"kind":"amount","amount_minor":200,"per":"unit"},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'tiers 100:10 200:30 300:50' \
	    '10.00 off from 100.00 on, 30.00 off from 200.00 on, 50.00 off from 300.00 on; one of group lane30 on a sale' \
	    '{"effect":{"kind":"amount","tiers":[{"min_minor":10000,"amount_minor":1000},{"min_minor":20000,"amount_minor":3000},{"min_minor":30000,"amount_minor":5000}]},"stacking":{"lane":30,"group":"lane30"}}'
	offer 'tiers 2:5% 3:10% --by quantity --category Tea' \
	    '5% off from 2 on, 10% off from 3 on of anything under Tea, on anything under Tea; one of group lane20 on a line' \
	    '{"target":{"select":{"categories":["Tea"]}},"effect":{"kind":"percent","tiers":[{"min_milli":2000,"rate_ppm":50000},{"min_milli":3000,"rate_ppm":100000}],"tier_measure":{"select":{"categories":["Tea"]},"measure":"quantity"}},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'every 100:20 --cap 50 --basis list --tax incl' \
	    '20.00 off the whole order, for every 100.00 before any discount with tax; at most 50.00 off a sale; one of group lane30 on a sale' \
	    '{"conditions":[{"measure":"amount","every_minor":10000,"basis":"list","tax":"incl"}],"effect":{"kind":"amount","amount_minor":2000},"limit":{"max_discount_minor":5000},"stacking":{"lane":30,"group":"lane30"}}'
}

@test "add: sets" {
	offer 'nth 2 50 --category Coffee' \
	    '50% off the cheapest 1 of every 2 of anything under Coffee; one of group lane20 on a line' \
	    '{"slots":[{"select":{"categories":["Coffee"]},"units":2}],"effect":{"kind":"percent","rate_ppm":500000,"on":"cheapest","count":1},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'buy 2 get 1 --item latte' \
	    'the cheapest 1 of every 3 of latte for nothing; one of group lane20 on a line' \
	    '{"slots":[{"select":{"items":["latte"]},"units":3}],"effect":{"kind":"percent","rate_ppm":1000000,"on":"cheapest","count":1},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'buy 2 get 1 --item latte --free-from category:Cakes --off 50' \
	    '50% off 1 of anything under Cakes with 2 of latte; one of group lane20 on a line' \
	    '{"slots":[{"select":{"items":["latte"]},"units":2,"role":"qualifier"},{"select":{"categories":["Cakes"]},"units":1}],"effect":{"kind":"percent","rate_ppm":500000},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer "bundle 25 --slot item:latte --slot '2 different category:Cakes'" \
	    '1 of latte and 2 different of anything under Cakes for 25.00 together; one of group lane20 on a line' \
	    '{"slots":[{"select":{"items":["latte"]},"units":1},{"select":{"categories":["Cakes"]},"units":2,"distinct":true}],"effect":{"kind":"new_price","amount_minor":2500},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
	offer 'set 3 20 --category Cakes --times 1' \
	    '3 of anything under Cakes for 20.00 together; at most 1 times a sale; one of group lane20 on a line' \
	    '{"slots":[{"select":{"categories":["Cakes"]},"units":3}],"effect":{"kind":"new_price","amount_minor":2000},"limit":{"max_applications":1},"stacking":{"lane":20,"group":"lane20","scope":"line"}}'
}

@test "add: prices" {
	offer 'price 9.9 --item milk-tea' \
	    'milk-tea for 9.90 each; one of group lane10 on a line' \
	    '{"target":{"select":{"items":["milk-tea"]}},"effect":{"kind":"new_price","amount_minor":990},"stacking":{"lane":10,"group":"lane10","scope":"line"}}'
	offer 'member-price 25 --item latte' \
	    'latte for 25.00 each, for members; one of group lane10 on a line' \
	    '{"audience":{"members":true},"target":{"select":{"items":["latte"]}},"effect":{"kind":"new_price","amount_minor":2500},"stacking":{"lane":10,"group":"lane10","scope":"line"}}'
	offer 'flash 9.9 --item tiramisu --total 100 --per-member 2' \
	    'tiramisu for 9.90 each; for the first 100 units; 2 units a member; one of group lane10 on a line' \
	    '{"target":{"select":{"items":["tiramisu"]}},"effect":{"kind":"new_price","amount_minor":990},"limit":{"total_units_milli":100000,"member_units_milli":2000},"stacking":{"lane":10,"group":"lane10","scope":"line"}}'
}

@test "add: gifts and points" {
	offer 'gift tiramisu --min 50' \
	    '1 of tiramisu as a gift, from 50.00 on; one of group gift on a sale' \
	    '{"conditions":[{"measure":"amount","min_minor":5000}],"effect":{"kind":"gift","item":"tiramisu","qty_milli":1000},"stacking":{"lane":30,"group":"gift"}}'
	offer "gift tiramisu:2 --buy '3 item:latte'" \
	    '2 of tiramisu as a gift, for every 3 of latte; one of group gift on a sale' \
	    '{"conditions":[{"select":{"items":["latte"]},"measure":"quantity","every_milli":3000}],"effect":{"kind":"gift","item":"tiramisu","qty_milli":2000},"stacking":{"lane":30,"group":"gift"}}'
	offer 'gift tiramisu --item latte --as with-latte' \
	    '1 of tiramisu as a gift, from 1 of latte on; one of group gift on a sale' \
	    '{"conditions":[{"select":{"items":["latte"]},"measure":"quantity","min_milli":1000}],"effect":{"kind":"gift","item":"tiramisu","qty_milli":1000},"stacking":{"lane":30,"group":"gift"}}'
	offer 'points-pay 100 --worth 1 --max-share 50 --max-points 5000 --keep-one' \
	    '100 points pay 1.00; at most 50% of the amount; at most 5000 points a sale; one of group lane40 on a sale' \
	    '{"effect":{"kind":"points_pay","value_minor":100,"value_points":100,"keep_one":true},"limit":{"max_share_ppm":500000,"max_points":5000},"stacking":{"lane":40,"group":"lane40"}}'
	offer 'points x2.5 --days sat-sun' \
	    '150% more points, on sat, sun; one of group points on a sale' \
	    '{"windows":[{"days":"sat-sun"}],"effect":{"kind":"points_earn","rate_ppm":1500000},"stacking":{"lane":30,"group":"points"}}'
	offer 'points 50 --min 100 --costs 0' \
	    '50 points, from 100.00 on; one of group points on a sale' \
	    '{"conditions":[{"measure":"amount","min_minor":10000}],"effect":{"kind":"points_earn","points":50},"stacking":{"lane":30,"group":"points"}}'
}

@test "add: when, where, for whom, how often" {
	offer 'percent 10 --code SPRING --code lenz --max-uses 100 --per-day 9 --per-member 1 --budget 500' \
	    '10% off the whole order, with code SPRING or lenz; for the first 100 sales; until 500.00 has been given; 9 sales a day; 1 sales a member; one of group lane35 on a sale' \
	    '{"trigger":"code","codes":["SPRING","lenz"],"effect":{"kind":"percent","rate_ppm":100000},"limit":{"total_uses":100,"budget_minor":50000,"day_uses":9,"member_uses":1},"stacking":{"lane":35,"group":"lane35"}}'
	offer 'percent 15 --coupons --with-others --tier gold --tier black --segment lost --birthday month --first-order' \
	    '15% off the whole order, with a coupon, for members of level gold or black, for members in lost, on their first order, in the month of their birthday' \
	    '{"trigger":"code","audience":{"tiers":["gold","black"],"segments":["lost"],"birthday":"month","first_order":true},"effect":{"kind":"percent","rate_ppm":150000},"stacking":{"lane":35}}'
	offer 'percent 5 --channel meituan --order-type pickup --branch-only main --pay-by wechat --first-day 2026-05-01 --last-day 2026-05-03 --valid-from 2026-04-01 --valid-to 2026-06-30' \
	    '5% off the whole order, from 2026-05-01 to 2026-05-03, since 2026-03-31T16:00:00.000Z, until 2026-06-30T16:00:00.000Z, in branch main, for orders of meituan, for pickup, paid by wechat; one of group lane30 on a sale' \
	    '{"valid_from":"2026-03-31T16:00:00.000Z","valid_to":"2026-06-30T16:00:00.000Z","windows":[{"first_day":"2026-05-01","last_day":"2026-05-03"}],"channels":["meituan"],"order_types":["pickup"],"branches":["main"],"methods":["wechat"],"effect":{"kind":"percent","rate_ppm":50000},"stacking":{"lane":30,"group":"lane30"}}'
	offer 'price 8 --item latte --group-buy --paused' \
	    'latte for 8.00 each, in a group that has formed; one of group lane10 on a line; paused' \
	    '{"paused":true,"trigger":"group_buy","target":{"select":{"items":["latte"]}},"effect":{"kind":"new_price","amount_minor":800},"stacking":{"lane":10,"group":"lane10","scope":"line"}}'
}

@test "add: what it combines with" {
	group() {
		pos "pos-promo add percent 5 --as p$((++n)) $1"
		same "$2" "$(records .stacking)"
	}
	n=0
	group '' '{"lane":30,"group":"lane30"}'
	group '--lane 25' '{"lane":25,"group":"lane25"}'
	group '--lane 10' '{"lane":10,"group":"lane10","scope":"line"}'
	group '--group vip' '{"lane":30,"group":"vip"}'
	group '--group vip --scope line' '{"lane":30,"group":"vip","scope":"line"}'
	group '--with-others' '{"lane":30}'
	group '--exclusive' '{"lane":30,"mode":"exclusive_order"}'
	group '--not-with p1 --mark m' '{"lane":30,"tags":["m"],"not_with":["p1"]}'
	group '--only-on m' '{"lane":30,"only_on":["m"]}'
	same '' "$(grep warning <<<"$stderr")"
	# one that is not there is told of, and may come later
	group '--not-with later' '{"lane":30,"not_with":["later"]}'
	[[ $stderr == *"'p10': not_with names 'later', and no promotion has"* ]]
	pos 64 pos-promo add percent 5 --group a --with-others
	pos 64 pos-promo add percent 5 --exclusive --with-others
}

@test "add: a code of its own, the same again, another under it" {
	pos pos-promo add amount 5 --min 30 --name-in zh=满30减5 --funded-by meituan --priority 3
	same '{"code":"amount-5","names":{"zh":"满30减5"},"funded_by":"meituan","priority":3}' \
	    "$(records '{code, names, funded_by, priority}')"
	before=$(entries)
	pos pos-promo add amount 5 --min 30 --name-in zh=满30减5 --funded-by meituan --priority 3
	same '"amount-5"' "$(records .code)"
	same "$before" "$(entries)"
	pos pos-promo add amount 5 --min 40
	same '"amount-5-2"' "$(records .code)"
	pos pos-promo add amount 5 --min 40
	same '"amount-5-2"' "$(records .code)"
	pos 1 pos-promo add amount 5 --min 50 --as amount-5
	[[ $stderr == *"'amount-5' is there and says something else: change it by set"* ]]
	pos pos-promo add amount 5 --min 40 --as amount-5-2
	# codes differ in more than case
	pos 65 pos-promo add amount 6 --as Amount-5
	[[ $stderr == *"there is 'amount-5': codes differ in more than case"* ]]
}

@test "add: typed words are of one rule, whatever their case" {
	pos pos-promo add percent 10 --code Spring --as one
	pos 65 pos-promo add percent 20 --code SPRING --as two
	[[ $stderr == *"promotion 'two': 'SPRING' is a word that opens promotion 'one'"* ]]
	pos 65 pos-promo add percent 20 --code ONE --as two
	[[ $stderr == *"codes: 'ONE' is what promotion 'one' is called"* ]]
	pos 65 pos-promo add percent 20 --as sPRING
	[[ $stderr == *"'sPRING' is a word that opens promotion 'one'"* ]]
	pos pos-promo remove one
	pos pos-promo add percent 20 --code SPRING --as two
	pos 65 "jq -c '.version = 9' <<<'$(document 'code: "one", trigger: "code", codes: ["spring"]')' | pos-promo add -"
}

@test "add: what it names must be there" {
	wrong() {
		pos 65 "pos-promo add $1"
		[[ $stderr == *"$2"* ]] || { echo "$2"; return 1; }
		same '' "$output"
	}
	before=$(entries)
	wrong 'percent 5 --item lattte' "no item 'lattte' (did you mean 'latte'?)"
	wrong 'percent 5 --item 拿铁' "no item '拿铁'"
	wrong 'percent 5 --not-item nix' "no item 'nix'"
	wrong 'percent 5 --category Cake' "no item under heading 'Cake' (did you mean 'Cakes'?)"
	wrong 'percent 5 --not-category Fish' "no item under heading 'Fish'"
	wrong 'percent 5 --min 3 --if item:nix' "no item 'nix'"
	wrong 'bundle 5 --slot item:latte --slot item:nix' "no item 'nix'"
	wrong 'gift nix --min 3' "no item 'nix'"
	wrong 'percent 5 --branch-only nix' "no branch 'nix'"
	pos pos-stock menu set open --name Open --open-price
	wrong 'gift open --min 3' "gift 'open' has no price of its own"
	pos pos-stock menu remove open
	wrong 'gift open --min 3' "gift 'open' is not on the menu any more"
	wrong 'percent 5 --item open' "item 'open' was removed from the menu"
	same $((before + 2)) "$(entries)"
}

@test "add: contradictions, and words that are wrong" {
	wrong() {
		pos "$1" "pos-promo add $2"
		[[ $stderr == *"$3"* ]] || { echo "$3"; return 1; }
		same 1 "$(wc -l <<<"$stderr")"
	}
	before=$(entries)
	wrong 64 'percent 120' 'out of range'
	wrong 65 'percent 0' 'effect.rate_ppm: must be more than 0'
	wrong 64 'percent' 'it is written: add percent RATE'
	wrong 64 'percent 1 2' 'it is written: add percent RATE'
	wrong 64 'amount x' "value:"
	wrong 64 'amount -5' "value: '-5' is less than 0"
	wrong 65 'amount 5 --min 30 --max 20' 'max is less than min'
	wrong 65 'amount 5 --days fry' "days are as 'fri,sat' or 'mon-fri', not 'fry'"
	wrong 65 'amount 5 --from 15:00 --to 15:00' 'never open'
	wrong 65 'amount 5 --valid-from 2026-03-02 --valid-to 2026-03-01' 'valid_to: must be after valid_from'
	wrong 64 'amount 5 --valid-to tomorrow' 'valid_to:'
	wrong 65 'amount 5 --item latte --not-item latte' "in items and in not_items"
	wrong 65 'tiers 200:10 100:20' 'effect.tiers[1]: begins no higher'
	wrong 64 'tiers 100:10 200:10%' 'all amounts or all percents'
	wrong 64 'tiers 100' 'a step is FROM:OFF'
	wrong 64 'every 100' 'every wants FROM:OFF'
	wrong 64 'nth 0 50' 'N of nth is a number from 1'
	wrong 64 'buy 2 take 1' "'buy 2 get 1' is how it is written"
	wrong 64 'bundle 5' 'bundle wants --slot'
	wrong 64 "bundle 5 --slot latte" "'latte' is no selection"
	wrong 65 'bundle 5 --slot item:latte --min 3' 'a rule of slots has none'
	wrong 64 'price 5' 'a price for everything?'
	wrong 64 'flash 5 --item latte' 'flash wants --total'
	wrong 64 'points-pay 100' 'points-pay wants --worth'
	wrong 64 'points x1' 'points wants x2'
	wrong 65 'percent 5 --max-share 50' 'limit.max_share_ppm: is of points_pay alone'
	wrong 65 'nth 3 50 --item latte --max-units 0.5' 'less than one set discounts'
	wrong 64 'percent 5 --worth 3' "'percent' has no --worth"
	wrong 64 'percent 5 --off 3' "'percent' has no --off"
	wrong 64 'percent 5 --each' "'percent' has no --each"
	wrong 64 "percent 5 --free-from item:latte" "'percent' has no --free-from"
	wrong 64 'percent 5 --by quantity' 'want min, max, every or buy'
	wrong 64 "percent 5 --buy '2 item:latte' --min 3" '--buy says what must be bought'
	wrong 64 'percnt 5' "no kind of offer 'percnt'"
	wrong 64 'percent 5 --name-in zh' '--name-in is LANGUAGE=TEXT'
	wrong 65 'percent 5 --order-type plane --as x' 'order_type'
	same "$before" "$(entries)"
}

@test "add: a document, over many lines or in a pipe" {
	document 'conditions: [{measure: "amount", min_minor: 3000}]' | jq . >d.json
	pos pos-promo add d.json
	same '{"code":"d","conditions":[{"measure":"amount","min_minor":3000}],"effect":{"kind":"percent","rate_ppm":100000},"stacking":{"lane":30,"group":"lane30"}}' "$(rule)"
	# what was printed is what is read
	pos 'pos-promo show d | pos-promo add -'
	pos 65 'jq .version=7 d.json | jq .name=7 | pos-promo add -'
	[[ $stderr == *"-:1: name: expected text, not 7"* ]]
	pos 65 "jq '.efect = 1' d.json | pos-promo add -"
	[[ $stderr == *"efect: unknown field (did you mean 'effect'?)"* ]]
	pos 65 'pos-promo add - <<<"{"'
	pos 66 'pos-promo add - </dev/null'
	pos 65 'cat d.json d.json | pos-promo add -'
	[[ $stderr == *'holds 2 promotions: add takes one, import many'* ]]
	pos 64 pos-promo add d.json --days fri
	[[ $stderr == *'--days: write it into the document instead'* ]]
	pos 74 pos-promo add ./nix.json
	pos pos-admin verify --deep
}

@test "add: key, dry run, who may" {
	pos pos-promo add percent 20 --key k
	first=$output
	pos pos-promo set percent-20 --pause
	before=$(entries)
	pos pos-promo add percent 20 --key k
	same "$first" "$output"
	pos 1 pos-promo add percent 21 --key k
	pos pos-promo add percent 30 --dry-run
	same '"promo.set"' "$(records .kind)"
	same "$before" "$(entries)"
	pos 65 pos-promo show percent-30
	pos pos-admin staff set amy --role cashier
	pos pos-admin staff set mia --role manager
	pos 77 pos-promo add percent 30 --staff amy
	pos 77 pos-promo set percent-20 --resume --staff amy
	pos 77 pos-promo remove percent-20 --staff amy
	pos 77 "pos-promo export | pos-promo import - --staff amy"
	pos pos-promo add percent 30 --staff mia
	pos pos-promo add percent 40 --format table
	same 'percent-40: 40% off the whole order; one of group lane30 on a sale' "$output"
	same '' "$stderr"
}

@test "list, show, remove" {
	pos pos-promo add percent 10 --as a
	pos pos-promo add percent 20 --as b --paused
	pos pos-promo list
	same '"a"' "$(records .code)"
	pos pos-promo list -a
	same '"a" "b"' "$(records .code | paste -sd' ')"
	pos pos-promo list -a --format table
	[[ $output == *'b     20% off  paused  20% off the whole order; one of group'* ]]
	pos pos-promo show b a
	same '"b" "a"' "$(records .code | paste -sd' ')"
	pos pos-promo show b --format table
	[[ $output == 'b (20% off, paused)'$'\n''20% off the whole order;'*$'\n''{"type":"promo"'* ]]
	pos 65 pos-promo show percnt
	pos 65 pos-promo remove a nix
	[[ $stderr == *"no promotion 'nix'"* ]]
	pos pos-promo remove a b
	pos 65 pos-promo show a
	pos pos-promo list -a
	same '' "$output"
	# its versions go on
	pos pos-promo add percent 10 --as a
	same 2 "$(records .version)"
	pos pos-admin verify --deep
}

@test "set: what changes while it runs" {
	pos pos-promo add percent 10 --as a --days fri --max-uses 5 --min 30
	pos pos-promo set a --pause
	same '{"paused":true,"version":2}' "$(records '{paused, version}')"
	pos pos-promo set a --resume --name Ten --name-in zh=九折 --max-uses 9 --cap 3.50 --budget 100 --from 15:00 --valid-to 2026-12-31 --priority 4
	same '{"code":"a","names":{"zh":"九折"},"valid_to":"2026-12-31T16:00:00.000Z","windows":[{"days":"fri","from":"15:00"}],"conditions":[{"measure":"amount","min_minor":3000}],"effect":{"kind":"percent","rate_ppm":100000},"limit":{"max_discount_minor":350,"total_uses":9,"budget_minor":10000},"stacking":{"lane":30,"group":"lane30"},"priority":4}' "$(rule)"
	pos "pos-promo set a --name-in zh= --max-uses '' --cap '' --budget '' --from '' --days '' --valid-to '' --priority ''"
	same '{"code":"a","conditions":[{"measure":"amount","min_minor":3000}],"effect":{"kind":"percent","rate_ppm":100000},"stacking":{"lane":30,"group":"lane30"}}' "$(rule)"
	before=$(entries)
	pos pos-promo set a --name Ten
	same "$before" "$(entries)"
	pos "pos-promo show a | jq -c '.effect.rate_ppm = 200000' | pos-promo set a -"
	same 200000 "$(records .effect.rate_ppm)"
	pos 65 "pos-promo show a | jq -c '.code = \"b\"' | pos-promo set a -"
	pos 64 pos-promo set a
	pos 64 pos-promo set a --pause --resume
	pos 64 'pos-promo show a | pos-promo set a - --pause'
	pos 65 pos-promo set nix --pause
	pos 65 pos-promo set a --budget x
	pos 65 pos-promo set a --days fry
	pos pos-admin verify --deep
}

# One of everything that a row can hold.
many() {
	pos pos-promo add percent 20 --category Cakes --days fri,sat --from 15:00 --to 17:00
	pos pos-promo add tiers 100:10 200:30 --name-in zh=满减 --code A --code B
	pos pos-promo add tiers 2:5% 3:10% --by quantity --category Tea
	pos pos-promo add every 100:20 --cap 50 --basis list --tax excl
	pos pos-promo add nth 2 50 --category Coffee --max-units 10
	pos pos-promo add buy 2 get 1 --item latte --free-from category:Cakes
	pos "pos-promo add bundle 25 --slot '1 item:latte min-price:1' --slot 'buy 2 different category:Cakes,Tea'"
	pos pos-promo add flash 9.9 --item tiramisu --total 100 --per-member 2
	pos pos-promo add "gift tiramisu:2 --buy '3 item:latte'"
	pos pos-promo add points-pay 100 --worth 1 --max-share 50 --keep-one
	pos pos-promo add points x2 --tier gold --first-order --with-others
	pos pos-promo add percent 5 --exclusive --paused --priority -3 --funded-by x
	pos pos-promo add percent 5 --not-with gift-tiramisu-2 --mark m --scope line --units 1.5
	pos "pos-promo add - <<<'$(document 'code: "buyx", conditions: [{consume: true, units_milli: 2000, select: {items: ["latte"]}}], target: {units_per: "line", units_milli: 1000, select: {lines: ["1"]}}, stacking: {}')'"
}

@test "csv: out and in again is the same, in another shop too" {
	many
	pos 'pos-promo export >a.json'
	pos 'pos-promo export --format csv >a.csv'
	pos 'pos-promo export --format tsv >a.tsv'
	[[ $(head -n 1 a.csv) == code,name,name:zh,kind,value,* ]]
	before=$(entries)
	for file in a.csv a.tsv a.json; do
		pos "pos-promo import $file"
		same '{"rows":14,"added":0,"changed":0,"unchanged":14,"rejected":0}' \
		    "$(records 'del(.type, .v, .file)')"
	done
	same "$before" "$(entries)"
	for file in a.csv a.tsv a.json; do
		rm -f "$POS_STORE"*
		shop
		pos "pos-promo import - <$file"
		same 14 "$(records .added)"
		pos 'pos-promo export | cmp - a.json'
	done
	pos pos-admin verify --deep
}

@test "csv: what it cannot hold is refused" {
	pos "pos-promo add - <<<'$(document 'windows: [{days: "fri"}, {days: "sat"}]')'"
	pos 1 pos-promo export --format csv
	[[ $stderr == *"promotion 'd' says more than a row of CSV can: export it with --format json"* ]]
	same '' "$output"
	pos 64 pos-promo export --format table
	# a heading with the comma that separates headings
	pos pos-stock menu set x --name X --price 1 --category '"a, b"'
	pos pos-promo remove d
	pos pos-promo add percent 5 --category '"a, b"'
	pos 1 pos-promo export --format csv
	pos pos-promo export
}

@test "csv: written by hand" {
	cat >hand.csv <<'END'
Code;name;kind;value;select;days;min;members;group
happy;Happy hour;percent;20;category:Cakes,Tea tag:new;mon-fri;;;
fünf;Fünf weg;amount;5;;;30;;
vip;VIP;new_price;9,9;item:latte;;;yes;vip
END
	pos 65 pos-promo import hand.csv
	[[ $stderr == *'hand.csv:4: value: '* ]]
	[[ $stderr == *'1 of 3 promotions are wrong, nothing was stored'* ]]
	sed -i s/9,9/9.9/ hand.csv
	pos pos-promo import hand.csv
	pos pos-promo show happy fünf vip
	same '{"code":"happy","windows":[{"days":"mon-fri"}],"target":{"select":{"categories":["Cakes","Tea"],"tags":["new"]}},"effect":{"kind":"percent","rate_ppm":200000},"stacking":{"lane":20,"group":"lane20","scope":"line"}}
{"code":"fünf","conditions":[{"measure":"amount","min_minor":3000}],"effect":{"kind":"amount","amount_minor":500},"stacking":{"lane":30,"group":"lane30"}}
{"code":"vip","audience":{"members":true},"target":{"select":{"items":["latte"]}},"effect":{"kind":"new_price","amount_minor":990},"stacking":{"lane":10,"group":"vip"}}' "$(rule)"
	pos 65 'pos-promo import - <<<"code,nam"'
	[[ $stderr == *"-:1: no column 'nam' (did you mean 'name'?)"* ]]
	pos 65 'pos-promo import - <<<"name,kind"'
	[[ $stderr == *"no column 'code'"* ]]
	pos 65 'printf "code,name,kind,value\nx,X,percent,5,6\n" | pos-promo import -'
	[[ $stderr == *'more cells than the first row has titles'* ]]
	pos 65 'printf "code,name,kind,value,order_types\nx,X,percent,5,plane\n" | pos-promo import -'
	[[ $stderr == *"promotion 'x': order_types[0]: expected one of dine-in|takeaway"* ]]
	pos 65 'printf "code,name,kind,value,group\nx,X,percent,5,a b\n" | pos-promo import -'
	[[ $stderr == *'stacking.group: '* ]]
	pos 65 'printf "code,name,kind,value,members\nx,X,percent,5,maybe\n" | pos-promo import -'
	[[ $stderr == *"members: expected yes or no, not 'maybe'"* ]]
}

@test "import: all or nothing, or all that is good" {
	{
		document 'code: "a"'
		document 'code: "b", effect: {kind: "percent"}'
		echo '{"type":"promo",'
		echo
		document 'code: "a", priority: 1'
		document 'code: "c", target: {select: {items: ["nix"]}}'
		document 'code: "d"'
	} >some.jsonl
	before=$(entries)
	pos 65 pos-promo import some.jsonl
	same "pos-promo: some.jsonl:2: promotion 'b': effect.rate_ppm: must be more than 0 (20 % is 200000)
pos-promo: some.jsonl:5: 'a' stands on line 1 already
pos-promo: some.jsonl:6: promotion 'c': no item 'nix'" "$(grep -v -e :3: -e 'wrong, nothing' <<<"$stderr")"
	[[ $stderr == *'4 of 6 promotions are wrong, nothing was stored'* ]]
	same "$before" "$(entries)"
	pos 64 pos-promo import some.jsonl --rejects bad
	pos 65 pos-promo import some.jsonl --keep-going --rejects bad
	same '{"rows":6,"added":2,"changed":0,"unchanged":0,"rejected":4}' "$(records 'del(.type, .v, .file)')"
	same "$(sed -n '2p;3p;5p;6p' some.jsonl)" "$(cat bad)"
	same '' "$(compgen -G 'bad.*')"
	pos pos-promo list
	same '"a" "d"' "$(records .code | paste -sd' ')"
	printf 'code,name,kind,value\ne,E,percent,5\nf,F,percent,x\n' >some.csv
	pos 65 pos-promo import some.csv --keep-going --rejects bad.csv
	same 'code,name,kind,value,error' "$(head -n 1 bad.csv)"
	[[ $(tail -n 1 bad.csv) == f,F,percent,x,*value:* ]]
	# what was rejected comes in once it is right
	sed -i s/,x,/,6,/ bad.csv
	pos pos-promo import bad.csv
	pos 66 'pos-promo import - </dev/null'
	pos 74 pos-promo import nix.csv
	pos pos-admin verify --deep
}

@test "import: dry run shows what would change, a key does it once" {
	document 'code: "a"' >one
	document 'code: "b"' >>one
	pos pos-promo import one
	{
		document 'code: "a", limit: {total_uses: 7}'
		document 'code: "b"'
		document 'code: "c"'
	} >two
	before=$(entries)
	pos pos-promo import two --dry-run
	same '{"type":"promo.change","v":1,"code":"a","change":"changed","was":"10% off the whole order; one of group lane30 on a sale","means":"10% off the whole order; for the first 7 sales; one of group lane30 on a sale"}
{"type":"promo.change","v":1,"code":"c","change":"added","means":"10% off the whole order; one of group lane30 on a sale"}
{"type":"promo.import","v":1,"file":"two","rows":3,"added":1,"changed":1,"unchanged":1,"rejected":0,"dry_run":true}' "$output"
	same "$before" "$(entries)"
	pos pos-promo import two --key k
	first=$output
	before=$(entries)
	pos pos-promo import two --key k
	same "$first" "$output"
	same "$before" "$(entries)"
	pos 1 pos-promo import one --key k
	pos pos-promo import two --key k --format table
	[[ $output == file*$'\n''two '*3*1*1*1*0* ]]
}

@test "import: killed in the middle, nothing of it is there" {
	for ((i = 0; i < 3000; i++)); do
		echo "p$i,P $i,percent,5,word$i"
	done >rows
	{
		echo code,name,kind,value,codes
		cat rows
	} >many.csv
	empty=$(entries)
	for wait in 0.02 0.05 0.1 0.2 0.3; do
		pos-promo import many.csv >answer 2>/dev/null 3>&- &
		sleep "$wait"
		kill -9 $! 2>/dev/null || true
		wait $! || true
		have=$(entries)
		if [ -s answer ]; then
			same $((empty + 3000)) "$have"
			break
		fi
		[ "$have" = "$empty" ] || [ "$have" = $((empty + 3000)) ]
	done
	pos pos-promo import many.csv
	same 3000 "$(records '.added + .unchanged')"
	pos pos-promo import many.csv
	same 3000 "$(records .unchanged)"
	pos pos-admin verify --deep
}

@test "two tills add at the same time: each code once" {
	for ((i = 0; i < 8; i++)); do
		pos-promo add percent 5 --min "$i.5" >"out$i" 2>/dev/null 3>&- &
	done
	wait
	cat out? >all
	same 8 "$(jq -r .code all | sort -u | wc -l)"
	pos pos-promo list
	same 8 "$(records .code | wc -l)"
	pos pos-admin verify --deep
}

@test "rules are part of the journal: rebuilt, they are the same" {
	many
	pos pos-promo set percent-20-Cakes --pause
	pos pos-promo remove percent-5
	pos 'pos-promo export >before'
	pos pos-admin rebuild --into again.db
	pos 'pos-promo export --store again.db | cmp - before'
	# a rebuilt store remembers the version of what was removed
	pos pos-promo add percent 5 --as percent-5 --store again.db
	same 2 "$(records .version)"
}
