#!/bin/sh
#
# draw-check.sh - check a closed draw without the programs that drew it:
#
#	pos-promo draw show SPRING --tickets >draw.jsonl
#	examples/draw-check.sh draw.jsonl
#
# Needs jq, awk and openssl.  The seed must be the one that was committed to;
# then every ticket is drawn again:
#
#   Random numbers come from HMAC-SHA-256(seed, LABEL|0), (seed, LABEL|1) and
#   so on, in hex, five numbers of 12 digits a block (the last 4 digits are not
#   used).  A number below n is the first one under the largest multiple of n up
#   to 2^48, modulo n.
#
#   A draw: LABEL is CODE|TICKET.  The number is below the sum of the prizes'
#   weights and falls on one, in their order.  A prize that was given as often
#   as its count weighs nothing; where the draw is exact, it weighs what is left.
#
#   Scratch tickets: LABEL is CODE|deck.  All prizes lie in a row, each as often
#   as its count.  For i from the last down to 1 (counted from 0), i is swapped
#   with a number below i + 1.  Ticket n gets the n-th.
#
# Prints what is wrong, or one line; exit 0: all is as it should be.

set -eu

file=${1:?draw-check.sh FILE}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() { # FILTER: of the draw's record
	jq -r "select(.type == \"draw\") | $1" "$file"
}

seed=$(draw '.seed // empty')
if [ -z "$seed" ]; then
	echo 'the draw is open: it has no seed yet'
	exit 1
fi
printf '%s' "$seed" | sed 's/../\\x&/g' >"$work/escaped"
# shellcheck disable=SC2059
env printf "$(cat "$work/escaped")" >"$work/seed"
hash=$(openssl dgst -sha256 -r "$work/seed" | cut -d ' ' -f 1)
if [ "$hash" != "$(draw .commitment)" ]; then
	echo "the seed is not the one that was committed to: $hash"
	exit 1
fi

draw '.prizes[] | [.weight // 0, .count // 0] | @tsv' >"$work/prizes"
jq -r 'select(.type == "draw.ticket") | [.n, .prize_n, .ticket] | @tsv' \
    "$file" >"$work/tickets"

code=$(draw .code) kind=$(draw .kind) exact=$(draw '.exact // false') \
    seed=$seed awk -F '\t' '
	BEGIN {
		code = ENVIRON["code"]
		exact = ENVIRON["exact"] == "true"
		for (i = 0; i < 16; i++)
			digit[substr("0123456789abcdef", i + 1, 1)] = i
		all = 2 ^ 48
	}

	function block(label, n,    command, line) {
		gsub(/\047/, "\047\\\047\047", label)
		command = "printf %s \047" label "|" n "\047 | openssl dgst " \
		    "-sha256 -mac HMAC -macopt hexkey:" ENVIRON["seed"]
		command | getline line
		close(command)
		sub(/.*= */, "", line)
		return line
	}

	function next_number(    i, number) {
		if (used == 5) {
			hex = block(label, blocks++)
			used = 0
		}
		number = 0
		for (i = 1; i <= 12; i++)
			number = number * 16 + digit[substr(hex,
			    used * 12 + i, 1)]
		used++
		return number
	}

	function start(text) {
		label = text
		blocks = 0
		used = 5
	}

	function below(n,    number) {
		do
			number = next_number()
		while (number >= all - all % n)
		return number % n
	}

	function weigh(i) {
		if (exact)
			return count[i] - given[i]
		return count[i] > 0 && given[i] >= count[i] ? 0 : weight[i]
	}

	function pick(ticket,    i, sum, number) {
		sum = 0
		for (i = 1; i <= prizes; i++)
			sum += weigh(i)
		if (sum == 0)
			return 0
		start(code "|" ticket)
		number = below(sum)
		for (i = 1; i < prizes; i++) {
			number -= weigh(i)
			if (number < 0)
				break
		}
		return i
	}

	function shuffle(    i, j, held) {
		cards = 0
		for (i = 1; i <= prizes; i++)
			for (j = 0; j < count[i]; j++)
				deck[cards++] = i
		start(code "|deck")
		for (i = cards - 1; i > 0; i--) {
			j = below(i + 1)
			held = deck[i]
			deck[i] = deck[j]
			deck[j] = held
		}
	}

	FNR == NR {
		prizes++
		weight[prizes] = $1
		count[prizes] = $2
		given[prizes] = 0
		next
	}

	FNR == 1 && ENVIRON["kind"] == "scratch" {
		shuffle()
	}

	{
		tickets++
		if (ENVIRON["kind"] == "scratch")
			want = deck[tickets - 1]
		else
			want = pick($3)
		if ($1 != tickets) {
			print "ticket " tickets " is missing"
			wrong++
			exit
		}
		if ($2 != want) {
			print "ticket " $1 ": prize " $2 ", not " want
			wrong++
		}
		given[$2]++
	}

	END {
		if (!wrong)
			print code ": " tickets + 0 " tickets, all as drawn"
		exit (wrong > 0)
	}
' "$work/prizes" "$work/tickets"
