# golden.jq - cases of promotions from elsewhere in the terms of this project.
#
# usage: jq -c -L tests 'include "golden"; golden_case' CASES.jsonl
#
# Input: a case a line, with a catalog, a cart, promotions, and in "ours" what
# must come out; rates are basis points, quantities units.  Output: a document
# a case: its lines as pos_price() takes them, each rule as a record of type
# promo with whether it is open, and what must come out.
#
# Points with a fraction are scaled until they have none, prices with more
# decimals than the currency are rounded line by line, and where discounts act
# on prices with tax ("gross") the lines come with their taxes.

def half_up($num; $den): ((2 * $num + $den) / (2 * $den)) | floor;
def given: with_entries(select(.value != null and .value != []));
def list: if . == null then [] elif type == "array" then . else [.] end;
def digits: tostring | if test("\\.") then sub(".*\\."; "") | length else 0 end;
def ten($n): reduce range($n) as $_ (1; . * 10);

def select_of:
	if . == null then null else {
		items: .sku, not_items: .not_sku, categories: .category,
		lines: .line, tags: .tag,
		price_min_minor: .price_min, price_max_minor: .price_max,
		not_discounted: (.not_discounted // null),
	} | given end;

def condition_of: {
	select: (.select | select_of),
	measure,
	basis, tax,
	consume,
	units_milli: (.units | if . == null then . else . * 1000 end),
} + (if .measure == "amount" then
	{ min_minor: .min, max_minor: .max, every_minor: .every }
else
	{ min_milli: .min, max_milli: .max, every_milli: .every }
	| map_values(if . == null then . else . * 1000 end)
end) | given;

def number_of($kind):
	if . == null then {}
	elif $kind == "percent" then { rate_ppm: (. * 100) }
	else { amount_minor: . } end;

def effect_of($rule; $scale):
	.kind as $kind
	| (.tier_measure // ($rule.condition | list | .[0]) //
	    { measure: "amount" } | .measure) as $measure
	| {
		kind: (if $kind == "fixed_price" then "new_price" else $kind end),
		tiers: (if .tiers == null then null else
			[(if .base_value == null then empty
			else { min: 0, value: .base_value } end), .tiers[]
			| (.value | number_of($kind)) +
			if $measure == "quantity" then { min_milli: (.min * 1000) }
			else { min_minor: .min } end]
			end),
		tier_measure: (if .tier_measure == null then null
			else .tier_measure | condition_of end),
		# where the case leaves it out: each unit
		per: (if ($kind | IN("gift", "points_earn", "points_pay")) or
			$rule.slots then .per else .per // "unit" end),
		on, count, base,
		item: .sku,
		qty_milli: (.qty | if . == null then . else . * 1000 end),
		points: (.points | if . == null then . else . * $scale end),
		value_minor: .value_per_point,
		value_points: (if $kind == "points_pay" then $scale else null end),
		keep_one: .forbid_zero_total,
	} + (if $kind | IN("percent", "amount", "fixed_price")
		then .value | number_of($kind)
		elif $kind == "points_earn" and .value then
		{ rate_ppm: (.value * 100) }
		else {} end)
	| given;

def limit_of($rule; $scale): {
	max_discount_minor: .max_discount,
	max_applications,
	max_units_milli: (.max_units | if . == null then . else . * 1000 end),
	max_share_ppm: (.max_share_bp | if . == null then . else . * 100 end),
	max_points: ($rule.effect.max_points |
		if . == null then . else . * $scale end),
	points_cost: (.points_cost |
		if . == null then . else . * $scale | round end),
	total_uses: (.uses_left | if . == null then . else [., 1] | max end),
} | given | if . == {} then null else . end;

def stacking_of($rule): {
	lane: ($rule.lane // 20),
	group: .group,
	scope: (if .scope == "order" then null else .scope end),
	mode: (.mode | if IN("exclusive", "exclusive_order") then . else null end),
	tags: (.tag | list),
	not_with: .not_with,
	only_on: .only_on,
} | given;

def promo_of($scale):
	. as $rule | {
		type: "promo", v: 1,
		code: .id,
		name: .id,
		trigger: (if .trigger == "code" then "code" else null end),
		codes: (.code | list),
		audience: (if .audience == null then null else .audience |
			{ tiers: .tier, birthday } | given end),
		conditions: [.condition | list[] | condition_of],
		target: (if .target == null then null else .target | {
			select: (.select | select_of),
			pick,
			units_milli: (.units |
				if . == null then . else . * 1000 end),
			units_per, require_full,
		} | given end),
		slots: [.slots // [] | .[] | {
			select: (.select | select_of), units, role, distinct,
		} | given],
		effect: (.effect | effect_of($rule; $scale)),
		limit: (.limit // {} | limit_of($rule; $scale)),
		stacking: (.stacking // {} | stacking_of($rule)),
		priority: .priority,
	} | given;

# Whether the case's customer, codes and time open the rule.
def open_in($case):
	($case.member // {}) as $member
	| (.trigger != "code" or (.code as $code
		| $case.codes // [] | index([$code]) != null))
	and (.audience.tier == null or (.audience.tier
		| index([$member.tier]) != null))
	and (.audience.birthday == null or ($member.birthday != null and
		$member.birthday[0:2] == $case.at[5:7]));

def golden_case:
	. as $case
	| ([.promotions[].limit.points_cost | values | digits] | max // 0 | ten(.))
		as $scale
	| (.semantics.discount_basis == "tax_incl") as $gross
	| (.catalog | map({ key: .sku, value: . }) | from_entries) as $catalog
	| {
		id,
		gross: $gross,
		scale: $scale,
		points: ((.member.points // ([.promotions[].limit.points_cost | values]
			| add) // 0) * $scale | round),
		lines: [.cart[] | $catalog[.sku] as $item
			| ($item.sub_digits // 0 | ten(.)) as $sub
			| ($item.tax_bp // 0) as $tax
			| (if $gross and ($item.tax_included | not) then 10000 + $tax
			else 10000 end) as $times
			| {
				n: (.line | tonumber),
				item: .sku,
				category: $item.category,
				tags: $item.tags,
				qty_milli: (.qty * 1000 | round),
				price_minor: half_up($item.price; $sub),
				amount_minor: half_up($item.price * .qty * $times;
					$sub * 10000),
				floor_minor: ($item.min_price // 0),
				discounted: ($item.already_discounted // false),
				tax_ppm: ($tax * 100),
				tax_inclusive: ($gross or ($item.tax_included // false)),
			} | given],
		rules: [.promotions[] | {
			open: open_in($case),
			uses: (if .limit.uses_left == null then -1
				else .limit.uses_left end),
			rule: promo_of($scale),
		}],
		want: (.ours | {
			lines: [.lines | to_entries[] |
				{ n: (.key | tonumber), off_minor: .value }],
			promos: [.promos | to_entries[] |
				{ code: .key, off_minor: .value }],
			gifts: [.gifts // {} | to_entries[] |
				{ item: .key, qty_milli: (.value * 1000) }],
			points_used: (.points.used | if . == null then .
				else . * $scale | round end),
			points_earned: .points.earned,
			subtotal_minor: .subtotal,
			discount_minor: .discount_total,
			tax_minor: .tax,
			total_minor: .total,
		} | with_entries(select(.value != null))),
	};
