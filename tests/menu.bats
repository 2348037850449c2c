#!/usr/bin/env bats
#
# pos-stock menu, group and tax: what they set, what they refuse, and that
# the journal gets an entry only when something differs.

load helpers

entries() {
	pos "pos-admin journal | jq -s length"
	count=$output
}

@test "menu set: a new item, and again changes nothing" {
	shop
	pos "pos-stock menu set flat-white --name 'Flat white' \
	    --name-in zh=澳白 --price 30 --category Coffee --tax vat6 \
	    --station bar --group milk --recipe beans:18 --recipe milk:0.15 \
	    --barcode 5012345678900 --price-for takeaway=28 \
	    --price-for @meituan=35 --price-for delivery@meituan=36.50"
	same '{"type":"item","v":1,"code":"flat-white","name":"Flat white","names":{"zh":"澳白"},"category":"Coffee","price_minor":3000,"tax":"vat6","station":"bar","barcodes":["5012345678900"],"prices":[{"channel":"meituan","price_minor":3500},{"order_type":"delivery","channel":"meituan","price_minor":3650},{"order_type":"takeaway","price_minor":2800}],"groups":["milk"],"recipe":[{"item":"beans","qty_milli":18000},{"item":"milk","qty_milli":150}]}' "$output"
	entries
	was=$count
	pos "pos-stock menu set flat-white --price 30.00 --barcode 5012345678900"
	entries
	same "$was" "$count"
}

@test "menu set: an empty option clears, a missing one leaves alone" {
	shop
	pos "pos-stock menu set latte --group '' --recipe '' --station '' \
	    --price-for takeaway="
	same '[null,null,null,"vat6",[{"channel":"meituan","price_minor":3200}]]' \
	    "$(records '[.groups, .recipe, .station, .tax, .prices]')"
}

@test "menu set --description --parent --variant --unit --cost --low --tracked --policy --open-price" {
	shop
	pos "pos-stock menu set bun --name Bun --open-price \
	    --description 'Soft.' --parent buns --variant small --unit kg \
	    --cost 1.10 --low 2.5 --tracked yes --policy warn"
	same '["Soft.","buns","small","kg",110,2500,true,"warn",true]' \
	    "$(records '[.description, .parent, .variant, .unit, .cost_minor,
	    .low_milli, .tracked, .policy, .open_price]')"
	pos "pos-stock menu set bun --price 2"
	same '[null,200]' "$(records '[.open_price, .price_minor]')"
}

@test "menu set: refusals, each with its remedy" {
	shop
	pos 65 "pos-stock menu set nope"
	same "pos-stock: no item 'nope' (--name NAME makes a new one)" "$stderr"
	pos 65 "pos-stock menu set nope --name Nope"
	same "pos-stock: new item 'nope' wants --price AMOUNT or --open-price" \
	    "$stderr"
	pos 64 "pos-stock menu set latte --price 1,50"
	same "pos-stock: --price wants an amount, as 12.50, not '1,50'" "$stderr"
	pos 65 "pos-stock menu set latte --tax vat7"
	same "pos-stock: no tax class 'vat7' (pos-stock tax set makes one)" \
	    "$stderr"
	pos 65 "pos-stock menu set latte --group mlik"
	same "pos-stock: no option group 'mlik' (did you mean 'milk'?)" "$stderr"
	pos 65 "pos-stock menu set latte --barcode 6901234567892"
	same "pos-stock: barcode '6901234567892' of 'latte' is that of 'water' already" "$stderr"
	pos 65 "pos-stock menu set latte --recipe latte:1"
	same "pos-stock: recipe of 'latte' comes back to itself" "$stderr"
	pos 65 "pos-stock menu set latte --recipe beans:0"
	same "pos-stock: recipe of 'latte': how much of 'beans'?" "$stderr"
	pos 65 "pos-stock menu set latte --recipe honey:1"
	same "pos-stock: recipe of 'latte': no item 'honey'" "$stderr"
	pos 65 "pos-stock menu set water --recipe milk:1"
	same "pos-stock: 'water' has a recipe, so its parts are counted, not itself" "$stderr"
	pos 65 "pos-stock menu set 'a b' --name x --price 1"
	pos 65 "pos-stock menu set latte --name ''"
	pos 65 "pos-stock menu set latte --price-for eat-in=3"
	same "pos-stock: price of 'latte': no order type 'eat-in' (dine-in|takeaway|pickup|delivery)" "$stderr"
	pos 65 "pos-stock menu set latte --policy maybe"
	same "pos-stock: 'latte': no policy 'maybe' (block|warn|allow)" "$stderr"
	pos 65 "pos-stock menu set latte --name-in zz_9=x"
	pos 64 "pos-stock menu set latte --name-in zh"
}

@test "menu set: a circle of recipes is refused however long, and depth 9" {
	shop
	pos "pos-stock menu set r1 --name r1 --price 1 --recipe beans:1"
	for i in 2 3 4 5 6 7 8; do
		pos "pos-stock menu set r$i --name r$i --price 1 --recipe r$((i - 1)):1"
	done
	pos 65 "pos-stock menu set r9 --name r9 --price 1 --recipe r8:1"
	same "pos-stock: recipe of 'r9' is deeper than 8 levels" "$stderr"
	pos 65 "pos-stock menu set r1 --recipe r8:1"
	same "pos-stock: recipe of 'r1' comes back to itself" "$stderr"
	# from below: r8 stands on r1 already
	pos "pos-stock menu set deep --name deep --price 1 --recipe beans:1"
	pos 65 "pos-stock menu set r1 --recipe deep:1"
	same "pos-stock: recipe of 'r1' is deeper than 8 levels" "$stderr"
}

@test "menu show: by code, barcode, name in any case; what is near otherwise" {
	shop
	pos "pos-stock menu show latte LATTE 6901234567892 'mineral WATER'"
	same '"latte"
"latte"
"water"
"water"' "$(records .code)"
	# a UPC-A scanner leaves out the zero that EAN-13 has in front
	pos "pos-stock menu set gum --name Gum --price 1 --barcode 0012345678905"
	pos "pos-stock menu show 012345678905 00012345678905"
	same '"gum"
"gum"' "$(records .code)"
	pos 65 "pos-stock menu show lattte"
	same "pos-stock: no item 'lattte' (did you mean 'latte'?)" "$stderr"
	pos 65 "pos-stock menu show 'milk tea'"
	same "pos-stock: 2 items are named 'milk tea': say which by its code, as 'milk-tea-l', 'milk-tea-m'" "$stderr"
}

@test "menu list --category --removed: what is sold, and what was" {
	shop
	pos "pos-stock menu remove scone"
	pos "pos-stock menu list --category Cakes"
	same '"cheesecake"
"tiramisu"' "$(records .code)"
	pos "pos-stock menu list --category Cakes --removed"
	same '["cheesecake",null]
["scone",true]
["tiramisu",null]' "$(records '[.code, .archived]')"
	pos "pos-stock menu list --format table --category Bottles"
	same 'code   name           category  variant  price  sold out
cola   Cola           Bottles             8.00  no
water  Mineral water  Bottles             6.00  no' "$output"
}

@test "menu remove: refuses what recipes need; frees the barcode; set revives" {
	shop
	pos 1 "pos-stock menu remove beans"
	same "pos-stock: 'beans' is in the recipe of 'espresso'" "$stderr"
	pos 1 "pos-stock menu remove oat-milk"
	same "pos-stock: 'oat-milk' is in the recipe of 'oat' of option group 'milk'" "$stderr"
	pos 65 "pos-stock menu remove watr"
	same "pos-stock: no item 'watr' (did you mean 'water'?)" "$stderr"
	pos "pos-stock menu remove water"
	pos 65 "pos-stock menu show water"
	same "pos-stock: item 'water' was removed from the menu" "$stderr"
	pos 1 "pos-stock menu remove water"
	pos "pos-stock menu set spring --name Spring --price 5 --barcode 6901234567892"
	pos "pos-stock menu set water --price 6"
	same '"water"' "$(records .code)"
}

@test "menu set, remove: all of a change or nothing" {
	shop
	entries
	was=$count
	pos 1 "pos-stock menu remove scone beans"
	pos "pos-stock menu show scone"
	entries
	same "$was" "$count"
}

@test "menu set --dry-run shows the entry, --key answers again" {
	shop
	pos "pos-stock menu set latte --price 29 --dry-run"
	same '["item.set","latte",2900]' \
	    "$(records '[.kind, .data.items[0].code, .data.items[0].price_minor]')"
	pos "pos-stock menu show latte"
	same 2800 "$(records .price_minor)"
	pos "pos-stock menu set latte --price 29 --key k1"
	first=$output
	pos "pos-stock menu set latte --price 28"
	pos "pos-stock menu set latte --price 29 --key k1"
	same "$first" "$output"
	pos "pos-stock menu show latte"
	same 2800 "$(records .price_minor)"
	pos 1 "pos-stock menu set latte --price 30 --key k1"
}

@test "menu: a cashier may look, not touch" {
	shop
	pos "pos-admin staff set amy --name Amy --role cashier"
	pos "pos-stock menu show latte"
	pos 77 "pos-stock menu set latte --price 1 --staff amy"
	pos 77 "pos-stock menu import '$root/tests/data/menu.csv' --staff amy"
	pos 77 "pos-stock tax set vat6 --rate VAT=7% --staff amy"
	pos 77 "pos-stock group set ice --min 0 --staff amy"
}

@test "group set --name --name-in --min --max --choice --choice-in --choice-recipe --drop" {
	shop
	pos "pos-stock group set cup --name Cup --name-in zh=杯 --min 1 --max 1 \
	    --choice s=Small --choice l:5=Large --choice-in s:zh=小 \
	    --choice-recipe l=milk:0.1"
	same '{"type":"option_group","v":1,"code":"cup","name":"Cup","names":{"zh":"杯"},"min":1,"max":1,"choices":[{"code":"s","name":"Small","names":{"zh":"小"}},{"code":"l","name":"Large","price_minor":500,"recipe":[{"item":"milk","qty_milli":100}]}]}' "$output"
	pos "pos-stock group set cup --choice l:6= --choice xl:9=Huge --drop s"
	same '[["l","Large",600],["xl","Huge",900]]' \
	    "$(records '[.choices[] | [.code, .name, .price_minor]]')"
	pos "pos-stock group show cup ice"
	same '"cup"
"ice"' "$(records .code)"
	pos "pos-stock group list"
	same '"cup"
"ice"
"milk"
"sugar"
"topping"' "$(records .code)"
}

@test "group set, remove: refusals" {
	shop
	pos 65 "pos-stock group set cup --min 1"
	same "pos-stock: option group 'cup' asks for a choice and has none" "$stderr"
	pos 65 "pos-stock group set sugar --max 1 --min 2"
	same "pos-stock: option group 'sugar': from 2 to 1 choices cannot be" "$stderr"
	pos 65 "pos-stock group set sugar --drop none"
	same "pos-stock: no choice 'none' in 'sugar'" "$stderr"
	pos 64 "pos-stock group set sugar --choice x"
	pos 64 "pos-stock group set sugar --choice x:y=Z"
	same "pos-stock: choice 'x': 'y' is not an amount, as 0.60" "$stderr"
	pos 65 "pos-stock group set sugar --choice x=X --choice-recipe x=honey:1"
	same "pos-stock: recipe of 'x': no item 'honey'" "$stderr"
	pos 1 "pos-stock group remove sugar"
	same "pos-stock: option group 'sugar' is asked with item 'latte'" "$stderr"
	pos 65 "pos-stock group show sugr"
	pos "pos-stock group set spare --name Spare"
	pos "pos-stock group remove spare"
	pos 65 "pos-stock group show spare"
	same "pos-stock: no option group 'spare'" "$stderr"
}

@test "tax set --rate --inclusive --exclusive --free --name; tax list" {
	shop
	pos "pos-stock tax set gst --name GST --rate GST=8% --exclusive"
	same '{"type":"tax","v":1,"code":"gst","name":"GST","rates":[{"name":"GST","rate_ppm":80000}]}' "$output"
	pos "pos-stock tax set gst --rate GST=9% --rate 'Service=10%' --inclusive"
	same '[["GST",90000,true],["Service",100000,true]]' \
	    "$(records '[.rates[] | [.name, .rate_ppm, .inclusive]]')"
	pos "pos-stock tax set zero --free --name Zero"
	pos "pos-stock tax list"
	same '["gst",2]
["sales",2]
["vat6",1]
["zero",0]' "$(records '[.code, (.rates // [] | length)]')"
	pos 64 "pos-stock tax set gst --inclusive --exclusive"
	pos 64 "pos-stock tax set gst --rate 8%"
	pos 64 "pos-stock tax set gst --rate GST=lots"
	same "pos-stock: --rate: 'lots' is not a percentage, as 8%" "$stderr"
	pos 65 "pos-stock tax set gts --name x"
	same "pos-stock: no tax class 'gts' (--rate NAME=PERCENT or --free makes a new one)" "$stderr"
}

@test "menu: rebuilt from the journal, the tables are the same" {
	shop
	pos "pos-stock menu set latte --name Lattes --barcode 5012345678900"
	pos "pos-stock menu set latte --barcode '' --name Latte"
	pos "pos-stock group set ice --choice x=X --drop no-ice"
	pos "pos-stock tax set vat6 --rate VAT=9%"
	pos "pos-stock menu remove scone"
	pos "pos-stock menu export"
	before=$output
	pos "pos-admin verify"
	pos "pos-admin rebuild --into again.db"
	pos "POS_STORE=again.db pos-stock menu export"
	same "$before" "$output"
}

@test "menu set --floor --discounted --tag: set, left alone, cleared, refused" {
	shop
	pos "pos-stock menu set latte --floor 9.90 --discounted yes \
	    --tag hot --tag classic"
	same '[990,true,["classic","hot"]]' \
	    "$(records '[.floor_minor, .discounted, .tags]')"
	# others are left alone, and so are the side tables
	pos "pos-stock menu set latte --price 26 --tag iced"
	same '[990,true,["iced"],["milk"],200]' "$(records '[.floor_minor,
	    .discounted, .tags, .groups[:1], .recipe[1].qty_milli]')"
	pos "pos-stock menu set latte --barcode 4006381333931"
	pos "pos-stock menu set latte --barcode '' --group '' --recipe ''"
	same '[990,true,["iced"],null,null]' "$(records '[.floor_minor,
	    .discounted, .tags, .barcodes, .groups]')"
	pos "pos-stock menu show latte"
	same '[990,true,["iced"]]' \
	    "$(records '[.floor_minor, .discounted, .tags]')"
	pos "pos-stock menu set latte --floor 0 --discounted no --tag ''"
	same '[null,null,null]' \
	    "$(records '[.floor_minor, .discounted, .tags]')"
	pos 64 "pos-stock menu set latte --floor 1,5"
	same "pos-stock: --floor wants an amount, as 12.50, not '1,5'" "$stderr"
	pos 65 "pos-stock menu set latte --floor -1"
	same "pos-stock: floor of 'latte' is not between 0 and the largest amount" "$stderr"
	pos 65 "pos-stock menu set latte --tag 'two words'"
	pos 65 "pos-stock menu set latte --tag a --tag a"
	same "pos-stock: 'latte' has tag 'a' twice" "$stderr"
	pos "pos-admin verify --deep"
}

@test "menu import, export: floor, discounted and tags come back, and only where there are some" {
	shop
	pos "pos-stock menu export >plain.csv"
	pos "head -n 1 plain.csv | grep -c floor || true"
	same 0 "$output"
	printf 'code,name,price,floor,discounted,tags\n' >f.csv
	printf 'pie,Pie,30,12.5,Y,cake;sweet\ntart,Tart,20,,,\n' >>f.csv
	pos "pos-stock menu import f.csv"
	same '' "$stderr"
	pos "pos-stock menu show pie tart"
	same '[1250,true,["cake","sweet"]]
[null,null,null]' "$(records '[.floor_minor, .discounted, .tags]')"
	for form in csv tsv json; do
		pos "pos-stock menu export --format $form >out.$form"
		pos "pos-stock menu import out.$form"
		same '[0,0]' "$(records '[.added, .changed]')"
	done
	# a file without the columns leaves them alone; an empty cell clears
	printf 'code,name,price\npie,Pie,31\n' >f.csv
	pos "pos-stock menu import f.csv"
	pos "pos-stock menu show pie"
	same '[3100,1250,true,["cake","sweet"]]' \
	    "$(records '[.price_minor, .floor_minor, .discounted, .tags]')"
	printf 'code,name,floor,tag\npie,Pie,,\n' >f.csv
	pos "pos-stock menu import f.csv"
	pos "pos-stock menu show pie"
	same '[null,true,null]' \
	    "$(records '[.floor_minor, .discounted, .tags]')"
	printf 'code,name,floor,discounted\npie,Pie,x,maybe\n' >f.csv
	pos 65 "pos-stock menu import f.csv"
	export POS_STORE=$BATS_TEST_TMPDIR/other.db
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
	pos "pos-stock menu import out.csv"
	pos "pos-stock menu export --format csv | cmp - out.csv"
	pos "pos-stock menu export --format json | cmp - out.json"
	pos "pos-admin verify --deep"
}
