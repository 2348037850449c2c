#!/bin/bash
#
# run.sh - run tests side by side and say how many passed.
#
# usage: tests/run.sh unit|bats|checks|unit/NAME|bats/NAME|checks/NAME ...
#
# Unit programs and bats files count each of their tests, a check counts as
# one.  What each printed is kept under $POS_BUILD/test/.  The last line is
# "N passed, N failed, N skipped", and the exit is 1 when anything failed.

set -u
cd "$(dirname "$0")/.." || exit 1
# Columns are counted in characters, and messages are those in the tests.
export LC_ALL=C.UTF-8 LANGUAGE=en
: "${POS_BUILD:=$PWD/build}" "${POS_SHARE:=$PWD/share}"
export POS_BUILD POS_SHARE
JOBS=${JOBS:-$(nproc)}
out=$POS_BUILD/test

# One job: its output to $out/KIND-NAME.log, its counts to .count.
if [ "${1-}" = --one ]; then
	job=$2
	kind=${job%%/*}
	name=${job#*/}
	log=$out/$kind-$name.log
	started=$SECONDS
	case $kind in
	unit) timeout -k 10 600 "$POS_BUILD/unit/$name" ;;
	bats) timeout -k 10 900 bats --tap "tests/$name.bats" ;;
	checks) timeout -k 10 600 "tests/checks/$name.sh" ;;
	esac >"$log" 2>&1 </dev/null
	status=$?
	if [ "$kind" = checks ]; then
		case $status in
		0) counts='1 0 0' ;;
		77) counts='0 0 1' ;;
		*) counts='0 1 0' ;;
		esac
	else
		# What was planned and never ran has failed; so has a program
		# that ends badly without saying which test it was.
		counts=$(awk -v status="$status" '
			/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0; planned = 1 }
			/^ok / { n++; if (/# skip/) skip++; else pass++ }
			/^not ok / { n++; fail++ }
			END {
				if (planned && plan > n) fail += plan - n
				if (!planned) fail++
				if (status && !fail) fail++
				print pass + 0, fail + 0, skip + 0
			}' "$log")
	fi
	echo "$counts" >"${log%.log}.count"
	read -r pass fail skip <<<"$counts"
	word=ok
	[ "$fail" = 0 ] || word=FAIL
	[ "$pass $fail" != '0 0' ] || word=skip
	# One write, so that lines of jobs side by side stay whole.
	report=$(printf '%-5s %-28s %4d passed %3d failed %3d skipped %4d s' \
	    "$word" "$job" "$pass" "$fail" "$skip" $((SECONDS - started)))
	if [ "$fail" != 0 ]; then
		report+=$'\n'$(echo "  exit $status; from $log:"
		    grep -v '^ok ' "$log" | tail -n 200 | sed 's/^/  | /')
	elif [ "$skip" != 0 ]; then
		if [ "$kind" = checks ]; then
			report+=$'\n'$(tail -n 1 "$log" | sed 's/^/  | /')
		else
			report+=$'\n'$(grep '^ok .*# skip' "$log" |
			    sed 's/^/  | /')
		fi
	fi
	printf '%s\n' "$report"
	exit 0
fi

jobs=()
for what; do
	case $what in
	unit) for f in tests/unit/*.c; do
		[ ! -e "$f" ] || jobs+=("unit/$(basename "$f" .c)")
	done ;;
	# The largest files first: the last to finish decides the time.
	bats) while read -r f; do
		jobs+=("bats/$(basename "$f" .bats)")
	done < <(find tests -maxdepth 1 -name '*.bats' -printf '%s %p\n' |
	    sort -rn | cut -d' ' -f2-) ;;
	checks) for f in tests/checks/*.sh; do
		jobs+=("checks/$(basename "$f" .sh)")
	done ;;
	*/*) jobs+=("$what") ;;
	*)
		echo "tests/run.sh: what is '$what'?" >&2
		exit 64
		;;
	esac
done

rm -rf "$out"
mkdir -p "$out"
printf '%s\n' ${jobs[@]+"${jobs[@]}"} |
    xargs -r -P "$JOBS" -n 1 "$0" --one
cat "$out"/*.count 2>/dev/null | awk -v jobs="${#jobs[@]}" '
	{ pass += $1; fail += $2; skip += $3; n++ }
	END {
		# a job that left no counts was killed
		fail += jobs - n
		printf "%d passed, %d failed, %d skipped\n", pass, fail, skip
		exit fail > 0 || pass == 0
	}'
