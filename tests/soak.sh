#!/bin/bash
#
# soak.sh - kill -9 at random moments, and tills that fight for little stock.
#
# usage: tests/soak.sh [PART ...]	all of them without
#
# Killed: tills, import, menu; and of members and promotions: redeem (coupons
# and flash caps), value (top-ups and what they are spent on), draws, outbox,
# members.  Without a kill, 8 tills that fight: race (for stock), grab (for
# coupons, flash units, and what is left on accounts).
#
#	SOAK_KILLS=500		kills, as many in each part
#	SOAK_TILLS=8		tills that sell side by side
#	SOAK_SALES=2000		sales that they fight for
#
# Each part works in a store of its own and prints one line with its counts.
# kill.bats, races.bats, people_kill.bats and people_races.bats run the same
# with small ones.

set -u -o pipefail
set -m # each job is a process group, so that a kill takes the whole of a pipe;
	# a subshell forgets it
kills=${SOAK_KILLS:-500}
tills=${SOAK_TILLS:-8}
sales=${SOAK_SALES:-2000}
part=soak

unset POS_NOW POS_TILL POS_STAFF POS_BRANCH
work=$(mktemp -d "${TMPDIR:-/tmp}/pos-soak.XXXXXX") || exit 1
clean_up() {
	local job

	# groups of their own, which a ^C does not reach
	exec 2>/dev/null
	for job in $(jobs -p); do
		kill -9 -- "-$job" 2>/dev/null
	done
	rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
export POS_STORE=$work/store.db

fail() {
	echo "$part: $*" >&2
	exit 1
}

sql() {
	# whoever opens a store after a kill locks it for a moment
	sqlite3 -readonly -cmd '.timeout 20000' "$POS_STORE" "$@"
}

menu() { # how many items, item1 to itemN; price; Y: tracked
	echo code,name,price,tracked
	seq "$1" | sed "s/.*/item&,Item &,$2,${3-}/"
}

fresh() { # how many items; Y: tracked
	local n

	rm -rf "${work:?}"/*
	pos-admin init --name Soak --currency EUR --zone Europe/Berlin \
	    >/dev/null || fail 'no store'
	for ((n = 2; n <= tills; n++)); do
		pos-admin till set "$n" >/dev/null || fail 'no till'
	done
	menu "$1" 1 "${2-}" >"$work/menu.csv"
	pos-stock menu import "$work/menu.csv" >/dev/null || fail 'no menu'
}

# What a whole run takes, so that the kills fall all over it.
timed() { # command
	local from=${EPOCHREALTIME/[.,]/}

	"$@" >/dev/null || fail "$* fails"
	ms=$(((${EPOCHREALTIME/[.,]/} - from) / 1000 + 10))
}

nap() { # up to so many milliseconds
	sleep "0.$(printf %03d $((RANDOM % ($1 < 999 ? $1 : 999))))"
}

# The whole group of a job at once; false when it had ended before.
murder() {
	local code=0

	kill -9 -- "-$1" 2>/dev/null
	wait "$1" 2>/dev/null || code=$?
	# its children die when they come out of the disk, not before: what one
	# of them still writes must not come after what is counted next
	while pgrep -g "$1" -r R,S,D >/dev/null; do
		sleep 0.01
	done
	[ "$code" = 137 ]
}

# Sales as DAY|NUMBER|MS: more than a number, which another could have drawn.
known() { # a condition on the table
	sql "SELECT day, number, at FROM sale WHERE $1" | LC_ALL=C sort -u
}

told() { # files of records, each whole or cut off in its last line
	jq -rR 'fromjson? | "\(.day | gsub("-"; ""))|\(.number)|\(
	    (.at[:19] + "Z" | fromdate) * 1000 + (.at[20:23] | tonumber))"' \
	    "$@" | LC_ALL=C sort -u
}

# Everything that was said to be there is: files, then a condition on it.
acknowledged() {
	local lost

	told "${@:2}" >"$work/told"
	known "$1" >"$work/known"
	lost=$(LC_ALL=C comm -23 "$work/told" "$work/known" | head -n 3)
	[ -z "$lost" ] || fail "acknowledged and lost: $lost"
}

# Nothing half there, nothing twice, no gap.
sound() {
	local gaps

	pos-admin verify --deep >/dev/null || fail 'verify fails'
	gaps=$(sql 'SELECT day FROM sale GROUP BY branch, day
	    HAVING COUNT(*) <> MAX(number) OR MIN(number) <> 1')
	[ -z "$gaps" ] || fail "gaps in the order numbers of $gaps"
}

# --- tills ------------------------------------------------------------------

# Sell number FROM to TO at a till, each under a key of its own.
till() { # till from to
	local n

	for ((n = $2; n <= $3; n++)); do
		pos-sale new "item$((n % 3 + 1)):2" --till "$1" --key "s$1-$n" |
		    tee -a "$work/made-$1" |
		    pos-pay cash 5 --till "$1" --key "p$1-$n" \
		    >>"$work/paid-$1" || return
	done
}

# Let a till sell, kill it, and begin where its last receipt ends.
kill_till() { # till kills; ms: what a sale takes
	local killed=0 from job

	set -m
	while [ "$killed" -lt "$2" ]; do
		from=$(jq -cR 'fromjson? | 1' "$work/paid-$1" | wc -l)
		till "$1" $((from + 1)) 1000000 2>/dev/null &
		job=$!
		nap $((4 * ms))
		murder "$job" || fail "till $1 ended by itself"
		killed=$((killed + 1))
		# a line that was cut off must not spoil the next
		[ -z "$(tail -c 1 "$work/paid-$1")" ] || echo >>"$work/paid-$1"
		[ -z "$(tail -c 1 "$work/made-$1")" ] || echo >>"$work/made-$1"
	done
}

again() { # till
	local last

	last=$(jq -cR 'fromjson? | 1' "$work/paid-$1" | wc -l)
	jq -cR 'fromjson? | .id' "$work/paid-$1" >"$work/first-$1"
	: >"$work/paid-$1"
	till "$1" 1 $((last + 1)) || return
	jq -c .id "$work/paid-$1" | head -n "$last" |
	    diff "$work/first-$1" - >"$work/differ-$1" && return
	head -n 5 "$work/differ-$1" >&2
	return 1
}

part_tills() {
	local at_once=$((tills < 4 ? tills : 4)) n before after ms

	fresh 3
	timed till 1 1 1
	for ((n = 1; n <= at_once; n++)); do
		touch "$work/paid-$n" "$work/made-$n"
		kill_till "$n" $(((kills + at_once - 1) / at_once)) &
	done
	for ((n = 1; n <= at_once; n++)); do
		wait -n || exit 1
	done
	sound
	acknowledged '1' "$work"/made-*
	acknowledged 'state = 3' "$work"/paid-*
	before=$(sql 'SELECT COUNT(*) FROM sale')
	for ((n = 1; n <= at_once; n++)); do
		again "$n" || fail "till $n: the same keys gave something else"
	done
	sound
	after=$(cat "$work"/paid-* | wc -l)
	# all were paid, and there are as many as there are keys
	[ "$(sql 'SELECT COUNT(*), SUM(state = 3) FROM sale')" = \
	    "$after|$after" ] || fail "$(sql 'SELECT state, COUNT(*) FROM sale
	    GROUP BY state' | tr '\n' ' ')are not $after paid sales"
	echo "tills: $((at_once * ((kills + at_once - 1) / at_once))) kills" \
	    "of $at_once tills, $before sales, $after after the same keys" \
	    "again, nothing lost, half or twice"
}

# --- import -----------------------------------------------------------------

orders() { # channel count
	seq "$2" | jq -c --arg channel "$1" '{type: "order", v: 1,
	    channel: $channel, external: "no \(.)", lines: [
	    {item: "item\(. % 3 + 1)", qty_milli: 2000}, {item: "item1"}],
	    payments: [{method: "online"}]}'
}

part_import() {
	local killed=0 round=0 count=2000 job whole=0 ms

	fresh 3
	orders c0 "$count" >"$work/orders"
	timed pos-sale import "$work/orders"
	: >"$work/told-import"
	while [ "$killed" -lt "$kills" ]; do
		round=$((round + 1))
		orders "c$round" "$count" >"$work/orders"
		for _ in 1 2 3 4 5 6 7 8; do
			pos-sale import "$work/orders" >"$work/answer" &
			job=$!
			nap "$ms"
			if murder "$job"; then
				killed=$((killed + 1))
			else
				whole=$((whole + 1))
			fi
			cat "$work/answer" >>"$work/told-import"
			echo >>"$work/told-import"
		done
		pos-sale import --quiet "$work/orders" >/dev/null ||
		    fail 'the same file again is refused'
	done
	sound
	acknowledged 'state = 3' "$work/told-import"
	count=$(((round + 1) * count))
	[ "$(sql 'SELECT COUNT(*), SUM(state = 3) FROM sale')" = \
	    "$count|$count" ] ||
	    fail "$(sql 'SELECT COUNT(*) FROM sale') are not $count sales"
	[ "$(sql 'SELECT COUNT(*) FROM line')" = $((2 * count)) ] ||
	    fail 'a sale is half there'
	echo "import: $killed kills, $whole runs that were quicker, $count" \
	    "orders in $((round + 1)) files, nothing lost, half or twice"
}

# --- menu -------------------------------------------------------------------

part_menu() {
	local killed=0 price=2 items=500 job have new=0 old=0 ms

	fresh "$items"
	menu "$items" 2 >"$work/menu.csv"
	timed pos-stock menu import "$work/menu.csv"
	while [ "$killed" -lt "$kills" ]; do
		menu "$items" $((price + 1)) >"$work/menu.csv"
		pos-stock menu import "$work/menu.csv" >/dev/null &
		job=$!
		nap "$ms"
		! murder "$job" || killed=$((killed + 1))
		have=$(sql 'SELECT DISTINCT price_minor FROM item')
		case $have in
		$((price * 100))) old=$((old + 1)) ;;
		$((price * 100 + 100)))
			new=$((new + 1))
			price=$((price + 1))
			;;
		*) fail "half a menu: prices" "$have" ;;
		esac
	done
	sound
	[ "$(sql 'SELECT COUNT(*) FROM item')" = "$items" ] ||
	    fail 'items are missing'
	echo "menu: $killed kills of an import of $items items, $old times" \
	    "nothing of it was there, $new times all"
}

# --- race -------------------------------------------------------------------

# Sell whatever is left until nothing is.
greedy() { # till
	local n=0 left=3 item gone=' '

	while [ "$left" -gt 0 ]; do
		# more than there is: the counts will tell
		[ "$n" -le $((sales + 9)) ] || return 0
		item=$(((n++ + $1) % 3 + 1))
		case $gone in
		*" $item "*) continue ;;
		esac
		pos-sale new "item$item" --till "$1" 2>"$work/why-$1" |
		    pos-pay cash --till "$1" >>"$work/paid-$1" 2>/dev/null
		case "${PIPESTATUS[*]}" in
		'0 0') ;;
		'1 66')
			grep -q 'sold out\|left' "$work/why-$1" || return
			gone+="$item "
			left=$((left - 1))
			;;
		*) return 1 ;;
		esac
	done
}

part_race() {
	local n each=$((sales / 3)) most least counts

	fresh 3 Y
	pos-stock receive "item1:$each" "item2:$each" \
	    "item3:$((sales - 2 * each))" >/dev/null || fail 'no stock'
	for ((n = 1; n <= tills; n++)); do
		: >"$work/paid-$n"
		greedy "$n" &
	done
	for ((n = 1; n <= tills; n++)); do
		wait -n || fail "a till failed: $(cat "$work"/why-*)"
	done
	sound
	acknowledged 'state = 3' "$work"/paid-*
	counts=$(sql 'SELECT COUNT(*), COUNT(DISTINCT number) FROM sale')
	[ "$counts" = "$sales|$sales" ] ||
	    fail "$counts sales and numbers, there was stock for $sales"
	counts=$(sql "SELECT COUNT(*), SUM(on_hand_milli), SUM(reserved_milli)
	    FROM stock WHERE location = 'shop'")
	[ "$counts" = '3|0|0' ] || fail "stock left: $counts"
	most=$(wc -l "$work"/paid-* | grep -v total | sort -n | tail -n 1 |
	    awk '{ print $1 }')
	least=$(wc -l "$work"/paid-* | sort -n | head -n 1 |
	    awk '{ print $1 }')
	# Taking turns, nobody gets much less than another; of a few sales most
	# are made before the last till has started.
	[ $((least * (sales < 100 * tills ? sales : 3))) -ge "$most" ] ||
	    fail "a till was starved: least $least, most $most"
	echo "race: $tills tills, stock for $sales, $sales sold, none twice;" \
	    "least $least, most $most by one till"
}

# shellcheck source=/dev/null
. "$(dirname "$0")/soak_people.bash"

parts='tills import menu race redeem value draws outbox members grab'
# shellcheck disable=SC2086 # words
[ $# -gt 0 ] || set -- $parts
for part; do
	case " $parts " in
	*" $part "*) "part_$part" ;;
	*)
		echo "usage: tests/soak.sh [${parts// /|} ...]" >&2
		exit 64
		;;
	esac
done
