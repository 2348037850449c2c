#!/usr/bin/env bats
#
# pos-sale import: orders from other systems, each taken once.

load helpers

# order N [FIELDS]: an order of two oolongs, as one line
order() {
	jq -nc --arg n "$1" '{type: "order", v: 1, channel: "web", external: $n,
	    lines: [{item: "oolong", qty_milli: 2000}]} + '"${2:-{\}}"
}

entries() {
	sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM journal'
}

@test "import: an order becomes a sale, with all that came with it" {
	shop
	order A-1 '{order_type: "delivery", note: "ring twice", guests: 2,
	    at: "2026-03-14T01:30:00Z", payments: [{method: "web",
	    reference: "W-77"}]}' >o
	pos 'pos-sale import o'
	same '["web","A-1","completed","delivery","ring twice",2,2400,"2026-03-14T01:30:00.000Z",["web","W-77",2400]]' \
	    "$(records '[.channel, .external, .state, .order_type, .note,
	    .guests, .total_minor, .placed_at,
	    (.payments[0] | [.method, .reference, .amount_minor])]')"
	first=$output
	pos 'pos-sale show 1'
	same "$first" "$output"
	pos 'pos-admin verify --deep'
}

@test "import: the same order again is told again, and stored once" {
	shop
	order A-1 >o
	pos 'pos-sale import o'
	first=$output
	before=$(entries)
	# other spaces and another order of members are the same order
	pos "jq '.' o | tr -d '\n' | jq -c 'to_entries | reverse | from_entries
	    | {type, v} + .' | pos-sale import"
	same "$first" "$output"
	same "$before" "$(entries)"
	pos 'pos-sale import --quiet o'
	same '{"type":"sale.import","v":1,"orders":1,"imported":0,"again":1,"rejected":0}' \
	    "$output"
}

@test "import: the same number with other content is refused" {
	shop
	order A-1 >o
	pos 'pos-sale import o'
	order A-1 '{note: "changed"}' >o
	pos 1 'pos-sale import o'
	same "pos-sale: o:1: order 'A-1' of 'web' came before with other content" \
	    "$stderr"
	# another channel may have the same number
	order A-1 '{channel: "shop2"}' >o
	pos 'pos-sale import o'
	same 2 "$(records .number)"
}

@test "import: stops at the first bad one, and keeps what was before it" {
	shop
	{
		order 1
		order 2 '{lines: [{item: "oolongg"}]}'
		order 3
	} >o
	pos 65 'pos-sale import o'
	same "pos-sale: o:2: no item 'oolongg' (did you mean 'oolong'?)" "$stderr"
	same '"1"' "$(records .external)"
	# mended and sent again, whole
	sed -i s/oolongg/oolong/ o
	pos 'pos-sale import o'
	same '["1",1]["2",2]["3",3]' \
	    "$(records '[.external, .number]' | tr -d '\n')"
	pos 'pos-admin verify --deep'
}

@test "import --keep-going --rejects: the good ones, and why not the others" {
	shop
	{
		order 1
		echo '{"type":"order"'
		order 2 '{lines: [{item: "oolong", qty_milli: 1500}]}'
		order 3 '{lines: [{item: "tiramisu"}]}'
		order 4 '{total_minor: 2399}'
		order 5 '{total: 2400}'
		order 6 '{lines: []}'
		order 7 '{total_minor: 2400}'
	} >o
	pos 65 'pos-sale import -q --keep-going --rejects bad o'
	same '{"type":"sale.import","v":1,"orders":8,"imported":2,"again":0,"rejected":6}' \
	    "$output"
	same 'pos-sale: 6 of 8 orders were refused' "$stderr"
	same "2 data column 15: not valid JSON: '}' expected near end of file
3 data 'oolong' is sold in whole pieces
4 refused 'tiramisu' is sold out: 1 wanted, 0 left
5 refused the order says it comes to 23.99, but its lines come to 24.00
6 data total: unknown field
7 data a sale without a line" \
	    "$(jq -r '"\(.line) \(.status) \(.reason)"' bad)"
	# what was kept can be sent again as it was
	same "$(sed -n '3p;5p' o)" "$(jq -r 'select(.line == 3 or .line == 5)
	    .input' bad)"
	# without --rejects the reasons are told
	pos 65 'pos-sale import -q -k o'
	same 7 "$(wc -l <<<"$stderr")"
	pos 64 'pos-sale import --rejects bad o'
	same 'pos-sale: --rejects goes with --keep-going' "$stderr"
	pos 74 'pos-sale import -k --rejects no/such/file o'
	pos 'pos-admin verify --deep'
}

@test "import: a line that was cut off is not taken for an order" {
	shop
	order 1 >o
	order 2 | head -c 60 >>o
	pos 65 'pos-sale import o'
	same 'pos-sale: o:2: the line was cut off: whoever wrote it stopped inside it' \
	    "$stderr"
	# a whole line without its newline is whole
	order 2 | tr -d '\n' >o
	pos 'pos-sale import o'
	same '"2"' "$(records .external)"
}

@test "import: nothing, another type, no number, another version" {
	shop
	pos 66 'pos-sale import </dev/null'
	same 'pos-sale: no order came in (did the stage before fail?)' "$stderr"
	order 1 '{type: "ordr"}' >o
	pos 65 'pos-sale import o'
	same "pos-sale: o:1: type: expected 'order', not 'ordr'" "$stderr"
	order 1 '{v: 2}' >o
	pos 65 'pos-sale import o'
	same "pos-sale: o:1: v: expected version 1 of 'order', not 2" "$stderr"
	order 1 | jq -c 'del(.external)' >o
	pos 65 'pos-sale import o'
	same 'pos-sale: o:1: external: missing' "$stderr"
	pos 74 'pos-sale import nowhere'
	pos 64 'pos-sale import --key k o'
	same '' "$(sqlite3 "$POS_STORE" 'SELECT number FROM sale')"
}

@test "import --backdate: each at its own time, on its own day" {
	shop
	{
		order 1 '{at: "2025-12-31T23:59:00+08:00"}'
		order 2 '{at: "2026-01-01T00:01:00+08:00"}'
		order 3 '{at: "2025-12-31T10:00:00+08:00"}'
	} >o
	pos 'pos-sale import --backdate o'
	same '["2025-12-31",1]["2026-01-01",1]["2025-12-31",2]' \
	    "$(records '[.day, .number]' | tr -d '\n')"
	same 'null' "$(records '.placed_at' | sort -u)"
	order 4 >o
	pos 65 'pos-sale import --backdate o'
	same 'pos-sale: o:1: at: missing, and --backdate needs it' "$stderr"
	pos 'pos-admin staff set boss --role manager'
	pos 'pos-admin staff set amy --role cashier'
	order 5 '{at: "2026-01-01T10:00:00Z"}' >o
	pos 77 'pos-sale import --backdate --staff amy o'
	pos 'pos-sale import --staff amy o'
	pos 'pos-admin verify --deep'
}

@test "import --dry-run: what would be recorded, and nothing is" {
	shop
	order 1 >o
	before=$(entries)
	pos 'pos-sale import --dry-run o'
	same '["event","sale.new","1",2400]' \
	    "$(records '[.type, .kind, .data.external, .data.total_minor]')"
	same "$before" "$(entries)"
	pos 'pos-sale import o'
	same 1 "$(records .number)"
}

@test "import: an order alone is on disk at once, others go on meanwhile" {
	shop
	mkfifo slow
	pos-sale import <slow >taken 2>said 3>&- &
	exec 8>slow
	order 1 >&8
	for _ in {1..100}; do
		[ ! -s taken ] || break
		sleep 0.1
	done
	same '"1"' "$(jq .external taken)"
	# the stream is open, and nobody waits for it
	pos 'pos-sale new oolong'
	same 2 "$(records .number)"
	order 2 >&8
	exec 8>&-
	wait $!
	same '1 3' "$(jq .number taken | xargs)"
	same '' "$(cat said)"
}
