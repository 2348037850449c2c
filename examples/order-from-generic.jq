# order-from-generic.jq - orders of a delivery platform as orders of ours.
#
# usage: jq -c -f order-from-generic.jq ORDERS.json | pos-sale import
#
# Most platforms push something like this; copy the file and change names:
#
#	{"order_id": "A-1001", "placed_at": "2026-11-27T18:30:00Z",
#	 "kind": "delivery", "note": "ring twice", "total": "31.50",
#	 "items": [{"sku": "latte", "quantity": 2, "unit_price": "12.50",
#	     "modifiers": [{"sku": "oat"}], "remark": "hot"}]}
#
# The channel and the order's number there are its key: the same order pushed
# twice is taken once.  With a total, an order that comes to something else
# with us is refused, instead of being sold at a wrong price.  A number that
# a platform sends as a bare integer above 2^53 must be put in quotes before
# jq reads it.

# "12.50", 12.5 or 12 in hundredths, digit by digit: no rounding can creep in.
def minor:
	(tostring | capture("^(?<whole>[0-9]+)([.](?<part>[0-9]{1,2})0*)?$"))
	    as $d
	| ($d.whole + (($d.part // "") + "00")[:2]) | tonumber;

# A field that is there, and nothing where it is not.
def maybe($name; value):
	(first(value) // null) as $value
	| if $value == null or $value == "" then {} else {($name): $value} end;

def line:
	{item: .sku, qty_milli: ((.quantity // 1) * 1000 | round)}
	+ maybe("options"; [.modifiers[]?.sku] | select(length > 0))
	+ maybe("price_minor"; .unit_price | values | minor)
	+ maybe("note"; .remark);

{type: "order", v: 1, channel: "generic", external: (.order_id | tostring)}
+ maybe("at"; .placed_at)
+ maybe("order_type"; .kind)
+ maybe("note"; .note)
+ {lines: [.items[] | line]}
+ maybe("payments"; if .paid then [{method: "generic"}] else null end)
+ maybe("total_minor"; .total | values | minor)
