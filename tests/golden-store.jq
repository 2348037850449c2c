# golden-store.jq - cases of promotions as input of the programs, and what
# came out held against what must.
#
# usage: jq -c -L tests 'include "golden-store"; golden_store' CASES.jsonl
#	jq -r -L tests 'include "golden-store"; golden_compare' CASE SALE
#
# golden_store makes a document a case for tests/golden: the menu as CSV, the
# rules, the items of the sale, codes, the member, and what must come out.
# golden_compare reads such a document and the sale, and prints a line.

include "golden";

def text: if . == null then "" else tostring end;
def money: "\(. / 100 | floor).\(. % 100 | tostring
	| if length < 2 then "0" + . else . end)";
def flag: if . then "Y" else "" end;
def tax_class: "tax\(.tax_bp)\(if .tax_included then "in" else "" end)";
def taxed: (.tax_bp // 0) > 0;
def whole: . == floor;

# Prices with more decimals than the currency: the line is one unit.
def merged($case): [$case.catalog[] | select(.sub_digits) | .sku];

def item_rows($case; $g): $case.catalog[] | .sku as $sku
	| [$case.cart[] | select(.sku == $sku)] as $sold
	| select(.sub_digits == null or ($sold | length) > 0)
	| {
		kind: "item", code: .sku, name: .sku, category, floor: null,
		price: (if .sub_digits then $g.lines[]
			| select(.item == $sku) | .amount_minor
			else .price end | money),
		unit: (if $sold | any(.qty | whole | not) then "kg"
			else null end),
		tax: (if taxed then tax_class else null end),
		discounted: (.already_discounted | flag),
		tags: (.tags // [] | join(" ")),
	} + if .min_price then { floor: (.min_price | money) } else {} end;

# What rules name has to be on the menu, sold or not.
def other_rows($case):
	[$case.promotions[] | .. | objects | .sku?, .not_sku? | strings, arrays]
	| flatten | unique - [$case.catalog[].sku] | .[]
	| { kind: "item", code: ., name: ., price: "1.00" };

def tax_rows($case):
	[$case.catalog[] | select(taxed)] | unique_by(tax_class) | .[]
	| { kind: "tax", code: tax_class, name: tax_class },
	{ kind: "rate", name: "Tax", parent: tax_class,
		rate: "\(.tax_bp / 100)%", inclusive: (.tax_included | flag) };

def menu($case; $g):
	["kind", "code", "name", "category", "parent", "price", "unit", "tax",
		"rate", "inclusive", "floor", "discounted", "tags"] as $columns
	| [$columns, ([tax_rows($case), item_rows($case; $g), other_rows($case)]
		| .[] | . as $row | [$columns[] | $row[.] | text])]
	| map(@csv) | join("\n");

def golden_store:
	. as $case
	| golden_case as $g
	| merged($case) as $merged
	| {
		id, gross: $g.gross, scale: $g.scale, points: $g.points,
		at: (.at // "2026-03-14T10:00:00Z"),
		codes: (.codes // []),
		used: [.promotions[] | select(.limit.uses_left == 0) | .code],
		member: (.member != null or $g.points > 0),
		tier: (.member.tier // ""),
		birthday: (.member.birthday // ""),
		rules: [$g.rules[].rule],
		items: [.cart[] | .sku as $sku | "\(.sku):\(
			if $merged | index([$sku]) != null then 1
			else .qty end)"],
		menu: menu($case; $g),
		want: $case.ours,
	};

# The sale as the cases put it.  With "gross" amounts of offers are with tax.
def outcome($case):
	([.offers[]?.amount_minor // 0] | add // 0) as $off
	| {
		lines: [.lines[] | select(.given_by == null)
			| { key: "\(.n)", value:
				([.offers[]?.off_minor] | add // 0) }]
			| from_entries,
		promos: [.offers[]? | select((.amount_minor // 0) != 0)
			| { key: .promo, value: .amount_minor }]
			| from_entries,
		gifts: (reduce (.lines[] | select(.given_by != null)) as $l ({};
			.[$l.item] += $l.qty_milli / 1000)),
		subtotal: ((if $case.gross then .total_minor
			else [.lines[].total_minor] | add end) + $off),
		discount_total: $off,
		tax: (.tax_minor // 0),
		total: .total_minor,
		points: {
			used: (([.offers[]?.points // 0] | add // 0) /
				$case.scale),
			earned: (([.offers[]?.earn_points // 0] | add // 0) /
				$case.scale),
		},
	};

def differences($want; $have):
	[$want | paths(scalars)] + [$have | { promos, gifts } | paths(scalars)]
	| unique | .[] | . as $path
	| ($want | getpath($path)) as $w | ($have | getpath($path)) as $h
	| select(($w // 0) != ($h // 0))
	| "\($path | join(".")): want \($w // "nothing"), got \(
		$h // "nothing")";

def golden_compare:
	. as $case | input as $sale
	| [differences(.want; $sale | outcome($case))]
	| if length == 0 then "ok \($case.id)"
	else "FAIL \($case.id): \(join("; "))" end;
