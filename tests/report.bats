#!/usr/bin/env bats
#
# pos-report: sums of days, and their close.

load helpers

till() {
	pos "pos-admin init --name Sugar --currency CNY --zone Asia/Shanghai \
	    --cutoff 04:00"
	pos "pos-stock menu set latte --name Latte --price 38.50 -c drinks"
	pos "pos-stock menu set cake --name Cake --price 20 -c food"
}

at() {
	export POS_NOW=$1
}

@test "report day: sums, tenders and parts" {
	till
	pos "pos-sale new latte:2 cake --guests 2 | pos-pay cash 100"
	pos "pos-sale new cake --type takeaway | pos-pay record card --tip 1"
	pos "pos-sale return 2 --reason stale | pos-pay refund card"
	pos "pos-sale new latte"
	pos "pos-sale new cake | pos-sale void --reason gone"
	pos "pos-report day"
	same '["day","2026-03-14",2,1,3000,2,11700,2000,9700]' "$(records '[
	    .kind, .day, .sales, .returns, .items_milli, .guests,
	    .sold_minor, .returned_minor, .net_minor]')"
	same '[4850,1,2000,1,3850]' "$(records '[.average_minor, .voids,
	    .void_minor, .open, .open_minor]')"
	same '[["cash",1,9700,0],["card",1,2000,2000]]' "$(records '[
	    .tenders[] | [.method, .payments, .amount_minor,
	    .refund_minor]]')"
	same '[["latte",2000,7700],["cake",1000,2000]]' "$(records '[
	    .parts[] | select(.part == "item") | [.value, .qty_milli,
	    .total_minor]]')"
	same '[["hour","10",2,9700]]' "$(records '[.parts[] |
	    select(.part == "hour") | [.part, .value, .sales,
	    .total_minor]]')"
	pos "pos-report day 2026-03-13"
	same 0 "$(records .sales)"
	pos 64 "pos-report day yesterday"
}

@test "report day: the day begins at the cut-off" {
	till
	at 2026-03-15T03:59:00+08:00
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report day"
	same '["2026-03-14",1]' "$(records '[.day, .sales]')"
	at 2026-03-15T04:00:00+08:00
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report day"
	same '["2026-03-15",1]' "$(records '[.day, .sales]')"
}

@test "report day: the same store gives the same bytes" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report day"
	first=$output
	at 2026-03-14T11:00:00+08:00
	pos "pos-report day"
	same "$first" "$output"
	pos "pos-report day --format table"
	[[ $output == Sugar* ]]
	grep -qE 'Net +38.50$' <<<"$output"
}

@test "report x: the open day, or the drawer of a till" {
	till
	pos "pos-pay shift open 50"
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report x"
	same '["x",1,null]' "$(records '[.kind, .sales, .z]')"
	same '[null]' "$(records '[.shifts[0].expected_minor]')"
	pos "pos-report x --till 1"
	same '["shift",null]' "$(records '[.type, .expected_minor]')"
	pos "pos-report x --till 1 --show"
	same '["shift",8850]' "$(records '[.type, .expected_minor]')"
	pos 64 "pos-report x --show"
	pos 78 "pos-report x --till 9"
}

@test "report z: closes the day, and later sales belong to the next" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-sale new cake"
	pos "pos-report z"
	same '["z",1,3850,3850,1]' "$(records '[.kind, .z, .net_minor,
	    .grand_minor, .open]')"
	same '[1,64]' "$(records '[(.heads | length), (.head | length)]')"
	pos "pos-pay cash --sale 2026-03-14/2"
	same 2026-03-15 "$(records -r '.payments[0].day')"
	pos "pos-report day"
	same '["2026-03-15",1,2000]' "$(records '[.day, .sales, .net_minor]')"
	pos 1 "pos-report z"
	same 'pos-report: 2026-03-14 is closed already, and 2026-03-15 has not begun' "$stderr"
	at 2026-03-15T22:00:00+08:00
	pos "pos-report z"
	same '[2,2000,5850,0]' "$(records '[.z, .net_minor, .grand_minor,
	    .open]')"
	pos "pos-admin verify --deep"
}

@test "report z --again: the bytes of the close" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report z >first"
	at 2026-03-16T10:00:00+08:00
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report z --again 2026-03-14 | cmp - first"
	pos 1 "pos-report z 2026-03-14"
	same "pos-report: 2026-03-14 is closed already: 'pos-report z --again 2026-03-14' shows it" "$stderr"
	pos 1 "pos-report z --again 2026-03-15"
	pos "pos-report day 2026-03-14"
	same '["day",1]' "$(records '[.kind, .z]')"
	pos 64 "pos-report z 2026-03-14 --again 2026-03-14"
}

@test "report z: earlier days first, and none before it has begun" {
	till
	pos "pos-sale new latte | pos-pay cash"
	at 2026-03-16T10:00:00+08:00
	pos "pos-sale new latte | pos-pay cash"
	pos 1 "pos-report z"
	same "pos-report: 2026-03-14 is not closed: 'pos-report z 2026-03-14' first" "$stderr"
	pos "pos-report z 2026-03-14"
	pos 1 "pos-report z 2026-03-18"
	same 'pos-report: 2026-03-18 has not begun' "$stderr"
	pos "pos-report z"
	same '[2,"2026-03-16"]' "$(records '[.z, .day]')"
}

@test "report z --key: once" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-report z --key z1"
	first=$output
	pos "pos-report z --key z1"
	same "$first" "$output"
}

@test "report z: an open shift is a warning; cashiers may not close" {
	till
	pos "pos-pay shift open"
	umask 077
	echo 1234 >pin
	pos "pos-admin staff set boss --name Boss --role manager --pin-file pin"
	pos "pos-admin staff set amy --name Amy --role cashier --staff boss"
	pos 77 "pos-report z --staff amy"
	pos "pos-report z --staff boss"
	same "pos-report: shift 1 of till '1' is not closed" "$stderr"
}

@test "report by: each sum over some days" {
	till
	pos "pos-sale new latte:2 cake | pos-pay cash 100"
	at 2026-03-15T12:00:00+08:00
	pos "pos-sale new cake:5 --type takeaway | pos-pay record card"
	pos "pos-report by item --from 2026-03-14"
	same '["cake",6000,12000]
["latte",2000,7700]' "$(records '[.value, .qty_milli, .total_minor]')"
	pos "pos-report by item --top 1"
	same '["cake",5000]' "$(records '[.value, .qty_milli]')"
	pos "pos-report by category --from 2026-03-14"
	same '["food",12000]
["drinks",7700]' "$(records '[.value, .total_minor]')"
	pos "pos-report by hour --from 2026-03-14"
	same '["10",1,9700]
["12",1,10000]' "$(records '[.value, .sales, .total_minor]')"
	pos "pos-report by type --from 2026-03-14 --to 2026-03-14"
	same '["dine-in",1,9700]' "$(records '[.value, .sales, .total_minor]')"
	pos "pos-report by tender --from 2026-03-14"
	same '["card",1,10000]
["cash",1,9700]' "$(records '[.value, .payments, .total_minor]')"
	for by in channel staff till; do
		pos "pos-report by $by --from 2026-03-14"
		same '[2,19700]' "$(records '[.sales, .total_minor]')"
	done
	pos "pos-stock tax set vat --name VAT --rate VAT=6% --inclusive"
	pos "pos-stock menu set cake --tax vat"
	pos "pos-sale new cake latte | pos-pay cash"
	pos "pos-report by tax"
	same '["VAT",60000,2000,1887,113]' "$(records '[.value, .rate_ppm,
	    .total_minor, .net_minor, .tax_minor]')"
	pos "pos-report by item --format table"
	same 'value  name   qty   total
cake   Cake     6  120.00
latte  Latte    1   38.50' "$output"
	pos 64 "pos-report by colour"
	pos 64 "pos-report by item --from 2026-03-15 --to 2026-03-14"
}

@test "report trend: one record a day" {
	till
	pos "pos-sale new latte | pos-pay cash"
	at 2026-03-16T12:00:00+08:00
	pos "pos-sale new cake | pos-pay cash"
	pos "pos-report trend"
	same '["2026-03-14",1,3850]
["2026-03-16",1,2000]' "$(records '[.day, .sales, .net_minor]')"
	pos "pos-report trend --from 2026-03-15 --to 2026-03-15"
	same '' "$output"
	pos "pos-report trend --format csv | head -n 1"
	[[ $output == day,* ]]
}

@test "report: a sum that was altered is found and named" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-admin verify"
	pos "sqlite3 '$POS_STORE' 'UPDATE item_sum SET qty_milli = 2000'"
	pos 65 "pos-admin verify"
	[[ $stderr == *'item_sum of branch 1 on 2026-03-14, item 1: qty_milli is 2000, the sales come to 1000'* ]]
}
