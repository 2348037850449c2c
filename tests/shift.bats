#!/usr/bin/env bats
#
# pos-pay shift: the drawer, from its float to the count.

load helpers

till() {
	pos "pos-admin init --name Sugar --currency CNY --zone Asia/Shanghai"
	pos "pos-stock menu set latte --name Latte --price 38.50"
}

@test "shift: expected is float, sales, refunds, in and out" {
	till
	pos "pos-pay shift open 200"
	same '["1",1,20000]' "$(records '[.till, .shift, .float_minor]')"
	pos "pos-sale new latte | pos-pay cash 50"
	pos "pos-sale new latte | pos-pay cash 50 --tip 2"
	pos "pos-sale new latte | pos-pay record card --tip 9"
	pos "pos-sale return 1 --reason stale | pos-pay refund cash"
	pos "pos-pay shift in 30 --reason change"
	pos "pos-pay shift out 12.50 --reason milk"
	pos "pos-pay shift show --show"
	same '[3,7900,3850,3000,1250,25800]' "$(records '[.payments,
	    .sales_minor, .refunds_minor, .in_minor, .out_minor,
	    .expected_minor]')"
	pos "pos-pay shift close 257"
	same '[25800,25700,-100]' "$(records '[.expected_minor,
	    .counted_minor, .difference_minor]')"
	pos "pos-admin journal"
	same '["milk"]' "$(records 'select(.kind == "shift.move") |
	    select(.data.move == "out") | [.data.reason]')"
	pos "pos-admin verify --deep"
}

@test "shift: the count is blind until it is closed" {
	till
	pos "pos-pay shift open 100"
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-pay shift show"
	same '[null,null]' "$(records '[.expected_minor, .sales_minor]')"
	pos "pos-pay shift list"
	same '[null,null]' "$(records '[.expected_minor, .sales_minor]')"
	pos "pos-pay shift count 138"
	same '[13800,null,null]' "$(records '[.counted_minor,
	    .expected_minor, .difference_minor]')"
	pos "pos-pay shift close"
	same '[13800,13850,-50]' "$(records '[.counted_minor,
	    .expected_minor, .difference_minor]')"
}

@test "shift --show: only for who may close the day" {
	till
	pos "pos-pay shift open 100"
	umask 077
	echo 1234 >pin
	pos "pos-admin staff set boss --name Boss --role manager --pin-file pin"
	pos "pos-admin staff set amy --name Amy --role cashier --staff boss"
	pos 77 "pos-pay shift show --show --staff amy"
	pos "pos-pay shift show --show --staff boss"
	same 10000 "$(records .expected_minor)"
	pos 77 "pos-pay shift count 5 --show --staff amy"
	pos 77 "pos-report x --till 1 --show --staff amy"
	pos "pos-report x --till 1 --staff amy"
	same null "$(records .expected_minor)"
}

@test "shift count: pulled now, counted later, while the next one sells" {
	till
	pos "pos-pay shift open 100 --staff ''"
	pos "pos-sale new latte | pos-pay cash"
	pos "pos-pay shift count"
	same '[false,true]' "$(records '[.counted, .pulled_at != null]')"
	pos "pos-pay shift open 80"
	same 2 "$(records .shift)"
	pos "pos-sale new latte | pos-pay cash"
	pos 1 "pos-pay shift count --shift 1"
	same "pos-pay: shift 1 of till '1' is pulled already: say how much is in it" "$stderr"
	pos "pos-pay shift close 138.50 --shift 1"
	same '[1,13850,null]' "$(records '[.shift, .expected_minor,
	    .difference_minor]')"
	pos "pos-pay shift close 118.50"
	same '[2,11850,null]' "$(records '[.shift, .expected_minor,
	    .difference_minor]')"
}

@test "shift: what is refused" {
	till
	pos 1 "pos-pay shift in 5"
	same "pos-pay: no shift is open at till '1': 'pos-pay shift open'" \
	    "$stderr"
	pos 1 "pos-pay shift close 5"
	pos 65 "pos-pay shift show"
	pos "pos-pay shift open"
	pos 1 "pos-pay shift open"
	same "pos-pay: shift 1 of till '1' is open: close it, or pull it with 'pos-pay shift count'" "$stderr"
	pos 1 "pos-pay shift close"
	same "pos-pay: shift 1 of till '1' is not counted: say how much is in the drawer" "$stderr"
	pos 65 "pos-pay shift in 0"
	pos 64 "pos-pay shift out -- -1"
	pos 65 "pos-pay shift close 1 --shift 9"
	pos 64 "pos-pay shift show x"
	pos "pos-pay shift close 0"
	pos 1 "pos-pay shift close 0 --shift 1"
	same "pos-pay: shift 1 of till '1' is closed already" "$stderr"
}

@test "shift drawer: openings without a sale are counted" {
	till
	pos "pos-pay shift drawer --reason 'no shift yet'"
	same 0 "$(records .shift)"
	pos "pos-pay shift open"
	pos "pos-pay shift drawer --reason change"
	pos "pos-pay shift drawer"
	same 2 "$(records .no_sales)"
}

@test "shift close --hand-over: the next person starts with what is there" {
	till
	umask 077
	echo 1234 >pin
	pos "pos-admin staff set boss --name Boss --role manager --pin-file pin"
	pos "pos-admin staff set amy --name Amy --role cashier --staff boss"
	pos "pos-pay shift open 100 --staff boss"
	pos "pos-pay shift close 99 --hand-over amy --staff boss"
	same '[1,-100,"boss"]' "$(records '[.shift, .difference_minor,
	    .closed_by]')"
	pos "pos-pay shift show"
	same '[2,9900,"amy"]' "$(records '[.shift, .float_minor, .opened_by]')"
	pos "pos-pay shift close 99 --hand-over boss --float 50 --staff amy"
	pos "pos-pay shift show 3"
	same '[5000,"boss"]' "$(records '[.float_minor, .opened_by]')"
	pos 65 "pos-pay shift close 50 --hand-over nobody --staff boss"
	pos "pos-pay shift show"
	same '[3,null]' "$(records '[.shift, .closed_at]')"
	pos 64 "pos-pay shift close 50 --float 5 --staff boss"
}

@test "shift: a shop may require one for cash" {
	till
	pos "pos-admin config set shift required"
	pos 1 "pos-sale new latte | pos-pay cash"
	same "pos-pay: no shift is open at till '1', and cash needs one: 'pos-pay shift open'" "$stderr"
	pos "pos-pay record card --sale 1"
	pos "pos-pay shift open"
	pos "pos-sale new latte | pos-pay cash"
}

@test "shift list: by days, and those not closed" {
	till
	pos "pos-pay shift open; pos-pay shift close 0; pos-pay shift open"
	pos "pos-pay shift list --from 2026-03-14 --to 2026-03-14"
	same '1
2' "$(records .shift)"
	pos "pos-pay shift list --open"
	same 2 "$(records .shift)"
	pos "pos-pay shift list --from 2026-03-15 --to 2026-03-16"
	same '' "$output"
	pos 64 "pos-pay shift list --open --from 2026-03-15"
}

@test "shift --key: the float is not put in twice" {
	till
	pos "pos-pay shift open 10 --key s1"
	pos "pos-pay shift open 10 --key s1"
	pos "pos-pay shift in 5 --key s2"
	pos "pos-pay shift in 5 --key s2"
	pos "pos-pay shift show"
	same 500 "$(records .in_minor)"
}
