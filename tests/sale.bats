#!/usr/bin/env bats
#
# pos-sale: new, show, list, void, and what they refuse.

load helpers
load salemenu

# new fails as it should, and leaves nothing behind: EXIT TEXT ARGUMENTS
refuses() {
	pos "$1" "pos-sale new $3"
	says "$2"
	same '' "$output"
	same 0 "$(sales)"
}

@test "new: items, quantities, options, prices; one record" {
	menu
	pos "pos-sale new latte:2+milk=oat+less cheese:0.25 misc@12.5 'Cake'"
	same 1 "$(wc -l <"$pos_stdout")"
	same '["sale",1,"main","1","2026-03-14",1,"open","dine-in"]' \
	    "$(records '[.type, .v, .branch, .till, .day, .number, .state, .order_type]')"
	same '[1,"latte","Latte",2000,2800,6600]
[2,"cheese","Cheese",250,9990,2498]
[3,"misc","Misc",1000,1250,1250]
[4,"cake","Cake",1000,3000,3000]' \
	    "$(records '.lines[] | [.n, .item, .name, .qty_milli, .price_minor, .total_minor]')"
	same '["milk","oat",500]
["ice","less",0]' \
	    "$(records '.lines[0].choices[] | [.option_group, .code, .price_minor]')"
	same '["VAT",60000,true,6226,374]
["Service",100000,null,2498,250]' \
	    "$(records '.taxes[] | [.name, .rate_ppm, .inclusive, .net_minor, .tax_minor]')"
	same '[624,13598,0,13598]' \
	    "$(records '[.tax_minor, .total_minor, .paid_minor, .due_minor]')"
}

@test "new --type --table --guests --channel --external --note" {
	menu
	pos "pos-sale new tea --type takeaway --table 5 --guests 2 --note 'no bag'"
	same '["takeaway","5",2,"no bag",1800,"001"]' \
	    "$(records '[.order_type, .table, .guests, .note, .total_minor, .pickup]')"
	pos "pos-sale new tea -t 7 -g 3 --channel app --external 0042"
	same '["dine-in","7",3,"app","0042",2200,null]' \
	    "$(records '[.order_type, .table, .guests, .channel, .external, .total_minor, .pickup]')"
	pos 64 "pos-sale new tea --type flying"
	says "--type wants dine-in|takeaway|pickup|delivery, not 'flying'"
	pos 64 "pos-sale new tea --guests 0"
	says "--guests wants a whole number from 1 to 9999, not '0'"
	pos 65 "pos-sale new tea --channel 'a b'"
	[[ $stderr == "pos-sale: channel 'a b' is "* ]]
}

@test "new --option: options by flags, of one item" {
	menu
	pos "pos-sale new latte -o milk=oat --option less"
	same 3300 "$(records .total_minor)"
	pos 64 "pos-sale new latte tea --option milk=oat"
	says "--option is for one ITEM: with several say ITEM+OPTION, as latte+oat"
}

@test "new --scan: codes from standard input, a repeated one is one more" {
	menu
	pos "printf '690001\n700001\r\n\n 690002 \n' | pos-sale new --scan"
	same '["cake",2000]
["tea",1000]' "$(records '.lines[] | [.item, .qty_milli]')"
	pos "echo 700001 | pos-sale new -"
	same 2000 "$(records .total_minor)"
	pos "echo 700001 | pos-sale new tea:2 -"
	same '[2000,1000]' "$(records '[.lines[].qty_milli]')"
	pos 65 "printf '690001\n\n690009\n' | pos-sale new -"
	says "line 3: no item '690009' (did you mean '690001'?)" ||
	    says "line 3: no item '690009'"
	pos 66 "printf '\n\n' | pos-sale new --scan"
	says "no code came in (did the stage before fail?)"
	pos 64 "pos-sale new"
	says "which ITEM? say it, or --scan to read codes"
	same 3 "$(sales)"
}

@test "new --scan: more of an item than a line may have" {
	menu
	printf '700001\n%.0s' {1..10000} >codes
	pos 65 "pos-sale new - <codes"
	says "line 10000: more than 9999 of '700001'"
	sed -i 1d codes
	pos "pos-sale new - <codes"
	same 9999000 "$(records '.lines[].qty_milli')"
}

@test "new: an item that is none, or is not meant" {
	menu
	refuses 65 "no item 'lattte' (did you mean 'latte'?)" lattte
	refuses 65 "no item 'xyzzyx'" 'tea xyzzyx'
	refuses 65 "2 items are named 'Roll': say which by its code, as 'roll-a', 'roll-b'" Roll
	refuses 65 "':2' names no item" ':2'
	refuses 65 "'latte': a '+' without an option" latte++oat
}

@test "new: options that do not fit" {
	menu
	refuses 1 "'latte' needs 1 of 'milk', not 0 (see 'pos-stock group show milk')" latte
	refuses 1 "'latte' takes at most 2 of 'ice', not 3" latte+cow+less+less+less
	refuses 65 "'latte' has no option 'soy'" latte+soy
	refuses 65 "option 'oat' of 'latte' is in several groups (say which, as 'ice=oat')" latte+oat
	refuses 65 "'tea' has no option 'less'" tea+less
}

@test "new: quantities" {
	menu
	refuses 65 "'latte' is sold in whole pieces" latte:1.5+cow
	refuses 65 "'tea:0': a quantity is more than 0" tea:0
	refuses 65 "'tea:-1': a quantity is more than 0" tea:-1
	refuses 65 "'x' is not a quantity (expected like 2 or 0.250)" tea:x
	refuses 65 "'tea': a quantity is more than 0 and at most 9999" tea:10000
	pos "pos-sale new tea:9999 cheese:0.001"
	same '[9999000,1]' "$(records '[.lines[].qty_milli]')"
}

@test "new: amounts" {
	menu
	refuses 65 "'misc' has no fixed price: say it, as 'misc@12.50'" misc
	refuses 65 "'misc': the amount is past the limit of an amount" misc:9999@9999999999.99
	refuses 65 "amount '99999999999.99' is too large (at most 9999999999.99)" misc@99999999999.99
	refuses 65 "the total is past the limit of an amount" \
	    "misc@9999999999.99 misc@9999999999.99"
	pos "pos-sale new misc@9999999999.99"
	same 999999999999 "$(records .total_minor)"
}

@test "new: more lines than a sale may have" {
	menu
	pos 65 "pos-sale new $(printf 'tea %.0s' {1..501})"
	says "more than 500 lines"
	pos "pos-sale new $(printf 'tea %.0s' {1..500})"
	same 500 "$(records '.lines | length')"
}

@test "new: sold out, and nothing is promised twice" {
	menu
	pos "pos-sale new cake:2"
	pos 1 "pos-sale new cake:2"
	says "'cake' is sold out: 2 wanted, 1 left"
	pos "pos-sale new cake"
	pos 1 "pos-sale new tea cake"
	says "'cake' is sold out: 1 wanted, 0 left"
	pos "pos-sale void 1 --reason 'went away'"
	pos "pos-sale new cake:2"
	pos "pos-stock sold-out tea"
	pos 1 "pos-sale new tea"
	says "'tea' is sold out"
}

@test "new: stock that only warns is in the record" {
	menu
	pos "pos-stock policy cake warn"
	pos "pos-sale new cake:4"
	same "'cake' is sold out: 4 wanted, 3 left" "$(records -r .warning)"
	pos "pos-sale new cake --format table"
	[[ $output == *"warning: 'cake' is sold out: 1 wanted, 0 left" ]]
}

@test "new --price of staff: what somebody may not, another approves" {
	menu
	pos "pos-admin staff set amy --name Amy --role cashier
	    echo 2468 >pin; chmod 600 pin
	    pos-admin staff set max --name Max --role manager --pin-file pin"
	pos 77 "pos-sale new tea@1 --staff amy"
	says "'amy' may not set another price without --approve"
	pos "pos-sale new tea@1 --staff amy --approve max --pin-file pin"
	same '["amy",100]' "$(records '[.staff, .total_minor]')"
	pos 64 "pos-sale new tea@1 --staff amy --pin-file pin"
	says "a PIN wants --approve CODE: whose is it?"
	pos "pos-sale new misc@1 --staff amy"
}

@test "new --key: once, whatever happens" {
	menu
	pos "pos-sale new cake --key K1"
	local first=$output
	pos "pos-sale new cake --key K1"
	same "$first" "$output"
	same 1 "$(sales)"
	pos "pos-sale new cake --key K1 --format table"
	[[ $output == *30.00* ]]
	pos 1 "pos-sale new cake:2 --key K1"
	says "key 'K1' was used for something else"
	pos 1 "pos-sale new cake --table 5 --key K1"
	pos 1 "echo 690001 | pos-sale new - --key K1"
	pos "echo 690001 | pos-sale new - --key K2"
	first=$output
	pos "echo 690001 | pos-sale new --scan --key K2"
	same "$first" "$output"
	pos 1 "echo 690002 | pos-sale new - --key K2"
	same 2 "$(sales)"
}

@test "new --dry-run: a quote that leaves nothing" {
	menu
	local before
	before=$(entries)
	pos "pos-sale new latte+cow cake:3 --dry-run"
	same '["event","sale.new",11800]' \
	    "$(records '[.type, .kind, .data.total_minor]')"
	same "$before" "$(entries)"
	pos "pos-sale new cake:3 -n"
	pos "pos-sale new cake:3"
	same 1 "$(records .number)"
}

@test "new: numbers have no gaps, whatever is refused in between" {
	menu
	for i in 1 2 3; do
		pos "pos-sale new tea"
		same "$i" "$(records .number)"
		pos 1 "pos-sale new latte"
		pos "pos-sale new tea --dry-run"
	done
	POS_NOW=2026-03-15T10:00:00+08:00 pos "pos-sale new tea"
	same '["2026-03-15",1]' "$(records '[.day, .number]')"
}

@test "new: output that is lost is no sale that is lost" {
	menu
	pos 74 "pos-sale new tea --key K >/dev/full"
	says "cannot write output: No space left on device"
	pos "pos-sale new tea --key K"
	same '[1,1]' "[$(records .number),$(sales)]"
}

@test "a store that is not there" {
	pos 78 "pos-sale new tea"
	[[ $stderr == "pos-sale: no store at '$POS_STORE'"* ]]
	pos 78 "pos-sale list"
	[ ! -e "$POS_STORE" ]
}

# root may write whatever it says: somebody else is asked then
@test "a store that may only be read" {
	local folder as=

	menu
	pos "pos-sale new tea"
	folder=$(mktemp -d)
	cp "$POS_STORE" "$folder/store.db"
	chmod 555 "$folder"
	chmod 444 "$folder/store.db"
	export POS_STORE=$folder/store.db
	if [ "$(id -u)" = 0 ]; then
		as="setpriv --reuid 65534 --clear-groups"
		$as pos-sale --version || skip "cannot become somebody else"
	fi
	pos 69 "$as pos-sale new tea"
	says "store '$POS_STORE' is read-only"
	chmod 755 "$folder"
	rm -r "$folder"
}

@test "show: by number, day and number, id, and as a filter" {
	menu
	pos "pos-sale new tea"
	local first=$output id
	id=$(records -r .id)
	pos "pos-sale show 1"
	same "$first" "$output"
	pos "pos-sale show 2026-03-14/1 $id"
	same "$first
$first" "$output"
	pos "pos-sale show 1 | jq -c '.total_minor = 1' | pos-sale show"
	same "$first" "$output"
	# what is no sale goes through
	pos "(pos-stock menu show tea; echo '$first') | pos-sale show"
	same "$(pos-stock menu show tea)
$first" "$output"
	pos 65 "pos-sale show 2"
	says "no sale 2 on 2026-03-14"
	pos 65 "pos-sale show tea"
	says "'tea' names no sale (expected an id, a number of today as 17, or 2026-11-27/17)"
	pos 65 "pos-sale show 019cea12-6500-7001-8001-9a92ed0000ff"
	says "no sale '019cea12-6500-7001-8001-9a92ed0000ff'"
}

@test "show --format table: for people" {
	menu
	pos "pos-sale new latte:2+cow+less cheese:0.25 --table 5 --guests 2 |
	    pos-sale change 1 --off 6 | pos-sale note 1 'hot!' |
	    pos-pay cash 100 | pos-sale show --format table"
	same 'sale 1  2026-03-14 10:00  completed
dine-in  table 5  guests 2  till 1
  1  2 Latte       50.00
       + Cow
       + Less ice
       6.00 off
       hot!
  2  0.25 Cheese   24.98
holds VAT 6%        2.83
Service 10%         2.50
total CNY          77.48
cash              100.00
change             22.52' "$output"
}

@test "a stage that is fed nothing, half a line, or what it does not know" {
	menu
	for verb in show 'add tea' 'remove 1' 'change --guests 2' 'note x' \
	    hold recall 'void --reason x' 'return --reason x'; do
		pos 66 "pos-sale $verb </dev/null"
		says "no sale came in (did the stage before fail?)"
		pos 66 "false | pos-sale $verb"
		pos 65 "printf '{\"type\":\"sale\",\"v\":1,\"id\":\"019c' | pos-sale $verb"
		says "line 1 is cut in half (did the stage before fail?)"
		pos 65 "echo '{\"type\":\"sale\",\"v\":2,\"id\":\"x\"}' | pos-sale $verb"
		says "line 1: a sale of version 2, this program knows 1"
		pos 65 "echo '{\"type\":\"sale\",\"v\":1,\"id\":\"17\"}' | pos-sale $verb"
		says "'17' is no id of a sale"
		pos 65 "echo '{\"v\":1}' | pos-sale $verb"
		says "line 1: a record has a 'type', this line has none"
	done
	same 0 "$(sales)"
}

@test "a pipe carries no price" {
	menu
	pos "pos-sale new tea | jq -c '.lines[0].price_minor = 1 | .total_minor = 1' |
	    pos-sale add cake"
	same 5000 "$(records .total_minor)"
}

@test "list: --day --from --to, in order of number" {
	menu
	pos "pos-sale new tea; pos-sale new cake; pos-sale new tea:2"
	POS_NOW=2026-03-15T10:00:00+08:00 pos "pos-sale new tea:3"
	POS_NOW=2026-03-16T10:00:00+08:00 pos "pos-sale new tea:4"
	pos "pos-sale list"
	same '1 2 3' "$(records .number | xargs)"
	pos "pos-sale list --day 2026-03-15"
	same '[[1,6000]]' "$(records -s 'map([.number, .total_minor])')"
	pos "pos-sale list --from 2026-03-15"
	same '6000 8000' "$(records .total_minor | xargs)"
	pos "pos-sale list --to 2026-03-15"
	same '2000 3000 4000 6000' "$(records .total_minor | xargs)"
	pos "pos-sale list --from 2026-03-15 --to 2026-03-15"
	same 6000 "$(records .total_minor)"
	POS_NOW=2026-03-17T10:00:00+08:00 pos "pos-sale list"
	same '' "$output"
	pos 64 "pos-sale list --day 2026-03-15 --to 2026-03-15"
	says "--day or --from and --to, not both"
	pos 64 "pos-sale list --day yesterday"
}

@test "list: --state --open --table --label --channel" {
	menu
	pos "pos-sale new tea --table 5; pos-sale new cake --channel app"
	pos "pos-sale new tea | pos-sale hold --label bob"
	pos "pos-sale new tea | pos-pay cash 20; pos-sale new tea:2 | pos-sale void --reason x"
	numbers() {
		pos "pos-sale list $1"
		same "$2" "$(records .number | xargs)"
	}
	numbers '' '1 2 3 4 5'
	numbers --open '1 2 3'
	numbers '--state open' '1 2'
	numbers '--state held' 3
	numbers '--state completed' 4
	numbers '--state void' 5
	numbers '--table 5' 1
	numbers '-t 6' ''
	numbers '--label bob' 3
	numbers '-l nobody' ''
	numbers '--channel app' 2
	export POS_NOW=2026-03-20T10:00:00+08:00
	numbers '' ''
	numbers --open '1 2 3'
	numbers '--label bob' 3
	numbers '--state completed' ''
	numbers '--open --from 2026-03-15' ''
}

@test "list --format table and csv" {
	menu
	pos "pos-sale new tea --table 5"
	pos "pos-sale list -f table"
	[[ ${output%%$'\n'*} == 'till  '*'number'*'state'*'total'*'due' ]]
	pos "pos-sale list -f csv"
	[[ ${output%%$'\n'*} == *number*state*total,* ]]
	[[ $output == *,20.00,* ]]
}

@test "list: memory does not grow with the list" {
	menu
	(ulimit -v 16000 && pos-sale --version) || skip "a sanitizer needs more"
	pos "seq 20000 | jq -c '{type: \"order\", v: 1, channel: \"t\",
	    external: \"\(.)\", lines: [{item: \"tea\"}, {item: \"tea\"}]}' |
	    pos-sale import --quiet"
	pos "ulimit -v 16000; pos-sale list >list"
	same 20000 "$(wc -l <list)"
}

@test "void: a sale that is not paid, once, with its reason" {
	menu
	pos "pos-sale new cake:3"
	pos 64 "pos-sale void 1"
	says "a void needs its --reason"
	pos "pos-sale void --sale 1 --reason typo"
	same '["void","typo",0]' "$(records '[.state, .reason, .due_minor]')"
	pos 1 "pos-sale void 1 -r again"
	says "sale 1 is void"
	pos 1 "pos-sale add tea --sale 1"
	says "sale 1 is void"
	pos "pos-sale new cake:3 | pos-sale void -r 'all of it'"
	pos "pos-sale new cake:3 | pos-pay cash 100"
	pos 1 "pos-sale void 3 -r late"
	says "sale 3 is paid already (use 'pos-sale return')"
	pos 64 "pos-sale void 1 --sale 2 -r x"
	says "'1' and --sale 2: one is too many"
	pos "pos-admin verify"
}

@test "void --approve: past the person's limit" {
	menu
	pos "echo 2468 >pin; chmod 600 pin
	    pos-admin staff set amy --name Amy --role cashier --max-void 25
	    pos-admin staff set max --name Max --role manager --pin-file pin"
	pos "pos-sale new tea --staff amy; pos-sale new tea:2 --staff amy"
	pos "pos-sale void 1 -r x --staff amy"
	pos 77 "pos-sale void 2 -r x --staff amy"
	says "'amy' may void up to 25.00: 40.00 needs --approve"
	pos "pos-sale void 2 -r x --staff amy --approve max --pin-file pin"
	pos "pos-admin journal --kind sale.void | tail -n 1 | jq -r .data.approved_by"
	same max "$output"
}
