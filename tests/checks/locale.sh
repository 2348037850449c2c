#!/bin/bash
#
# locale.sh - every text that people see is in every catalogue, and fits.
#
# share/locale/extract.sh says what the texts are now.  msgfmt compares the
# directives of formats, and the blank lines around a text.

cd "$(dirname "$0")/../.." || exit 1
: "${POS_BUILD:=$PWD/build}"
export POS_BUILD LC_ALL=C.UTF-8
bad=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fault() {
	echo "$*"
	bad=1
}

# The texts alone, one a line: "no item '%s'"
texts() {
	msgattrib --no-wrap --no-location "$@" | sed 's/^#~ //' | awk '
	    /^msgid / { text = ""; on = 1; sub(/^msgid /, "") }
	    /^msgstr/ { if (text != "") print "\"" text "\""; on = 0 }
	    on { text = text substr($0, 2, length($0) - 2) }' | sort
}

if ! command -v xgettext >/dev/null; then
	echo 'no xgettext here: make deps'
	exit 1
fi
share/locale/extract.sh >"$work/pos.pot" || fault 'extract.sh fails'
[ -s "$work/pos.pot" ] || exit 1
found=0
for po in share/locale/*.po; do
	[ -e "$po" ] || continue
	found=1
	if ! msgfmt --check -o "$work/mo" "$po"; then
		fault "$po: see above"
		continue
	fi
	# A text in both is in $work/new with what the catalogue has for it.
	msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$work/new" "$po" \
	    "$work/pos.pot" || fault "$po: msgmerge fails"
	while read -r text; do
		fault "$po: no translation of $text: make messages, then" \
		    "translate it"
	done < <({ texts --untranslated "$work/new"
	    texts --only-fuzzy "$work/new"; } | sort -u)
	while read -r text; do
		fault "$po: nothing says $text any more: make messages"
	done < <(texts --only-obsolete "$work/new")
	# What a format holds is compared only where it is known to be one.
	msgfmt --check -o "$work/mo" "$work/new" ||
	    fault "$po: a text's kind changed: make messages"
done
[ $found = 1 ] || fault 'share/locale holds no catalogue'
exit $bad
