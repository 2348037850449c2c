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

# The commands under EXAMPLES of a page, one example a line, its newlines as ^A
examples_of() {
	awk '
		/^\.Sh / { inside = $2 == "EXAMPLES"; next }
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

# A shop in which they can be run: sale 17 is open, all before it are paid.
man_shop() {
	export POS_NOW=2026-11-27T10:00:00Z
	cat >menu.csv <<-END
	kind,code,name,parent,price,unit,tracked,policy,groups,station
	group,milk,Milk,,,,,,,
	choice,oat,Oat milk,milk,4,,,,,
	item,latte,Latte,,28,,,,milk,bar
	item,cheesecake,Cheesecake,,33,,Y,,,
	item,tiramisu,Tiramisu,,36,,,,,
	item,scone,Scone,,15,,,,,
	item,milk,Milk,,0,l,Y,allow,,
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

@test "man pos-pay: its EXAMPLES work" {
	run_examples pos-pay
}

@test "man pos-print: its EXAMPLES work" {
	run_examples pos-print
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
