#!/bin/sh
#
# extract.sh - every text that people may see in their language, as a .pot.
#
# usage: share/locale/extract.sh >pos.pot	(make messages merges it)
#
# Messages stand in the code, given to the functions below.  The help of verbs
# and options, and the words that a field may hold, are asked of the programs
# in $POS_BUILD; titles of tables are those of fields that are a column, under
# the key that lib/cli/cell.c looks up.

set -e
cd "$(dirname "$0")/../.."
: "${POS_BUILD:=$PWD/build}"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

spec() {
	for program in "$POS_BUILD"/pos-*; do
		if [ -f "$program" ] && [ -x "$program" ]; then
			"$program" "$1"
		fi
	done
}

# Lines of text -> calls of pos_tr().
calls() {
	sort -u | jq -Rr '"/* xgettext:no-c-format */ pos_tr(" + tojson + ");"'
}

spec --spec | jq -r '.help // empty' | calls >"$work/help"
# also the ways to pay that most shops have, and movements of an account
{
	spec --records | jq -r '.. | .enum? // empty | .[]'
	printf '%s\n' cash card wechat alipay stored points gift
	printf '%s\n' earn unearn spend pay refund expire adjust draw topup \
	    untopup bonus merge load referral
} | calls >"$work/words"
# POS_MONEY(struct, total_minor, POS_F_COLUMN, or { "at", POS_K_TIME, ...;
# COL and head are what some tables call POS_F_COLUMN; LEFT(, SUM(name, "help")
# and COUNT(name, "help") have it inside
find lib cmd -name '*.c' -exec cat {} + | tr '\n\t' '  ' | sed -E '
	s/[A-Z_]+\( *[a-z0-9_]+, *([a-z][a-z0-9_]*),/\nFIELD \1,/g
	s/\<LEFT\( *([a-z0-9_]+), POS_K/\nFIELD \1, COL,/g
	s/\<(SUM|COUNT)\( *([a-z0-9_]+), *"/\nFIELD \2, COL,/g
	s/\{ *"([a-z0-9_]+)", POS_K_[A-Z]+,/\nFIELD \1,/g' | sed -nE '
	s/^FIELD ([a-z0-9_]+),( *[a-z][a-z0-9_]*,)?[^,]*\<(POS_F_COLUMN|COL|head)\>.*/column \1/p' |
    calls >"$work/titles"

find lib cmd -name '*.[ch]' | sort >"$work/files"
printf '%s\n' titles words help >>"$work/files"
# check_text, sum, word: beside others of the name, which are given no texts
xgettext --language=C --from-code=UTF-8 --no-wrap --add-location=file \
    --package-name=pos -D . -D "$work" -f "$work/files" -o "$work/pot" \
    -k -kpos_tr -kPOS_TR -kpos_fail:3 -kpos_fail_at:2 -kpos_warn:1 \
    -kpos_progress:1 -kpos_import_wrong:5 -kpos_import_warn:3 \
    -kpos_import_warn_once:2 -kcheck_text:1 -kpos_menu_check_text:1 \
    -kpos_outreach_check:1 -klost:3 \
    -ksum:2 -kword:2 \
    --flag=pos_fail:3:c-format --flag=pos_fail_at:2:c-format \
    --flag=pos_warn:1:c-format --flag=pos_import_warn:3:c-format \
    --flag=pos_import_warn_once:2:c-format \
    2>"$work/said" || { cat "$work/said" >&2; exit 1; }
# what is empty needs no translation, and no warning
grep -vE 'Empty msgid|gettext\(""\) returns|meta information' "$work/said" >&2 ||
    true
sed -e 's/^"POT-Creation-Date: .*/"POT-Creation-Date: \\n"/' \
    -e '1,/^msgid/{/^#:/d}' "$work/pot"
