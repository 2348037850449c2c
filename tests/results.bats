#!/usr/bin/env bats
#
# Results of a campaign: the treated against the control group, with numbers
# that were computed elsewhere (20 digits, Student's density integrated).

load helpers

# 24 members, 8 of them control; who is who in $treated and $control
campaign() {
	shop
	pos 'pos-stock receive cola:500'
	POS_TIMEOUT=60
	pos 'for n in $(seq 10 33); do pos-member enrol \
	    --phone 138000000$n; done >/dev/null'
	pos 'pos-member segment set all'
	pos 'pos-member campaign make spring --segment all \
	    --control 33.3333 --seed x'
	same '[16,8]' "$(records '[.treated, .control]')"
	pos 'pos-member campaign members spring --treated'
	mapfile -t treated < <(records -r .member)
	pos 'pos-member campaign members spring --control'
	mapfile -t control < <(records -r .member)
}

buy() { # MEMBER COLAS
	[ "$2" -gt 0 ] || return 0
	echo "pos-sale new cola:$2 | pos-member attach $1 |
	    ${apply:-cat} | pos-pay cash >/dev/null"
}

# The i-th of the treated buys i modulo 4, of the others i modulo 2.
bought() {
	local i

	for ((i = 1; i <= 16; i++)); do
		buy "${treated[i - 1]}" $((i % 4))
	done >commands
	for ((i = 1; i <= 8; i++)); do
		buy "${control[i - 1]}" $((i % 2))
	done >>commands
	POS_TIMEOUT=60
	pos '. ./commands'
}

@test "results: Welch and Newcombe" {
	campaign
	# before the window, and after it, nothing counts
	bought
	export POS_NOW=2026-03-16T10:00:00+08:00
	bought
	export POS_NOW=2026-03-21T10:00:00+08:00
	bought
	pos 'pos-promo results spring --from 2026-03-15 --days 6'
	same '["spring","2026-03-15","2026-03-20",950000]' "$(records '[
	    .campaign, .from, .to, .confidence_ppm]')"
	same '[16,12,12,19200,750000,505017,898179,1200]' "$(records '.treated
	    | [.members, .buyers, .sales, .revenue_minor, .conversion_ppm,
	    .conversion_low_ppm, .conversion_high_ppm, .per_head_minor]')"
	same '[8,4,4,3200,500000,215216,784784,400]' "$(records '.control
	    | [.members, .buyers, .sales, .revenue_minor, .conversion_ppm,
	    .conversion_low_ppm, .conversion_high_ppm, .per_head_minor]')"
	same '[250000,-125658,571028]' "$(records '[.conversion_ppm,
	    .conversion_low_ppm, .conversion_high_ppm]')"
	same '[800,228,1372]' "$(records '[.per_head_minor,
	    .per_head_low_minor, .per_head_high_minor]')"
	same '[12800,3640,21960,true,true]' "$(records '[.gain_minor,
	    .gain_low_minor, .gain_high_minor, .known, .sure]')"
	same '[0,0,0,0]' "$(records '[.discount_minor, .points, .cost_minor,
	    .return_ppm]')"
	pos 'pos-promo results spring --from 2026-03-15 --days 6 \
	    --confidence 80 --spent 64'
	same '[435,1165,6400,2000000]' "$(records '[.per_head_low_minor,
	    .per_head_high_minor, .cost_minor, .return_ppm]')"
	# by default from the day it was drawn, 28 days
	pos 'pos-promo results spring'
	same '["2026-03-14","2026-04-10",57600]' "$(records '[.from, .to,
	    .treated.revenue_minor]')"
	pos 'pos-promo results spring --format table'
	[[ $output == *'gain low'* ]]
	pos pos-admin verify --deep
}

@test "results: returns are off, discounts are cost, by promotion" {
	campaign
	for lane in 20 30; do
		echo '{"type":"promo","v":1,"code":"off'$lane'","name":"x",
		    "target":{"select":{"items":["cola"]}},
		    "stacking":{"lane":'$lane'},
		    "effect":{"kind":"amount","amount_minor":100}}'
	done >rules
	pos 'pos-promo import rules'
	echo '{"type":"promo","v":1,"code":"p","name":"points",
	    "effect":{"kind":"points_earn","points":50},
	    "stacking":{"lane":40}}' >points
	pos 'pos-promo import points'
	apply='pos-promo apply'
	pos "$(buy "${treated[0]}" 2)"
	pos "$(buy "${treated[1]}" 1)"
	pos "$(buy "${control[0]}" 1)"
	pos 'pos-sale return 1 1:1 --reason x | pos-pay refund cash'
	pos 'pos-promo results spring --point-value 2'
	same "$(sqlite3 "$POS_STORE" 'SELECT SUM(total_minor) FROM sale
	    WHERE number <> 3')" "$(records .treated.revenue_minor)"
	same '[2,2,1]' "$(records '[.treated.buyers, .treated.sales,
	    .control.sales]')"
	same '[400,100,200,600]' "$(records '[.discount_minor, .points,
	    .points_minor, .cost_minor]')"
	pos 'pos-promo results spring --promo off20'
	same '[200,0,200]' "$(records '[.discount_minor, .points,
	    .cost_minor]')"
	pos pos-admin verify --deep
}

@test "results: merged members are left out, erased ones count" {
	campaign
	bought
	pos "pos-member merge ${treated[2]} ${control[1]}"
	pos "pos-member erase ${treated[0]} --yes"
	pos 'pos-promo results spring'
	same '[15,8,1]' "$(records '[.treated.members, .control.members,
	    .left_out]')"
	same 19200 "$(records '.treated.revenue_minor +
	    .control.revenue_minor - 3200')"
	pos pos-admin verify --deep
}

@test "results: too few to say, and what makes no sense" {
	shop
	pos 65 'pos-promo results none'
	pos 'pos-member enrol --phone 13800000001'
	pos 'pos-member segment set all'
	pos 'pos-member campaign make one --segment all'
	pos 'pos-promo results one'
	same '[1,0,false,false,0]' "$(records '[.treated.members,
	    .control.members, .known, .sure, .gain_low_minor]')"
	pos 64 'pos-promo results one --days 0'
	pos 64 'pos-promo results one --confidence 100'
	pos 64 'pos-promo results one --confidence 49'
	pos 64 'pos-promo results one --spent -5'
	pos 64 'pos-promo results'
}
