#!/bin/sh
#
# till.sh - a till for a scanner and a keyboard.
#
# usage: till.sh [TILL]
#
# What is scanned or typed, a line at a time, goes onto the sale:
#
#	6901234567892	a barcode, code or name
#	latte:2+oat	with a quantity and options
#	-3		line 3 comes off again
#	@13800138000	whose sale it is: a phone, card or code; @ nobody's
#	%SPRING		a promotion code, or the code of a coupon
#	?		what is on it so far
#	=50		50 in cash: change, receipt, and the next guest
#	card		the card terminal took it
#	stored		from the member's stored value
#	void		the guest has left
#
# Promotions are priced in from the first line on, and again with every change.
# Receipts go to $PRINTER, a device or file, else to the screen.

set -u
[ $# = 0 ] || export POS_TILL="$1"
sale=''

receipt() {
	if [ -n "${PRINTER-}" ]; then
		pos-print receipt --format escpos --drawer --to "$PRINTER"
	else
		pos-print receipt --format text
	fi
}

# Paid, or still the same sale with its refusal on the screen.
finish() {
	if paid=$("$@" --sale "$sale" --format json); then
		printf '%s\n' "$paid" | receipt
		sale=''
	fi
}

while IFS= read -r line; do
	case $line in
	'') continue ;;
	[-=?%@]* | card | stored | void)
		if [ -z "$sale" ]; then
			echo '  nothing is on the sale yet'
			continue
		fi
		;;
	esac
	case $line in
	'?') ;;
	=*) finish pos-pay cash "${line#=}" ;;
	card) finish pos-pay record card ;;
	stored) finish pos-pay stored ;;
	@) pos-member attach --nobody --sale "$sale" --format json \
		>/dev/null ;;
	@*) pos-member attach "${line#@}" --sale "$sale" --format json \
		>/dev/null ;;
	%*) pos-promo apply --code "${line#%}" --sale "$sale" --format json \
		>/dev/null ;;
	void) pos-sale void "$sale" --reason 'the guest has left' \
		    --format json >/dev/null && sale='' ;;
	-*) pos-sale remove "${line#-}" --sale "$sale" --format json \
		    >/dev/null ;;
	*)
		if [ -z "$sale" ]; then
			new=$(pos-sale new "$line" --format json) || continue
			sale=$(printf '%s\n' "$new" | jq -r .id)
			pos-promo apply --sale "$sale" --format json >/dev/null
		else
			pos-sale add "$line" --sale "$sale" --format json \
			    >/dev/null
		fi
		;;
	esac
	[ -z "$sale" ] || pos-sale show "$sale" --format table
done
