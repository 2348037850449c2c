#!/usr/bin/env bats
#
# pos-stock menu import and export: whose file it is, what becomes of its
# rows, and that a file is taken whole or not at all.

load helpers

store() {
	pos "pos-admin init --name Test --currency ${1:-CNY} --zone UTC"
}

entries() {
	pos "pos-admin journal | jq -s length"
	count=$output
}

@test "import: twice changes nothing, export comes back the same, also into an empty store" {
	shop
	entries
	was=$count
	pos "pos-stock menu import '$root/tests/data/menu.csv'"
	same '[0,0,17,0,0]' \
	    "$(records '[.added, .changed, .unchanged, .groups, .taxes]')"
	for form in csv tsv json; do
		pos "pos-stock menu export --format $form >out.$form"
		pos "pos-stock menu import out.$form"
		same '[0,0]' "$(records '[.added, .changed]')"
	done
	entries
	same "$was" "$count"
	for form in csv tsv json; do
		export POS_STORE=$BATS_TEST_TMPDIR/$form.db
		store
		pos "pos-stock menu import out.$form"
		same 17 "$(records .added)"
		pos "pos-stock menu export --format csv | cmp - out.csv"
		pos "pos-stock menu export --format json | cmp - out.json"
	done
	pos 64 "pos-stock menu export --format table"
}

@test "import: the demo menu is taken without a remark" {
	store
	pos "pos-stock menu import '$root/share/demo/menu.csv'"
	same '' "$stderr"
	same '[39,4,1,0,0]' \
	    "$(records '[.added, .groups, .taxes, .rejected, .warnings]')"
}

@test "import: every wrong row is told by line, column, value and what is expected; nothing stored" {
	shop
	cat >bad.csv <<-'END'
	code,name,price,tracked,tax,barcodes,recipe,low
	ok,Fine,1.00,Y,,,,
	p1,Price,"12,5O",,,,,
	p2,Price,-3,,,,,
	n1,,3,,,,,
	,Nameless,3,,,,,
	t1,Tracked,3,maybe,,,,
	x1,Tax,3,,vat9,,,
	ok,Twice,3,,,,,
	b1,Bar,3,,,6901234567892,,
	r1,Recipe,3,,,,honey:2,
	r2,Recipe,3,,,,beans:x,
	l1,Low,3,,,,,few
	END
	entries
	was=$count
	pos 65 "pos-stock menu import bad.csv"
	same "pos-stock: bad.csv:3: column 'price': '12,5O' is not an amount (expected like 12.50)
pos-stock: bad.csv:4: column 'price': '-3' is less than nothing
pos-stock: bad.csv:5: column 'name': is empty
pos-stock: bad.csv:6: column 'code': is empty
pos-stock: bad.csv:7: column 'tracked': 'maybe' is neither yes nor no (expected Y or N)
pos-stock: bad.csv:8: no tax class 'vat9' (pos-stock tax set makes one)
pos-stock: bad.csv:9: column 'code': 'ok' is on line 2 already
pos-stock: bad.csv:10: barcode '6901234567892' of 'b1' is that of 'water' already
pos-stock: bad.csv:12: column 'recipe': 'beans:x' is no part (expected like milk:0.2)
pos-stock: bad.csv:13: column 'low': 'few' is not a quantity (expected like 1.5)
pos-stock: bad.csv:11: recipe of 'r1': no item 'honey'
pos-stock: bad.csv: nothing was imported: 11 of 12 rows are wrong (--keep-going takes the others)" "$stderr"
	same '' "$output"
	entries
	same "$was" "$count"
}

@test "import --keep-going --rejects: good rows stored, the others in FILE with their reason" {
	shop
	cat >mixed.csv <<-'END'
	code,name,price
	a,Good,1
	b,Bad,one
	c,"Comma, too",x
	END
	pos 65 "pos-stock menu import mixed.csv --keep-going --rejects out.csv"
	same 'pos-stock: mixed.csv: 2 of 3 rows were refused' \
	    "$(tail -n 1 <<<"$stderr")"
	same '[1,2]' "$(records '[.added, .rejected]')"
	same "code,name,price,reason
b,Bad,one,column 'price': 'one' is not an amount (expected like 12.50)
c,\"Comma, too\",x,column 'price': 'x' is not an amount (expected like 12.50)" "$(cat out.csv)"
	sed -i 's/,one,/,2,/; s/,x,/,3,/' out.csv
	pos "pos-stock menu import out.csv"
	same 2 "$(records .added)"
	pos "pos-stock menu import out.csv --keep-going --rejects none.csv"
	[ ! -e none.csv ]
	pos 64 "pos-stock menu import mixed.csv --rejects out.csv"
	pos 74 "pos-stock menu import mixed.csv -k --rejects no/such/dir.csv"
	[ -z "$(find . -name '*.csv.*')" ]
}

@test "import --dry-run: the difference, and nothing stored" {
	shop
	pos "pos-stock menu import '$root/tests/data/menu.csv' --dry-run"
	same '["menu.import",true]' "$(records '[.type, .dry_run]')"
	printf 'code,name,price\nlatte,Latte,29\ncocoa,Cocoa,20\n' >new.csv
	entries
	was=$count
	pos "pos-stock menu import new.csv --dry-run"
	same '["changed","latte",[{"field":"price_minor","old":2800,"now":2900}]]
["added","cocoa",null]' "$(records 'select(.type == "menu.change") |
	    [.change, .code, .fields]')"
	entries
	same "$was" "$count"
	pos "pos-stock menu import new.csv"
	pos "pos-stock menu show latte"
	same '[2900,["milk","ice","sugar"]]' "$(records '[.price_minor, .groups]')"
}

@test "import --key: the first answer again, another file is refused" {
	shop
	printf 'code,name,price\nlatte,Latte,29\n' >new.csv
	pos "pos-stock menu import new.csv --key k"
	first=$output
	pos "pos-stock menu import new.csv --key k"
	same "$first" "$output"
	printf 'code,name,price\nlatte,Latte,30\n' >new.csv
	pos 1 "pos-stock menu import new.csv --key k"
}

@test "import: from a pipe, in UTF-16, UTF-8 with BOM, GB18030, Latin delimiters" {
	printf '名称（必填）;分类;条码;进货价;销售价;会员价;库存;规格;单位;编码\r\n奶茶;饮品;6901234567892;¥3,50;¥12,00;11;5;大杯;杯;N1\r\n' >zh.csv
	want=
	for code in UTF-8 GB18030 UTF-16; do
		export POS_STORE=$BATS_TEST_TMPDIR/$code.db
		store
		pos "iconv -t $code zh.csv | pos-stock menu import"
		same '["chinese",1]' "$(records '[.format, .added]')"
		pos "pos-stock menu show N1"
		want=${want:-$output}
		same "$want" "$output"
	done
	same '["奶茶","饮品",1200,350,["6901234567892"],"杯",[{"channel":"member","price_minor":1100}]]' \
	    "$(records '[.name, .category, .price_minor, .cost_minor, .barcodes, .unit, .prices]')"
	pos "(printf '\357\273\277'; cat zh.csv) | pos-stock menu import -"
	same 1 "$(records .unchanged)"
}

@test "import: amounts as people write them, and those that mean two things" {
	store
	printf '%s\n' name,price 'A,"£4,250.00"' 'B,¥12' 'C,NT$ 5' 'D,3.50 €' \
	    'E,"1,234,567"' "F,1'000.5" 'G,"12,5"' 'H,12.50 EUR' >ok.csv
	pos "pos-stock menu import ok.csv && pos-stock menu list"
	same '425000
1200
500
350
123456700
100050
1250
1250' "$(records 'select(.type == "item") | .price_minor')"
	for price in 12,5O '"1,23,4"' 1.2.3 '"1,234"' EUR '1 2x' --5 1e3 0x10 \
	    ٣ '"5,"'; do
		printf 'name;price\nA;%s\n' "$price" >bad.csv
		pos 65 "pos-stock menu import bad.csv --delimiter ';'"
	done
}

@test "import --from loyverse: variants, sets, groups, taxes, flags" {
	store EUR
	cat >l.csv <<-'END'
	Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Option 2 name,Option 2 value,Option 3 name,Option 3 value,Cost,Barcode,SKU of included item,Quantity of included item,Track stock,Available for sale [Here],Price [Here],In stock [Here],Low stock [Here],Price [There],"Modifier - ""Milk""","Tax - ""GST"" (8%)","Tax - ""Service"" (10%)"
	latte,10001,Latte,Coffee,Good,N,Size,S,,,,,0.90,,,,N,Y,3.50,,,9,Y,Y,Y
	latte,10002,,,,,,L,,,,,1.10,,,,N,Y,4.20,,,9,Y,Y,N
	set,10010,Set,Sets,,N,,,,,,,,,10001,1,N,Y,variable,,,9,N,N,N
	set,,,,,,,,,,,,,,10020,2,,,,,,,,,
	bun,10020,Bun,Cakes,,Y,,,,,,,0.20,4006381333931,,,Y,N,1.00,-3,5,9,N,N,Y
	END
	pos "pos-stock menu import l.csv --from loyverse"
	same '[5,4,1,3]' "$(records '[.rows, .added, .groups, .taxes]')"
	pos "pos-stock menu export --format json"
	same '["10001","Latte","S","latte",350,"service-10%","Coffee"]
["10002","Latte","L","latte",420,"gst-8%","Coffee"]
["10010","Set",null,null,null,null,"Sets"]
["10020","Bun",null,null,100,"service-10%","Cakes"]' \
	    "$(records 'select(.type == "item") | [.code, .name, .variant,
	    .parent, .price_minor, (.tax // null | if . then sub("^gst-8%_";"") else . end), .category]')"
	same '[true,[{"item":"10001","qty_milli":1000},{"item":"10020","qty_milli":2000}]]' \
	    "$(records 'select(.code == "10010") | [.open_price, .recipe]')"
	same '["kg",true,true,"warn",5000]' "$(records 'select(.code == "10020")
	    | [.unit, .sold_out, .tracked, .policy, .low_milli]')"
	grep -q "columns of location 'there' are passed over" <<<"$(pos "pos-stock menu import l.csv" && cat "$pos_stderr")"
	pos "pos-stock menu import l.csv --location There"
	pos "pos-stock menu show 10002"
	same 900 "$(records .price_minor)"
}

@test "import --stock: what is there becomes a count, once" {
	store EUR
	cat >s.csv <<-'END'
	name,sku,price,stock
	Cup,c1,5,7
	Pot,p1,9,-2
	END
	pos "pos-stock menu import s.csv --stock"
	same 1 "$(records .counted)"
	entries
	was=$count
	pos "pos-stock level c1"
	same 7000 "$(records .on_hand_milli)"
	pos "pos-stock menu import s.csv --stock"
	entries
	same "$was" "$count"
}

@test "import: Square, with instructions above the header, and a row without a name" {
	store GBP
	cat >q.csv <<-'END'
	"Please read",,
	Token,Item Name,Variation Name,SKU,Description,Category,Price,GTIN,"Modifier Set - 4"" Sleeve",Tax - VAT (20%),Current Quantity Main St
	t1,Coffee,Small,,Fresh,Hot,3.50,,N,Y,
	t2,Coffee,Large,,Fresh,Hot,"£4,250.00",00012345678905,N,Y,
	t3,Tea,Regular,SQ-9,,Hot,,,Y,N,4
	END
	pos "pos-stock menu import q.csv"
	pos "pos-stock menu list"
	same '["SQ-9","Tea",null,null,true,["4-sleeve"]]
["coffee-large","Coffee","Large",425000,null,null]
["coffee-small","Coffee","Small",350,null,null]' \
	    "$(records '[.code, .name, .variant, .price_minor, .open_price, .groups]')"
	printf 'Token,Item Name,Variation Name,Price\nt,,Grande,140\n' >n.csv
	pos 65 "pos-stock menu import n.csv"
	same "pos-stock: n.csv:2: column 'Item Name': is empty" \
	    "$(head -1 <<<"$stderr")"
}

@test "import: Odoo labels, OpenSourcePOS, a plain list" {
	store EUR
	printf 'Name,Interne Referenz,Verkaufspreis,Kosten\nRad,M1,12.50,3\n' >o.csv
	pos "pos-stock menu import o.csv"
	same odoo "$(records -r .format)"
	printf '\357\273\277Id,Barcode,"Item Name",Category,"Cost Price","Unit Price","Tax 1 Name","Tax 1 Percent"\n7,4006381333931,Pen,Desk,1,2.50,VAT,19\n' >p.csv
	pos "pos-stock menu import p.csv"
	same '["opensourcepos",1]' "$(records '[.format, .taxes]')"
	pos "pos-stock menu show 4006381333931"
	same '["Pen",250,"vat-19%"]' "$(records '[.name, .price_minor, .tax]')"
	printf 'Menu Group,Menu Item,Price,Description\nHot,Soup,4,Thick\n' >t.csv
	pos "pos-stock menu import t.csv"
	same plain "$(records -r .format)"
}

@test "import --map: any other header; a price column for each variant" {
	store TWD
	printf 'brand,cat,drink,cold,hot\nA,茶,紅茶,30,35\nA,茶,綠茶,30,\nB,茶,紅茶,40,\n' >tw.csv
	pos 65 "pos-stock menu import tw.csv"
	pos "pos-stock menu import tw.csv --map name=drink,category=cat,price=cold"
	pos "pos-stock menu list"
	same '["紅茶",3000]
["紅茶-2",4000]
["綠茶",3000]' "$(records '[.code, .price_minor]')"
	export POS_STORE=$BATS_TEST_TMPDIR/two.db
	store TWD
	pos "pos-stock menu import tw.csv --map 'name=drink,price[cold]=cold,price[hot]=#5'"
	pos "pos-stock menu list"
	same '["紅茶-cold","cold",3000]
["紅茶-cold-2","cold",4000]
["紅茶-hot","hot",3500]
["綠茶-cold","cold",3000]' "$(records '[.code, .variant, .price_minor]')"
	pos 65 "pos-stock menu import tw.csv --map name=drnk"
	same "pos-stock: --map: the file has no column 'drnk', but 'brand', 'cat', 'drink', 'cold', 'hot'" "$stderr"
	pos 64 "pos-stock menu import tw.csv --map price=cold"
	pos 64 "pos-stock menu import tw.csv --map nme=drink"
}

@test "import: barcodes that are wrong are remarked on, not refused" {
	store EUR
	printf 'name,sku,price,barcode\nA,a,1,4006381333932\nB,b,1,40063813\03533 931\nC,c,1,4006381333931\n' >b.csv
	pos "pos-stock menu import b.csv"
	same "pos-stock: warning: b.csv:2: barcode '4006381333932' has a wrong check digit
pos-stock: warning: b.csv:3: barcode '4006381333931' is taken without the control characters or blanks in it
pos-stock: warning: b.csv:4: barcode '4006381333931' belongs to another item already and is left out" "$stderr"
	pos "pos-stock menu show 4006381333931"
	same '"b"' "$(records .code)"
}

@test "import: naughty names come back as they are, or are refused with one line" {
	store EUR
	cat >n.jsonl <<-'END'
	{"type":"item","v":1,"code":"n1","name":"=1+1","price_minor":1}
	{"type":"item","v":1,"code":"n2","name":"'@SUM(A1)","price_minor":1}
	{"type":"item","v":1,"code":"n3","name":"-2+3+cmd|' /C calc'!A0","price_minor":1}
	{"type":"item","v":1,"code":"n4","name":"a \"quoted\", one","price_minor":1}
	{"type":"item","v":1,"code":"n5","name":"Robert'); DROP TABLE item;--","price_minor":1}
	{"type":"item","v":1,"code":"n6","name":"👩‍👩‍👧 ﷽ Ω≈ç√","price_minor":1}
	{"type":"item","v":1,"code":"n7","name":"%s%n%d $HOME `id`","price_minor":1}
	END
	pos "pos-stock menu import n.jsonl"
	pos "pos-stock menu export >n.csv"
	same "'=1+1
''@SUM(A1)
'-2+3+cmd|' /C calc'!A0" "$(cut -d, -f3 n.csv | sed -n 2,4p)"
	pos "pos-stock menu import n.csv"
	same 7 "$(records .unchanged)"
	pos "pos-stock menu export --format json | jq -c '[.code, .name]' |
	    diff - <(jq -c '[.code, .name]' n.jsonl)"
	for name in 'a\u0000b' 'a\u001b[31mb' 'a\u202eb' '' ; do
		printf '{"type":"item","v":1,"code":"x","name":"%s","price_minor":1}\n' \
		    "$name" >x.jsonl
		pos 65 "pos-stock menu import x.jsonl"
		same 2 "$(wc -l <<<"$stderr")"
	done
	printf 'name,price\n\377\376x,1\n' >x.csv
	pos 65 "pos-stock menu import x.csv --encoding UTF-8"
}

@test "import: wrong records are refused by line and field" {
	shop
	cat >r.jsonl <<-'END'
	{"type":"item","v":1,"code":"a","name":"A","price_minor":"1"}
	{"type":"item","v":2,"code":"a","name":"A"}
	{"type":"sale","v":1}
	{"type":"item","v":1,"code":"a","nmae":"A"}
	{"type":"item","v":1,"code":"a"
	END
	pos 65 "pos-stock menu import r.jsonl"
	same 6 "$(wc -l <<<"$stderr")"
	grep -q '^pos-stock: r.jsonl:5: ' <<<"$stderr"
}

@test "import: no file, an empty one, a folder, no header" {
	shop
	pos 74 "pos-stock menu import none.csv"
	same "pos-stock: cannot read 'none.csv': No such file or directory" "$stderr"
	pos 74 "pos-stock menu import ."
	: >empty.csv
	pos 65 "pos-stock menu import empty.csv"
	same "pos-stock: empty.csv: it is empty" "$stderr"
	printf 'a,b\n1,2\n' >ab.csv
	pos 65 "pos-stock menu import ab.csv"
	printf 'code,name,price\n' >head.csv
	pos 65 "pos-stock menu import head.csv"
	same "pos-stock: head.csv: it has no rows" "$stderr"
	pos 64 "pos-stock menu import ab.csv --delimiter xy"
}

@test "import: killed half way, it leaves nothing" {
	shop
	entries
	was=$count
	(
		echo code,name,price
		seq 1 20000 | sed 's/.*/k&,Name &,1.00/'
	) >many.csv
	for delay in 0.02 0.05 0.1; do
		timeout -s KILL "$delay" pos-stock menu import many.csv \
		    >/dev/null 2>&1 || true
		pos "pos-stock menu list | grep -c '\"k[0-9]' || true"
		[ "$output" = 0 ] || [ "$output" = 20000 ]
	done
	pos pos-admin verify
	pos "pos-stock menu import many.csv"
	pos "pos-stock menu list | grep -c '\"k[0-9]'"
	same 20000 "$output"
}

@test "import: four real exports of Loyverse" {
	data import_loyverse
	dir=$data
	while read -r file currency items taxes groups; do
		export POS_STORE=$BATS_TEST_TMPDIR/$file.db
		store "$currency"
		pos "pos-stock menu import '$dir/loyverse_export_$file.csv' --stock"
		same "[$items,$taxes,$groups]" \
		    "$(records '[.added, .taxes, .groups]')"
		pos "pos-stock menu import '$dir/loyverse_export_$file.csv' --stock"
		same "[0,0,$items]" "$(records '[.added, .changed, .unchanged]')"
		pos "pos-stock menu export >out.csv"
		pos "pos-stock menu import out.csv"
		same "[0,0,$items]" "$(records '[.added, .changed, .unchanged]')"
		pos pos-admin verify
	done <<-'END'
	bakery_es EUR 412 3 0
	cafe_maldives MVR 174 0 7
	minishop_th_jp JPY 1138 1 0
	pizzeria_co COP 55 0 0
	END
}

@test "import: nine thousand drinks of Taiwan, in both encodings" {
	data menus_tw_drinks
	dir=$data
	store TWD
	pos "pos-stock menu import '$dir/tw_drink_menus.csv' \
	    --map name=name,category=category,price=price_cold"
	same 9037 "$(records .added)"
	# the file in GB18030 ends 39 rows earlier
	rows=$(iconv -f GB18030 -t UTF-8 "$dir/tw_drink_menus_gb18030.csv" | wc -l)
	head -n "$rows" "$dir/tw_drink_menus.csv" >head.csv
	for file in head.csv "$dir/tw_drink_menus_gb18030.csv"; do
		export POS_STORE=$BATS_TEST_TMPDIR/tw$((++n)).db
		store TWD
		pos "pos-stock menu import '$file' \
		    --map name=name,category=category,price=price_cold"
		pos "pos-stock menu export >tw$n.csv"
	done
	cmp tw1.csv tw2.csv
	pos "pos-stock menu import '$dir/tw_drink_menus.csv' --dry-run \
	    --map 'name=name,price[cold]=price_cold,price[hot]=price_hot' | tail -1"
	same 12581 "$(records '.added + .changed + .unchanged')"
}

@test "import: a platform's menu with option groups, by share/adapters" {
	data menu_hk_yifang
	dir=$data
	store HKD
	pos "jq -cs -f '$root/share/adapters/menu-modifier-groups.jq' \
	    '$dir/menu.json' '$dir/modifyGroup.json' | pos-stock menu import"
	same '[82,12]' "$(records '[.added, .groups]')"
	pos "pos-stock menu list"
	same 50 "$(records -s 'map(select(.sold_out)) | length')"
}

@test "import: samples of Square and Odoo" {
	data import_odoo
	dir=${data%/*}
	store EUR
	pos "pos-stock menu import '$dir/import_square_headers/square_bom_sample.csv'"
	pos "pos-stock menu show SQ-2 00012345678905"
	same '425000
425000' "$(records .price_minor)"
	for file in product.template_13 product.template_14 \
	    Kaelin_csv_files_product.template; do
		pos "pos-stock menu import '$dir/import_odoo/$file.csv'"
		same odoo "$(records -r .format)"
	done
	for file in "$dir"/platform_samples/csv/*.csv; do
		pos 65 "pos-stock menu import '$file'"
		[[ $stderr != *'no header'* ]]
	done
}
