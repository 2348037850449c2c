#!/bin/bash
#
# shell.sh - shellcheck of every script.

cd "$(dirname "$0")/../.." || exit 1
if ! command -v shellcheck >/dev/null; then
	echo 'no shellcheck here'
	exit 77
fi
bad=0
mapfile -t scripts < <(find . \( -path ./build -o -path ./.git \) \
    -prune -o -type f \( -name '*.sh' -o -path ./.ci/run \) -print)
mapfile -t bats < <(find tests -maxdepth 1 -name '*.bats' -o -name '*.bash')
# SC2015: "A && B || C" is used where B cannot fail.
shellcheck -e SC2015 "${scripts[@]}" || bad=1
# SC2154, SC2034: pos sets $output and $stderr.  SC2030, SC2031: each test of a bats
# file is a subshell, as it should be.  SC2016: a command in single quotes is
# what pos takes.
if [ ${#bats[@]} -gt 0 ]; then
	shellcheck -s bats -e SC2015,SC2034,SC2154,SC2030,SC2031,SC2016 "${bats[@]}" || bad=1
fi
exit $bad
