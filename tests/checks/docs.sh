#!/bin/bash
#
# docs.sh - manual pages, usage and completions say what the programs do.
#
# man/PROGRAM.1 has an ".It Fl" item for each option and for no other, its
# rendered SYNOPSIS holds each verb's usage line; mandoc finds no fault;
# the completions are what completions/gen.sh makes.

cd "$(dirname "$0")/../.." || exit 1
: "${POS_BUILD:=$PWD/build}"
export LC_ALL=C.UTF-8
bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fault() {
	echo "$*"
	bad=1
}

# -qty of ".It Fl q , Fl -qty Ar N"; "Fl Fl qty" is the same
items() {
	grep -E '^\.It Fl' "$1" | sed -E 's/Fl Fl /Fl -/g' |
	    grep -oE 'Fl [^ ,]+' | sed 's/^Fl /-/' | sort -u
}

have_mandoc=
! command -v mandoc >/dev/null || have_mandoc=1

for program in "$POS_BUILD"/pos-*; do
	[ -x "$program" ] && [ -f "$program" ] || continue
	name=$(basename "$program")
	page=man/$name.1
	"$program" --spec >"$work/spec" || fault "$name --spec fails"
	if [ ! -f "$page" ]; then
		fault "$name has no $page"
		continue
	fi
	jq -r 'select(.type == "spec.option")
	    | "--" + .long, (.letter // empty | "-" + .)' "$work/spec" |
	    sort -u >"$work/want"
	items "$page" >"$work/have"
	while read -r option; do
		fault "$page: no item for $option"
	done < <(comm -23 "$work/want" "$work/have")
	while read -r option; do
		fault "$page: $name has no option $option"
	done < <(comm -13 "$work/want" "$work/have" |
	    grep -vxE -- '-h|--help|--version')

	[ -n "$have_mandoc" ] || continue
	synopsis=$(mandoc -T ascii -O width=1000 "$page" |
	    sed 's/.\x08//g' | sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' | tr -s ' \n' '  ')
	while read -r usage; do
		case "$synopsis " in
		*" $usage "*) ;;
		*) fault "$page: SYNOPSIS lacks: $usage" ;;
		esac
	done < <(jq -r 'select(.type == "spec.verb") | .usage' "$work/spec")
done

for page in man/*.[1-9]; do
	[ -e "$page" ] && [ -n "$have_mandoc" ] || continue
	# what it says of the system's own pages depends on the system
	mandoc -T lint -W warning "$page" | grep -v 'outdated mandoc.db\|referenced manual not found' |
	    grep . && fault "$page: see above"
done

for shell in bash zsh fish; do
	mkdir -p "$work/completions/$shell"
done
completions/gen.sh "$work/completions" || fault 'completions/gen.sh fails'
for shell in bash zsh fish; do
	diff -ru "completions/$shell" "$work/completions/$shell" ||
	    fault "completions/$shell is not what the programs say: make completions"
done
for file in completions/bash/*; do
	bash -n "$file" || fault "$file: bash does not read it"
done
if command -v zsh >/dev/null; then
	for file in completions/zsh/*; do
		zsh -n "$file" || fault "$file: zsh does not read it"
	done
fi
if command -v fish >/dev/null; then
	for file in completions/fish/*; do
		fish --no-execute "$file" || fault "$file: fish does not read it"
	done
fi
exit $bad
