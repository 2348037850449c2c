#!/bin/bash
#
# records.sh - the schemas under share/records are those of the records'
# tables, use only what tests/records.jq knows, and pos-records(5) has them.
#
# Each program prints the schemas of its records with the hidden --records;
# --fix writes them (make records).

cd "$(dirname "$0")/../.." || exit 1
: "${POS_BUILD:=$PWD/build}"
bad=0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in "$POS_BUILD"/pos-*; do
	case "$program" in
	*.*) ;;
	*) "$program" --records || exit 1 ;;
	esac
done | jq -cs 'unique[]' >"$work/all" || exit 1
mkdir "$work/records"
jq -r '.title' "$work/all" | sort | uniq -d | sed 's/$/: two records/' |
    grep . && bad=1
while read -r type; do
	jq --arg type "$type" 'select(.title == $type)' \
	    "$work/all" >"$work/records/$type.json"
done < <(jq -r '.title' "$work/all")
if [ "${1-}" = --fix ]; then
	rm -f share/records/*.json
	cp "$work"/records/*.json share/records/
elif ! diff -ru share/records "$work/records"; then
	echo "share/records is not what the tables say: make records"
	bad=1
fi

for file in share/records/*.json; do
	if [ ! -e "$file" ]; then
		echo 'no schemas under share/records'
		exit 1
	fi
	jq -r --arg file "$file" --arg type "$(basename "$file" .json)" '
		def keywords:
			keys_unsorted[],
			((.properties // {})[] | keywords),
			((.items, .propertyNames, .additionalProperties)
			    | select(type == "object") | keywords);
		(keywords | select(IN("$schema", "$comment", "title",
		    "description", "format", "type", "const", "enum",
		    "required", "properties", "additionalProperties",
		    "propertyNames", "items", "minimum", "maximum",
		    "minLength", "maxLength", "maxItems", "maxProperties",
		    "pattern") | not)
		| "\($file): tests/records.jq does not know \(.)"),
		(select(.properties.type.const != $type)
		| "\($file): is of type \(.properties.type.const)")
	' "$file" | sort -u | grep . && bad=1
done

if [ -f man/pos-records.5 ]; then
	for file in share/records/*.json; do
		type=$(basename "$file" .json)
		grep -qE "^\.(Ss|It Li|It Cm|It Dv|It Sy|It) +$type( |$)" \
		    man/pos-records.5 || {
			echo "man/pos-records.5: no entry for $type"
			bad=1
		}
	done
fi
exit $bad
