#!/usr/bin/env bats
#
# pos-stock: movements, levels, sold out and back; that on-hand is the sum of
# movements and nothing is promised twice, however many are at work.

load helpers

menu() {
	cat >menu.csv <<-'END'
	kind,code,name,parent,price,unit,tracked,low,barcodes,groups,recipe,max
	item,cheesecake,Cheesecake,,30.00,,yes,2,690001,,,
	item,scone,Scone,,12.00,,yes,,,,,
	item,milk,Milk,,0.00,ml,yes,,,,,
	item,oat-milk,Oat milk,,0.00,ml,yes,,,,,
	item,foam,Foam,,0.00,,,,,,milk:40,
	item,mug,Mug,,50.00,,,,,,,
	group,milks,Milk,,,,,,,,,1
	choice,oat,Oat,milks,5.00,,,,,,oat-milk:200,
	choice,soy,Soy,milks,4.00,,,,,,,
	item,latte,Latte,,28.00,,,,,milks,milk:160;foam:1,
	END
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
	pos "pos-stock menu import menu.csv"
}

# on-hand of an item, in thousandths
on_hand() {
	pos-stock level "$1" | jq .on_hand_milli
}

says() {
	same "pos-stock: $1" "$stderr"
}

@test "stock receive: adds, and tells what was and is" {
	menu
	pos pos-stock receive cheesecake:5 milk:1500.5 --reference DN-7
	same '["receive","shop","DN-7"]' "$(records '[.kind, .location, .reference]')"
	same '["cheesecake",0,5000,5000]
["milk",0,1500500,1500500]' "$(records '.lines[]
	    | [.item, .expected_milli, .qty_milli, .on_hand_milli]')"
	pos pos-stock receive 690001:1 Cheesecake:2
	same '[5000,6000]
[6000,8000]' "$(records '.lines[] | [.expected_milli, .on_hand_milli]')"
	same 8000 "$(on_hand cheesecake)"
}

@test "stock receive --format: a table says it in words" {
	menu
	pos pos-stock receive -f table cheesecake:5
	same 'cheesecake  had 0, has 5, change +5' "$output"
	pos pos-stock count --format table cheesecake:3
	same 'cheesecake  expected 5, counted 3, difference -2' "$output"
}

@test "stock receive: what it refuses, it refuses whole" {
	menu
	pos 64 pos-stock receive
	says "receive wants ITEM:QTY... or --file"
	pos 64 pos-stock receive cheesecake
	says "expected ITEM:QTY, not 'cheesecake'"
	pos 64 pos-stock receive :1
	says "expected ITEM:QTY, not ':1'"
	pos 65 pos-stock receive cheesecake:x
	says "cheesecake:x: 'x' is not a quantity (expected like 2 or 0.250)"
	pos 65 pos-stock receive cheesecake:1 cheescake:1
	says "no item 'cheescake' (did you mean 'cheesecake'?)"
	pos 65 pos-stock receive cheesecake:1 milk:0
	says "the quantity of 'milk' must be above 0 (corrections: pos-stock adjust)"
	pos 65 pos-stock receive cheesecake:-1
	says "the quantity of 'cheesecake' must be above 0 (corrections: pos-stock adjust)"
	pos 1 pos-stock receive cheesecake:1 mug:1
	says "stock of 'mug' is not tracked (pos-stock menu set mug --tracked yes)"
	pos 1 pos-stock receive cheesecake:1 latte:1
	says "'latte' is made by a recipe and has no stock of its own (its parts have)"
	pos 65 pos-stock receive milk:999999999.999 milk:1
	says "stock of 'milk' would be past the limit"
	pos 65 "pos-stock receive milk:1 --location 'a b'"
	pos 65 "pos-stock receive milk:1 --reason \$'a\nb'"
	pos pos-stock moves
	same '' "$output"
}

@test "stock count: books the difference, and that somebody looked" {
	menu
	pos pos-stock receive cheesecake:5
	pos pos-stock count cheesecake:4 milk:0 --reason weekly
	same '["cheesecake",5000,-1000,4000]
["milk",0,0,0]' "$(records '.lines[]
	    | [.item, .expected_milli, .qty_milli, .on_hand_milli]')"
	pos pos-stock moves --kind count
	same '["cheesecake",-1000,"weekly"]
["milk",0,"weekly"]' "$(records '[.item, .qty_milli, .reason]')"
	pos 65 pos-stock count cheesecake:1 690001:1
	says "'cheesecake' is counted twice (add the counts up)"
	pos 65 pos-stock count cheesecake:-1
	says "nobody can count less than none of 'cheesecake'"
	same 4000 "$(on_hand cheesecake)"
}

@test "stock adjust --reason: signed, and why" {
	menu
	pos pos-stock adjust milk:+500 --reason found
	pos pos-stock adjust milk:-200 --reason spilt
	same 300000 "$(on_hand milk)"
	pos 64 pos-stock adjust milk:1
	says "an adjustment needs its --reason"
	pos 65 pos-stock adjust milk:0 --reason x
	says "an adjustment of 'milk' by 0 changes nothing"
}

@test "stock waste: takes away" {
	menu
	pos pos-stock receive cheesecake:5
	pos pos-stock waste cheesecake:2 --reason dropped
	same 3000 "$(on_hand cheesecake)"
	pos 65 pos-stock waste cheesecake:0
}

@test "stock --location: sales take from the shop only" {
	menu
	pos pos-stock receive cheesecake:5 --location cellar
	pos pos-stock receive cheesecake:2
	pos pos-stock level cheesecake
	same '["cellar",5000,false]
["shop",2000,false]' "$(records '[.location, .on_hand_milli, .sold_out]')"
	pos pos-stock level cheesecake --location cellar
	same '["cellar",5000]' "$(records '[.location, .on_hand_milli]')"
	pos 1 pos-sale new cheesecake:3
	same "pos-sale: 'cheesecake' is sold out: 3 wanted, 2 left" "$stderr"
}

@test "stock --file: a sheet in any encoding, whole or not at all" {
	menu
	printf 'Name,Barcode,Note,Qty\nMilk,,x,10\n,690001,,2\n' >a.csv
	pos pos-stock receive --file a.csv
	same '["milk",10000]
["cheesecake",2000]' "$(records '.lines[] | [.item, .qty_milli]')"
	printf '商品编码;数量\r\nmilk;7\r\n' | iconv -t GB18030 >b.csv
	pos pos-stock count --file b.csv
	same 7000 "$(on_hand milk)"
	printf 'code\tcounted\nmilk\t6\n' | iconv -t UTF-16 >c.csv
	pos 'pos-stock count --file - <c.csv'
	same 6000 "$(on_hand milk)"
	pos 64 pos-stock receive --file a.csv milk:1
	says "items either as words or with --file, not both"
	same 6000 "$(on_hand milk)"
}

@test "stock --file: errors name file and line" {
	menu
	sheet() {
		printf %b "$2" >s.csv
		pos "$1" pos-stock count --file s.csv
		says "$3"
	}
	sheet 65 'code,qty\nmilk,1\n\nnope,2\n' "s.csv:4: no item 'nope'"
	sheet 65 'code,qty\nmilk,1\nmilk,2\n' \
	    "s.csv:3: 'milk' is counted twice (add the counts up)"
	sheet 65 'code,qty\nmilk,1.2345\n' \
	    "s.csv:2: quantity '1.2345' is too fine (decimal places: at most 3)"
	sheet 65 'code,qty\nmilk,\n' "s.csv:2: no qty for 'milk' (0 where there is none; leave the row out where nobody counted)"
	sheet 65 'code,qty\n,3\n' "s.csv:2: no item in this row"
	sheet 65 'code,x\nmilk,1\n' "s.csv:1: the header has no column 'qty'"
	sheet 65 'x,qty\nmilk,1\n' \
	    "s.csv:1: the header has no column 'item', 'barcode' or 'name'"
	sheet 65 'code,qty,quantity\nmilk,1,1\n' "s.csv:1: columns 2 and 3 both say 'qty'"
	sheet 66 'code,qty\n' 's.csv: no rows below the header'
	sheet 66 '' 's.csv: nothing came in'
	{ echo code,qty; seq -f 'x%.0f,1' 5001; } >s.csv
	pos 65 pos-stock receive --file s.csv
	says 's.csv:5002: more than 5000 rows (split the file)'
	pos 74 pos-stock count --file none.csv
	says "cannot read 'none.csv': No such file or directory"
	pos pos-stock moves
	same '' "$output"
}

@test "stock --key: once, and the first answer again" {
	menu
	pos pos-stock receive --key k1 cheesecake:2
	first=$output
	pos pos-stock receive --key k1 cheesecake:2
	same "$first" "$output"
	pos 1 pos-stock receive --key k1 cheesecake:3
	says "key 'k1' was used for something else"
	printf 'code,qty\nmilk,1\n' >s.csv
	pos pos-stock receive --key k2 --file s.csv
	pos pos-stock receive --key k2 --file s.csv
	printf 'code,qty\nmilk,2\n' >s.csv
	pos 1 pos-stock receive --key k2 --file s.csv
	same '2000 1000' "$(on_hand cheesecake) $(on_hand milk)"
}

@test "stock --dry-run: shows the entry, books nothing" {
	menu
	pos pos-stock receive --dry-run cheesecake:2
	same '["event","stock.move","cheesecake"]' \
	    "$(records '[.type, .kind, .data.lines[0].item]')"
	pos pos-stock sold-out -n latte
	same '["event","soldout.set","latte"]' \
	    "$(records '[.type, .kind, .data.lines[0].item]')"
	pos pos-stock moves
	same '' "$output"
}

@test "stock level --low: what is short" {
	menu
	pos pos-stock receive cheesecake:3 scone:1 milk:5 oat-milk:1
	pos pos-stock level --low
	same '' "$output"
	pos pos-stock waste cheesecake:1 scone:1
	pos pos-stock level --low
	same '["cheesecake",true,false]
["scone",false,true]' "$(records '[.item, .low, .sold_out]')"
	pos pos-stock policy scone allow
	pos pos-stock level --low
	same '"cheesecake"' "$(records .item)"
}

@test "stock level: what an order reserves cannot be ordered" {
	menu
	pos pos-stock receive cheesecake:3
	pos pos-sale new cheesecake:2
	pos pos-stock level cheesecake
	same '[3000,2000,1000]' \
	    "$(records '[.on_hand_milli, .reserved_milli, .available_milli]')"
	pos pos-sale void 1 --reason mistake
	pos pos-stock level cheesecake
	same '[3000,0,3000]' \
	    "$(records '[.on_hand_milli, .reserved_milli, .available_milli]')"
}

@test "stock level: an item with a recipe has the levels of its parts" {
	menu
	pos pos-stock receive milk:1000
	pos pos-stock level latte
	same '["milk",1000000]' "$(records '[.item, .on_hand_milli]')"
	pos 1 pos-stock level mug
	says "stock of 'mug' is not tracked (pos-stock menu set mug --tracked yes)"
}

@test "stock: a sale takes the parts of parts, a return puts them back" {
	menu
	pos pos-stock receive milk:1000 oat-milk:500
	pos 'pos-sale new latte:2+oat | pos-pay cash 200'
	same '600000 100000' "$(on_hand milk) $(on_hand oat-milk)"
	pos pos-stock moves --kind sale
	same '["milk",-400000,"2026-03-14/1"]
["oat-milk",-400000,"2026-03-14/1"]' "$(records '[.item, .qty_milli, .ref]')"
	pos 1 pos-sale new latte+oat
	same "pos-sale: 'milks=oat' needs 'oat-milk': 200 wanted, 100 left" "$stderr"
	pos 1 pos-sale new latte:4
	same "pos-sale: 'latte' needs 'milk': 800 wanted, 600 left" "$stderr"
	pos 'pos-sale return 1 --reason cold | pos-pay refund cash'
	same '1000000 500000' "$(on_hand milk) $(on_hand oat-milk)"
	pos pos-admin verify
}

@test "stock moves: --item --since --until --day --kind" {
	menu
	pos pos-stock receive cheesecake:5 milk:10 --reference DN-1
	POS_NOW=2026-03-15T10:00:00+08:00 pos pos-stock waste milk:1
	POS_NOW=2026-03-15T12:00:00+08:00 pos pos-stock count milk:8
	pos pos-stock moves --item Milk
	same '["receive",10000,"DN-1"]
["waste",-1000,null]
["count",-1000,null]' "$(records '[.kind, .qty_milli, .ref]')"
	pos pos-stock moves --since 2026-03-15T10:00:00+08:00 \
	    --until 2026-03-15T12:00:00+08:00
	same '"waste"' "$(records .kind)"
	pos pos-stock moves --day 2026-03-14
	same '"cheesecake"
"milk"' "$(records .item)"
	pos pos-stock moves --kind count
	same '"milk"' "$(records .item)"
	pos 64 pos-stock moves --kind theft
	pos 65 pos-stock moves --item nope
}

@test "stock sold-out: refuses whatever the policy, until back" {
	menu
	pos pos-stock sold-out mug milks=soy
	same '[true,"mug",null]
[true,null,"soy"]' "$(records '.sold_out as $s | .lines[] | [$s, .item, .choice]')"
	pos pos-stock sold-out mug
	same '[]' "$(records .lines)"
	pos 1 pos-sale new mug
	same "pos-sale: 'mug' is sold out" "$stderr"
	pos pos-stock receive milk:1000
	pos 1 pos-sale new latte+soy
	same "pos-sale: 'milks=soy' is sold out" "$stderr"
	pos pos-sale new latte
	pos pos-stock sold-out milk
	pos 1 pos-sale new latte
	same "pos-sale: 'latte' needs 'milk', which is sold out" "$stderr"
	pos pos-stock back mug milks=soy milk -f table
	same 'mug  back
milks=soy  back
milk  back' "$output"
	pos pos-sale new mug latte+soy
	pos 65 pos-stock sold-out milks=none
	says "no choice 'none' in option group 'milks'"
	pos 65 pos-stock sold-out nope
	says "no item 'nope'"
}

@test "stock policy: block, warn, allow" {
	menu
	pos pos-stock receive cheesecake:1
	pos 1 pos-sale new cheesecake:2
	same "pos-sale: 'cheesecake' is sold out: 2 wanted, 1 left" "$stderr"
	pos pos-stock policy cheesecake warn
	same '["item","warn"]' "$(records '[.type, .policy]')"
	pos pos-sale new cheesecake:2
	same "\"'cheesecake' is sold out: 2 wanted, 1 left\"" "$(records .warning)"
	pos pos-stock policy cheesecake allow
	pos pos-sale new cheesecake:2
	same null "$(records .warning)"
	pos pos-stock policy cheesecake block
	pos 1 pos-sale new cheesecake
	same "pos-sale: 'cheesecake' is sold out: 1 wanted, 0 left" "$stderr"
	pos 64 pos-stock policy cheesecake nope
	says "a policy is block, warn or allow, not 'nope'"
}

@test "stock --staff: who may not" {
	menu
	pos pos-admin staff set amy --name Amy --role cashier
	pos pos-admin staff set sue --name Sue --role supervisor
	pos 77 pos-stock receive cheesecake:1 --staff amy
	pos 77 pos-stock sold-out mug --staff amy
	pos 77 pos-stock policy cheesecake warn --staff amy
	pos pos-stock receive cheesecake:1 --staff sue
	pos pos-stock moves
	same '"sue"' "$(records .staff)"
}

# watch in the background, its lines in news.out; the caller stops it
watch_start() {
	no_leak_check
	pos-stock watch "$@" --interval 20 >news.out 3>&- &
	watcher=$!
	sleep 1
}

# until news.out has N lines, or ten seconds have gone
until_news() {
	for _ in {1..200}; do
		[ "$(wc -l <news.out)" -lt "$1" ] || break
		sleep 0.05
	done
}

watch_stop() {
	kill "$watcher"
	wait "$watcher"
	cat news.out >>"$pos_records"
}

news() {
	jq -c '[.type, .item // (.option_group + "=" + .choice), .reason, .part]' news.out
}

@test "stock watch: from whatever cause, sold out and back" {
	menu
	pos pos-stock receive cheesecake:1 scone:1 milk:400
	watch_start
	until_news 2
	same '["stock.soldout","milks=oat","part","oat-milk"]
["stock.soldout","oat-milk","stock",null]' "$(news)"
	pos pos-stock sold-out mug
	until_news 3
	pos pos-sale new cheesecake
	until_news 4
	pos pos-sale new latte:2
	until_news 7
	pos pos-sale void 1 --reason mistake
	until_news 8
	pos pos-stock back mug
	until_news 9
	watch_stop
	same '["stock.soldout","mug","flag",null]
["stock.soldout","cheesecake","stock",null]
["stock.soldout","foam","part","milk"]
["stock.soldout","latte","part","milk"]
["stock.soldout","milk","stock",null]
["stock.back","cheesecake","stock",null]
["stock.back","mug","flag",null]' "$(news | tail -n +3)"
}

@test "stock watch --from-now: leaves out what is so already" {
	menu
	watch_start --from-now
	pos pos-stock receive cheesecake:1
	until_news 1
	watch_stop
	same '["stock.back","cheesecake","stock",null]' "$(news)"
}

@test "stock watch --interval: ends cleanly when nobody reads" {
	no_leak_check
	menu
	pos 'pos-stock watch --interval 20 | head -n 1 >first; test "${PIPESTATUS[0]}" = 0'
	pos 'timeout --preserve-status -s INT 3 pos-stock watch >/dev/null'
	pos 64 pos-stock watch --interval 0
	pos 74 'pos-stock watch >/dev/full'
}

@test "stock: several at work, on-hand stays the sum of movements" {
	local n pids=()

	menu
	for n in 1 2 3 4; do
		(
			for _ in 1 2 3 4 5 6; do
				pos-stock receive cheesecake:2 milk:1.5 || exit 1
				pos-stock adjust cheesecake:-1 --reason x || exit 1
				pos-stock count scone:$n || exit 1
			done
		) >/dev/null 3>&- &
		pids+=($!)
	done
	for n in "${pids[@]}"; do
		wait "$n"
	done
	same '24000 36000' "$(on_hand cheesecake) $(on_hand milk)"
	same '[{"item":"cheesecake","sum":24000},{"item":"milk","sum":36000}]' \
	    "$(pos-stock moves | jq -sc 'group_by(.item)
	    | map({item: .[0].item, sum: map(.qty_milli) | add})[:2]')"
	same "$(on_hand scone)" "$(pos-stock moves --item scone |
	    jq -s 'map(.qty_milli) | add')"
	pos pos-admin verify
}

@test "stock: ten cakes are sold ten times, by however many tills" {
	local n pids=() sold

	menu
	pos pos-stock receive cheesecake:10
	for n in 1 2 3 4; do
		(
			for _ in 1 2 3 4 5; do
				pos-sale new cheesecake | pos-pay cash 30 || :
			done
		) >"sold.$n" 2>/dev/null 3>&- &
		pids+=($!)
	done
	for n in "${pids[@]}"; do
		wait "$n"
	done
	sold=$(cat sold.? | jq -s 'map(select(.type == "sale")) | length')
	same 10 "$sold"
	pos pos-stock level cheesecake
	same '[0,0,true]' "$(records '[.on_hand_milli, .reserved_milli, .sold_out]')"
	pos pos-admin verify
}

@test "stock: verify names stock that its movements do not explain" {
	menu
	pos pos-stock receive cheesecake:5
	sqlite3 "$POS_STORE" 'UPDATE stock SET on_hand_milli = 6000'
	pos 65 pos-admin verify
	grep -q "stock of 'cheesecake' at 'shop' is 6, its movements add up to 5" \
	    <<<"$stderr$output"
}

@test "stock: a rebuilt store has the same stock" {
	menu
	pos pos-stock receive cheesecake:5 milk:1000
	pos pos-stock count cheesecake:4
	pos pos-stock sold-out mug milks=soy
	pos pos-stock back mug
	pos pos-sale new cheesecake latte
	pos pos-admin rebuild --into again.db
	same "$(pos-stock level; pos-stock moves)" \
	    "$(pos-stock level --store again.db; pos-stock moves --store again.db)"
}
