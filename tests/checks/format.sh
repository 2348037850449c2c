#!/bin/bash
#
# format.sh - C files look as clang-format leaves them.
#
# usage: tests/checks/format.sh [--fix [FILE ...]]	(--fix: make them so)
#
# Tables (what stands between "= {" and "};") are set by hand, and so are
# headers, with their macros and columns of comments: clang-format would
# tear them apart.  They too keep to 80 columns and tabs; only a text that a
# test expects may be longer.

cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8
bad=0
while read -r file; do
	found=$(expand -t 8 "$file" | sed 's/[^[:print:]]/x/g' | grep -nE '.{81,}')
	case $file in
	tests/*) found=$(grep -v '"' <<<"$found") ;;
	esac
	if [ -n "$found" ]; then
		echo "$file: longer than 80 columns"
		echo "$found"
		bad=1
	fi
	found=$(grep -nE '[[:blank:]]+$|^ {8}' "$file")
	if [ -n "$found" ]; then
		echo "$file: blanks at the end of a line, or in a tab's place"
		echo "$found"
		bad=1
	fi
done < <(find lib cmd tests -name '*.[ch]')

if ! command -v clang-format >/dev/null; then
	[ $bad = 0 ] || exit 1
	echo 'no clang-format here'
	exit 77
fi

fenced() {
	awk '
		!table && /= \{$/ {
			table = 1
			match($0, /^\t*/)
			indent = substr($0, 1, RLENGTH)
			print indent "/* clang-format off */"
		}
		{ print }
		table && ($0 == indent "};" || $0 == indent "},") {
			table = 0
			print indent "/* clang-format on */"
		}' "$1"
}

work=$(mktemp)
trap 'rm -f "$work"' EXIT
while read -r file; do
	fenced "$file" | clang-format --assume-filename="$file" |
	    grep -vE '^[[:blank:]]*/\* clang-format (on|off) \*/$' >"$work"
	if [ "${1-}" = --fix ]; then
		cmp -s "$work" "$file" || cat "$work" >"$file"
	elif ! diff -u --label "$file" --label 'make format' "$file" "$work"
	then
		bad=1
	fi
done < <(if [ $# -gt 1 ]; then printf '%s\n' "${@:2}"
    else find lib cmd tests -name '*.c'; fi)
exit $bad
