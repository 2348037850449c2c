#!/bin/sh
#
# flash-sale.sh - so many at a price, so many a member, for so many minutes.
#
# usage: flash-sale.sh CODE ITEM PRICE TOTAL PER-MEMBER MINUTES [OPTION...]
#
#	flash-sale.sh noon tiramisu 9.90 100 2 30 --name-in zh=秒杀
#
# Opens it, shows what is left as it goes, and ends it: when its time is over,
# when nothing is left, or by ^C.  Then it says what it came to.
#
# What is left is counted by the sales themselves, in the transaction that makes
# or changes one; of two tills that want the last, one gets it.  An open order
# holds its units until it is paid, changed or void, so "all gone" can become
# "one left" again for as long as this runs.
#
# The end stands in the rule.  Should this be killed, or the machine with it, the
# sale ends all the same.  OPTIONs go to pos-promo add; with --scope line
# --not-with CAKES, say, these units take no part in promotion CAKES.
#
# The screen is looked at every $EVERY seconds (2).

set -eu
if [ $# -lt 6 ]; then
	sed -n '/^# usage:/,/^#$/s/^# \{0,1\}//p' "$0" >&2
	exit 64
fi
code=$1 item=$2 price=$3 total=$4 each=$5 minutes=$6
shift 6
case $minutes in
'' | *[!0-9]*)
	echo "flash-sale.sh: '$minutes' is no number of minutes" >&2
	exit 64
	;;
esac
end=$(($(date +%s) + minutes * 60))
pos-promo add flash "$price" --item "$item" --total "$total" \
    --per-member "$each" --as "$code" "$@" --format table \
    --valid-to "$(date -u -d "${POS_NOW:-now} $minutes minutes" +%FT%TZ)"

now() {
	pos-promo used "$code" --format json
}

finish() {
	trap - EXIT
	pos-promo set "$code" --pause --format json >/dev/null 2>&1
	now | jq -r '"ended: \(.units_milli / 1000) sold in \(.uses) orders, "
	    + "\(.left_units_milli / 1000) left"'
}
trap finish EXIT
trap 'exit 0' INT TERM

before=''
while [ "$(date +%s)" -lt "$end" ]; do
	used=$(now)
	[ "$used" = "$before" ] || printf '%s\n' "$used" |
	    jq -r --arg at "$(date +%T)" '"\($at)  \(.left_units_milli / 1000)"
		+ " left, \(.uses) orders"'
	before=$used
	# All sold, and not only on orders that may still change their mind?
	case $used in
	*'"left_units_milli":0'[!0-9]*)
		open=$(pos-sale list --open --format json)
		printf '%s\n' "$open" | grep -qF "\"promo\":\"$code\"" || break
		;;
	esac
	sleep "${EVERY:-2}"
done
