#!/bin/bash
#
# money.sh - nobody but lib/base/money.c calculates with amounts, and there
# is no floating point outside lib/stats.
#
# Elsewhere .minor is copied (bound, printed, put into a record), which needs
# no operator beside it.

cd "$(dirname "$0")/../.." || exit 1
bad=0

code() { # FILE: its lines without comments and texts, numbers kept
	sed -E 's/"([^"\\]|\\.)*"/""/g' "$1" | awk '
		{
			line = $0
			if (inside) {
				if (!sub(/^.*\*\//, "", line)) next
				inside = 0
			}
			gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
			if (sub(/\/\*.*/, "", line)) inside = 1
			print NR ":" line
		}'
}

while read -r file; do
	case $file in
	lib/base/money.[ch]) ;;
	*)
		found=$(code "$file" | grep -E \
		    -e '\.minor\)?[[:space:]]*([-+*/%]|<<|>>)' \
		    -e '([-+*/%]=?|<<|>>)[[:space:]]*(\([a-z0-9_ ]+\))?[A-Za-z_][A-Za-z0-9_>.-]*(\[[^]]*\])?\.minor')
		if [ -n "$found" ]; then
			echo "$file: arithmetic on an amount; use pos_money_*()"
			echo "$found"
			bad=1
		fi
		;;
	esac
	case $file in
	lib/stats/*) ;;
	*)
		found=$(code "$file" | grep -wE '(float|double)')
		if [ -n "$found" ]; then
			echo "$file: floating point"
			echo "$found"
			bad=1
		fi
		;;
	esac
done < <(find lib cmd -name '*.[ch]')
exit $bad
