#!/usr/bin/env bats
#
# Eight tills at once want the last coupon, unit, point, euro and ticket, and
# the same member: there is exactly as much as there was.

load helpers

setup() {
	pos_environment
	no_leak_check
	POS_TIMEOUT=600
}

sql() {
	sqlite3 "$POS_STORE" "$@"
}

eight() { # command, in which $till is the number of each
	at_once "$1" "$1" "$1" "$1" "$1" "$1" "$1" "$1"
}

tills() {
	shop
	for till in 2 3 4 5 6 7 8; do
		pos "pos-admin till set $till"
	done
}

@test "race: coupons, flash units, stored value, points and a gift card" {
	unset POS_NOW
	pos "SOAK_SALES=${SOAK_SALES:-120} SOAK_TILLS=8 '$root/tests/soak.sh' grab"
	[[ $output == 'grab: 8 tills, '*': exactly '*' of each' ]]
}

@test "race: top-ups of one account add up" {
	tills
	pos "pos-member enrol --phone 13800000001 --name Ann"
	eight 'for n in 1 2 3 4; do
		pos-member topup 13800000001 10 --by card --till $till \
		    --key "$till-$n" && pos-member topup 13800000001 10 \
		    --by card --till $till --key "$till-$n" || exit 1
	done'
	same '0 0 0 0 0 0 0 0' "$codes"
	pos 'pos-member points 13800000001'
	same 32000 "$(records .principal_minor)"
	same 32 "$(sql 'SELECT COUNT(*) FROM topup')"
	same 32 "$(cat out-* | jq -r .topup | sort -u | wc -l)"
	pos pos-admin verify --deep
}

@test "race: one key from eight tills is one top-up, one ticket" {
	tills
	pos "pos-member enrol --phone 13800000001 --name Ann"
	eight 'pos-member topup 13800000001 10 --by card --key k'
	same '0 0 0 0 0 0 0 0' "$codes"
	same 1 "$(cat out-* | sort -u | wc -l)"
	pos 'pos-member points 13800000001'
	same 1000 "$(records .principal_minor)"
	pos 'pos-promo draw open D --prize a:1:3 --prize none:1'
	pos 'pos-sale new mocha | pos-pay cash'
	eight 'pos-promo draw play D --member 13800000001'
	same 1 "$(sql 'SELECT COUNT(*) FROM ticket')"
	same 1 "$(cat out-* | jq -r .id | sort -u | wc -l)"
	pos pos-admin verify --deep
}

@test "race: the last prize of a draw is given once" {
	tills
	for n in 1 2 3 4 5 6 7 8; do
		pos "pos-member enrol --phone 1380000000$n --name 'Member $n'"
	done
	pos 'pos-promo draw open D --prize cup:100:1 --prize none:1'
	eight 'pos-promo draw play D --member 1380000000$till --till $till'
	same '0 0 0 0 0 0 0 0' "$codes"
	same 8 "$(cat out-* | jq -r .n | sort -u | wc -l)"
	[ "$(cat out-* | jq -r 'select(.prize == "cup") | .id' | wc -l)" -le 1 ]
	pos 'pos-promo draw close D'
	pos 'pos-promo draw check D'
	pos pos-admin verify --deep
}

@test "race: the same phone, merged, erased and rotated at once" {
	tills
	eight 'pos-member enrol --phone 13800000001 --name Ann --till $till'
	same '0 1 1 1 1 1 1 1' "$codes"
	same 1 "$(sql 'SELECT COUNT(*) FROM member')"
	pos 'pos-member enrol --phone 13800000002 --name Bob'
	pos 'pos-member topup 13800000001 10 --by card'
	eight 'pos-member merge 13800000001 13800000002 --till $till'
	same 1 "$(sql 'SELECT COUNT(*) FROM member WHERE merged_into IS NOT NULL')"
	pos 'pos-member points 13800000002'
	same 1000 "$(records .principal_minor)"
	eight 'if [ $till -lt 5 ]; then
		pos-member erase 13800000002 --yes --till $till
	else
		pos-member key rotate --till $till
	fi'
	same 0 "$(sql 'SELECT COUNT(*) FROM member_find')"
	pos 'pos-member key rotate'
	pos pos-admin verify --deep
}

@test "race: eight tills hand out and queue, no message twice" {
	tills
	for n in 1 2 3 4 5 6 7 8; do
		pos "pos-member enrol --phone 1380000000$n --name 'M $n' --consent"
	done
	pos "pos-member template set hi --text 'hello {name}'"
	pos 'pos-member segment set all'
	pos 'pos-member segment review all'
	eight 'pos-member outbox add --template hi --segment all \
	    --occasion x --till $till; pos-member outbox --take 3 --till $till'
	pos 'pos-member outbox --take 100'
	same 8 "$(cat out-* "$pos_stdout" |
	    jq -r 'select(.type == "message") | .id' | sort | uniq -c |
	    awk '$1 == 1' | wc -l)"
	same 8 "$(sql 'SELECT COUNT(*) FROM message')"
	pos pos-admin verify --deep
}
