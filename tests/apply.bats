#!/usr/bin/env bats
#
# pos-promo apply, quote, explain: promotions on a sale, from the price to the
# return.

load helpers

# A menu of plain things, and the rules given as JSON, one an argument.
stall() {
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
	pos "pos-stock menu set cake --name Cake --price 30.00 --category sweet
	    pos-stock menu set pie --name Pie --price 10.00 --category sweet
	    pos-stock menu set latte --name Latte --price 20.00 --category drink
	    pos-stock menu set cup --name Cup --price 5.00 --tracked yes
	    pos-stock receive cup:1"
	rules "$@"
}

rules() {
	local rule

	for rule in "$@"; do
		printf '{"type":"promo","v":1,%s}\n' "$rule" >>rules.json
	done
	[ ! -s rules.json ] || pos "pos-promo import rules.json"
}

fifth='"code":"fifth","name":"20 % off","stacking":{"lane":20},"effect":{"kind":"percent","rate_ppm":200000}'
half='"code":"half","name":"Second at half","stacking":{"lane":20},"slots":[{"units":2,"select":{"items":["latte"]}}],"effect":{"kind":"percent","rate_ppm":500000,"on":"cheapest","count":1}'
m50='"code":"m50","name":"50-10","stacking":{"lane":30},"conditions":[{"measure":"amount","min_minor":5000}],"effect":{"kind":"amount","amount_minor":1000}'

@test "apply: the whole of a sale, and what it says of the price" {
	stall "$fifth"
	pos "pos-sale new cake latte:2 | pos-promo apply"
	same '[7000,1400,5600,true]' \
	    "$(records '[.best.list_minor, .discount_minor, .total_minor, .promoted]')"
	same '{"optimal":true,"gap_minor":0,"list_minor":7000}' \
	    "$(records .best)"
	same '["fifth",1,"20 % off",1400]' \
	    "$(records '.offers[] | [.promo, .version, .name, .amount_minor]')"
	same '[1,600,2400]
[2,800,3200]' "$(records '.lines[] | [.n, .offers[0].off_minor, .total_minor]')"
	pos "pos-sale show 1"
	same 5600 "$(records .total_minor)"
	pos "pos-pay cash 56 --sale 1"
	same completed "$(records -r .state)"
	pos "pos-report day"
	same 5600 "$(records .net_minor)"
	pos "pos-admin verify --deep"
}

@test "apply: a change of the sale prices it again" {
	stall "$m50"
	pos "pos-sale new cake pie | pos-promo apply"
	same 4000 "$(records .total_minor)"
	pos "pos-sale add pie --sale 1"
	same '[4000,["m50"]]' \
	    "$(records '[.total_minor, [.offers[].promo]]')"
	pos "pos-sale remove 3 --sale 1"
	same '[4000,null]' "$(records '[.total_minor, .offers]')"
	pos "pos-admin verify --deep"
}

@test "apply --off and on again; nothing open is no error" {
	stall
	pos "pos-sale new cake | pos-promo apply"
	same '[3000,null,true]' "$(records '[.total_minor, .offers, .best.optimal]')"
	rules "$fifth"
	pos "pos-promo apply --sale 1"
	same 2400 "$(records .total_minor)"
	pos "pos-promo apply --off --sale 1"
	same '[3000,null,null,null]' \
	    "$(records '[.total_minor, .offers, .best, .promoted]')"
	pos "pos-sale add pie --sale 1"
	same 4000 "$(records .total_minor)"
	pos 64 "pos-promo apply --off --points all --sale 1"
	pos "pos-admin verify --deep"
}

@test "a discount by hand stays, beside what promotions give" {
	stall "$fifth"
	pos "pos-sale new cake:2 latte | pos-promo apply"
	pos "pos-sale change 1 --off 10.00 --sale 1"
	same '[2000,1000,[["fifth",1000]],4000]
[400,null,[["fifth",400]],1600]' \
	    "$(records '.lines[] | [.discount_minor, .hand_minor, [.offers[] | [.promo, .off_minor]], .total_minor]')"
	pos "pos-promo apply --off --sale 1"
	same '[1000,5000]
[null,2000]' "$(records '.lines[] | [.discount_minor, .total_minor]')"
	pos "pos-admin verify --deep"
}

@test "a gift of the house is no part of the cart" {
	stall "$m50"
	pos "pos-sale new cake latte pie"
	pos "pos-sale change 3 --gift --sale 1 | pos-promo apply"
	same '[4000,["Pie",0]]' \
	    "$(records '[.total_minor, (.lines[] | select(.gift) | [.name, .total_minor])]' | head -n 1)"
	pos "pos-sale add pie --sale 1"
	same 5000 "$(records .total_minor)"
	pos "pos-sale add cake --sale 1"
	same '[8000,["m50"]]' "$(records '[.total_minor, [.offers[].promo]]')"
}

@test "returns: what was paid for those units, the most discounted first" {
	stall "$half"
	pos "pos-sale new latte:3 pie | pos-promo apply | pos-pay cash 60"
	same '[6000,[[2000,666],[1000,334]]]' \
	    "$(records '[.total_minor, (.lines[0].shares | map([.qty_milli, .off_minor]))]')"
	pos "pos-sale return 1 1:1 --reason r | pos-pay refund cash"
	same -1666 "$(records .total_minor)"
	pos "pos-sale return 1 1:1 --reason r | pos-pay refund cash"
	same -1667 "$(records .total_minor)"
	pos "pos-sale return 1 --reason r | pos-pay refund cash"
	same '[-2667,2]' "$(records '[.total_minor, (.lines | length)]')"
	pos "pos-sale show 1"
	same 6000 "$(records .refunded_minor)"
	pos "pos-admin verify --deep"
}

@test "returns: two of three with 10 % off give 180" {
	stall '"code":"tenth","name":"10 %","stacking":{"lane":30},"effect":{"kind":"percent","rate_ppm":100000,"per":"target"}'
	pos "pos-stock menu set big --name Big --price 100.00"
	pos "pos-sale new big:3 | pos-promo apply | pos-pay cash 270"
	pos "pos-sale return 1 1:2 --reason r"
	same -18000 "$(records .total_minor)"
}

@test "a gift: a line of its own, while there is one" {
	stall '"code":"mug","name":"Free cup","conditions":[{"measure":"amount","min_minor":3000}],"effect":{"kind":"gift","item":"cup","qty_milli":1000}'
	pos "pos-sale new cake | pos-promo apply"
	same '[["cake",null,3000],["cup","mug",0]]' \
	    "$(records '[.lines[] | [.item, .given_by, .total_minor]]')"
	same '["mug","cup",1000,0]' \
	    "$(records '.offers[] | [.promo, .gift, .gift_milli, .amount_minor]')"
	# it is reserved: the next gets none, and can pay
	pos "pos-sale new cake | pos-promo apply"
	same '[1,3000]' "$(records '[(.lines | length), .total_minor]')"
	[[ $(records .warning) == *cup* ]]
	pos "pos-pay cash 30 --sale 2"
	# priced again it keeps what it has
	pos "pos-sale add pie --sale 1"
	same '["cake","pie","cup"]' "$(records '[.lines[].item]')"
	pos "pos-pay cash 40 --sale 1"
	pos "pos-stock level cup"
	same 0 "$(records .on_hand_milli)"
	# whole returns bring it back with the rest
	pos "pos-sale return 1 --reason r"
	same '[-4000,3]' "$(records '[.total_minor, (.lines | length)]')"
	pos "pos-admin verify --deep"
}

@test "codes: entered, taken off, unknown" {
	stall '"code":"sum","name":"Summer","trigger":"code","codes":["SUMMER10"],"stacking":{"lane":30},"effect":{"kind":"percent","rate_ppm":100000,"per":"target"}'
	pos "pos-sale new cake | pos-promo apply"
	same 3000 "$(records .total_minor)"
	pos "pos-promo apply --code summer10 --sale 1"
	same '[2700,["SUMMER10"]]' "$(records '[.total_minor, .promo_codes]')"
	pos "pos-sale add pie --sale 1"
	same 3600 "$(records .total_minor)"
	pos 65 "pos-promo apply --code winter --sale 1"
	[[ $stderr == "pos-promo: no promotion has the code 'winter'; "* ]]
	pos 65 "pos-promo apply --no-code winter --sale 1"
	pos "pos-promo apply --no-code SUMMER10 --sale 1"
	same '[4000,null]' "$(records '[.total_minor, .promo_codes]')"
}

@test "a promotion by payment method holds for that method only" {
	stall '"code":"card5","name":"Card 5","methods":["card"],"stacking":{"lane":30},"effect":{"kind":"amount","amount_minor":500}'
	pos "pos-sale new cake | pos-promo apply"
	same 3000 "$(records .total_minor)"
	pos "pos-promo apply --pay-by card --sale 1"
	same 2500 "$(records .total_minor)"
	pos 1 "pos-pay cash 25 --sale 1"
	same "pos-pay: 'card5' holds only when paid by 'card' (price the sale again: pos-promo apply --pay-by cash)" "$stderr"
	pos "pos-pay record card --sale 1"
	same completed "$(records -r .state)"
}

@test "limits: uses over all sales, a day; void gives back" {
	stall '"code":"two","name":"Two only","stacking":{"lane":30},"limit":{"total_uses":2},"effect":{"kind":"amount","amount_minor":500}'
	pos "pos-sale new cake | pos-promo apply"
	pos "pos-sale new cake | pos-promo apply"
	pos "pos-sale new cake | pos-promo apply"
	same 3000 "$(records .total_minor)"
	pos "pos-promo explain --sale 3"
	same '["two",false,"closed","used up"]' \
	    "$(records '[.promo, .applied, .reason, .detail]')"
	# its own use is free for itself
	pos "pos-sale add pie --sale 1"
	same 3500 "$(records .total_minor)"
	pos "pos-sale void 2 --reason test"
	pos "pos-promo apply --sale 3"
	same 2500 "$(records .total_minor)"
	pos "pos-promo apply --off --sale 3"
	pos "pos-sale new cake | pos-promo apply"
	same 2500 "$(records .total_minor)"
	pos "pos-admin verify --deep"
}

@test "limits: units and budget, to the last unit and cent" {
	stall '"code":"flash","name":"Flash","target":{"select":{"items":["cake"]}},"stacking":{"lane":10},"limit":{"total_units_milli":5000},"effect":{"kind":"new_price","amount_minor":1000,"per":"unit"}' \
	    '"code":"fund","name":"Fund","stacking":{"lane":30},"limit":{"budget_minor":700},"effect":{"kind":"amount","amount_minor":500}'
	pos "pos-sale new cake:4 | pos-promo apply"
	same 3500 "$(records .total_minor)"
	pos "pos-sale new cake:3 | pos-promo apply"
	same '[6800,1000,200]' \
	    "$(records '[.total_minor, (.offers[] | select(.promo == "flash") | .units_milli), (.offers[] | select(.promo == "fund") | .amount_minor)]')"
	pos "pos-sale new cake pie | pos-promo apply"
	same 4000 "$(records .total_minor)"
	pos "pos-admin verify --deep"
}

@test "eight tills for the last units: exactly those" {
	stall '"code":"flash","name":"Flash","target":{"select":{"items":["cake"]}},"stacking":{"lane":10},"limit":{"total_units_milli":20000},"effect":{"kind":"new_price","amount_minor":1000,"per":"unit"}'
	local till

	for till in 1 2 3 4 5 6 7 8; do
		[ "$till" = 1 ] || pos "pos-admin till set $till"
	done
	race() {
		local n

		for n in 1 2 3 4 5; do
			pos-sale new cake --till "$1" |
			    pos-promo apply --till "$1" |
			    pos-pay cash --till "$1" >>"paid.$1" || return 1
		done
	}
	for till in 1 2 3 4 5 6 7 8; do
		race "$till" &
	done
	wait
	same '[40,20,20]' "$(cat paid.* | jq -sc '[length,
	    (map(select(.total_minor == 1000)) | length),
	    (map(select(.total_minor == 3000)) | length)]')"
	pos "pos-admin verify --deep"
}

@test "prices never go below the floor of an item" {
	stall '"code":"most","name":"90 % off","stacking":{"lane":30},"effect":{"kind":"percent","rate_ppm":900000,"per":"target"}'
	pos "pos-stock menu set wine --name Wine --price 100.00 --floor 80.00"
	pos "pos-sale new wine | pos-promo apply"
	same 8000 "$(records .total_minor)"
}

@test "discount_basis gross: on prices with tax, taxes to the cent" {
	stall '"code":"p20","name":"20 %","stacking":{"lane":20},"effect":{"kind":"percent","rate_ppm":200000,"per":"line"}'
	pos "pos-admin config set discount_basis gross
	    pos-stock tax set gst --rate GST=15% --exclusive
	    pos-stock menu set desk --name Desk --price 320.00 --tax gst"
	pos "pos-sale new desk | pos-promo apply"
	same '[29440,3840,25600,7360,36800]' \
	    "$(records '[.total_minor, .tax_minor, .taxes[0].net_minor, .offers[0].amount_minor, .best.list_minor]')"
	pos "pos-sale show 1"
	same '[29440,3840]' "$(records '[.total_minor, .tax_minor]')"
	pos "pos-sale new desk:3 cake | pos-promo apply | pos-pay cash"
	same 90720 "$(records .total_minor)"
	pos "pos-sale return 2 1:1 --reason r | pos-pay refund cash"
	same '[-29440,-3840]' "$(records '[.total_minor, .tax_minor]')"
	pos "pos-sale return 2 --reason r | pos-pay refund cash"
	same '[-61280,-7680]' "$(records '[.total_minor, .tax_minor]')"
	pos "pos-admin verify --deep"
}

@test "quote: the same price, nothing stored" {
	stall "$fifth" "$m50"
	pos "pos-promo quote cake latte:2"
	same '["quote",4600,["fifth","m50"]]' \
	    "$(records '[.type, .total_minor, [.offers[].promo]]')"
	pos "jq -nc '{type:\"cart\",v:1,lines:[{item:\"cake\"},{item:\"latte\",qty_milli:2000}]}' | pos-promo quote"
	same 4600 "$(records .total_minor)"
	pos "pos-sale list"
	same '' "$output"
	pos 66 "pos-promo quote </dev/null"
	pos 65 "echo '{\"type\":\"cart\",\"v\":1}' | pos-promo quote"
	same "pos-promo: line 1: lines: missing" "$stderr"
	pos 65 "pos-promo quote nothing"
}

@test "explain: what would get more" {
	stall "$m50" "$half"
	pos "pos-promo explain cake latte --format json"
	same '["half",false,"m50",true,1000]' \
	    "$(records -s '[(.[] | select(.promo == "half") | .promo, .applied), (.[] | select(.promo == "m50") | .promo, .applied, .off_minor)]')"
	pos "pos-promo explain latte"
	same '[3000,1000]' \
	    "$(records 'select(.promo == "m50") | [.more_minor, .gain_minor]')"
	same '[1000,1000]' \
	    "$(records 'select(.promo == "half") | [.more_milli, .gain_minor]')"
	pos "pos-sale new cake latte | pos-promo apply | pos-promo explain"
	same 2 "$(wc -l <"$pos_stdout")"
}

@test "explain: the next of its steps" {
	stall
	pos "pos-promo add tiers 50:5 100:15 --as full"
	pos "pos-promo explain latte"
	same '["condition","30.00 short of 50.00",3000,500]' \
	    "$(records '[.reason, .detail, .more_minor, .gain_minor]')"
	pos "pos-promo explain cake latte"
	same '[true,500,5000,1000]' \
	    "$(records '[.applied, .off_minor, .more_minor, .gain_minor]')"
	pos "pos-promo explain cake:4"
	same '[true,1500,null]' \
	    "$(records '[.applied, .off_minor, .more_minor]')"
	pos "pos-promo remove full"
	pos "pos-promo add tiers 2:5% 3:10% --by quantity --item latte"
	pos "pos-promo explain latte"
	same '["condition","1 short of 2",1000]' \
	    "$(records '[.reason, .detail, .more_milli]')"
}

@test "happy hour: an order keeps the prices of its time" {
	stall '"code":"happy","name":"Happy hour","windows":[{"days":"sat","from":"15:00","to":"17:00"}],"stacking":{"lane":10},"effect":{"kind":"percent","rate_ppm":500000}'
	export POS_NOW=2026-03-14T16:59:00+08:00
	pos "pos-sale new cake | pos-promo apply"
	same 1500 "$(records .total_minor)"
	export POS_NOW=2026-03-14T17:00:00+08:00
	pos "pos-sale add pie --sale 1"
	same 2000 "$(records .total_minor)"
	pos "pos-sale new cake | pos-promo apply"
	same 3000 "$(records .total_minor)"
	pos "pos-admin config set promo_time now"
	pos "pos-sale add pie --sale 1"
	same 5000 "$(records .total_minor)"
}

@test "apply: --key, --dry-run, an input that has nothing" {
	stall "$fifth"
	pos "pos-sale new cake"
	pos "pos-promo apply --sale 1 --key a"
	local first=$output
	pos "pos-promo apply --sale 1 --key a"
	same "$first" "$output"
	pos 1 "pos-promo apply --sale 1 --key a --off"
	pos "pos-sale new cake"
	pos "pos-promo apply --sale 2 --dry-run"
	same '["event","sale.put"]' "$(records '[.type, .kind]')"
	pos "pos-sale show 2"
	same 3000 "$(records .total_minor)"
	pos 66 "pos-promo apply </dev/null"
	pos "pos-pay cash 24 --sale 1"
	pos 1 "pos-promo apply --sale 1"
	same "pos-promo: sale 1 is paid already (use 'pos-sale return')" \
	    "$stderr"
}

@test "discount_basis gross: many small lines cost no more than without" {
	stall
	pos "pos-admin config set discount_basis gross
	    pos-stock tax set gst --rate GST=15% --exclusive
	    pos-stock menu set nail --name Nail --price 0.05 --tax gst
	    pos-stock menu set bolt --name Bolt --price 1.11 --tax gst
	    pos-stock menu set saw --name Saw --price 9.99 --tax gst"
	rules '"code":"p1","name":"1 %","stacking":{"lane":20},"target":{"select":{"items":["nail"]}},"effect":{"kind":"percent","rate_ppm":10000,"per":"target"}'
	local i nails=
	for i in {1..60}; do nails+=' nail'; done
	pos "pos-sale new $nails"
	same 345 "$(records .total_minor)"
	pos "pos-sale new $nails saw | pos-promo apply"
	same '[1494,1491]' "$(records '[.best.list_minor, .total_minor]')"
	# what no promotion touched stays as it is, and is that without them
	rules '"code":"saw","name":"20 %","stacking":{"lane":20},"target":{"select":{"items":["saw"]}},"effect":{"kind":"percent","rate_ppm":200000}'
	pos "pos-sale new saw bolt bolt bolt | pos-promo apply"
	same '[null,111]' \
	    "$(records '.lines[1:][] | [.discount_minor, .total_minor]' | sort -u)"
	pos "pos-sale add nail --sale 3 | pos-promo apply --off"
	same '[1538,null,[999,111,111,111,5]]' "$(records \
	    '[.total_minor, .discount_minor, [.lines[].total_minor]]')"
	pos "pos-admin verify --deep"
}

@test "by method: not where a part was paid in another way already" {
	stall '"code":"card5","name":"Card 5","methods":["card"],"stacking":{"lane":30},"effect":{"kind":"amount","amount_minor":500}'
	pos "pos-sale new cake"
	pos "pos-pay cash --amount 5 --sale 1"
	pos "pos-promo apply --pay-by card --sale 1"
	same 3000 "$(records .total_minor)"
	pos "pos-promo explain --sale 1"
	same '"only when paid by card"' "$(records .detail)"
	pos "pos-pay refund cash --amount 5 --sale 1"
	pos "pos-promo apply --pay-by card --sale 1"
	same 2500 "$(records .total_minor)"
	pos "pos-pay record card --amount 10 --sale 1"
	pos "pos-sale add pie --sale 1"
	same 3500 "$(records .total_minor)"
	pos 1 "pos-pay cash --sale 1"
	pos "pos-pay record card --sale 1"
	pos "pos-admin verify --deep"
}

@test "all for nothing: paid, printed, returned; also after money went back" {
	stall '"code":"free","name":"All free","trigger":"code","codes":["FREE"],"stacking":{"lane":30},"effect":{"kind":"percent","rate_ppm":1000000}'
	pos "pos-sale new cake pie | pos-promo apply --code FREE | pos-pay cash"
	same '["completed",0,4000]' \
	    "$(records '[.state, .total_minor, .discount_minor]')"
	pos 1 "pos-pay cash --sale 1"
	pos "pos-print receipt --sale 1"
	[[ $output == *'All free'*-30.00* ]]
	pos "pos-sale return 1 1:1 --reason r | pos-pay refund cash"
	same '["completed",0]' "$(records '[.state, .total_minor]')"
	pos "pos-sale return 1 --reason r | pos-pay refund cash"
	pos "pos-sale new cake"
	pos "pos-pay cash --amount 10 --sale 4"
	pos 1 "pos-promo apply --code FREE --sale 4"
	pos "pos-pay refund cash --amount 10 --sale 4"
	pos "pos-promo apply --code FREE --sale 4"
	pos "pos-pay cash --sale 4"
	same completed "$(records -r .state)"
	pos "pos-admin verify --deep"
}

@test "a gift that is not there uses up nothing" {
	stall '"code":"mug","name":"Free cup","limit":{"points_cost":30,"total_uses":1},"effect":{"kind":"gift","item":"cup","qty_milli":2000}'
	pos "pos-member enrol --name Li --phone 13800000001"
	pos "pos-member points adjust m1000001 +100 --reason x"
	pos "pos-sale new cake | pos-member attach m1000001 | pos-promo apply"
	same '[null,1]' "$(records '[.offers, (.lines | length)]')"
	[[ $(records .warning) == *cup* ]]
	pos "pos-promo explain --sale 1"
	same '[false,"closed"]' "$(records '[.applied, .reason]')"
	[[ $(records .detail) == *cup* ]]
	pos "pos-promo used mug"
	same 0 "$(records .uses)"
	pos "pos-member points m1000001"
	same 100 "$(records .points)"
	pos "pos-stock receive cup:1"
	pos "pos-sale add pie --sale 1"
	same '["mug"]' "$(records '[.offers[].promo]')"
	pos "pos-member points m1000001"
	same 70 "$(records .points)"
	pos "pos-admin verify --deep"
}

@test "a gift that somebody would have to choose, or cut, is refused" {
	stall
	pos "pos-stock group set milk --name Milk --min 1 --max 1 \
		--choice oat=Oat --choice cow=Cow
	    pos-stock menu set flat --name Flat --price 20 --group milk"
	pos 65 "pos-promo add gift flat --min 30"
	[[ $stderr == *"gift 'flat' needs a choice of 'milk'"* ]]
	pos 65 "pos-promo add gift cup:0.5 --min 30"
	[[ $stderr == *"gift 'cup' is sold in whole pieces"* ]]
}

@test "members become one: limits, coupons and open sales go with them" {
	stall '"code":"two","name":"Two","stacking":{"lane":20},"limit":{"member_uses":2},"effect":{"kind":"amount","amount_minor":100}' \
	    '"code":"spring","name":"Spring","trigger":"code","stacking":{"lane":35},"effect":{"kind":"amount","amount_minor":1000}'
	local n
	for n in 1 2 3; do
		pos "pos-member enrol --name L$n --phone 1380000000$n"
	done
	pos "pos-promo coupon make B --promo spring --count 1 --no-codes"
	pos "pos-promo coupon issue B --to m1000001"
	pos "pos-sale new cake | pos-member attach m1000001 |
	    pos-promo apply --code B/1"
	same 1900 "$(records .total_minor)"
	pos "pos-sale new cake | pos-member attach m1000001 | pos-promo apply |
	    pos-pay cash"
	pos "pos-member merge m1000001 m1000002"
	pos "pos-member merge m1000002 m1000003"
	pos "pos-sale new cake | pos-member attach m1000003 | pos-promo apply"
	same 3000 "$(records .total_minor)"
	pos "pos-sale add pie --sale 1"
	same 2900 "$(records .total_minor)"
	pos "pos-sale void 1 --reason r"
	pos "pos-promo apply --sale 3"
	same 2900 "$(records .total_minor)"
	pos "pos-promo used two --member m1000003"
	same 2 "$(records .uses)"
	pos "pos-admin verify --deep"
}
