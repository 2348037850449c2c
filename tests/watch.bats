#!/usr/bin/env bats
#
# pos-sale watch: each sale that is new or changed, at once, and no end of it
# in any other way than a good one.

load helpers
load salemenu

# watch in the background, into the file seen: OPTIONS
setup() {
	pos_environment
	no_leak_check
}

watch() {
	pos-sale watch --interval 20 "$@" >seen 2>said &
	watcher=$!
}

# until seen has N lines; or fail
until_lines() {
	local i

	for i in $(seq 100); do
		[ "$(wc -l <seen)" -lt "$1" ] || break
		sleep 0.05
	done
	cat seen said
	same "$1" "$(wc -l <seen)"
}

# it ends with 0, in no time
ends() {
	local code=0

	timeout 20 tail --pid="$watcher" -f /dev/null
	wait "$watcher" || code=$?
	same 0 "$code"
	same '' "$(cat said)"
}

teardown() {
	[ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
	check_records
}

watcher=

@test "watch: what is there already, then what happens" {
	menu
	pos "pos-sale new tea"
	POS_NOW=2026-03-12T10:00:00+08:00 pos "pos-sale new tea:2; pos-sale new tea:3 | pos-pay cash 60"
	watch
	until_lines 2
	same '[2,1] [1,1]' "$(jq -c '[.lines[0].qty_milli / 1000, .number]' seen | xargs)"
	pos "pos-sale new cake"
	until_lines 3
	pos "pos-sale show 2 | pos-sale add tea"
	until_lines 4
	pos "pos-sale hold 2"
	until_lines 5
	pos "pos-pay cash 50 --sale 2"
	until_lines 6
	same '["open",3000] ["open",5000] ["held",5000] ["completed",5000]' \
	    "$(tail -n +3 seen | jq -c '[.state, .total_minor]' | tr -d '\n' | sed 's/\]\[/] [/g')"
	# a return changes what is left of its original
	pos "pos-sale return 2 1 -r x"
	until_lines 8
	same '[-3000,null] [5000,1000]' \
	    "$(tail -n 2 seen | jq -c '[.total_minor, .lines[0].back_milli]' | xargs)"
	# what is no sale is no news
	pos "pos-stock receive cake:1; pos-admin config set receipt_footer bye"
	pos "pos-sale new tea --dry-run"
	sleep 0.2
	until_lines 8
	kill -TERM "$watcher"
	ends
}

@test "watch --from-now --state" {
	menu
	pos "pos-sale new tea"
	watch --from-now --state completed
	sleep 1
	pos "pos-sale new cake"
	pos "pos-pay cash 20 --sale 1"
	until_lines 1
	same '[1,"completed"]' "$(jq -c '[.number, .state]' seen)"
	kill -INT "$watcher"
	ends
}

@test "watch: ends well when its reader goes" {
	menu
	pos "pos-sale new tea"
	POS_TIMEOUT=60 pos "pos-sale watch | head -n 1"
	same 1 "$(records .number)"
	for i in 1 2 3; do
		pos "seq 150 | jq -c '{type: \"order\", v: 1, channel: \"t$i\",
		    external: \"\(.)\", lines: [{item: \"tea\"}]}' |
		    pos-sale import --quiet"
		POS_TIMEOUT=60 pos "pos-sale watch | head -n 1"
		same '' "$stderr"
	done
}

@test "watch: a reader that does not read keeps nobody from selling" {
	menu
	pos "seq 500 | jq -c '{type: \"order\", v: 1, channel: \"t\",
	    external: \"\(.)\", lines: [{item: \"tea\"}, {item: \"tea\"}]}' |
	    pos-sale import --quiet"
	mkfifo pipe
	bash -c "sleep 60" <pipe &
	sleeper=$!
	pos-sale watch >pipe 2>said &
	watcher=$!
	sleep 1
	for _ in 1 2 3 4 5; do
		POS_TIMEOUT=60 pos "pos-sale new tea"
	done
	pos "pos-admin verify"
	kill -TERM "$watcher"
	ends
	kill "$sleeper"
}

@test "watch --interval: many sales, each of them, the last state last" {
	menu
	watch --from-now
	sleep 1
	pos "for i in \$(seq 10); do pos-sale new tea | pos-sale add cake:0 2>/dev/null; pos-sale add tea --sale \$i; done >/dev/null"
	for _ in $(seq 100); do
		[ "$(jq -s '[.[] | select(.total_minor == 4000).number] | unique | length' seen)" != 10 ] || break
		sleep 0.05
	done
	same '[1,2,3,4,5,6,7,8,9,10]' \
	    "$(jq -sc '[group_by(.number)[] | last | select(.total_minor == 4000).number]' seen)"
	kill -TERM "$watcher"
	ends
	pos 64 "pos-sale watch --interval 1"
	says "--interval wants a whole number from 10 to 60000, not '1'"
}
