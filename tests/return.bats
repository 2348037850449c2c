#!/usr/bin/env bats
#
# pos-sale return: what was sold comes back, in whatever steps, never more.

load helpers
load salemenu

paid() {
	menu
	pos "pos-sale new latte:3+milk=oat cheese:0.25 cake:2 |
	    pos-sale change 1 --off 10 | pos-pay cash 200"
	same 17648 "$(records .total_minor)"
}

refuses() { # EXIT TEXT ARGUMENTS
	local before
	before=$(entries)
	pos "$1" "pos-sale return $3"
	says "$2"
	same '' "$output"
	same "$before" "$(entries)"
}

@test "return: all of it, linked to the original" {
	paid
	id=$(records -r .id)
	pos "pos-sale return 1 --reason 'not hot'"
	same "$id" "$(records -r .of)"
	same '[2,"open","not hot",-17648,-17648]' \
	    "$(records '[.number, .state, .reason, .total_minor, .due_minor]')"
	same '[1,-3000,-8900,1]
[2,-250,-2498,2]
[3,-2000,-6000,3]' "$(records '.lines[] | [.n, .qty_milli, .total_minor, .of_n]')"
	same '["VAT",-504]
["Service",-250]' "$(records '.taxes[] | [.name, .tax_minor]')"
	pos "pos-sale show 1"
	same '[3000,250,2000]' "$(records '[.lines[].back_milli]')"
	refuses 1 "sale 1: all of it came back already" '1 --reason x'
	pos "pos-admin verify"
}

@test "return: N and N:QTY in steps come to what was paid" {
	paid
	pos "pos-sale return 1 1:1 2:0.1 -r x"
	same '[[-1000,-2967],[-100,-999]]' \
	    "$(records '[.lines[] | [.qty_milli, .total_minor]]')"
	one=$(records .total_minor)
	pos "pos-sale return 1 1:1 -r x"
	two=$(records .total_minor)
	pos "pos-sale return --sale 1 -r x 1 2"
	three=$(records .total_minor)
	pos "pos-sale show 1 | pos-sale return - 3 -r x"
	four=$(records .total_minor)
	same -17648 $((one + two + three + four))
	refuses 1 "sale 1: all of it came back already" '1 --reason x'
}

@test "return: never more than was sold" {
	paid
	refuses 1 "line 1 ('latte'): 4 to return, 3 left of it" '1 1:4 -r x'
	pos "pos-sale return 1 1:2 -r x"
	refuses 1 "line 1 ('latte'): 2 to return, 1 left of it" '1 1:2 -r x'
	refuses 65 "line 1 is named twice" '1 1 1 -r x'
	refuses 65 "line 2 is named twice" '1 2:0.1 2:0.1 -r x'
	refuses 65 "'latte' is sold in whole pieces" '1 1:0.5 -r x'
	refuses 65 "sale 1 has no line 9" '1 9 -r x'
	refuses 64 "'x' is no number of a line" '1 x -r x'
	refuses 65 "'1:x': 'x' is not a quantity (expected like 2 or 0.250)" '1 1:x -r x'
	refuses 65 "'1:0': a quantity is more than 0" '1 1:0 -r x'
	refuses 64 "a return needs its --reason" '1'
	refuses 65 "no sale 77 on 2026-03-14" '77 -r x'
	pos "pos-sale return 1 1 -r x"
	refuses 1 "line 1 ('latte'): 0 to return, 0 left of it" '1 1 -r x'
}

@test "return: only of what is paid, and no return of a return" {
	menu
	pos "pos-sale new tea"
	refuses 1 "sale 1 is not paid: change or void it" '1 -r x'
	pos "pos-pay cash 20 --sale 1; pos-sale return 1 -r x"
	refuses 1 "2 is a return itself" '2 -r x'
	pos 1 "pos-sale add tea --sale 2"
	says "return 2 cannot be changed: void it and make another"
	pos "pos-sale void 2 -r 'changed her mind'"
	pos "pos-sale show 1"
	same null "$(records '.lines[0].back_milli')"
	pos "pos-sale return 1 -r again"
	same -2000 "$(records .total_minor)"
	pos "pos-admin verify"
}

@test "return --no-restock: back on the shelf, or not" {
	paid
	on_hand() {
		pos-stock level cake | jq .on_hand_milli
	}
	same 1000 "$(on_hand)"
	pos "pos-sale return 1 3:1 -r x | pos-pay refund cash"
	same 2000 "$(on_hand)"
	pos "pos-sale return 1 3:1 -r dropped --no-restock | pos-pay refund cash"
	same 2000 "$(on_hand)"
	pos "pos-admin verify"
}

@test "return: the pipe that sells can take back" {
	paid
	pos "pos-sale show 1 | pos-sale return -r x | pos-pay refund cash"
	same '["completed",0]' "$(records '[.state, .due_minor]')"
	pos "pos-sale show 1"
	same 17648 "$(records .refunded_minor)"
}

@test "return --key --dry-run" {
	paid
	pos "pos-sale return 1 1:1 -r x --key R"
	local first=$output
	pos "pos-sale return 1 1:1 -r x --key R"
	same "$first" "$output"
	refuses 1 "key 'R' was used for something else" '1 1:2 -r x --key R'
	refuses 1 "key 'R' was used for something else" '1 1:1 -r x --no-restock --key R'
	before=$(entries)
	pos "pos-sale return 1 -r x --dry-run"
	same '["event","sale.new"]' "$(records '[.type, .kind]')"
	same "$before" "$(entries)"
}

@test "return --approve: past the person's limit" {
	paid
	pos "echo 2468 >pin; chmod 600 pin
	    pos-admin staff set amy --name Amy --role cashier --max-refund 50
	    pos-admin staff set max --name Max --role manager --pin-file pin"
	pos "pos-sale return 1 1:1 -r x --staff amy"
	refuses 77 "'amy' may refund up to 50.00: 59.33 needs --approve" '1 1 -r x --staff amy'
	pos "pos-sale return 1 1 -r x --staff amy --approve max --pin-file pin"
	same -5933 "$(records .total_minor)"
}

@test "return: amounts and tax of every split, to the cent" {
	menu
	pos "pos-stock tax set odd --rate A=7.7% --rate B=3.3% --exclusive
	    pos-stock menu set odd --name Odd --price 3.33 --tax odd"
	pos "pos-sale new odd:7 | pos-sale change 1 --off 0.01 | pos-pay record card"
	pos "pos-sale show 1"
	total=$(records .total_minor)
	tax=$(records .tax_minor)
	for _ in 1 2 3 4 5 6 7; do
		pos "pos-sale return 1 1:1 -r x"
		total=$((total + $(records .total_minor)))
		tax=$((tax + $(records .tax_minor)))
	done
	same '0 0' "$total $tax"
}
