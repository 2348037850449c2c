#!/bin/sh
#
# kitchen.sh - a kitchen display: a ticket for each order, as it comes in.
#
# usage: kitchen.sh [STATION]
#
# Shows what STATION has to make, else everything.  An order whose lines change
# comes again; one that is void comes as a warning.  End it with ^C.

set -u
pos-sale watch --from-now --format json |
jq --unbuffered -nr --arg station "${1-}" '
	def ticket:
		(if .state == "void" then "*** VOID " else "" end)
		    + "#\(.pickup // .number)  \(.order_type)"
		    + (if .table then "  table \(.table)" else "" end)
		    + "  \(.at[:19] + "Z" | fromdate | strflocaltime("%H:%M"))",
		(if .state == "void" then empty else
		    .lines[]
		    | "  \(.qty_milli / 1000) \(.name)"
			+ ([.choices[]?.name | ", " + .] | add // ""),
		    (.note // empty | "      ! \(.)") end),
		(.note // empty | "  ! \(.)"),
		"";

	# payment changes a sale, and is no news to the kitchen
	foreach (inputs | select(.of == null)
	    | .lines |= map(select($station == "" or .station == $station))
	    | select(.lines != [])) as $sale
	    ({}; ($sale | [.lines, .note, .table, .state == "void"]) as $now
		| .news = (.seen[$sale.id] != $now) | .seen[$sale.id] = $now;
	    select(.news) | $sale | ticket)'
