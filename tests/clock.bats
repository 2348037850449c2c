#!/usr/bin/env bats
#
# Time: the cut-off, days of 23 and 25 hours, clocks that jump back.

load helpers

shop_in() {
	pos "pos-admin init --name T --currency EUR --zone $1 --cutoff ${2:-00:00}"
	echo '{"type":"item","v":1,"code":"tea","name":"Tea","price_minor":300}' \
	    >tea
	pos 'pos-stock menu import tea'
}

sell_at() {
	POS_NOW=$1 pos 'pos-sale new tea | pos-pay cash'
}

@test "cut-off: what a bar sells at 02:00 belongs to yesterday" {
	shop_in Europe/Berlin 04:00
	sell_at 2026-03-14T23:30:00+01:00
	same '["2026-03-14",1]' "$(records '[.day, .number]')"
	sell_at 2026-03-15T03:59:59.999+01:00
	same '["2026-03-14",2]' "$(records '[.day, .number]')"
	sell_at 2026-03-15T04:00:00+01:00
	same '["2026-03-15",1]' "$(records '[.day, .number]')"
	pos 'pos-report day 2026-03-14'
	same '2' "$(records .sales)"
	# the hours are those on the wall
	same '[["03",1],["23",1]]' "$(records '[.parts[]
	    | select(.part == "hour") | [.value, .sales]] | sort')"
	pos 'pos-admin verify --deep'
}

@test "DST: a day of 23 hours has no hour 02, and keeps its numbers" {
	shop_in Europe/Berlin
	sell_at 2026-03-29T01:59:59+01:00
	sell_at 2026-03-29T03:00:00+02:00
	same '["2026-03-29",2]' "$(records '[.day, .number]')"
	sell_at 2026-03-29T23:59:59+02:00
	sell_at 2026-03-30T00:00:00+02:00
	same '["2026-03-30",1]' "$(records '[.day, .number]')"
	pos 'pos-report day 2026-03-29'
	same '[["01",1],["03",1],["23",1]]' "$(records '[.parts[]
	    | select(.part == "hour") | [.value, .sales]] | sort')"
	pos 'pos-admin verify --deep'
}

@test "DST: a day of 25 hours has its hour 02 twice, in one sum" {
	shop_in Europe/Berlin
	sell_at 2026-10-25T02:30:00+02:00
	sell_at 2026-10-25T02:30:00+01:00
	same '["2026-10-25",2]' "$(records '[.day, .number]')"
	sell_at 2026-10-25T23:59:00+01:00
	pos 'pos-report day 2026-10-25'
	same '[["02",2],["23",1]]' "$(records '[.parts[]
	    | select(.part == "hour") | [.value, .sales]] | sort')"
	pos 'pos-admin verify --deep'
}

@test "DST: a cut-off inside the gap still parts two days" {
	shop_in Europe/Berlin 02:30
	sell_at 2026-03-29T01:59:00+01:00
	same '"2026-03-28"' "$(records .day)"
	sell_at 2026-03-29T03:30:00+02:00
	same '"2026-03-29"' "$(records .day)"
	pos 'pos-admin verify --deep'
}

@test "a clock that jumps back: nothing is lost, reordered or numbered twice" {
	shop_in Asia/Shanghai
	sell_at 2026-03-14T10:00:00+08:00
	sell_at 2026-03-14T12:00:00+08:00
	sell_at 2026-03-14T09:00:00+08:00
	same '["2026-03-14",3]' "$(records '[.day, .number]')"
	sell_at 2026-03-13T09:00:00+08:00
	same '["2026-03-13",1]' "$(records '[.day, .number]')"
	pos 'pos-admin journal'
	same 'true' "$(jq -s 'map(.hlc) == (map(.hlc) | sort | unique)' \
	    <<<"$output")"
	pos 'pos-admin verify --deep'
}

@test "a closed day stays closed, even when the clock goes back into it" {
	shop_in Asia/Shanghai
	sell_at 2026-03-14T10:00:00+08:00
	POS_NOW=2026-03-14T22:00:00+08:00 pos 'pos-report z'
	same '["2026-03-14",1]' "$(records '[.day, .z]')"
	sell_at 2026-03-14T22:05:00+08:00
	same '["2026-03-15",1]' "$(records '[.day, .number]')"
	sell_at 2026-03-13T22:05:00+08:00
	same '["2026-03-15",2]' "$(records '[.day, .number]')"
	pos 'pos-report day 2026-03-14'
	same '1' "$(records .sales)"
	pos 'pos-admin verify --deep'
}

@test "POS_NOW and zones that are none are named" {
	POS_NOW=yesterday pos 78 'pos-admin init --name T --currency EUR --zone UTC'
	grep -q "POS_NOW" <<<"$stderr"
	[ "$(wc -l <<<"$stderr")" = 1 ]
	for zone in Mars/Olympus ../../etc/passwd /etc/localtime ''; do
		pos 65 "pos-admin init --name T --currency EUR --zone '$zone'"
		[ "$(wc -l <<<"$stderr")" = 1 ]
		[ ! -e "$POS_STORE" ]
	done
}
