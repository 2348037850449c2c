# shellcheck shell=bash
#
# helpers.bash - what the bats files share: load helpers
#
#	pos [EXIT] 'command line'	run it, expect the exit (0), set $output,
#					$stderr and $status; the bytes themselves
#					are in the files $pos_stdout, $pos_stderr
#	same WANT HAVE			equal, or show the difference
#	records FILTER			jq -c FILTER over $output
#	shop				a small shop with a menu in $POS_STORE
#	data PATH			real-world file, or skip the test
#	at_once COMMAND...		each at the same moment, as from several
#					terminals: the exit codes, sorted, are in
#					$codes, what they print in out-N, err-N;
#					a command knows its N as $till
#
# Each test has a directory, home and store of its own, and a clock that
# stands still.  After it, every record that it saw is held against its schema
# under share/records; a test that means to print others says
# records_unchecked=1.  bats traps: "! command" inside a test never fails it,
# and $(...) inside an argument hides a failure.

root=$(cd "$BATS_TEST_DIRNAME" && while [ ! -f Makefile ]; do cd ..; done && pwd)

pos_environment() {
	local name

	for name in ${!POS_*} ${!LC_*} LANG; do
		case $name in
		POS_BUILD | POS_SHARE | POS_DATA | POS_TIMEOUT) ;;
		*) unset "$name" ;;
		esac
	done
	export POS_BUILD=${POS_BUILD:-$root/build}
	export POS_SHARE=${POS_SHARE:-$root/share}
	export LC_ALL=C.UTF-8 LANGUAGE=en TZ=UTC TERM=dumb
	export POS_NOW=2026-03-14T10:00:00+08:00
	export PATH=$POS_BUILD:$PATH
	export HOME=$BATS_TEST_TMPDIR/home
	export XDG_DATA_HOME=$HOME/.local/share
	export POS_STORE=$BATS_TEST_TMPDIR/store.db
	# a sanitizer's complaint must not look like a refusal
	export ASAN_OPTIONS=exitcode=99:abort_on_error=0
	export UBSAN_OPTIONS=exitcode=99:print_stacktrace=1
	mkdir -p "$HOME" "$BATS_TEST_TMPDIR/work"
	cd "$BATS_TEST_TMPDIR/work" || return 1
	pos_stdout=$BATS_TEST_TMPDIR/stdout
	pos_stderr=$BATS_TEST_TMPDIR/stderr
	pos_records=$BATS_TEST_TMPDIR/records
	records_unchecked=
}

setup() {
	pos_environment
}

# For programs that end by a signal: the leak check at their end stops all
# threads by ptrace, and now and then waits for ever when a signal comes too.
no_leak_check() {
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
}

pos() {
	local want=0

	if [ $# -gt 1 ] && [[ $1 =~ ^[0-9]+$ ]]; then
		want=$1
		shift
	fi
	status=0
	timeout -k 5 "${POS_TIMEOUT:-60}" bash -o pipefail -c "$*" \
	    >"$pos_stdout" 2>"$pos_stderr" 3>&- || status=$?
	# a variable holds no NUL
	output=$(tr -d '\0' <"$pos_stdout")
	stderr=$(tr -d '\0' <"$pos_stderr")
	grep -a '^{"type":' "$pos_stdout" >>"$pos_records" || true
	printf '$ %s\n' "$*"
	head -c 4000 "$pos_stdout" | cat -v
	head -c 4000 "$pos_stderr" | cat -v | sed 's/^/stderr: /'
	if [ "$status" != "$want" ]; then
		echo "exit $status, expected $want"
		return 1
	fi
	if grep -aqE 'Sanitizer|runtime error:|Assertion .* failed' "$pos_stderr"
	then
		echo 'a sanitizer or an assertion complained'
		return 1
	fi
}

same() {
	[ "$1" = "$2" ] && return
	echo 'not the same (- expected, + got):'
	diff -u <(printf '%s\n' "$1") <(printf '%s\n' "$2") | tail -n +3 | cat -v
	return 1
}

records() {
	jq -c "$@" <<<"$output"
}

shop() {
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
	pos "pos-stock menu import '$root/tests/data/menu.csv'"
}

data() {
	local path=${POS_DATA:-$root/../shared/data}/$1

	if [ ! -e "$path" ]; then
		skip "no $1 here (POS_DATA names the folder of real exports)"
	fi
	# shellcheck disable=SC2034
	data=$path
}

at_once() {
	local till=0 command code pid pids=() dir=$BATS_TEST_TMPDIR

	rm -f "$dir"/{go,ready-*} out-* err-*
	for command; do
		till=$((till + 1))
		(
			touch "$dir/ready-$till"
			while [ ! -e "$dir/go" ]; do :; done
			eval "$command" >"out-$till" 2>"err-$till"
		) 3>&- &
		pids+=($!)
	done
	until [ -e "$dir/ready-$#" ] &&
	    [ "$(find "$dir" -maxdepth 1 -name 'ready-*' | wc -l)" = $# ]; do
		sleep 0.01
	done
	touch "$dir/go"
	codes=
	for pid in "${pids[@]}"; do
		code=0
		wait "$pid" || code=$?
		codes+="$code"$'\n'
	done
	codes=$(sort -n <<<"${codes%$'\n'}" | xargs)
	head -n 5 out-* err-*
}

# One jq over what the whole test saw; the same record once.
check_records() {
	local faults

	[ -s "$pos_records" ] && [ -z "$records_unchecked" ] || return 0
	faults=$(sort -u "$pos_records" | jq -nRr \
	    --slurpfile schemas <(cat "$POS_SHARE"/records/*.json) \
	    -f "$root/tests/records.jq") || faults+=' (jq failed)'
	[ -z "$faults" ] && return
	echo 'records that do not follow their schema:'
	head -n 20 <<<"$faults"
	return 1
}

teardown() {
	check_records
}
