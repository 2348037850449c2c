#!/bin/bash
#
# run.sh - run the fuzz targets one after the other, each for FUZZ_SECONDS.
#
# usage: tests/fuzz/run.sh NAME ...	(make fuzz)
#
# What they learn is kept under build/fuzz and goes on next time; an input
# that makes one fail is left there as NAME-crash-*.

set -u
cd "$(dirname "$0")/../.." || exit 1
: "${POS_BUILD:?}"
seconds=${FUZZ_SECONDS:-60}
keep=$PWD/build/fuzz
bad=0

for name; do
	corpus=$keep/$name
	mkdir -p "$corpus"
	seeds=()
	[ ! -d "tests/fuzz/$name" ] || seeds=("tests/fuzz/$name")
	echo "fuzz: $name for $seconds s"
	if ! "$POS_BUILD/fuzz/$name" -max_total_time="$seconds" -timeout=10 \
	    -artifact_prefix="$keep/$name-" -print_final_stats=1 \
	    "$corpus" ${seeds[@]+"${seeds[@]}"} >"$keep/$name.log" 2>&1; then
		echo "fuzz: $name FAILED; see $keep/$name.log"
		grep -m 5 -E 'ERROR|runtime error|Assertion|Test unit' "$keep/$name.log"
		bad=1
	fi
	grep -E 'stat::number_of_executed_units' "$keep/$name.log"
done
exit $bad
