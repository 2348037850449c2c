#!/bin/sh
#
# coupon-campaign.sh - coupons to members of a list, and whether it paid.
#
# usage: coupon-campaign.sh start CODE MEMBERS.csv CONTROL-PERCENT DAYS OFFER...
#        coupon-campaign.sh results CODE [SPENT]
#
#	coupon-campaign.sh start spring members.csv 20 14 amount 5 --min 30
#	coupon-campaign.sh results spring 120.00
#
# The first column of MEMBERS.csv is what a member is known by: a phone, a card
# or a code; the others are any that pos-member import knows, and who is no
# member yet becomes one.  They get the tag CODE, which makes a segment; of that,
# CONTROL-PERCENT are drawn who get nothing, so that there is something to hold
# the others against.  The others get a coupon each, good for DAYS from today.
# (A tag is a command each, a few thousand a minute; a list of a million has its
# tags in a column.)
#
# Codes go to CODE-codes.csv, which only you may read, with the member of each;
# at the till it is pos-promo apply --code, on a sale of that member.
#
# Started again after it broke off, it goes on where it was: nobody is drawn
# twice, or gets two.  results may be asked for at any time, and says whether
# the difference could be chance; SPENT is what it cost besides the discounts.

set -eu

fail() {
	echo "coupon-campaign.sh: $2" >&2
	exit "$1"
}

usage() {
	sed -n '/^# usage:/,/^#$/s/^# \{0,1\}//p' "$0" >&2
	exit 64
}

# The programs tell their refusals themselves.
start() {
	code=$1 file=$2 control=$3 days=$4
	shift 4
	[ -r "$file" ] || fail 66 "cannot read '$file'"
	umask 077

	pos-member import "$file" --format json >/dev/null
	tail -n +2 "$file" | cut -d , -f 1 | tr -d '"\r' |
	    while IFS= read -r who; do
		[ -z "$who" ] || pos-member set "$who" --tag "$code" \
		    --format json >/dev/null || exit
	done
	pos-member segment set "$code" --tag "$code" --format json >/dev/null
	drawn=$(pos-member campaign make "$code" --segment "$code" \
	    --control "$control" --stratify level --key "campaign $code" \
	    --format json)
	count=$(printf '%s\n' "$drawn" | jq .treated)
	[ "$count" -gt 0 ] || fail 1 "nobody is left for campaign '$code'"

	pos-promo add "$@" --coupons --as "$code" --format table
	pos-promo coupon make "$code" --promo "$code" --count "$count" \
	    --valid-days "$days" --member-only --no-codes \
	    --key "coupons $code" --format json >/dev/null
	pos-member campaign members "$code" --treated --format json |
	    pos-promo coupon issue "$code" --list - --key "issue $code" \
		--format json >/dev/null
	pos-promo coupon list "$code" --codes --format csv \
	    >"$code-codes.csv.part"
	mv "$code-codes.csv.part" "$code-codes.csv"
	printf '%s\n' "$drawn" | jq -r '"\(.treated) with a coupon, "
	    + "\(.control) without"'
}

results() {
	coupons=$(pos-promo coupon stats "$1" --format json)
	gain=$(pos-promo results "$1" --promo "$1" --spent "${2:-0}" \
	    --format tsv)
	printf '%s\n' "$coupons" |
	    jq -r '"\(.redeemed) of \(.issued) coupons were used"'
	printf '%s\n' "$gain" | awk -F '\t' '
		NR == 1 {
			for (i = 1; i <= NF; i++)
				at[$i] = i
			next
		}
		{
			printf "%+.1f%% came of those who could have one\n",
			    $at["conversion_ppm"] / 10000
			print "they spent " $at["per_head"] " a head more:" \
			    " between " $at["per_head_low"] " and " \
			    $at["per_head_high"]
			print "in all " $at["gain"] ", and it cost " $at["cost"]
			print $at["sure"] == "true" ? "that is no chance" : \
			    "that could be chance: more members, or more days"
		}'
}

what=${1-}
case $what in
start) [ $# -ge 7 ] || usage ;;
results) [ $# = 2 ] || [ $# = 3 ] || usage ;;
*) usage ;;
esac
shift
"$what" "$@"
