# shellcheck shell=bash disable=SC2154
#
# soak_people.bash - the parts of soak.sh for members and promotions
#
# A step is what a till does for one guest, each command under a key of its
# own; what its last command answers goes into did-TILL, a line a step.  A
# till that was killed begins again after the last whole line, so that the
# step during which it died is done once more under the same keys.

steps() { # file: how many were acknowledged
	jq -cR 'fromjson? | 1' "$1" | wc -l
}

run_steps() { # name till from to
	local n

	for ((n = $3; n <= $4; n++)); do
		"step_$1" "$2" "$n" >>"$work/did-$2" || return
	done
}

# A line that was cut off must not spoil the next.
end_line() { # file
	[ -z "$(tail -c 1 "$1")" ] || echo >>"$1"
}

kill_steps() { # name till kills; ms: what a step takes
	local killed=0 job

	set -m
	while [ "$killed" -lt "$3" ]; do
		run_steps "$1" "$2" $(($(steps "$work/did-$2") + 1)) 1000000 \
		    2>"$work/why-$2" &
		job=$!
		nap $((8 * ms))
		murder "$job" ||
		    fail "till $2 ended by itself: $(cat "$work/why-$2")"
		killed=$((killed + 1))
		end_line "$work/did-$2"
	done
}

wait_for() { # how many jobs
	local n

	for ((n = 0; n < $1; n++)); do
		wait -n || exit 1
	done
}

# The same keys give the same answers, byte for byte; then the step during
# which a till died last is done as well.
same_steps() { # name till
	local last

	jq -cR 'fromjson?' "$work/did-$2" >"$work/first-$2"
	last=$(wc -l <"$work/first-$2")
	: >"$work/did-$2"
	run_steps "$1" "$2" 1 $((last + 1)) || fail "till $2: refused again"
	jq -c . "$work/did-$2" >"$work/second-$2"
	head -n "$last" "$work/second-$2" |
	    diff "$work/first-$2" - >"$work/differ-$2" ||
	    fail "till $2: the same keys gave something else:" \
		"$(head -c 2000 "$work/differ-$2")"
}

# Kill as many tills, side by side, as often as is said in all; then all of
# it again.  What they did is in did-1 to did-N.
soak_steps() { # name
	local n each=$(((kills + at_once - 1) / at_once))

	for ((n = 1; n <= at_once; n++)); do
		: >"$work/did-$n"
	done
	timed run_steps "$1" 1 1 1
	for ((n = 1; n <= at_once; n++)); do
		kill_steps "$1" "$n" "$each" &
	done
	wait_for "$at_once"
	sound
	killed=$((each * at_once))
	for ((n = 1; n <= at_once; n++)); do
		same_steps "$1" "$n"
	done
	done_steps=$(cat "$work"/did-* | wc -l)
	sound
}

at_once=$((tills < 4 ? tills : 4))

sum_of() { # jq filter of numbers, over all that was done
	jq -s "[.[] | $1] | add // 0" "$work"/did-*
}

expect() { # what, want, have
	[ "$2" = "$3" ] || fail "$1: $3, not $2"
}

flash_rule() { # price units
	pos-promo add flash "$1" --item item2 --total "$2" --as flash \
	    --with-others >/dev/null 2>&1 || fail 'no flash rule'
}

coupon_batch() { # count; their codes in $work/codes
	echo '{"type":"promo","v":1,"code":"five","version":1,"name":"five",' \
	    '"trigger":"code","effect":{"kind":"amount","amount_minor":5},' \
	    '"stacking":{"lane":35}}' |
	    pos-promo add - >/dev/null 2>&1 || fail 'no coupon rule'
	pos-promo coupon make B --promo five --count "$1" --format csv |
	    tail -n +2 | cut -d, -f2 >"$work/codes" || fail 'no coupons'
}

# --- redeem -----------------------------------------------------------------

step_redeem() { # till n
	pos-sale new item1 item2 --till "$1" --key "s$1-$2" |
	    pos-promo apply --till "$1" --key "a$1-$2" --code \
	    "$(sed -n "$(($1 + $2 * at_once))p" "$work/codes")" |
	    pos-pay cash --till "$1" --key "p$1-$2"
}

part_redeem() {
	local cap=$((kills < 40 ? 5 : 100)) most

	fresh 3
	flash_rule 0.5 "$cap"
	coupon_batch 100000
	soak_steps redeem
	expect 'sales, and those that are paid' "$done_steps|$done_steps" \
	    "$(sql 'SELECT COUNT(*), SUM(state = 3) FROM sale')"
	expect 'coupons taken' "$done_steps|$done_steps" \
	    "$(sql 'SELECT (SELECT taken FROM coupon_batch), COUNT(*)
	    FROM coupon WHERE sale_day IS NOT NULL')"
	expect 'sales with a coupon' "$done_steps" \
	    "$(sum_of '(.offers[] | select(.promo == "five") | 1)')"
	most=$((done_steps < cap ? done_steps : cap))
	expect 'units at the flash price' "$most" \
	    "$(sum_of '(.offers[] | select(.promo == "flash") | 1)')"
	expect 'units that count against the cap' "${most}000" \
	    "$(sql "SELECT units_milli FROM promo_used
	    WHERE promo = 'flash' AND scope = 'all'")"
	echo "redeem: $killed kills of $at_once tills, $done_steps coupons" \
	    "redeemed once each, $most of $cap flash units"
}

# --- value ------------------------------------------------------------------

phone=13800000001

# Money comes in before it is spent, from accounts that all tills share.
step_value() { # till n
	local in out t=(--till "$1")

	case $(($2 % 3)) in
	0)
		in=$(pos-member topup $phone 10 --by card "${t[@]}" \
		    --key "i$1-$2") || return
		out=$(pos-sale new item1:3 "${t[@]}" --key "s$1-$2" |
		    pos-member attach $phone "${t[@]}" --key "a$1-$2" |
		    pos-pay stored "${t[@]}" --key "p$1-$2") || return
		;;
	1)
		in=$(pos-member points adjust $phone +20 --reason soak \
		    "${t[@]}" --key "i$1-$2") || return
		out=$(pos-sale new item1:2 "${t[@]}" --key "s$1-$2" |
		    pos-member attach $phone "${t[@]}" --key "a$1-$2" |
		    pos-pay points "${t[@]}" --key "p$1-$2") || return
		;;
	2)
		in=$(pos-member card load c1 10 --by card "${t[@]}" \
		    --key "i$1-$2") || return
		out=$(pos-sale new item1:4 "${t[@]}" --key "s$1-$2" |
		    pos-pay gift --card "$card" "${t[@]}" --key "p$1-$2") ||
		    return
		;;
	esac
	printf '{"in":%s,"out":%s}\n' "$in" "$out"
}

accounts() {
	pos-admin config set points_value 100 >/dev/null &&
	    pos-member enrol --phone $phone --name Soak >/dev/null &&
	    pos-member card make --count 1 >/dev/null &&
	    card=$(pos-member card codes 1 | jq -r .number) ||
	    fail 'no accounts'
}

paid_by() { # method: what was paid, all told
	sum_of "((.out.payments // [])[] | select(.method == \"$1\") |
	    .amount_minor)"
}

part_value() {
	local stored points gift

	fresh 3
	accounts
	soak_steps value
	stored=$(($(sum_of '(.in | select(.account != "c1") |
	    .amount_minor // 0)') - $(paid_by stored)))
	gift=$(($(sum_of '(.in | select(.account == "c1") | .amount_minor)') -
	    $(paid_by gift)))
	points=$(($(sql "SELECT COUNT(*) FROM ledger WHERE kind = 'adjust'") *
	    20 - $(paid_by points) / 100))
	expect 'points adjusted' "$(jq -c 'select(.in.kind == "adjust" or
	    (.in.points != null and .in.account == null))' "$work"/did-* |
	    wc -l)" "$(sql "SELECT COUNT(*) FROM ledger
	    WHERE kind = 'adjust'")"
	expect 'stored value and points' "$stored|$points" \
	    "$(pos-member points $phone |
	    jq -r '"\(.principal_minor // 0)|\(.points)"')"
	expect 'gift card' "$gift" \
	    "$(pos-member card show c1 | jq '.balance_minor // 0')"
	expect 'paid sales' "$done_steps" \
	    "$(sql 'SELECT COUNT(*) FROM sale WHERE state = 3')"
	echo "value: $killed kills of $at_once tills, $done_steps times money" \
	    "in and out, left: stored $stored, points $points, gift card" \
	    "$gift, which is what was acknowledged"
}

# --- draws ------------------------------------------------------------------

step_draws() { # till n
	pos-sale new item1 --till "$1" --key "s$1-$2" |
	    pos-pay cash --till "$1" --key "p$1-$2" |
	    pos-promo draw play D --till "$1" --key "d$1-$2"
}

part_draws() {
	local given

	fresh 3
	pos-promo draw open D --prize a:30:7 --prize b:20:3 --prize none:50 \
	    --per-order-over 0.01 >/dev/null || fail 'no draw'
	soak_steps draws
	expect 'tickets' "$done_steps" "$(sql 'SELECT COUNT(*) FROM ticket')"
	expect 'tickets, each of a sale of its own' "$done_steps" \
	    "$(jq -r .ticket "$work"/did-* | sort -u | wc -l)"
	given=$(pos-promo draw show D |
	    jq -c '[.prizes[] | select(.count) | .given]')
	expect 'prizes given' "$given" "$(jq -sc '[(map(select(.prize == "a"))
	    | length), (map(select(.prize == "b")) | length)]' "$work"/did-*)"
	jq -ne --argjson g "$given" '$g[0] <= 7 and $g[1] <= 3' >/dev/null ||
	    fail "more prizes than there are: $given"
	pos-promo draw close D >/dev/null && pos-promo draw check D \
	    >/dev/null || fail 'the draw does not check'
	sound
	echo "draws: $killed kills of $at_once tills, $done_steps tickets," \
	    "prizes $given of [7,3], each drawn once, all drawn again"
}

# --- outbox -----------------------------------------------------------------

everybody=20

# The first till queues messages, the others hand them out.
step_outbox() { # till n
	if [ "$1" = 1 ]; then
		pos-member outbox add --template hi --segment all \
		    --occasion "o$2" --key "o$2"
	else
		pos-member outbox --take 3 --till "$1"
	fi
}

mail_to() { # how many people
	local n

	{
		echo phone,name,consent
		for ((n = 1; n <= $1; n++)); do
			echo "$((13800000000 + n)),Member $n,yes"
		done
	} | pos-member import >/dev/null || fail 'no members'
	pos-member template set hi --text 'hello {name}' >/dev/null &&
	    pos-member segment set all >/dev/null || fail 'no template'
}

takers() { # till kills
	local killed=0 job

	set -m
	while [ "$killed" -lt "$2" ]; do
		while step_outbox "$1" 0; do :; done >>"$work/took-$1" \
		    2>>"$work/why-$1" &
		job=$!
		nap $((8 * ms))
		murder "$job" || fail "taker $1 ended by itself"
		killed=$((killed + 1))
		end_line "$work/took-$1"
	done
}

part_outbox() {
	local n each=$(((kills + at_once - 1) / at_once)) queued unknown took

	fresh 3
	mail_to "$everybody"
	: >"$work/did-1"
	timed run_steps outbox 1 1 1
	kill_steps outbox 1 "$each" &
	for ((n = 2; n <= at_once; n++)); do
		: >"$work/took-$n"
		takers "$n" "$each" &
	done
	wait_for "$at_once"
	same_steps outbox 1
	queued=$(($(wc -l <"$work/did-1") * everybody))
	expect 'messages queued' "$queued" "$(sum_of .queued)"
	expect 'messages' "$queued" "$(sql 'SELECT COUNT(*) FROM message')"
	while pos-member outbox --take 500 >"$work/rest" 2>"$work/why" &&
	    [ -s "$work/rest" ]; do
		cat "$work/rest" >>"$work/took-last"
	done
	jq -rR 'fromjson? | .id' "$work"/took-* | sort >"$work/ids"
	expect 'messages handed out twice' '' "$(uniq -d "$work/ids")"
	expect 'messages that are still to be taken' 0 \
	    "$(sql 'SELECT COUNT(*) FROM message WHERE state < 2')"
	took=$(wc -l <"$work/ids")
	unknown=$((queued - took))
	[ "$unknown" -le $((3 * each * at_once)) ] ||
	    fail "$unknown messages were taken, and nobody got them"
	jq -cR 'fromjson?' "$work"/took-* | pos-member outbox 'done' \
	    >/dev/null || fail 'what was handed out cannot be done'
	expect 'messages that are unknown' "$unknown" \
	    "$(pos-member outbox list --state unknown --older 0 | wc -l)"
	sound
	echo "outbox: $((each * at_once)) kills of one who queues and" \
	    "$((at_once - 1)) takers, $queued messages, $took handed out," \
	    "none twice, $unknown unknown"
}

# --- members ----------------------------------------------------------------

# Two enrol; every third step erases the one before the last.
step_members() { # till n
	local number=$((13000000000 + $1 * 100000000 + $2))

	if [ $(($2 % 3)) = 0 ]; then
		pos-member erase --yes --till "$1" --key "m$1-$2" \
		    "$(sed -n "$(($2 - 2))p" "$work/did-$1" | jq -r .member)"
	else
		pos-member enrol --phone $number --name "Member $1 $2" \
		    --till "$1" --key "m$1-$2"
	fi
}

people() { # round count
	local n

	echo phone,name
	for ((n = 1; n <= $2; n++)); do
		echo "$((15000000000 + $1 * 10000 + n)),Import $1 $n"
	done
}

# Imports of a file, and rotations of the key, killed like the rest.
kill_imports() { # kills
	local killed=0 round=1 job have

	set -m
	people $round 100 >"$work/people"
	while [ "$killed" -lt "$1" ]; do
		if [ $((killed % 2)) = 0 ]; then
			pos-member import --channel "r$round" \
			    "$work/people" >/dev/null 2>&1 &
		else
			pos-member key rotate >/dev/null 2>&1 &
		fi
		job=$!
		nap $((2 * ms))
		! murder "$job" || killed=$((killed + 1))
		have=$(sql "SELECT COUNT(*) FROM member
		    WHERE channel = 'r$round'")
		case $have in
		0) ;;
		100)
			round=$((round + 1))
			people $round 100 >"$work/people"
			;;
		*) fail "half an import: $have of 100" ;;
		esac
	done
	echo "$round" >"$work/rounds"
}

part_members() {
	local n each=$(((kills + at_once - 1) / at_once)) rounds erased code \
	    enrolled

	fresh 3
	for ((n = 1; n < at_once; n++)); do
		: >"$work/did-$n"
	done
	timed run_steps members 1 1 1
	for ((n = 1; n < at_once; n++)); do
		kill_steps members "$n" "$each" &
	done
	kill_imports "$each" &
	wait_for "$at_once"
	sound
	for ((n = 1; n < at_once; n++)); do
		same_steps members "$n"
	done
	rounds=$(cat "$work/rounds")
	for ((n = 1; n <= rounds; n++)); do
		people "$n" 100 | pos-member import --channel "r$n" \
		    >/dev/null || fail "import $n is refused again"
	done
	pos-member key rotate >/dev/null || fail 'the key cannot be rotated'
	sound
	enrolled=$(jq -r 'select(.enrolled_at and (.erased | not)) | .member' \
	    "$work"/did-* | sort -u | wc -l)
	erased=$(jq -r 'select(.erased) | .member' "$work"/did-* | sort -u |
	    wc -l)
	expect 'members, and those that are erased' \
	    "$((enrolled + 100 * rounds))|$erased" \
	    "$(sql 'SELECT COUNT(*), SUM(sealed IS NULL) FROM member')"
	expect 'members that can be read' $((enrolled + 100 * rounds - erased)) \
	    "$(pos-member export | tail -n +2 | wc -l)"
	code=$(sed -n 2p "$work/did-1" | jq -r .member)
	expect 'who has the phone' "$code" \
	    "$(pos-member find 13100000002 | jq -r .member)"
	[ "$(wc -l <"$work/did-1")" -lt 3 ] ||
	    ! pos-member find 13100000001 >/dev/null 2>&1 ||
	    fail 'somebody erased is found'
	echo "members: $((each * at_once)) kills, $enrolled enrolled and" \
	    "$erased erased by $((at_once - 1)) tills, $rounds imports of" \
	    "100 beside rotations of the key, nothing lost, half or twice"
}

# --- grab -------------------------------------------------------------------

# Every till wants every coupon, each in an order of its own.
grab_coupons() { # till
	local code id

	while read -r code; do
		id=$(pos-sale new item1 --till "$1" | jq -r .id) || return
		if pos-promo apply --sale "$id" --code "$code" --till "$1" \
		    >/dev/null 2>"$work/why-$1"; then
			pos-pay cash --sale "$id" --till "$1" \
			    >>"$work/coupons-$1" || return
		else
			grep -q 'was used in\|is on sale' "$work/why-$1" || return
			pos-sale void "$id" --reason late --till "$1" \
			    >/dev/null || return
		fi
	done < <(shuf "$work/codes")
}

grab_units() { # till
	local at_flash=1

	while [ "$at_flash" = 1 ]; do
		at_flash=$(pos-sale new item2 --till "$1" |
		    pos-promo apply --till "$1" |
		    pos-pay cash --till "$1" | tee -a "$work/units-$1" |
		    jq '.offers // [] | length') || return
	done
}

# Until the account has nothing more.
grab_value() { # till
	local how with

	for how in stored points gift; do
		with=()
		[ "$how" != gift ] || with=(--card "$card")
		while pos-sale new item1 --till "$1" |
		    pos-member attach $phone --till "$1" |
		    pos-pay "$how" "${with[@]}" --till "$1" \
		    >>"$work/$how-$1" 2>"$work/why-$1"; do
			:
		done
		grep -q 'there is\|has only\|is left\|nothing' \
		    "$work/why-$1" || return
	done
}

everybody_at() { # function
	local n

	for ((n = 1; n <= tills; n++)); do
		"$1" "$n" &
	done
	for ((n = 1; n <= tills; n++)); do
		wait -n || fail "$1: a till failed: $(cat "$work"/why-*)"
	done
	sound
}

part_grab() {
	local few=$((sales < 400 ? 6 : 100)) how

	fresh 3
	accounts
	coupon_batch "$few"
	flash_rule 0.5 "$few"
	everybody_at grab_coupons
	expect 'coupons redeemed' "$few|$few" "$(cat "$work"/coupons-* |
	    jq -r '.offers[].coupon' | sort -u | wc -l)|$(
	    cat "$work"/coupons-* | wc -l)"
	everybody_at grab_units
	expect 'units at the flash price' "$few" \
	    "$(jq -c 'select(.offers)' "$work"/units-* | wc -l)"
	pos-member topup $phone "$few" --by card >/dev/null &&
	    pos-member points adjust $phone "+$few" --reason soak >/dev/null &&
	    pos-member card load c1 "$few" --by card >/dev/null ||
	    fail 'nothing to spend'
	everybody_at grab_value
	for how in stored points gift; do
		expect "sales paid by $how" "$few" \
		    "$(cat "$work/$how"-* | wc -l)"
	done
	expect 'what is left' '0|0|0' "$(pos-member points $phone |
	    jq -r '"\(.principal_minor // 0)|\(.points // 0)"')|$(
	    pos-member card show c1 | jq '.balance_minor // 0')"
	echo "grab: $tills tills, $few coupons, flash units, and sales paid by" \
	    "stored value, points and gift card: exactly $few of each"
}
