#!/usr/bin/env bats
#
# What stands in examples/, and under EXAMPLES of the man pages, works.

load helpers

setup() {
	pos_environment
	no_leak_check
	PATH=$root/examples:$PATH
}

demo_shop() {
	pos "pos-admin init --name 'Sweet Corner' --currency CNY \
	    --zone Asia/Shanghai"
	pos "pos-stock menu import '$root/share/demo/menu.csv'"
	pos pos-stock receive tiramisu:20 sparkling-water:20
}

@test "demo.sh: a day, and nothing stays behind" {
	unset POS_STORE POS_NOW
	pos "TMPDIR=$PWD demo.sh"
	same '' "$stderr"
	same '' "$(ls)"
	# colours are for terminals
	same 0 "$(grep -c $'\e' <<<"$output")"
	for word in 'Pickup no.' 'is sold out' "did you mean 'latte'" \
	    '    40        40      0         0' 'Grand total' \
	    'Second cup half 第二杯半价' '94.00 more for 20.00 off' \
	    'was changed after it was written'; do
		[[ $output == *"$word"* ]]
	done
}

@test "till.sh: scanned, changed, paid; what is refused stays on the sale" {
	demo_shop
	pos "printf '%s\n' =5 6901234567892 lattte latte:2+iced -1 =10 =100 \
	    tiramisu void tiramisu card | till.sh 1"
	[[ $output == *'nothing is on the sale yet'* ]]
	[[ $output == *'TOTAL'*'¥56.00'*'Change'*'44.00'* ]]
	[[ $stderr == *"did you mean 'latte'"*'10.00 tendered, 56.00 due'* ]]
	pos "pos-sale list | jq -c '[.number, .state, .total_minor]'"
	same '[1,"completed",5600]
[2,"void",3800]
[3,"completed",3800]' "$output"
	pos "printf 'tiramisu\n=50\n' | PRINTER=paper till.sh"
	[ -s paper ]
}

@test "kitchen.sh: a ticket for what the station makes, and for a void" {
	demo_shop
	pos pos-sale new tiramisu
	# shellcheck disable=SC2030
	(
		export TZ=Asia/Shanghai
		exec kitchen.sh bar
	) >tickets 2>/dev/null 3>&- &
	kitchen=$!
	sleep 1.5
	pos 'pos-sale new latte:2+iced+oat tiramisu --note quick --table 5'
	pos 'pos-sale new tiramisu | pos-pay cash'
	for ((i = 0; i < 50; i++)); do
		[ ! -s tickets ] || break
		sleep 0.1
	done
	pos "pos-sale void 2 --reason 'went away'"
	for ((i = 0; i < 50; i++)); do
		! grep -q VOID tickets || break
		sleep 0.1
	done
	pkill -P $kitchen
	wait $kitchen || true
	same '#2  dine-in  table 5  10:00
  2 Latte, Regular ice, Oat milk
  ! quick

*** VOID #2  dine-in  table 5  10:00
  ! quick' "$(cat tickets)"
}

@test "close-day.sh: closed, copied, checked, and told" {
	demo_shop
	pos 'pos-sale new tiramisu | pos-pay cash'
	pos 'close-day.sh copies'
	[[ $output == *'Z REPORT 1'*'NET SALES'*'¥38.00'* ]]
	same '2026-03-14.db' "$(ls copies)"
	pos pos-admin verify --deep --store copies/2026-03-14.db
	pos 1 'close-day.sh copies'
	[[ $stderr == *'is closed already'*'could not be closed'* ]]
	export POS_NOW=2026-03-15T10:00:00+08:00
	touch -d '100 days ago' copies/2026-03-14.db
	pos "REPORT='tee mail' close-day.sh copies"
	same "$output" "$(cat mail)"
	same '2026-03-15.db' "$(ls copies)"
	# a copy that does not verify is told of
	export POS_NOW=2026-03-16T10:00:00+08:00
	sqlite3 "$POS_STORE" 'UPDATE stock SET on_hand_milli = 7'
	pos 65 'close-day.sh copies'
	[[ $stderr == *"stock of 'tiramisu'"* ]]
}

@test "order-from-generic.jq: an order of a platform, taken once" {
	demo_shop
	cat >orders.json <<-END
	{"order_id": "A-1001", "placed_at": "2026-03-14T01:30:00Z",
	 "kind": "delivery", "note": "ring twice", "total": "76.0", "paid": true,
	 "items": [{"sku": "latte", "quantity": 2, "unit_price": 33,
	     "modifiers": [{"sku": "oat"}, {"sku": "hot"}], "remark": "hot!"}]}
	{"order_id": 17, "items": [{"sku": "tiramisu"}]}
	END
	generic="jq -c -f '$root/examples/order-from-generic.jq' orders.json |
	    pos-sale import"
	pos "$generic"
	same '["A-1001","completed","delivery",7600,"2026-03-14T01:30:00.000Z",[3300,2000,"hot!"]]
["17","open","dine-in",3800,null,[3800,1000,null]]' \
	    "$(records '[.external, .state, .order_type, .total_minor,
	    .placed_at, (.lines[0] | [.price_minor, .qty_milli, .note])]')"
	pos "$generic --quiet"
	same '{"type":"sale.import","v":1,"orders":2,"imported":0,"again":2,"rejected":0}' \
	    "$output"
	# it comes to something else with us
	sed -i 's/76.0/75.99/; s/A-1001/A-1002/' orders.json
	pos 1 "$generic"
	same 2 "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')"
}

# The commands under EXAMPLES and COOKBOOK of a page, one example a line, its
# newlines as ^A
examples_of() {
	awk '
		/^\.Sh / { inside = $2 == "EXAMPLES" || $2 == "COOKBOOK"; next }
		!inside { next }
		/^\.Dl / { sub(/^\.Dl /, ""); print clean($0); next }
		/^\.Bd -literal/ { block = 1; text = ""; next }
		/^\.Ed/ { block = 0; print text; next }
		block { text = text clean($0) "\001" }
		function clean(s) {
			gsub(/\\&/, "", s)
			gsub(/\\-/, "-", s)
			gsub(/\\e/, "\\\\", s)
			return s
		}' "$root/man/$1".[1-9]
}

# A shop in which they can be run: sale 17 is open, all before it are paid.  Of
# its members one has points, stored value and a birthday.
man_shop() {
	local n

	export POS_NOW=2026-11-27T10:00:00Z
	cat >menu.csv <<-END
	kind,code,name,parent,price,unit,tracked,policy,groups,station,category
	group,milk,Milk,,,,,,,,
	choice,oat,Oat milk,milk,4,,,,,,
	item,latte,Latte,,28,,,,milk,bar,Coffee
	item,espresso,Espresso,,18,,,,,bar,Coffee
	item,cheesecake,Cheesecake,,33,,Y,,,,Cakes
	item,tiramisu,Tiramisu,,36,,,,,,Cakes
	item,scone,Scone,,15,,,,,,Bakery
	item,croissant,Croissant,,12,,,,,,Bakery
	item,juice,Juice,,20,,,,,,Drinks
	item,tote,Tote bag,,50,,,,,,Goods
	item,gold-card,Gold card,,99,,,,,,Goods
	item,milk,Milk,,0,l,Y,allow,,,
	END
	pos pos-admin init --name Test --currency EUR --zone Europe/Berlin
	pos pos-stock menu import menu.csv
	cp menu.csv items.csv
	pos pos-stock receive cheesecake:20
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
		pos-sale new latte
	done | pos-pay cash >/dev/null
	pos pos-sale new latte:2 cheesecake
	printf '%s\n' latte scone scone >codes.txt
	pos "pos-member enrol --phone 13800138000 --name 'Li Wei' \
	    --birthday 1990-11-27 --consent"
	pos 'pos-member points adjust 13800138000 +2000 --reason welcome'
	pos 'pos-member topup 13800138000 100 --by card'
	pos 'pos-admin config set points_value 1.00'
	{
		echo phone,name,birthday,consent
		for n in 01 02 03 04 05 06 07 08 09 10 11 12; do
			echo "138000001$n,Member $n,1985-11-$n,yes"
		done
	} >people.csv
}

run_examples() {
	local example count=0

	man_shop
	while IFS= read -r example; do
		count=$((count + 1))
		example=${example//$'\1'/$'\n'}
		example=${example//\/dev\/usb\/lp0/paper}
		case $example in
		*'pos-admin init'*)
			pos "export POS_STORE=other.db; set -e; $example"
			continue
			;;
		*'pos-sale return 17'*) pos pos-pay record card --sale 17 ;;
		esac
		case $example in
		# they go on until they are stopped, here not beside the test
		*' watch '* | *--follow*)
			printf '%s\n' "${example%&*}" >endless
			pos 124 timeout 1 bash endless
			;;
		*) pos "set -e; $example" ;;
		esac
	done < <(examples_of "$1")
	[ $count -ge 1 ]
	pos pos-admin verify --deep
}

@test "man pos-admin: its EXAMPLES work" {
	run_examples pos-admin
}

@test "man pos-member: its EXAMPLES work" {
	run_examples pos-member
}

@test "man pos-pay: its EXAMPLES work" {
	run_examples pos-pay
}

@test "man pos-print: its EXAMPLES work" {
	run_examples pos-print
}

@test "man pos-promo: its COOKBOOK and EXAMPLES work" {
	run_examples pos-promo
}

# What a cart comes to when these promotions alone are open
worth() { # CODE[,CODE] TIME TOTAL CART...
	local codes=${1//,/ } total=$3

	export POS_NOW=$2
	shift 3
	pos "for code in $codes; do pos-promo set \$code --resume; done"
	pos "pos-promo quote $*"
	same "$codes: $* $total" "$codes: $* $(records .total_minor)"
	pos "for code in $codes; do pos-promo set \$code --pause; done"
}

@test "man pos-promo: the offers of its COOKBOOK are worth what it says" {
	local example now=2026-11-27T10:00:00Z codes=0 code when total cart

	man_shop
	while IFS= read -r example; do
		pos "set -e; ${example//$'\1'/$'\n'}"
	done < <(examples_of pos-promo | sed '/--as scones/,$d')
	pos "for code in \$(pos-promo list | jq -r .code); do
	    pos-promo set \$code --pause || exit; done"
	pos "pos-member enrol --phone 13900139000
	    pos-member points adjust 13900139000 +2000 --reason test
	    pos-promo coupon issue NY --to 13900139000
	    pos-promo coupon issue BIG --to 13900139000
	    pos-member level set gold --name Gold
	    pos-member level give 13900139000 gold --reason test"
	while read -r code when total cart; do
		[ "$when" != now ] || when=$now
		worth "$code" "$when" "$total" "$cart"
		codes=$((codes + 1))
	done <<-'END'
	spend now 10200 latte:4
	spend now 25800 latte:11
	every now 21000 tote:5
	every now 30000 tote:7
	pieces now 2430 scone croissant
	pieces now 3360 scone:2 croissant
	second-half now 3700 latte espresso
	bogo now 5600 latte:3
	two-one now 5400 espresso:4
	any-three now 9300 tiramisu:2 cheesecake:2
	tea-time now 4500 latte tiramisu
	afternoon now 3300 cheesecake
	afternoon 2026-11-27T15:59:00Z 2640 cheesecake
	afternoon 2026-11-27T16:00:00Z 3300 cheesecake
	flash now 5580 tiramisu:3
	flash,spend now 25600 tote:5 tiramisu
	flash,spend now 11980 tote:2 tiramisu:2
	member-latte now 2800 latte
	member-latte now 2500 latte --member 13900139000
	member-latte,quiet-hours 2026-11-27T13:00:00Z 2380 latte --member m1000002
	member-latte,quiet-hours 2026-11-27T15:00:00Z 2500 latte --member m1000002
	members-day now 2800 latte --member m1000002
	members-day 2026-12-02T10:00:00Z 2464 latte --member m1000002
	birthday now 8400 latte cheesecake tiramisu --member 13800138000
	birthday 2026-12-01T10:00:00Z 9700 latte cheesecake tiramisu --member m1000001
	welcome now 4600 latte:2 --member m1000002
	new-year now 6900 latte:3 --member m1000002 --code NY/2
	big-coupon,spend now 6000 tote:2 --member m1000002 --code BIG/1
	big-coupon,spend now 25000 tote:6 --member m1000002 --code BIG/1
	points now 3600 latte:2 --member m1000002 --points all
	points now 900 espresso --member m1000002 --points all
	group-latte now 2800 latte
	add-on now 12190 latte:4 tote
	add-on now 7800 latte tote
	happy-hour 2026-11-27T15:00:00Z 1960 latte
	happy-hour 2026-11-28T15:00:00Z 2800 latte
	bogo-half now 1800 croissant:2
	breakfast now 6500 latte scone juice espresso croissant
	student now 2520 latte --code student
	party now 8550 scone:6
	party now 16200 scone:12
	cake-three now 13800 tiramisu:3 cheesecake:3
	free-tote now 16800 latte:6
	staff now 4200 latte:2 --member 13800138000
	by-card now 2600 latte --pay-by card
	by-card now 2800 latte --pay-by cash
	click-collect now 2380 latte --channel web --type pickup
	last-bake 2026-11-27T17:30:00Z 1500 scone:2
	juice-week now 3400 juice:2
	gold now 2660 latte --member m1000002
	xmas 2026-12-26T10:00:00Z 2880 tiramisu
	xmas 2026-12-27T10:00:00Z 3600 tiramisu
	spring 2027-02-06T10:00:00Z 2000 latte
	two 2027-02-14T10:00:00Z 3000 tiramisu
	END
	[ $codes -ge 50 ]
	# each of them was looked at, but for points earned
	export POS_NOW=2026-11-28T10:00:00Z
	pos 'pos-member earn set --per 1.00 --points 1; pos-promo set double --resume'
	pos 'pos-sale new latte | pos-member attach m1000002 | pos-promo apply |
	    pos-pay cash 28'
	same 56 "$(records .points_earned)"
	pos 'pos-promo set group-latte --resume
	    pos-promo group open group-latte --size 2 --anyone'
	pos 'pos-sale new latte | pos-promo group join g1-2'
	same 2000 "$(records .total_minor)"
	pos pos-admin verify --deep
}

@test "man pos-report: its EXAMPLES work" {
	run_examples pos-report
}

@test "man pos-sale: its EXAMPLES work" {
	run_examples pos-sale
}

@test "man pos-stock: its EXAMPLES work" {
	run_examples pos-stock
}

@test "man pos: its EXAMPLES work" {
	run_examples pos
}

@test "man pos-records: its EXAMPLES work" {
	run_examples pos-records
}

@test "man pos-records: says what the schemas say" {
	pos "jq -nrf '$root/man/records.jq' '$root'/share/records/*.json"
	diff -u "$root/man/pos-records.5" "$pos_stdout"
}

@test "README: its sale is a real one, and its programs have these verbs" {
	export POS_NOW=2026-11-27T10:42:00+08:00
	demo_shop
	pos pos-stock count tiramisu:8
	pos "$(sed -n '/^    \$ pos-sale new latte/,/receipt/s/^    \$\{0,1\}//p' \
	    "$root/README.md")"
	same "$(sed -n '/^    .*pos-print receipt --width/,/Change/p' \
	    "$root/README.md" | sed '1d; s/^    //')" \
	    "$(sed 's/ *$//; /^$/{N;/^\n$/d}' <<<"$output")"
	pos 1 pos-sale new tiramisu:9
	grep -qxF "    $stderr" "$root/README.md"
	pos 65 pos-sale new lattte
	grep -qxF "    $stderr" "$root/README.md"
	for program in "$POS_BUILD"/pos-*; do
		[ -x "$program" ] && [ -f "$program" ] || continue
		want=$("$program" --spec | jq -r 'select(.type == "spec.verb")
		    | .verb | split(" ")[0]' | sort -u)
		have=$(sed -n "s/^| .$(basename "$program"). | .* | \(.*\) |\$/\1/p" \
		    "$root/README.md" | sed 's/, /\n/g' | sort -u)
		same "$want" "$have"
	done
}
