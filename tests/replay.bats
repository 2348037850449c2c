#!/usr/bin/env bats
#
# examples/replay.sh: what another till sold, sold again in its own time; the
# sums of a real bakery and a real pizzeria are those of the source files.

load helpers

columns='--ticket Transaction --item Item --date Date --time Time'

setup() {
	pos_environment
	PATH=$root/examples:$PATH
}

# What sqlite3 gets from CSV files: NAME=FILE ... SQL
source_says() {
	local args=() table

	while [[ ${1-} == ?*=* && $1 != *' '* ]]; do
		table=${1%%=*}
		args+=(-cmd ".import --csv '${1#*=}' $table")
		shift
	done
	sqlite3 -separator ' ' "${args[@]}" :memory: "$1"
}

# report VERB... JQ: its rows, of all days
report() {
	pos "pos-report ${*:1:$#-1} --from 2000-01-01 --to 2026-12-31 |
	    jq -r '${!#}'"
}

sound() {
	pos pos-admin verify --deep
	pos pos-admin rebuild --into again.db
	same "$(sqlite3 "$POS_STORE" .dump | sort | sha256sum)" \
	    "$(sqlite3 again.db .dump | sort | sha256sum)"
}

@test "replay: repeated rows, NONE, gaps in the numbers, sales after midnight" {
	pos "replay.sh $columns --new-shop B --currency GBP --zone Europe/London \
	    --cutoff 04:00 --skip NONE '$root/tests/data/tickets.csv'"
	same '6 tickets, 6 of them new' "$output"
	# 01:21 still belongs to the old year
	report trend '"\(.day) \(.sales) \(.items_milli)"'
	same '2016-12-31 4 8000
2017-01-01 2 2000' "$output"
	report by hour '"\(.value) \(.sales)"'
	same '01 1
09 1
10 1
18 2
22 1' "$(sort <<<"$output")"
	pos 'pos-sale list --from 2016-12-31 --to 2017-01-01 | jq -c "[.number,
	    .external, .at, .state, [.lines[] | .name, .qty_milli]]"'
	same '[1,"4090","2016-12-31T18:02:11.000Z","completed",["bread",1000]]
[2,"4091","2016-12-31T18:05:34.000Z","completed",["Scandinavian",2000]]
[3,"4093","2016-12-31T22:27:21.000Z","completed",["bread",2000,"Medialuna",1000]]
[4,"4094","2017-01-01T01:21:05.000Z","completed",["Vegan \"Feast\", large",1000,"Hot chocolate",1000]]
[1,"4097","2017-01-01T09:05:00.000Z","completed",["Farm House",1000]]
[2,"4098","2017-01-01T10:40:12.000Z","completed",["bread",1000]]' "$output"
	sound
}

@test "replay: without --skip, an item that is called NONE is one" {
	pos "replay.sh $columns --new-shop B --zone Europe/London \
	    '$root/tests/data/tickets.csv'"
	report by item 'select(.name == "NONE") | .qty_milli'
	same 2000 "$output"
	# and the day ends at midnight, as nothing else was said
	report trend '"\(.day) \(.sales)"'
	same '2016-12-31 3
2017-01-01 3' "$output"
}

@test "replay: again, nothing is sold twice; broken off, it goes on" {
	head -n 4 "$root/tests/data/tickets.csv" >part.csv
	pos "replay.sh $columns --new-shop B --zone Europe/London part.csv"
	same '2 tickets, 2 of them new' "$output"
	pos "replay.sh $columns part.csv"
	same '2 tickets, 0 of them new' "$output"
	same '' "$stderr"
	# sold, and not paid yet when it broke off
	printf '%s\n' 'id,item,at' 'x7,Bread,2016-12-31T19:00' >open.csv
	pos 'echo "{\"type\":\"order\",\"v\":1,\"channel\":\"replay\",\
\"external\":\"x7\",\"at\":\"2016-12-31T19:00:00Z\",\
\"lines\":[{\"item\":\"Bread\",\"qty_milli\":1000}]}" |
	    pos-sale import --backdate'
	pos 'replay.sh --ticket id --item item --date at open.csv'
	same '1 tickets, 1 of them new' "$output"
	# the same number with something else in it
	sed -i s/Bread/Scandinavian/ open.csv
	pos 1 'replay.sh --ticket id --item item --date at open.csv'
	[[ $stderr == *"replay.sh: stopped: "* ]]
	same 3 "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')"
}

@test "replay: quantities, prices, both in one column, odd names and line ends" {
	printf '\xef\xbb\xbf' >odd.csv
	printf '%s\r\n' "the 'id',\"what \"\"it\"\" is\",when,n,each" \
	    '007,"Tea, hot",2026-03-29 00:59:59,2,1.5' \
	    '007,"Cake",2026-03-29 00:59:59,0.125,24' \
	    '8,Cake,2026-03-29 03:00,1,19.99' \
	    '9,Cake,2026-03-29 23:30,3,19.99' >>odd.csv
	pos "replay.sh --ticket \"the 'id'\" --item 'what \"it\" is' --date when \
	    --qty n --price each --new-shop B --zone Europe/Berlin \
	    --method voucher --channel old odd.csv"
	pos 'pos-sale list --day 2026-03-29 | jq -c "[.external, .at, .channel,
	    .payments[0].method, .total_minor,
	    (.lines[] | .qty_milli, .price_minor)]"'
	same '["007","2026-03-28T23:59:59.000Z","old","voucher",600,2000,150,125,2400]
["8","2026-03-29T01:00:00.000Z","old","voucher",1999,1000,1999]
["9","2026-03-29T21:30:00.000Z","old","voucher",5997,3000,1999]' "$output"
	sound
}

@test "replay: what is wrong is named, and nothing is sold" {
	pos pos-admin init --name B --currency EUR --zone UTC
	printf '%s\n' id,item,at,n 1,a,2026-01-01T10:00,1 \
	    2,a,yesterday,1 >bad.csv
	pos 65 'replay.sh --ticket id --item item --date at --qty n bad.csv'
	same "replay.sh: bad.csv: row 2: 'yesterday' is not a date and time" \
	    "$stderr"
	sed -i 's/yesterday,1/2026-01-01 11:00,-1/' bad.csv
	pos 65 'replay.sh --ticket id --item item --date at --qty n bad.csv'
	same "replay.sh: bad.csv: row 2: '-1' is not a quantity" "$stderr"
	pos 65 'replay.sh --ticket nr --item item --date at bad.csv'
	[[ $stderr == *"are those its columns?" ]]
	pos 74 'replay.sh --ticket id --item item --date at none.csv'
	same "replay.sh: cannot read 'none.csv'" "$stderr"
	pos 64 'replay.sh --ticket id bad.csv'
	# an item that is not on the menu
	pos 65 'replay.sh --ticket id --item item --date at bad.csv'
	[[ $stderr == *"no item 'a'"* ]]
	same 0 "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')"
}

@test "replay: a bakery's 9,531 tickets" {
	data breadbasket/BreadBasket_DMS.csv
	pos "replay.sh $columns --new-shop Bakery --currency GBP \
	    --zone Europe/London '$data'"
	same '9531 tickets, 9531 of them new' "$output"
	report trend '"\(.day) \(.sales) \(.items_milli / 1000)"'
	same "$(source_says t="$data" 'SELECT Date,
	    COUNT(DISTINCT "Transaction"), COUNT(*) FROM t GROUP BY Date')" \
	    "$output"
	report by hour '"\(.value) \(.sales)"'
	same "$(source_says t="$data" 'SELECT substr(Time, 1, 2),
	    COUNT(DISTINCT "Transaction") FROM t GROUP BY 1')" "$output"
	report by item '"\(.qty_milli / 1000) \(.name)"'
	same "$(source_says t="$data" 'SELECT COUNT(*),
	    trim(Item, char(13, 32)) FROM t GROUP BY 2' | sort)" \
	    "$(sort <<<"$output")"
	sound
	same 9531 "$(sqlite3 "$POS_STORE" \
	    'SELECT COUNT(*) FROM sale WHERE state = 3')"
}

@test "replay: a pizzeria's year, 21,350 orders" {
	data pizza_place
	sqlite3 -header -csv -cmd ".import --csv '$data/orders.csv' o" \
	    -cmd ".import --csv '$data/order_details.csv' d" \
	    -cmd ".import --csv '$data/pizzas.csv' p" :memory: "
	    SELECT o.order_id, date, time, pizza_id, quantity, price
	    FROM d JOIN o USING (order_id) JOIN p USING (pizza_id)
	    ORDER BY CAST(order_details_id AS INTEGER)" >year.csv
	pos 'replay.sh --ticket order_id --item pizza_id --date date --time time \
	    --qty quantity --price price --new-shop Pizza --currency USD \
	    --zone America/New_York year.csv'
	same '21350 tickets, 21350 of them new' "$output"
	# sums in cents, from texts, so that no rounding hides a difference
	cents="SUM(quantity * CAST(replace(printf('%.2f', price), '.', '') AS INTEGER))"
	report trend '"\(.day) \(.sales) \(.items_milli / 1000) \(.net_minor)"'
	same "$(source_says y=year.csv "SELECT date, COUNT(DISTINCT order_id),
	    SUM(quantity), $cents FROM y GROUP BY date")" "$output"
	report by hour '"\(.value) \(.sales) \(.total_minor)"'
	same "$(source_says y=year.csv "SELECT substr(time, 1, 2),
	    COUNT(DISTINCT order_id), $cents FROM y GROUP BY 1")" "$output"
	report by item '"\(.name) \(.qty_milli / 1000) \(.total_minor)"'
	same "$(source_says y=year.csv "SELECT pizza_id, SUM(quantity), $cents
	    FROM y GROUP BY 1" | sort)" "$(sort <<<"$output")"
	sound
}
