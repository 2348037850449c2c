#!/bin/bash
#
# headers.sh - each header compiles alone, twice, and has a head comment;
# no file is longer than 500 lines (a unit test than 800).

cd "$(dirname "$0")/../.." || exit 1
bad=0
flags='-std=gnu11 -D_GNU_SOURCE -Ilib -Wall -Wextra -Werror
    -Wno-unused-function -Wno-unused-variable -Wno-unused-const-variable'

while read -r header; do
	# one flag a word
	# shellcheck disable=SC2086
	printf '#include "%s"\n#include "%s"\nextern int nothing;\n' \
	    "$PWD/$header" "$PWD/$header" |
	    ${CC:-cc} $flags -fsyntax-only -x c - || bad=1
done < <(find lib cmd tests -name '*.h')

while read -r file; do
	if [ "$(head -n 1 "$file")" != '/*' ]; then
		echo "$file: starts without a head comment"
		bad=1
	fi
	lines=$(wc -l <"$file")
	most=500
	[[ $file != tests/* ]] || most=800
	if [ "$lines" -gt $most ]; then
		echo "$file: $lines lines; one idea a file, $most at most"
		bad=1
	fi
done < <(find lib cmd tests -name '*.[ch]')
exit $bad
