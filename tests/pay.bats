#!/usr/bin/env bats
#
# pos-pay: cash and other payments, what is refused, and money back.

load helpers

# latte 38.50, cake 38.52 (tracked), gift 0.00
till() {
	pos "pos-admin init --name Sugar --currency CNY --zone Asia/Shanghai"
	pos "pos-stock menu set latte --name Latte --price 38.50"
	pos "pos-stock menu set cake --name Cake --price 38.52 --tracked yes"
	pos "pos-stock menu set gift --name Gift --price 0"
	pos "pos-stock receive cake:50"
}

paid() {
	records '[.state, .total_minor, .paid_minor, .due_minor, .change_minor]'
}

@test "pay cash: change, and the sale is completed" {
	till
	pos "pos-sale new latte | pos-pay cash 50"
	same '["completed",3850,3850,0,1150]' "$(paid)"
	same '[["cash",3850,5000,1150]]' "$(records '[.payments[] |
	    [.method, .amount_minor, .tendered_minor, .change_minor]]')"
	same 2026-03-14T02:00:00.000Z "$(records -r .done_at)"
}

@test "pay cash: exact without an amount" {
	till
	pos "pos-sale new latte:2 | pos-pay cash"
	same '["completed",7700,7700,0,null]' "$(paid)"
}

@test "pay cash --sale: by number, by day and number, by id" {
	till
	for i in 1 2 3; do pos "pos-sale new latte"; done
	id=$(records -r .id)
	pos "pos-pay cash --sale 1"
	same 1 "$(records .number)"
	pos "pos-pay cash --sale 2026-03-14/2"
	same 2 "$(records .number)"
	pos "pos-pay cash --sale $id"
	same 3 "$(records .number)"
}

@test "pay cash: too little is refused, and nothing is recorded" {
	till
	pos "pos-sale new latte"
	pos "pos-admin journal | wc -l"
	before=$output
	pos 1 "pos-pay cash 20 --sale 1"
	same 'pos-pay: 20.00 tendered, 38.50 due' "$stderr"
	pos "pos-admin journal | wc -l"
	same "$before" "$output"
}

@test "pay cash: paying twice is refused" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos 1 "pos-pay cash --sale 1"
	same 'pos-pay: sale 1 is paid already' "$stderr"
	pos 1 "pos-pay record card --sale 1"
	same 'pos-pay: sale 1 is paid already' "$stderr"
}

@test "pay cash --key: once, and the first answer again" {
	till
	pos "pos-sale new latte"
	pos "pos-pay cash 50 --sale 1 --key a1"
	first=$output
	pos "pos-pay cash 50 --sale 1 --key a1"
	same "$first" "$output"
	pos 1 "pos-pay cash 60 --sale 1 --key a1"
	pos "pos-pay list | wc -l"
	same 1 "$output"
}

@test "pay cash --dry-run: shows the entry and records nothing" {
	till
	pos "pos-sale new latte"
	pos "pos-pay cash 50 --sale 1 --dry-run"
	same '["pay.take",3850]' \
	    "$(records '[.kind, .data.payment.amount_minor]')"
	pos "pos-sale show 1"
	same '"open"' "$(records .state)"
}

@test "pay cash: rounds to the smallest coin" {
	till
	pos "pos-admin config set cash_step 0.05"
	pos "pos-sale new cake | pos-pay cash 50"
	same '["completed",3852,3852,0,1150]' "$(paid)"
	same -2 "$(records .rounding_minor)"
	pos "pos-sale new cake:2 | pos-pay cash"
	same '[7704,1]' "$(records '[.paid_minor, .rounding_minor]')"
	# 38.50 is all that 38.52 comes to in coins
	pos "pos-sale new cake | pos-pay cash --amount 38.50"
	same '["completed",0]' "$(records '[.state, .due_minor]')"
	# a card is not rounded
	pos "pos-sale new cake | pos-pay record card"
	same null "$(records .rounding_minor)"
}

@test "pay cash --amount: a part, and the rest by card" {
	till
	pos "pos-sale new latte | pos-pay cash --amount 10"
	same '["open",3850,1000,2850,null]' "$(paid)"
	pos "pos-pay record card --sale 1 --reference 4711"
	same '["completed",3850,3850,0,null]' "$(paid)"
	pos "pos-pay list --sale 1"
	same '["cash",1000,null]
["card",2850,"4711"]' "$(records '[.method, .amount_minor, .reference]')"
	pos 1 "pos-sale new latte | pos-pay cash --amount 40"
	same 'pos-pay: 40.00 is more than what is due: 38.50' "$stderr"
}

@test "pay cash --tip: beside the amount" {
	till
	pos "pos-sale new latte | pos-pay cash 50 --tip 5"
	same '["completed",3850,3850,0,650]' "$(paid)"
	same 500 "$(records .tip_minor)"
	pos 1 "pos-sale new latte | pos-pay cash 40 --tip 5"
	same 'pos-pay: 40.00 tendered, 43.50 due' "$stderr"
}

@test "pay record: a card gives no change" {
	till
	pos 1 "pos-sale new latte | pos-pay record card --amount 50"
	same "pos-pay: 'card' gives no change: 50.00 given, 38.50 due" "$stderr"
	pos "pos-pay record card --sale 1 --tip 3"
	same '["completed",3850,3850,0,null]' "$(paid)"
	pos 65 "pos-sale new latte | pos-pay record 'my card'"
}

@test "pay record --reference: a card number is not stored" {
	till
	pos 65 "pos-sale new latte |
	    pos-pay record card --reference '4111 1111 1111 1111'"
	pos 1 "strings -a '$POS_STORE' | grep -F '4111 1111'"
}

@test "pay: a sale that comes to nothing is completed with 0" {
	till
	pos "pos-sale new gift | pos-pay cash 0"
	same '["completed",0,0,0,null]' "$(paid)"
	pos 1 "pos-pay cash 0 --sale 1"
}

@test "pay: void sales and unknown ones are refused" {
	till
	pos "pos-sale new latte | pos-sale void --reason gone"
	pos 1 "pos-pay cash --sale 1"
	same 'pos-pay: sale 1 is void' "$stderr"
	pos 65 "pos-pay cash --sale 99"
	pos 65 "pos-pay cash --sale 0193e5f7-0000-7000-8000-000000000000"
}

@test "pay: a stage fed nothing, or half a line, is an error" {
	till
	pos 66 "pos-pay cash </dev/null"
	pos 65 "printf '{\"type\":\"sale\",\"v\":1,\"id\":\"01' | pos-pay cash"
	pos 65 "echo '{\"type\":\"sale\",\"v\":1,\"id\":\"x\"}' | pos-pay cash"
	pos 64 "pos-pay cash -- -5 </dev/null"
	pos 64 "pos-pay cash 1.234 </dev/null"
	pos 64 "pos-pay cash 1 --tip x </dev/null"
}

@test "pay: nothing that the pipe says can change a price" {
	till
	pos "pos-sale new latte | sed s/3850/1/g | pos-pay cash"
	same '["completed",3850,3850,0,null]' "$(paid)"
}

@test "pay: other records pass through in their place" {
	records_unchecked=1
	till
	pos "pos-sale new latte >a; pos-sale new latte >b"
	pos "(cat a; echo '{\"type\":\"x\",\"v\":9}'; cat b) | pos-pay cash"
	same '["sale",1]
["x",null]
["sale",2]' "$(records '[.type, .number]')"
}

@test "pay: many sales in one stream, each with its own payment" {
	till
	for i in 1 2 3 4 5; do pos "pos-sale new latte >>sales"; done
	pos "pos-pay record card --key many <sales"
	first=$output
	same 5 "$(records -s 'map(select(.state == "completed")) | length')"
	pos "pos-pay record card --key many <sales"
	same "$first" "$output"
	pos "pos-pay list --method card | wc -l"
	same 5 "$output"
	pos "pos-admin verify --deep"
}

@test "pay --backdate: at the time of each sale" {
	till
	pos "POS_NOW=2025-01-02T09:30:00+08:00 pos-sale new latte |
	    pos-pay cash --backdate"
	same '["2025-01-02",2025]' \
	    "$(records '[.payments[0].day, (.done_at[:4] | tonumber)]')"
	pos "pos-report day 2025-01-02"
	same '[1,"09"]' "$(records '[.sales, .parts[0].value]')"
	pos "pos-report day"
	same 0 "$(records .sales)"
}

@test "pay: stock is reserved by the order and taken by the payment" {
	till
	pos "pos-sale new cake:3"
	pos "pos-stock level cake"
	same '[50000,3000]' "$(records '[.on_hand_milli, .reserved_milli // 0]')"
	pos "pos-pay cash --sale 1"
	pos "pos-stock level cake"
	same '[47000,0]' "$(records '[.on_hand_milli, .reserved_milli // 0]')"
}

@test "pay refund: a return is paid out" {
	till
	pos "pos-sale new cake:2 latte | pos-pay cash"
	pos "pos-sale return 1 1:1 --reason stale | pos-pay refund cash"
	same '["completed",-3852,-3852,0,null]' "$(paid)"
	pos "pos-stock level cake"
	same 49000 "$(records .on_hand_milli)"
	pos "pos-sale show 1"
	same 3852 "$(records .refunded_minor)"
	pos 1 "pos-pay refund cash --sale 2"
	same 'pos-pay: return 2 is paid out already' "$stderr"
}

@test "pay cash: a return is not paid in" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos 1 "pos-sale return 1 --reason stale | pos-pay cash"
	same "pos-pay: return 2 is to be paid out: use 'pos-pay refund'" \
	    "$stderr"
}

@test "pay refund: cash is rounded, and never more than is due" {
	till
	pos "pos-admin config set cash_step 0.05"
	pos "pos-sale new cake | pos-pay record card"
	pos "pos-sale return 1 --reason stale"
	pos 1 "pos-pay refund cash --sale 2 --amount 40"
	same 'pos-pay: 40.00 is more than what is due: 38.52' "$stderr"
	pos "pos-pay refund cash --sale 2"
	same '[-3852,2]' "$(records '[.paid_minor, .rounding_minor]')"
}

@test "pay refund --sale: an amount on the sale itself, never more than paid" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos 1 "pos-pay refund cash --sale 1"
	same 'pos-pay: sale 1 is no return: say with --amount how much goes back' \
	    "$stderr"
	pos "pos-pay refund cash --sale 1 --amount 10 --reason cold"
	same '["completed",3850,2850,0,1000]' "$(records '[.state,
	    .total_minor, .paid_minor, .due_minor, .refunded_minor]')"
	pos 1 "pos-pay refund card --sale 1 --amount 28.51"
	same 'pos-pay: 28.51 is more than what is left of the payment: 28.50' \
	    "$stderr"
	pos "pos-report day"
	same '[3850,1000,2850]' \
	    "$(records '[.sold_minor, .returned_minor, .net_minor]')"
	pos "pos-admin verify --deep"
}

@test "pay refund: a return and a refund together stay within the payment" {
	till
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-pay refund cash --sale 1 --amount 10"
	pos 1 "pos-sale return 1 --reason stale | pos-pay refund cash"
	same 'pos-pay: 38.50 is more than what is left of the payment: 28.50' \
	    "$stderr"
}

@test "pay refund: a deposit goes back before the sale is void" {
	till
	pos "pos-sale new latte | pos-pay record card --amount 20"
	pos 1 "pos-sale void 1 --reason gone"
	pos "pos-pay refund card --sale 1 --amount 20"
	same '["open",3850,0,3850,null]' "$(paid)"
	pos "pos-sale void 1 --reason gone"
	pos "pos-admin verify --deep"
}

@test "pay refund --approve: beyond the person's limit" {
	till
	umask 077
	echo 1234 >pin
	pos "pos-admin staff set boss --name Boss --role manager --pin-file pin"
	pos "pos-admin staff set amy --name Amy --role cashier \
	    --max-refund 5 --staff boss"
	export POS_STAFF=amy
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-pay refund cash --sale 1 --amount 5"
	pos 77 "pos-pay refund cash --sale 1 --amount 5.01"
	pos "pos-pay refund cash --sale 1 --amount 6 --approve boss \
	    --pin-file pin"
	pos "pos-admin journal"
	same '"boss"' "$(records 'select(.kind == "pay.refund") |
	    .data.approved_by // empty')"
}

@test "pay list: by day, sale and method" {
	till
	pos "pos-sale new latte | pos-pay cash 40"
	pos "pos-sale new latte | pos-pay record card --reference a"
	pos "pos-pay list"
	same '[1,"cash",4000,150]
[2,"card",null,null]' "$(records '[.number, .method, .tendered_minor,
	    .change_minor]')"
	pos "pos-pay list --day 2026-03-14 --method card"
	same 2 "$(records .number)"
	pos "pos-pay list --day 2026-03-13"
	same '' "$output"
	pos 64 "pos-pay list --sale 1 --day 2026-03-14"
}

@test "pay: on a terminal, what goes back is shown" {
	till
	pos "pos-sale new latte | pos-pay cash 50 --format table"
	same '  Sale 1
  Total                38.50
  cash                 50.00
  CHANGE               11.50' "$output"
}
