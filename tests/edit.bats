#!/usr/bin/env bats
#
# pos-sale: add, remove, change, note, hold and recall.

load helpers
load salemenu

lines() {
	records '.lines[] | [.n, .item, .qty_milli, .total_minor]' | xargs
}

# a change that fails leaves the sale as it is: EXIT TEXT VERB...
refuses() {
	local before
	before=$(pos-sale show 1)
	pos "$1" "pos-sale $3"
	says "$2"
	same '' "$output"
	same "$before" "$(pos-sale show 1)"
}

@test "add and remove: --sale, or as a filter" {
	menu
	pos "pos-sale new tea"
	pos "pos-sale add cake latte+cow --sale 1"
	same '[1,tea,1000,2000] [2,cake,1000,3000] [3,latte,1000,2800]' "$(lines)"
	pos "pos-sale show 1 | pos-sale remove 2 | pos-sale add tea:2"
	same '[1,tea,1000,2000] [3,latte,1000,2800] [4,tea,2000,4000]' "$(lines)"
	pos "pos-sale remove 1 4 --sale 2026-03-14/1"
	same '[3,latte,1000,2800]' "$(lines)"
	pos "printf '690001\n690002\n' | pos-sale add --scan -s 1"
	same '[3,latte,1000,2800] [5,cake,2000,6000]' "$(lines)"
	pos "pos-sale add latte --option cow --sale 1"
	refuses 1 "line 3 is the last of sale 1 (use 'pos-sale void')" \
	    'remove 6 5 3 --sale 1'
	refuses 65 "sale 1 has no line 9" 'remove 9 --sale 1'
	refuses 65 "sale 1 has no line 3" 'remove 3 3 --sale 1'
	refuses 64 "'x' is no number of a line" 'remove x --sale 1'
	refuses 65 "no item 'lattte' (did you mean 'latte'?)" 'add tea lattte --sale 1'
	refuses 1 "'cake' is sold out: 2 wanted, 1 left" 'add cake:2 --sale 1'
	refuses 64 "--scan reads codes from standard input: say the sale by --sale" \
	    'add --scan'
	pos "pos-admin verify"
}

@test "a filter takes several sales" {
	menu
	pos "pos-sale new tea; pos-sale new cake; pos-sale new tea:3"
	pos "pos-sale list | pos-sale add tea --key K | tee added | jq -c .total_minor | xargs"
	same '4000 5000 8000' "$output"
	pos "pos-sale list | pos-sale add tea --key K | cmp - added"
	pos "pos-sale list | jq -c .total_minor | xargs"
	same '4000 5000 8000' "$output"
	# the third is refused: the first two are done and told
	pos "pos-sale show 3 | pos-sale void -r x >/dev/null"
	pos 1 "pos-sale list | pos-sale note hi"
	says "sale 3 is void"
	same '1 2' "$(records .number | xargs)"
}

@test "change --qty --options --price" {
	menu
	pos "pos-sale new latte+cow cheese:0.5"
	pos "pos-sale change 1 --qty 3 --options milk=oat,less --sale 1"
	same '["oat","less"]' "$(records '[.lines[0].choices[].code]')"
	same '[1,latte,3000,9900] [2,cheese,500,4995]' "$(lines)"
	pos "pos-sale change 1 --price 10 -q 1 -s 1"
	same '[1,latte,1000,1500] [2,cheese,500,4995]' "$(lines)"
	pos "pos-sale change 2 --qty 0.125 --sale 1"
	same '[1,latte,1000,1500] [2,cheese,125,1249]' "$(lines)"
	refuses 64 "--qty: a quantity is more than 0 and at most 9999" 'change 1 --qty 0 -s 1'
	refuses 64 "--qty: a quantity is more than 0 and at most 9999" 'change 1 --qty -1 -s 1'
	refuses 64 "--qty: a quantity is more than 0 and at most 9999" 'change 1 --qty 10000 -s 1'
	refuses 64 "--qty: 'x' is not a quantity (expected like 2 or 0.250)" 'change 1 --qty x -s 1'
	refuses 64 "--price: 'x' is not an amount (expected like 12.50)" 'change 1 --price x -s 1'
	refuses 64 "--price: an amount is not negative" 'change 1 --price -1 -s 1'
	refuses 1 "'latte' needs 1 of 'milk', not 0 (see 'pos-stock group show milk')" \
	    "change 1 --options '' -s 1"
	refuses 64 "--options: a ',' without an option" 'change 1 --options cow, -s 1'
	refuses 65 "sale 1 has no line 7" 'change 7 --qty 1 -s 1'
	refuses 64 "which line? say its number, as 'pos-sale change 2 --qty 3'" 'change --qty 1 -s 1'
	refuses 64 "what to change of the line? --help lists the options" 'change 1 -s 1'
	refuses 64 "what to change? --help lists the options" 'change -s 1'
}

@test "change --qty: whole pieces, and the limit of an amount" {
	menu
	pos "pos-sale new tea misc@9000000000"
	pos 65 "pos-sale change 1 --qty 1.5 --sale 1"
	[[ $stderr == "pos-sale: 'tea' "* ]]
	refuses 65 "'misc': the amount is past the limit of an amount" 'change 2 --qty 2 -s 1'
	same '[1,1]' "$(pos-sale show 1 | jq -c '[.lines[].qty_milli / 1000]')"
}

@test "change --off --percent-off --gift" {
	menu
	pos "pos-sale new tea:2 cake"
	pos "pos-sale change 1 --off 5.50 --sale 1"
	same '[550,6450]' "$(records '[.discount_minor, .total_minor]')"
	pos "pos-sale change 1 --percent-off 12.5% --sale 1"
	same '[500,6500]' "$(records '[.discount_minor, .total_minor]')"
	pos "pos-sale change 2 --gift --sale 1"
	same '[true,3000,0]' "$(records '.lines[1] | [.gift, .discount_minor, .total_minor]')"
	same 3500 "$(records .total_minor)"
	pos "pos-sale change 2 --off 0 --sale 1"
	same '[null,null,3000]' "$(records '.lines[1] | [.gift, .discount_minor, .total_minor]')"
	# the discount comes last, whatever the order of the options
	pos "pos-sale change 1 --percent-off 50 --qty 4 --sale 1"
	same '[4000,7000]' "$(records '[.discount_minor, .total_minor]')"
	# one that no longer fits goes down with the line
	pos "pos-sale change 1 --qty 1 --sale 1"
	same '[2000,3000]' "$(records '[.discount_minor, .total_minor]')"
	refuses 1 "a discount of more than the whole of 'cake'" 'change 2 --off 30.01 -s 1'
	refuses 64 "--off, --percent-off and --gift: only one of them" \
	    'change 2 --off 1 --gift -s 1'
	refuses 64 "--percent-off: rate '101' is out of range (expected 0% to 100%)" 'change 2 --percent-off 101 -s 1'
}

@test "change --percent-off: past the person's limit" {
	menu
	pos "echo 2468 >pin; chmod 600 pin
	    pos-admin staff set amy --name Amy --role cashier --max-discount 10
	    pos-admin staff set max --name Max --role manager --pin-file pin"
	pos "pos-sale new tea --staff amy | pos-sale change 1 --percent-off 10 --staff amy"
	refuses 77 "'amy' may discount up to 10%: 11% needs --approve" \
	    'change 1 --percent-off 11 --sale 1 --staff amy'
	pos "pos-sale change 1 --percent-off 11 -s 1 --staff amy --approve max --pin-file pin"
	same 1780 "$(records .total_minor)"
}

@test "change --type --table --guests: the whole" {
	menu
	pos "pos-sale new tea tea@9 cake"
	pos "pos-sale change --type takeaway --table 8 --guests 4 --sale 1"
	same '["takeaway","8",4]' "$(records '[.order_type, .table, .guests]')"
	same '[1,tea,1000,1800] [2,tea,1000,900] [3,cake,1000,3000]' "$(lines)"
	pos "pos-sale change -t '' -s 1"
	same '["takeaway",null,4]' "$(records '[.order_type, .table, .guests]')"
	pos "pos-sale change --type dine-in 1 --qty 2 -g 5 -s 1"
	same '[1,tea,2000,4000] [2,tea,1000,900] [3,cake,1000,3000]' "$(lines)"
}

@test "note: on a line, on the whole, and none" {
	menu
	pos "pos-sale new tea | pos-sale note 1 'less sugar' | pos-sale note 'in a hurry'"
	same '["in a hurry","less sugar"]' "$(records '[.note, .lines[0].note]')"
	pos "pos-sale note 1 '' --sale 1"
	same '["in a hurry",null]' "$(records '[.note, .lines[0].note]')"
	pos "pos-sale note '' --sale 1"
	same null "$(records .note)"
	refuses 64 "'tea' is no number of a line" "note tea 'less sugar' -s 1"
	pos 65 "pos-sale note \$'a\\033[2Jb' --sale 1"
	[[ $stderr != *$'\033'* ]]
}

@test "hold and recall: --label, and who was first" {
	menu
	pos "pos-sale new cake | pos-sale hold --label 'lady in red'"
	same '["held","lady in red"]' "$(records '[.state, .label]')"
	refuses 1 "sale 1 is held already" 'hold 1'
	pos "pos-sale recall -l 'lady in red'"
	same '["open",null,1]' "$(records '[.state, .label, .number]')"
	refuses 65 "no sale is held as 'lady in red'" "recall --label 'lady in red'"
	refuses 1 "sale 1 is not held" 'recall 1'
	pos "pos-sale hold 1 -l bob; pos-sale new tea | pos-sale hold -l bob"
	refuses 1 "2 sales are held as 'bob': say which with --sale, of 2026-03-14/1, 2026-03-14/2" \
	    'recall -l bob'
	refuses 64 "the sale by its number or by --label, not both" 'recall 1 -l bob'
	pos "pos-sale recall --sale 2"
	pos "pos-sale recall -l bob --key K"
	local first=$output
	pos "pos-sale recall -l bob --key K"
	same "$first" "$output"
	# it holds its cake while it is held, and may be changed
	pos "pos-sale hold 1"
	pos 1 "pos-sale new cake:3"
	pos "pos-sale add tea --sale 1"
	same held "$(records -r .state)"
	# tomorrow it is found by its name
	pos "pos-sale recall 1 | pos-sale hold -l late"
	POS_NOW=2026-03-16T10:00:00+08:00 pos "pos-sale recall -l late"
	same '["open","2026-03-14",1]' "$(records '[.state, .day, .number]')"
}

@test "an edit of a paid sale" {
	menu
	pos "pos-sale new tea | pos-pay cash 20"
	for verb in 'add tea' 'remove 1' 'change 1 --qty 2' 'note x' hold recall; do
		refuses 1 "sale 1 is paid already (use 'pos-sale return')" "$verb --sale 1"
	done
}

@test "--key, --dry-run: edits happen once, or not at all" {
	menu
	pos "pos-sale new tea"
	pos "pos-sale add cake --sale 1 --key E1"
	local first=$output
	pos "pos-sale add cake --sale 1 --key E1"
	same "$first" "$output"
	refuses 1 "key 'E1' was used for something else" 'add cake:2 --sale 1 --key E1'
	refuses 1 "key 'E1' was used for something else" 'remove 1 --sale 1 --key E1'
	pos "pos-sale change 2 --qty 2 --sale 1 --key E2"
	refuses 1 "key 'E2' was used for something else" 'change 2 --qty 3 --sale 1 --key E2'
	before=$(entries)
	pos "pos-sale remove 1 --sale 1 --dry-run"
	same '["event","sale.put",[2]]' "$(records '[.type, .kind, [.data.sale.lines[].n]]')"
	same "$before" "$(entries)"
	pos "pos-sale show 1 | pos-sale remove 1 -n"
	same '["event","sale.put"]' "$(records '[.type, .kind]')"
	same "$before" "$(entries)"
}

@test "stock: an edit takes and lets go" {
	menu
	pos "pos-sale new cake:2 tea"
	left() {
		pos-stock level cake | jq '.on_hand_milli - .reserved_milli'
	}
	same 1000 "$(left)"
	pos "pos-sale change 1 --qty 3 --sale 1"
	same 0 "$(left)"
	pos "pos-sale change 1 --qty 1 --sale 1"
	same 2000 "$(left)"
	pos "pos-sale add cake:2 --sale 1"
	same 0 "$(left)"
	pos "pos-sale remove 1 --sale 1"
	same 1000 "$(left)"
	pos "pos-sale void 1 -r x"
	same 3000 "$(left)"
	pos "pos-admin verify"
}
