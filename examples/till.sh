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
#	?		what is on it so far
#	=50		50 in cash: change, receipt, and the next guest
#	card		the card terminal took it
#	void		the guest has left
#
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
	[-=?]* | card | void)
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
	void) pos-sale void "$sale" --reason 'the guest has left' \
		    --format json >/dev/null && sale='' ;;
	-*) pos-sale remove "${line#-}" --sale "$sale" --format json \
		    >/dev/null ;;
	*)
		if [ -z "$sale" ]; then
			new=$(pos-sale new "$line" --format json) || continue
			sale=$(printf '%s\n' "$new" | jq -r .id)
		else
			pos-sale add "$line" --sale "$sale" --format json \
			    >/dev/null
		fi
		;;
	esac
	[ -z "$sale" ] || pos-sale show "$sale" --format table
done
